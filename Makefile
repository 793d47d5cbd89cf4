# Everything a contributor does, from a machine with Python (3.11 or newer) and make.
#
#   make demo         build the sample newsletter of this repository, and say where to look
#   make test         set up and run every test       (PYTEST_ARGS="-k words" to choose)
#   make lint         ruff, mypy --strict, import-linter
#   make fuzz         mutated inputs against the promises   (FUZZ_MINUTES=60 FUZZ_SEED=2)
#   make bench        time whole builds beside other programs  (QUICK=1 ROUNDS=3 BENCH_ARCHIVE=DIR)
#   make contestants  install those of them that pip and npm have
#   make format       let ruff rewrite what it can
#   make golden       renew the golden files and feeds/, to be read as a diff
#   make reference    renew docs/settings.md, docs/checks.md and .env.example from the program
#   make screenshots  renew the pictures in docs/images/
#   make constraints  renew constraints.txt in a fresh environment
#   make wheel        build the sdist and the wheel into dist/
#   make clean        delete what these made

.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:
.SUFFIXES:

VENV ?= .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=
WORKERS ?= 2
FUZZ_MINUTES ?= 5
FUZZ_SEED ?= 1
BENCH_ARGS ?=

# The first Python on this machine that is new enough and really starts.
PYTHON ?= $(shell for candidate in python3.13 python3.12 python3.11 python3 python; do \
	"$$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { command -v "$$candidate"; break; }; done)

STAMPS := $(VENV)/.stamps
SOURCES := pyproject.toml constraints.txt publisher/__init__.py
QUIET_PIP := --quiet --disable-pip-version-check

.PHONY: demo test fuzz lint format golden reference screenshots constraints wheel clean system node \
	bench contestants

# --- environments ------------------------------------------------------------------------

$(STAMPS)/venv:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found; set PYTHON=/path/to/python3" >&2; exit 2; }
	"$(PYTHON)" -m venv "$(VENV)"
	@mkdir -p "$(STAMPS)" && touch "$@"

# What a user gets: the program and what it needs.
$(STAMPS)/installed: $(STAMPS)/venv $(SOURCES)
	"$(BIN)/python" -m pip install $(QUIET_PIP) --constraint constraints.txt --upgrade pip
	"$(BIN)/python" -m pip install $(QUIET_PIP) --constraint constraints.txt --editable .
	@touch "$@"

# What a contributor adds: the tests' second opinions and the linters.
$(STAMPS)/dev: $(STAMPS)/installed
	"$(BIN)/python" -m pip install $(QUIET_PIP) --constraint constraints.txt --editable '.[dkim]' --group dev
	@touch "$@"

# Readers of the Node world, for the tests that ask them; those are skipped without.
tests/node/node_modules/.stamp: tests/node/package.json
	@cd tests/node && npm install --no-package-lock --no-audit --no-fund --loglevel=error \
		&& touch node_modules/.stamp \
		|| echo "npm could not install Node's feed parsers: the tests that ask them will be skipped"

node: tests/node/node_modules/.stamp

system:
	@scripts/system-packages

# --- using -------------------------------------------------------------------------------

demo: $(STAMPS)/installed
	"$(BIN)/publisher" --project . build
	@echo
	@echo "Emails:  build/emails/*.html and *.txt (open one in a browser)"
	@echo "Feeds:   feeds/feed.xml, feeds/atom.xml, feeds/feed.json"
	@echo "Next:    $(BIN)/publisher preview    and    $(BIN)/publisher --help"

# --- checking ----------------------------------------------------------------------------

test: $(STAMPS)/dev system node
	"$(BIN)/python" -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

fuzz: $(STAMPS)/dev
	"$(BIN)/python" -m tests.fuzz --minutes $(FUZZ_MINUTES) --workers $(WORKERS) --seed $(FUZZ_SEED)

lint: $(STAMPS)/dev
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy"
	"$(BIN)/lint-imports" --no-logo

format: $(STAMPS)/dev
	"$(BIN)/ruff" check --fix-only --exit-zero .
	"$(BIN)/ruff" format .

# --- measuring ---------------------------------------------------------------------------

# BENCH_WRITE=1 renews the figures and the plot of docs/performance.md.
bench: $(STAMPS)/dev
	"$(BIN)/python" -m benchmarks.pipeline $(if $(QUICK),--quick) $(if $(BENCH_WRITE),--write) \
		$(if $(ROUNDS),--rounds "$(ROUNDS)") $(if $(BENCH_ARCHIVE),--archive "$(BENCH_ARCHIVE)") \
		$(BENCH_ARGS)

# Other programs to compare with; none of them is needed. Hugo is a package of Debian.
contestants: $(STAMPS)/venv
	"$(PYTHON)" -m venv "$(VENV)/contestants/pelican"
	"$(VENV)/contestants/pelican/bin/python" -m pip install $(QUIET_PIP) 'pelican[markdown]>=4.11,<5' \
		|| echo "pip could not install Pelican: it will not be measured"
	@mkdir -p "$(VENV)/contestants/emailmd"
	npm install --prefix "$(VENV)/contestants/emailmd" --no-audit --no-fund --loglevel=error \
		'emailmd@^0.3.5' || echo "npm could not install emailmd: it will not be measured"

# --- renewing what is committed ----------------------------------------------------------

golden: $(STAMPS)/dev
	"$(BIN)/publisher" --project . build
	"$(BIN)/python" -m pytest --renew-golden -q
	git --no-pager diff --stat -- feeds tests/golden

reference: $(STAMPS)/installed
	"$(BIN)/python" scripts/reference

screenshots: $(STAMPS)/dev system
	@mkdir -p docs/images
	"$(BIN)/python" scripts/preview-screenshots docs/images

constraints:
	PYTHON="$(PYTHON)" scripts/renew-constraints

wheel: $(STAMPS)/dev
	rm -rf dist
	"$(BIN)/python" -m build --outdir dist

clean:
	rm -rf "$(VENV)" build dist outbox tests/node/node_modules \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
