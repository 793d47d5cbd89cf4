"""Codes of the rules that the rooms themselves report, to a bad and a good example of each.

The rooms say what they find while they work; what it looks like is for the page of the checks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.diagnostics import Rule

_DATE = "date: 2026-01-02"
_ONE = f"---\ntitle: One\n{_DATE}\n---\n"
_OLD_HOME = '=== publisher.toml\nprevious_urls = ["https://old.example.com"]\n'
_SIDECAR = "=== issues/issues.toml\n"


def _issue(head: str) -> str:
    return f"---\n{head}\n---\nHello.\n"


def _two(first: str, second: str) -> str:
    one, two = _issue(f"title: One\n{first}\n{_DATE}"), _issue(f"title: Two\n{second}\n{_DATE}")
    return f"=== issues/001.md\n{one}=== issues/002.md\n{two}"


_ID = "tag:example.com,2026:one"


def _ledger(
    slug: str, *, day: str = "2026-01-02", entry_id: str = "tag:example.com,2026:one"
) -> str:
    return (
        '=== feeds/ids.json\n{"version": 1, "ids": [\n'
        f'{{"id": "{entry_id}", "slug": "{slug}", "permalink": "https://example.com/{slug}/", '
        f'"date": "{day}", "number": null, "title": "One"}}\n]}}\n'
    )


_TITLE = f"title: One\n{_DATE}\n"
_GOOD = f"{_ONE}Hello.\n"

EXAMPLES: dict[str, tuple[str, str]] = {
    "C103": (
        f"=== issues/001.md\n‸{_ONE}It‚Äôs ‚Äúhere‚Äù ‚Äì it‚Äôs now.\n",
        f"{_ONE}It’s “here” – it’s now.\n",
    ),
    "C104": ("Hello‸\x0b reader.\n", "Hello, reader.\n"),
    "C105": ("A caf‸\ufffd by the sea.\n", "A café by the sea.\n"),
    "C106": (f"=== issues/001.md\n‸{_ONE}", _GOOD),
    "C110": ("=== issues/001.md\n‸---\ntitle: One\n\nHello.\n", _GOOD),
    "C111": (f"---\ntitle: [One\n‸{_DATE}\n---\nHello.\n", _GOOD),
    "C112": (_issue("‸One, of January"), _GOOD),
    "C113": (_issue(f"title: One\n{_DATE}\ntitle: ‸Two"), _GOOD),
    "C114": (_issue(f"title: ‸!shout One\n{_DATE}"), _GOOD),
    "C115": (_issue(f"title: ‸[One, Two]\n{_DATE}"), _GOOD),
    "C116": (
        _issue(f"title: One\nslug: ‸../one\n{_DATE}"),
        _issue(f"title: One\nslug: one\n{_DATE}"),
    ),
    "C117": (
        _issue(f"title: One\nsumary: ‸A walk\n{_DATE}"),
        _issue(f"title: One\nsummary: A walk\n{_DATE}"),
    ),
    "C120": (f"=== issues/001.md\n‸---\n{_DATE}\n---\nHello.\n", _GOOD),
    "C121": (_issue(f"title: ‸{'A long, long walk. ' * 17}\n{_DATE}"), _GOOD),
    "C130": (_issue("title: One\ndate: ‸soon"), _issue("title: One\ndate: 2026-01-31")),
    "C131": ("=== issues/001.md\n‸---\ntitle: One\n---\nHello.\n", _GOOD),
    "C132": (
        _issue(f"title: One\nnumber: ‸first\n{_DATE}"),
        _issue(f"title: One\nnumber: 1\n{_DATE}"),
    ),
    "C140": (_two("slug: a-walk", "slug: ‸a-walk"), _two("slug: a-walk", "slug: a-swim")),
    "C141": (_two("number: 1", "number: ‸1"), _two("number: 1", "number: 2")),
    "C142": (
        _two("aliases: [/old/]", "aliases: ‸[/old/]"),
        _two("aliases: [/old/]", "aliases: [/older/]"),
    ),
    "C143": (_two("slug: ‸a-walk", "slug: a-walk"), _two("slug: a-walk", "slug: a-swim")),
    "C150": (
        f'{_SIDECAR}‸["002"]\ntitle = "Two"\n=== issues/001.md\n{_GOOD}',
        f'{_SIDECAR}["001"]\ntitle = "First"\n=== issues/001.md\n{_GOOD}',
    ),
    "C151": (
        f'{_SIDECAR}["001"]\ntitle = ‸First\n=== issues/001.md\n{_GOOD}',
        f'{_SIDECAR}["001"]\ntitle = "First"\n=== issues/001.md\n{_GOOD}',
    ),
    "C160": (_issue(f"title: One\n{_DATE}\ndraft: ‸true"), _GOOD),
    "C301": ("See [the map](‸http://The%20map).\n", "See [the map](https://example.com/map).\n"),
    "C302": (
        f"{_OLD_HOME}=== issues/001.md\n{_ONE}[No. 7](‸https://old.example.com/issues/7/).\n",
        f"{_OLD_HOME}=== issues/001.md\n{_ONE}[One](https://old.example.com/issues/001/).\n",
    ),
    "C303": ("Hello.\n\n‸<script>alert(1)</script>\n", "Hello.\n"),
    "F101": (
        _two("id: tag:example.com,2026:1", "id: ‸tag:example.com,2026:1"),
        _two("id: tag:example.com,2026:1", "id: tag:example.com,2026:2"),
    ),
    "F102": (
        f"{_ledger('one')}=== issues/001.md\n‸{_GOOD}",
        f"{_ledger('001')}=== issues/001.md\n{_GOOD}",
    ),
    "F103": (
        f"{_ledger('one', day='2025-01-01')}=== issues/001.md\n‸{_GOOD}",
        f"{_ledger('one', day='2025-01-01')}=== issues/001.md\n{_issue(f'{_TITLE}id: {_ID}')}",
    ),
    "F104": (
        _ledger("001", entry_id="tag:example.com,2026:one\\u0007").replace('{"id"', '‸{"id"'),
        _ledger("001"),
    ),
    "M106": (
        f"=== issues/001.md\n‸{_ONE}## News\n\n(90,000 bytes of words)\n",
        "## News\n\n(50,000 bytes of words)\n",
    ),
    "M107": (
        "## News\n\nHello.\n\n## ‸Events\n\n(110,000 bytes of words)\n\n## Jobs\n\nNone.\n",
        "## News\n\nHello.\n\n## Events\n\n(50,000 bytes of words)\n\n## Jobs\n\nNone.\n",
    ),
    "P101": (
        '=== publisher.toml\n‸site_url = ""\n',
        '=== publisher.toml\nsite_url = "https://example.com"\n',
    ),
    "P102": (
        '=== publisher.toml\n‸title = ""\n',
        '=== publisher.toml\ntitle = "The Example Letter"\n',
    ),
    "P104": (
        '=== publisher.toml\n‸title = "My newsletter"\n',
        '=== publisher.toml\ntitle = "The Example Letter"\nauthor_email = ""\nsite_url = ""\n',
    ),
}
"""Not here: what is no text at all, or as long as a book."""


def with_examples(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules, each with its examples where it brings none of its own."""
    for rule in rules:
        bad, good = EXAMPLES.get(rule.code, (rule.bad, rule.good))
        yield replace(rule, bad=bad, good=good)
