"""Cache the last report, so that an unchanged project is not checked again.

The key is a digest of everything that a run depends on: the program, its libraries, the
settings (secrets masked), every file that is read, and the day. A report is also limited in
time: from its run until the next issue becomes due. A cached report that is damaged, has
another key or is of another time is ignored.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from publisher import __version__
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.errors import FileRefused
from publisher.identity.ledger import FILE_NAME as LEDGER
from publisher.project import caches
from publisher.project.folder import Project
from publisher.project.git_dates import dates_from_git
from publisher.reading import Roots
from publisher.report import Report
from publisher.settings import FILE_NAME

_MEMORY = "check.json"

_READ_WHOLE = 1_000_000
"""Maximum octets of a file whose bytes are hashed; of a larger one, its size and time."""

_INFO = frozenset({".dist-info", ".egg-info"})

_PACKAGE = Path(__file__).resolve().parent.parent


def key_of(project: Project, names: Sequence[str], current: Path, now: datetime) -> str:
    """Return the digest of everything that a run of the checks depends on."""
    settings = project.settings
    digest = hashlib.sha256()
    facts: list[str] = [
        __version__, sys.version, *_libraries(), f"{now.date()}", settings.model_dump_json(),
        *names, str(current) if names else "",
    ]  # fmt: skip
    facts += [f"{path}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}" for path in _program()]
    if settings.date_from_git:
        facts.append(repr(sorted(dates_from_git(project.path(settings.content_dir)).items())))
    digest.update("\n".join(facts).encode(errors="backslashreplace"))
    roots = project.roots
    for path in _inputs(project, roots):
        digest.update(f"\0{path}\0".encode(errors="backslashreplace"))
        digest.update(_content(path, roots))
    return digest.hexdigest()


def recall(project: Project, key: str, now: datetime) -> Report | None:
    """Return the report of the last run if it has this key and is valid at this time."""
    try:
        kept = json.loads(caches.recall(project.folder, _MEMORY))
        if kept["key"] != key:
            return None
        report = _report(kept)
        is_current = datetime.fromisoformat(kept["since"]) <= now
        return report if is_current and (report.until is None or now < report.until) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # none yet, or damaged: the checks are run


def remember(project: Project, key: str, now: datetime, report: Report) -> None:
    """Save a report of this time for the next run; if that fails, the next run takes longer."""
    values = {"key": key, "since": now.isoformat(), **_values(report)}
    caches.keep(project.folder, _MEMORY, json.dumps(values).encode())


def _program() -> Iterator[Path]:
    """List the files of this program: an editable installation changes them between versions."""
    return (path for path in sorted(_PACKAGE.rglob("*")) if path.suffix in {".py", ".json", ".j2"})


def _libraries() -> list[str]:
    """List each installed distribution and version by the name of its metadata folder."""
    names: set[str] = set()
    for folder in sys.path:
        try:
            names.update(path.name for path in Path(folder).iterdir() if path.suffix in _INFO)
        except OSError:
            continue  # a folder that is missing, or a zip file
    return sorted(names)


def _inputs(project: Project, roots: Roots) -> Iterator[Path]:
    """List every file that content, mail and feed read."""
    settings = project.settings
    yield project.folder / FILE_NAME
    yield project.path(settings.feeds_dir) / LEDGER
    made = {
        project.path(it) for it in (settings.feeds_dir, settings.emails_dir, settings.outbox_dir)
    }
    for folder in (settings.content_dir, settings.templates_dir):
        yield from _files_below(project.source(folder), made, roots)


def _files_below(folder: Path, without: AbstractSet[Path], roots: Roots) -> Iterator[Path]:
    """List the files of a folder at any depth, except those in hidden folders and outputs.

    Links to other folders of the roots are followed, each folder once.
    """
    seen: set[str] = set()
    for name, folders, names in os.walk(folder, followlinks=True):
        here, real = Path(name), os.path.realpath(name)
        if real in seen or not roots.holds(real):
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(it for it in folders if it[0] != "." and here / it not in without)
        yield from (here / it for it in sorted(names))


def _content(path: Path, roots: Roots) -> bytes:
    try:
        facts = path.stat()
        if facts.st_size > _READ_WHOLE:
            return f"{facts.st_size} {facts.st_mtime_ns}".encode()
        return roots.read(path, _READ_WHOLE)
    except FileRefused as refused:
        return f"refused: {refused.reason}".encode()
    except OSError as error:
        return f"unreadable: {error.errno}".encode()


def _values(report: Report) -> dict[str, object]:
    findings = [
        [it.code, it.severity, it.path, it.message, it.hint, it.position.line, it.position.column]
        for it in report.findings
    ]
    lines = [[path, line, text] for (path, line), text in report.lines.items()]
    rules = [asdict(rule) for rule in report.rules.values()]
    until = report.until and report.until.isoformat()
    return {
        "issues": report.issues, "findings": findings, "lines": lines, "rules": rules,
        "until": until,
    }  # fmt: skip


def _report(kept: dict[str, Any]) -> Report:
    return Report(
        findings=tuple(
            Diagnostic(code, Severity(severity), path, message, hint, Position(line, column))
            for code, severity, path, message, hint, line, column in kept["findings"]
        ),
        issues=int(kept["issues"]),
        rules={it["code"]: _rule(it) for it in kept["rules"]},
        lines={(path, line): text for path, line, text in kept["lines"]},
        until=kept["until"] and datetime.fromisoformat(kept["until"]),
    )


def _rule(values: dict[str, str]) -> Rule:
    return Rule(**{**values, "severity": Severity(values["severity"])})  # type: ignore[arg-type]
