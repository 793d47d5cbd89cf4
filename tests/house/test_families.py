"""Each member of a family can be imported and stands in the family's list.

Look-ups by name are invisible to import-linter and mypy, so they are tried here.
"""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

# A family's folder, and what lives in it without being a member.
FAMILIES = {
    "publisher.content.head.dialects": set(),
    "publisher.content.body.steps": set(),
    "publisher.markup.blocks": {"containers"},
    "publisher.markup.inline": {"emphasis", "html_attributes"},
    "publisher.mail.render.steps": set(),
    "publisher.feed.formats": {"feedgen_fixes"},
    "publisher.feed.entries.steps": set(),
    "publisher.senders": {"declaration", "protocol", "sender_options"},
    "publisher.checks.content": {"https_hosts", "between_issues"},
    "publisher.checks.feed": {"published_feed", "entry_content"},
    "publisher.checks.reporters": set(),
}

LISTED_IN = {
    "publisher.markup.blocks": "publisher.markup",
    "publisher.markup.inline": "publisher.markup",
    "publisher.senders": "publisher.senders.sender_options",
}
"""Families whose list is elsewhere: one list orders blocks and inline parts, one gathers settings."""


def members(family: str) -> list[str]:
    """The names of the modules in a family's folder."""
    folder = Path(__file__).parents[2].joinpath(*family.split("."))
    return sorted(module.name for module in pkgutil.iter_modules([str(folder)]))


def words_of_list(family: str) -> set[str]:
    """Return every word that the family's ``__init__`` imports or names in a string."""
    source = importlib.import_module(LISTED_IN.get(family, family)).__file__
    assert source
    tree = ast.parse(Path(source).read_text(encoding="utf-8"))
    return {
        word
        for node in ast.walk(tree)
        for name in named_by(node)
        for word in name.replace(":", ".").split(".")
    }


def test_families_have_members() -> None:
    assert [name for name, others in FAMILIES.items() if not set(members(name)) - others] == []


def test_members_can_be_imported() -> None:
    modules = [f"{family}.{member}" for family in FAMILIES for member in members(family)]
    assert [name for name in modules if not importlib.import_module(name).__doc__] == []


def test_members_are_in_their_familys_list() -> None:
    missing = {
        f"{family}.{member}"
        for family, others in FAMILIES.items()
        for member in set(members(family)) - others - words_of_list(family)
    }
    assert missing == set()


@pytest.mark.parametrize("sender", ["file", "smtp"])
def test_a_sender_is_found_where_its_list_says(sender: str) -> None:
    from publisher.senders import SENDERS

    assert callable(pkgutil.resolve_name(SENDERS[sender].opened_by))


def named_by(node: ast.AST) -> list[str]:
    """What a node of an `__init__` names: an imported module, or a look-up by string."""
    match node:
        case ast.ImportFrom(module=module, names=names):
            return [module or "", *(alias.name for alias in names)]
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.Constant(value=str(text)):
            return [text]
        case _:
            return []
