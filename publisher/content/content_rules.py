"""Rules for findings while reading an archive: C1 files and metadata, C3 links.

The checks have rules of their own.
"""

from publisher.diagnostics import Rule, Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_DATE = "date: 2026-01-02"
_ONE = f"---\ntitle: One\n{_DATE}\n---\n"
_GOOD = f"{_ONE}Hello.\n"
_OLD_HOME = '=== publisher.toml\nprevious_urls = ["https://old.example.com"]\n'
_SIDECAR = "=== issues/issues.toml\n"


def _issue(head: str) -> str:
    """Return an example: an issue with this front matter."""
    return f"---\n{head}\n---\nHello.\n"


def _two(first: str, second: str) -> str:
    """Return an example: two issues, each with this line in its front matter."""
    one, two = _issue(f"title: One\n{first}\n{_DATE}"), _issue(f"title: Two\n{second}\n{_DATE}")
    return f"=== issues/001.md\n{one}=== issues/002.md\n{two}"


UNREADABLE = Rule(
    "C101", _ERROR, "file cannot be read",
    "An issue that cannot be opened is missing from every feed and email.",
    "make it a readable regular file, or remove it from the content folder",
)  # fmt: skip
NOT_TEXT = Rule(
    "C102", _ERROR, "file is not text",
    "An issue must be UTF-8 text; other bytes would be published as garbage.",
    "save the file as UTF-8",
)  # fmt: skip
MOJIBAKE = Rule(
    "C103", _WARNING, "mis-encoded text was repaired",
    "UTF-8 text that was decoded with a single-byte encoding and saved again is unreadable.",
    "run `publisher check --fix` to save the repair, which is exact",
    bad=f"=== issues/001.md\n‸{_ONE}It‚Äôs ‚Äúhere‚Äù ‚Äì it‚Äôs now.\n",
    good=f"{_ONE}It’s “here” – it’s now.\n",
)  # fmt: skip
FORBIDDEN_CHARACTER = Rule(
    "C104", _ERROR, "character not allowed in XML",
    "One such character makes a whole feed unreadable (XML 1.0, section 2.2); it was removed from "
    "the output.",
    "delete the character",
    bad="Hello‸\x0b reader.\n",
    good="Hello, reader.\n",
)  # fmt: skip
DOUBTFUL_CHARACTER = Rule(
    "C105", _WARNING, "replacement or control character in the text",
    "Another program left it in place of a character that it could not read.",
    "type the intended character",
    bad="A caf‸\ufffd by the sea.\n",
    good="A café by the sea.\n",
)  # fmt: skip
EMPTY = Rule(
    "C106", _ERROR, "issue is empty",
    "There is nothing to publish.",
    "write the issue, or delete the file",
    bad=f"=== issues/001.md\n‸{_ONE}",
    good=_GOOD,
)  # fmt: skip
TOO_LARGE = Rule(
    "C107", _ERROR, "file is too large for an issue",
    "Gmail clips emails at 102,400 bytes, and feed readers reject large feeds.",
    "move the file out of the content folder if it is not an issue",
)  # fmt: skip
OUTSIDE = Rule(
    "C108", _ERROR, "file that must not be published",
    "A symbolic link in a repository can expose a password or a key of the machine that builds. "
    "Links may lead to files of the same kind in the project, content and theme folders, and not "
    "to hidden ones.",
    "replace the link with its target file",
)  # fmt: skip
NOT_CLOSED = Rule(
    "C110", _ERROR, "front matter is not closed",
    "Without the closing line, the start of the issue is unknown.",
    "add the closing line (`---` or `+++`) after the last key",
    bad="=== issues/001.md\n‸---\ntitle: One\n\nHello.\n",
    good=_GOOD,
)  # fmt: skip
MALFORMED = Rule(
    "C111", _ERROR, "front matter cannot be parsed",
    "The title, number and date are read from it.",
    "fix the syntax here",
    bad=f"---\ntitle: [One\n‸{_DATE}\n---\nHello.\n",
    good=_GOOD,
)  # fmt: skip
NOT_A_MAPPING = Rule(
    "C112", _ERROR, "front matter is not a list of keys and values",
    "Title, number and date are looked up by name.",
    "write one `key: value` per line",
    bad=_issue("‸One, of January"),
    good=_GOOD,
)  # fmt: skip
DUPLICATE_KEY = Rule(
    "C113", _ERROR, "duplicate key",
    "It is unclear which value is intended.",
    "keep one of the two",
    bad=_issue(f"title: One\n{_DATE}\ntitle: ‸Two"),
    good=_GOOD,
)  # fmt: skip
FORBIDDEN_YAML = Rule(
    "C114", _ERROR, "YAML tag or alias in front matter",
    "Tags can run code, and aliases can expand to gigabytes; neither is supported.",
    "write the value itself",
    bad=_issue(f"title: ‸!shout One\n{_DATE}"),
    good=_GOOD,
)  # fmt: skip
WRONG_TYPE = Rule(
    "C115", _ERROR, "value has the wrong type",
    "The value would be lost or misread.",
    "see the list of keys in docs/writing.md",
    bad=_issue(f"title: ‸[One, Two]\n{_DATE}"),
    good=_GOOD,
)  # fmt: skip
CONTROL_IN_VALUE = Rule(
    "C116", _ERROR, "control character or path in a value",
    "Titles become mail headers and slugs become file names, so control characters and paths are "
    "not safe.",
    "use plain characters on one line",
    bad=_issue(f"title: One\nslug: ‸../one\n{_DATE}"),
    good=_issue(f"title: One\nslug: one\n{_DATE}"),
)  # fmt: skip
KEY_MISSPELT = Rule(
    "C117", _WARNING, "unknown key that looks like a known one",
    "Unknown keys are kept for templates and have no other effect.",
    "correct the key, or choose a less similar name",
    bad=_issue(f"title: One\nsumary: ‸A walk\n{_DATE}"),
    good=_issue(f"title: One\nsummary: A walk\n{_DATE}"),
)  # fmt: skip
TITLE_MISSING = Rule(
    "C120", _ERROR, "issue has no title",
    "Inboxes and feed readers list issues by title.",
    "add `title:` to the front matter, or a level-1 heading",
    bad=f"=== issues/001.md\n‸---\n{_DATE}\n---\nHello.\n",
    good=_GOOD,
)  # fmt: skip
TITLE_TOO_LONG = Rule(
    "C121", _ERROR, "title is too long",
    "No client shows more than 300 characters of a title, and header lines are limited (RFC 5322, "
    "2.1.1).",
    "shorten the title to 300 characters or fewer",
    bad=_issue(f"title: ‸{'A long, long walk. ' * 17}\n{_DATE}"),
    good=_GOOD,
)  # fmt: skip
DATE_UNREADABLE = Rule(
    "C130", _ERROR, "invalid date",
    "Feeds are sorted by date, and an issue without a date is not in them.",
    "write it as 2026-01-31 or 2026-01-31 09:00",
    bad=_issue("title: One\ndate: ‸soon"),
    good=_issue("title: One\ndate: 2026-01-31"),
)  # fmt: skip
DATE_MISSING = Rule(
    "C131", _WARNING, "issue has no date",
    "It is treated as a draft: its email is built, but it is not in the feeds.",
    "add `date:` to the front matter, or to issues.toml in the content folder",
    bad="=== issues/001.md\n‸---\ntitle: One\n---\nHello.\n",
    good=_GOOD,
)  # fmt: skip
NUMBER_UNREADABLE = Rule(
    "C132", _ERROR, "number is not a whole number",
    "Issues are looked up and sorted by number.",
    "write a whole number, such as `number: 59`",
    bad=_issue(f"title: One\nnumber: ‸first\n{_DATE}"),
    good=_issue(f"title: One\nnumber: 1\n{_DATE}"),
)  # fmt: skip
SAME_PERMALINK = Rule(
    "C140", _ERROR, "two issues have the same URL",
    "Readers could reach only one of them, and feeds would show one twice.",
    "give one of them a different `slug`",
    bad=_two("slug: a-walk", "slug: ‸a-walk"),
    good=_two("slug: a-walk", "slug: a-swim"),
)  # fmt: skip
ALSO_CLAIMED = Rule(
    "C143", _WARNING, "another issue has the same URL",
    "The other issue was skipped; this one is published.",
    "give one of them a different `slug`",
    bad=_two("slug: ‸a-walk", "slug: a-walk"),
    good=_two("slug: a-walk", "slug: a-swim"),
)  # fmt: skip
SAME_NUMBER = Rule(
    "C141", _WARNING, "two issues have the same number",
    "A link to that number is ambiguous.",
    "correct one of the numbers",
    bad=_two("number: 1", "number: ‸1"),
    good=_two("number: 1", "number: 2"),
)  # fmt: skip
SAME_ALIAS = Rule(
    "C142", _WARNING, "two issues have the same alias",
    "An old link can point to only one of them.",
    "keep the alias on the issue that it originally pointed to",
    bad=_two("aliases: [/old/]", "aliases: ‸[/old/]"),
    good=_two("aliases: [/old/]", "aliases: [/older/]"),
)  # fmt: skip
SIDECAR_UNUSED = Rule(
    "C150", _WARNING, "table in issues.toml matches no file",
    "Its values are ignored.",
    "use the name of the file in the content folder, or its slug",
    bad=f'{_SIDECAR}‸["002"]\ntitle = "Two"\n=== issues/001.md\n{_GOOD}',
    good=f'{_SIDECAR}["001"]\ntitle = "First"\n=== issues/001.md\n{_GOOD}',
)  # fmt: skip
SIDECAR_MALFORMED = Rule(
    "C151", _ERROR, "issues.toml cannot be read",
    "The values in it are missing from every issue.",
    "fix the TOML here",
    bad=f'{_SIDECAR}["001"]\ntitle = ‸First\n=== issues/001.md\n{_GOOD}',
    good=f'{_SIDECAR}["001"]\ntitle = "First"\n=== issues/001.md\n{_GOOD}',
)  # fmt: skip
URL_MALFORMED = Rule(
    "C301", _WARNING, "invalid URL in a link",
    "Readers cannot open it, and feed sanitisers remove it.",
    "write the full URL, starting with https://",
    bad="See [the map](‸http://The%20map).\n",
    good="See [the map](https://example.com/map).\n",
)  # fmt: skip
OLD_HOME_UNKNOWN = Rule(
    "C302", _WARNING, "link to a previous URL that matches no issue",
    "The old site may be gone, and no issue has that URL, alias or number.",
    "add the path to the `aliases` of the intended issue",
    bad=f"{_OLD_HOME}=== issues/001.md\n{_ONE}[No. 7](‸https://old.example.com/issues/7/).\n",
    good=f"{_OLD_HOME}=== issues/001.md\n{_ONE}[One](https://old.example.com/issues/001/).\n",
)  # fmt: skip
UNSAFE_DROPPED = Rule(
    "C303", _WARNING, "unsupported HTML was removed",
    "Every mail client and feed reader removes scripts, event handlers and forms.",
    "use plain text, or link to a page",
    bad="Hello.\n\n‸<script>alert(1)</script>\n",
    good="Hello.\n",
)  # fmt: skip
DRAFT = Rule(
    "C160", _INFO, "issue is marked as a draft",
    "Its email is built, but it is not in the feeds.",
    "remove `draft: true` to publish it",
    bad=_issue(f"title: One\n{_DATE}\ndraft: ‸true"),
    good=_GOOD,
)  # fmt: skip
