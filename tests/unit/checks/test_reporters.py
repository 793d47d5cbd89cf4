"""A report says the same in every format, and no text can break out of one."""

import json
from pathlib import Path

import jsonschema
import pytest

from publisher.checks.reporters import REPORTERS, reporter
from publisher.checks.reporters.text import excerpt
from publisher.diagnostics import Diagnostic, Position, Rule, Severity
from publisher.report import Report

RULE = Rule("C204", Severity.WARNING, "unclosed emphasis", "It shows.", "close it")
HOSTILE = "a\x1b[2J\n::error::b%0A,c:d\u202e"


def report(*findings: Diagnostic, **lines: str) -> Report:
    shown = {("issues/001.md", 3): lines.get("line", "a __b")}
    return Report(findings, 1, {RULE.code: RULE}, shown)


def finding(message: str = "unclosed emphasis '__'", path: str = "issues/001.md") -> Diagnostic:
    return RULE.at(path, Position(3, 3), message)


@pytest.mark.parametrize("name", REPORTERS)
def test_nothing_found_is_a_report_too(name: str) -> None:
    reporter(name)(report())


@pytest.mark.parametrize("name", REPORTERS)
def test_no_control_character_reaches_a_terminal_or_a_log(name: str) -> None:
    written = reporter(name)(report(finding(HOSTILE, HOSTILE), line=HOSTILE))
    assert all(character.isprintable() or character == "\n" for character in written)


# --- text --------------------------------------------------------------------------------


def test_text_report_has_position_line_caret_and_hint() -> None:
    assert reporter("text")(report(finding())) == (
        "issues/001.md\n"
        "  issues/001.md:3:3: C204 unclosed emphasis '__' (warning)\n"
        "      a __b\n"
        "        ^\n"
        "      close it\n\n"
    )


def test_text_is_coloured_when_asked() -> None:
    assert "\x1b[33mC204\x1b[0m" in reporter("text")(report(finding()), color=True)


def test_caret_is_below_its_character_after_wide_characters() -> None:
    assert excerpt("语雀__", 3) == ("语雀__", 4)


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    line, column = excerpt("x" * 300 + "__" + "y" * 300, 301)
    assert line.startswith("…")
    assert line.endswith("…")
    assert line[column : column + 2] == "__"


# --- json --------------------------------------------------------------------------------


def test_json_is_of_its_schema(repository: Path) -> None:
    schema = json.loads((repository / "publisher/data/check_report.schema.json").read_text("utf-8"))
    document = json.loads(reporter("json")(report(finding(), finding(HOSTILE))))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    assert document["counts"] == {"error": 0, "warning": 2, "info": 0}
    assert document["findings"][0] == {
        "code": "C204",
        "severity": "warning",
        "title": "unclosed emphasis",
        "path": "issues/001.md",
        "line": 3,
        "column": 3,
        "message": "unclosed emphasis '__'",
        "hint": "close it",
    }


# --- github ------------------------------------------------------------------------------


def test_annotation_has_file_line_and_column() -> None:
    assert reporter("github")(report(finding())) == (
        "::warning file=issues/001.md,line=3,col=3,title=C204 unclosed emphasis"
        "::unclosed emphasis '__'%0Aclose it\n"
    )


def test_message_cannot_start_another_workflow_command() -> None:
    written = reporter("github")(report(finding("a\n::error::b", "a,line=9::b\n.md")))
    assert written.count("\n") == 1
    assert written.startswith("::warning file=a%2Cline=9%3A%3Ab%0A.md,line=3,")
    assert "%0A::error::b" in written


# --- sarif -------------------------------------------------------------------------------


def test_sarif_is_of_the_standards_schema(repository: Path) -> None:
    schema = json.loads((repository / "tests/fixtures/sarif-parts.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    log = json.loads(reporter("sarif")(report(finding(), finding(path="issues/übung 1.md"))))
    jsonschema.validate(log, schema)
    run = log["runs"][0]
    assert [it["ruleIndex"] for it in run["results"]] == [0, 0]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "issues/%C3%BCbung%201.md"


def test_a_fingerprint_stays_when_lines_are_added_above() -> None:
    moved = Report((RULE.at("issues/001.md", Position(9, 3), "unclosed emphasis '__'"),), 1,
                   {RULE.code: RULE}, {("issues/001.md", 9): "a __b"})  # fmt: skip
    assert fingerprint(report(finding())) == fingerprint(moved)


def fingerprint(of: Report) -> str:
    result = json.loads(reporter("sarif")(of))["runs"][0]["results"][0]
    return str(result["partialFingerprints"]["finding/v1"])
