"""Each rule finds its fault in its bad example, at the exact place, and nothing in the good one."""

import importlib
import pkgutil
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import publisher
from publisher.checks import checks_of
from publisher.checks.explain import PLACE
from publisher.diagnostics import Diagnostic, Rule, rules_in
from publisher.project.check.check_project import check
from publisher.project.check.inspection import all_rules
from publisher.project.folder import open_project
from tests.unit.checks.conftest import Found
from tests.unit.checks.examples import expected_place, write_example

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ASK_OTHERS = {check.rule for family in ("links", "spam") for check in checks_of(family)}
"""Rules whose findings are the answers of servers and filters."""
RULES = [rule for rule in all_rules() if PLACE in rule.bad and rule not in ASK_OTHERS]


def found_in(folder: Path, example: str) -> list[Diagnostic]:
    write_example(folder, example)
    report = check(open_project(folder, folder), [], folder, NOW)
    return list(report.findings)


def code(rule: Rule) -> str:
    return rule.code


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_the_fault_is_found_at_its_place(rule: Rule, tmp_path: Path) -> None:
    wanted = expected_place(rule.bad)
    assert wanted, "the bad example marks no place"
    found = [it for it in found_in(tmp_path, rule.bad) if it.code == rule.code]
    assert [(it.path, it.position) for it in found] == [wanted]
    assert found[0].severity is rule.severity
    assert found[0].hint


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_good_example_has_no_finding(rule: Rule, tmp_path: Path) -> None:
    assert rule.good
    found = found_in(tmp_path, rule.good)
    assert [it for it in found if it.code == rule.code or it.is_error] == []


@pytest.mark.parametrize("rule", all_rules(), ids=code)
def test_a_rule_says_what_why_and_how(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][0-9]{3}", rule.code)
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.why.endswith((".", "?", ")."))
    assert rule.fix
    assert not rule.fix.endswith(".")


def test_no_two_rules_have_one_code() -> None:
    codes = [rule.code for rule in all_rules()]
    assert codes == sorted(set(codes))


def test_every_rule_of_the_program_is_collected() -> None:
    names = [it.name for it in pkgutil.walk_packages(publisher.__path__, "publisher.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    collected = set(all_rules())
    missing = {(it.__name__, rule.code) for it in modules for rule in {*rules_in(it)} - collected}
    assert missing == set()


@pytest.mark.parametrize("words,count", [("eleven char", 0), ("twelve chars", 1)])
def test_links_share_short_texts_by_chance(found_in: Found, words: str, count: int) -> None:
    links = " and ".join(f"[{words}](https://example.org/{number})" for number in range(2))
    assert (
        len(
            found_in(f"=== issues/001.md\n---\ntitle: T\ndate: 2026-01-01\n---\n{links}.\n", "C305")
        )
        == count
    )
