"""What the program can do is written down: commands, options, settings, codes, exit status."""

import ast
import functools
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt
from pydantic import BaseModel

from tests.conftest import MakeProject, RunPublisher

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[A-Z]\d{3}")


@functools.cache
def documentation() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages if page.is_file())


def says(word: str) -> bool:
    """Whether the documentation has a word as code, alone or at the start of an example."""
    return re.search(rf"(?m)(?:[`\s|\[(]|^){re.escape(word)}(?![\w-])", documentation()) is not None


# --- the command line --------------------------------------------------------------------


def commands() -> dict[str, set[str]]:
    """Each command's name, and its long options."""
    from typer.main import get_command

    from publisher.cli.app import app

    group = get_command(app)
    found = {"": long_options(group)}
    for name, command in getattr(group, "commands", {}).items():
        found[name] = long_options(command)
    return found


def long_options(command: object) -> set[str]:
    return {
        option
        for parameter in getattr(command, "params", ())
        for option in parameter.opts
        if option.startswith("--") and option not in {"--install-completion", "--show-completion"}
    }


def test_every_command_is_documented() -> None:
    names = sorted(name for name in commands() if name)
    assert names
    assert [name for name in names if not says(f"publisher {name}")] == []


def test_every_option_is_documented() -> None:
    missing = {
        f"publisher {name} {option}"
        for name, options in commands().items()
        for option in options
        if not says(option)
    }
    assert missing == set()


def test_each_exit_status_is_documented() -> None:
    section = re.search(r"(?ims)^#+ [^\n]*exit status.*?(?=^#|\Z)", documentation())
    assert section, "no page has a section on the exit status"
    assert [status for status in "012" if not re.search(rf"\b{status}\b", section[0])] == []


# --- settings ----------------------------------------------------------------------------


def flattened(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """The settings' names; those of a table are joined to its name by two underscores."""
    for name, field in model.model_fields.items():
        tables = [
            part
            for part in (field.annotation, *typing.get_args(field.annotation))
            if isinstance(part, type) and issubclass(part, BaseModel)
        ]
        if tables:
            yield from flattened(tables[0], f"{prefix}{name}__")
        else:
            yield f"{prefix}{name}"


def settings() -> list[str]:
    from publisher.settings import Settings

    return list(flattened(Settings))


def example_settings() -> set[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = re.findall(r"(?m)^#? ?PUBLISHER_([A-Z][A-Z0-9_]*)=", example)
    return {name.lower() for name in names}


def test_every_setting_is_documented() -> None:
    names = settings()
    assert names
    missing = [name for name in names if not says(name.replace("__", ".")) and not says(name)]
    assert missing == []


def test_the_example_environment_names_every_setting_and_no_other() -> None:
    assert example_settings() == set(settings())


def test_example_environment_is_valid(project: MakeProject, run_publisher: RunPublisher) -> None:
    folder = project(
        {
            "issues/001.md": "---\ntitle: One\ndate: 2026-01-01\n---\nHello.\n",
            ".env": (ROOT / ".env.example").read_bytes(),
        }
    )
    listed = run_publisher("issues", cwd=folder)
    assert (listed.returncode, listed.stderr) == (0, "")


# --- findings ----------------------------------------------------------------------------


def codes() -> dict[str, str]:
    """Each diagnostic code that a source file names, and the file."""
    return {
        node.value: path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "publisher").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    }


def test_every_diagnostic_code_is_documented() -> None:
    found = codes()
    assert found
    assert {code: path for code, path in found.items() if not says(code)} == {}


def test_no_page_documents_a_code_that_no_rule_has() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^#+ `?([A-Z]\d{3})", page)) <= set(codes())


# --- links between pages -----------------------------------------------------------------

PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})


def links_of(page: Path) -> list[str]:
    """The relative addresses in a page, without their fragments."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    urls = [
        urlsplit(str(child.attrs.get("href") or child.attrs.get("src")))
        for token in tokens
        for child in token.children or ()
        if child.type in {"link_open", "image"}
    ]
    return [url.path for url in urls if not url.scheme and not url.netloc and url.path]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    assert [link for link in links_of(page) if not (page.parent / link).exists()] == []


# --- security ----------------------------------------------------------------------------


def test_each_threat_names_tests_that_exist() -> None:
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    tables = re.findall(r"(?m)^\| threat \|.*\n\| --- .*\n((?:\|.*\n)+)", page)
    rows = [row for table in tables for row in table.splitlines()]
    assert rows
    named = {row: re.findall(r"`(tests/[\w/]+\.py)`", row) for row in rows}
    assert [row for row, tests in named.items() if not tests] == []
    assert {it for tests in named.values() for it in tests if not (ROOT / it).is_file()} == set()


def test_the_table_of_places_names_every_package() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("Where does my change go?")[2].partition("\n## ")[0]
    places = set(re.findall(r"`([\w./]+)`", table))
    assert {place for place in places if not (ROOT / place).exists()} == set()
    packages = {
        f"publisher/{path.name}"
        for path in (ROOT / "publisher").iterdir()
        if (path / "__init__.py").is_file()
    }
    named = {"/".join(place.split("/")[:2]) for place in places}
    assert packages - named == {"publisher/dom", "publisher/settings"}
