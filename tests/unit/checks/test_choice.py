"""Which findings are reported, and how severe they are, is for the newsletter to say."""

import pytest

from publisher.checks.check_options import CheckOptions
from publisher.checks.choice import Choice, refuse_unknown
from publisher.checks.directives import ignored_by
from publisher.diagnostics import Position, Rule, Severity
from publisher.errors import SettingsError

RULES = [Rule(code, Severity.WARNING, "t", "w.", "m") for code in ("C201", "C204", "M102")]
FOUND = [rule.at("issues/001.md", Position(), "x") for rule in RULES]


def codes(directives: tuple[str, ...] = (), **options: object) -> list[str]:
    choice = Choice(CheckOptions.model_validate(options), {"issues/001.md": directives})
    return [it.code for it in choice.of(FOUND)]


def test_everything_is_reported_where_nothing_is_said() -> None:
    assert codes() == ["C201", "C204", "M102"]


def test_prefix_selects_all_codes_that_start_with_it() -> None:
    assert codes(select=["C"]) == ["C201", "C204"]
    assert codes(ignore=["C20"]) == ["M102"]


def test_what_is_ignored_is_not_selected() -> None:
    assert codes(select=["C"], ignore=["C204"]) == ["C201"]


@pytest.mark.parametrize("pattern", ["issues/001.md", "001.md", "issues/*", "*.md"])
def test_a_file_may_be_spared_a_rule(pattern: str) -> None:
    assert codes(per_file={pattern: ["C204"]}) == ["C201", "M102"]
    assert codes(per_file={pattern: {"ignore": ["C204"]}}) == ["C201", "M102"]


def test_file_pattern_can_select_a_few_rules() -> None:
    assert codes(per_file={"001.md": {"select": ["M"]}}) == ["M102"]
    assert codes(select=["C"], per_file={"001.md": {"select": ["C201", "M"]}}) == ["C201"]


def test_a_severity_may_be_changed_for_a_file() -> None:
    options = CheckOptions.model_validate(
        {"severity": {"C204": "info"}, "per_file": {"00?.md": {"severity": {"C204": "error"}}}}
    )
    assert [it.severity for it in Choice(options).of(FOUND)] == ["warning", "error", "warning"]


def test_another_file_is_not_spared() -> None:
    assert codes(per_file={"002.md": ["C"]}) == ["C201", "C204", "M102"]


def test_an_issue_may_spare_itself() -> None:
    assert codes(directives=("C204",)) == ["C201", "M102"]


def test_a_severity_may_be_changed() -> None:
    options = CheckOptions.model_validate({"severity": {"C204": "error"}})
    assert [it.severity for it in Choice(options).of(FOUND)] == ["warning", "error", "warning"]


@pytest.mark.parametrize(
    "options,named",
    [
        ({"ignore": ["C999"]}, "check.ignore"),
        ({"select": ["c204"]}, "check.select"),
        ({"select": [""]}, "check.select"),
        ({"severity": {"C2": "info"}}, "check.severity"),
        ({"per_file": {"*": ["X"]}}, "check.per_file"),
        ({"per_file": {"*": {"severity": {"C2": "info"}}}}, "check.per_file"),
    ],
)
def test_a_code_that_no_rule_has_is_refused(options: dict[str, object], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        refuse_unknown(CheckOptions.model_validate(options), RULES)


def test_the_nearest_code_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        refuse_unknown(CheckOptions(ignore=["C240"]), RULES)
    assert caught.value.hint == "did you mean C204?"


@pytest.mark.parametrize(
    "comment,ignored",
    [
        (" publisher: ignore C204 ", ("C204",)),
        ("publisher:ignore C204, M1 c3", ("C204", "M1", "C3")),
        (" publisher: ignore ", ()),
        (" the publisher: ignore C204 ", ()),
        (" publisher: ignored C204 ", ()),
    ],
)
def test_a_directive_names_codes(comment: str, ignored: tuple[str, ...]) -> None:
    assert ignored_by((comment,)) == ignored
