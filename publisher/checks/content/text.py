"""C2: find Markdown marks that readers would see, and unfinished text."""

import re
from collections.abc import Iterator

from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.markup.html_tags import comment_text

UNFINISHED = Rule(
    "C201", Severity.WARNING, "placeholder left in the text",
    'TODO, TK ("to come") and lorem ipsum are notes to the author, and would reach every reader.',
    "add the missing text, or move the note to a comment: `<!-- TODO -->`",
    bad="The meeting is on ‸TODO in Berlin.\n", good="The meeting is on Friday in Berlin.\n",
)  # fmt: skip
UNCLOSED_EMPHASIS = Rule(
    "C204", Severity.WARNING, "unclosed emphasis",
    "An unmatched emphasis marker is shown to readers as typed (CommonMark 0.31, section 6.2).",
    "close it, remove it, or escape it with `\\` to show the character itself",
    bad="Results so far are ‸__[blue squares](https://example.com/blue).\n",
    good="Results so far are __[blue squares](https://example.com/blue)__.\n",
)  # fmt: skip
UNCLOSED_COMMENT = Rule(
    "C207", Severity.ERROR, "comment is not closed",
    "Everything after it is missing from the email and the feed (CommonMark 0.31, section 4.6).",
    "add `-->` at the end of the comment",
    bad="Hello.\n\n‸<!-- to be checked\n\nThe rest.\n",
    good="Hello.\n\n<!-- to be checked -->\n\nThe rest.\n",
)  # fmt: skip
UNCLOSED_CODE = Rule(
    "C208", Severity.WARNING, "code block is not closed",
    "The rest of the issue is shown as code (CommonMark 0.31, section 4.5).",
    "add a closing line as long as the opening one",
    bad="Try this:\n\n‸```\nls -l\n\nThat was it.\n",
    good="Try this:\n\n```\nls -l\n```\n\nThat was it.\n",
)  # fmt: skip

_PLACEHOLDER = re.compile(
    r"(?<![\w/#@.\-])(?:TODO|FIXME|TKTK|TK|XXX|TBD)(?![\w\-/]|\.\w)|\blorem ipsum\b", re.ASCII
)
_MARK = re.compile(r"\*\*|__|~~")


def unfinished(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report TODO, TK and lorem ipsum in the text."""
    for prose in checked.prose:
        for match in _PLACEHOLDER.finditer(prose.text):
            position = checked.at(prose, match.start())
            yield UNFINISHED.at(checked.path, position, f"placeholder {match[0]!r} in the text")


def unclosed_emphasis(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report ``**``, ``__`` and ``~~`` that a reader sees."""
    for prose in checked.prose:
        for match in _MARK.finditer(prose.text):
            if not _is_meant(prose.text, match):
                position = checked.at(prose, match.start())
                message = f"unclosed emphasis {match[0]!r}"
                yield UNCLOSED_EMPHASIS.at(checked.path, position, message)


def unclosed_comment(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a comment that hides the rest of the issue."""
    offsets = [
        piece.offset(tag.start)
        for piece, tag in checked.source.tree.tags()
        if tag.name == "!--" and comment_text(piece, tag) is None
    ]
    offsets += [
        prose.offset(prose.text.index("<!--")) for prose in checked.prose if "<!--" in prose.text
    ]
    if offsets:
        yield UNCLOSED_COMMENT.at(
            checked.path,
            checked.source.at(min(offsets)),
            "this comment is not closed, so it hides the rest of the issue",
        )


def unclosed_code(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a code fence that is not closed."""
    source = checked.source
    for offset in source.tree.unclosed:
        if source.text[offset] in "`~":
            yield UNCLOSED_CODE.at(
                checked.path,
                source.at(offset),
                "this code block is not closed, so the rest of the issue is shown as code",
            )


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Return whether the characters are not meant as emphasis: ``2 ** 8``, ``a__b``, ``____``."""
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    after = text[match.end() : match.end() + 1]
    if before == match[0][0] or after == match[0][0]:
        return True
    blank_before, blank_after = before.isspace(), after.isspace()
    return (blank_before and blank_after) or (
        match[0] != "**" and _is_word(before) and _is_word(after)
    )


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


CHECKS: tuple[Check[CheckedIssue], ...] = (
    Check(UNFINISHED, unfinished),
    Check(UNCLOSED_EMPHASIS, unclosed_emphasis),
    Check(UNCLOSED_COMMENT, unclosed_comment),
    Check(UNCLOSED_CODE, unclosed_code),
)
