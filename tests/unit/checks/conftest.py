"""One issue, checked as the program checks it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.diagnostics import Diagnostic
from publisher.project.check.check_project import check
from publisher.project.folder import open_project
from tests.unit.checks.examples import write_example

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Found = Callable[..., list[Diagnostic]]


@pytest.fixture
def found_in(tmp_path: Path) -> Found:
    """``found_in("## Section", "C2")``: what is found in an issue, of codes that begin so."""

    def find(example: str, code: str = "") -> list[Diagnostic]:
        write_example(tmp_path, example)
        report = check(open_project(tmp_path, tmp_path), [], tmp_path, NOW)
        return [it for it in report.findings if it.code.startswith(code)]

    return find
