"""Turn lines with soft ends into a ``format=flowed`` body (RFC 3676). Does not know HTML.

The input is the output of ``wrapping.wrap``, which a person could write too: a line that ends
in a space continues in the next one, a line that starts with ``>`` is a quotation.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.mail.plaintext.wrapping import may_part

LINE_LIMIT = 78
"""Characters a line should not exceed (RFC 3676, section 4.2)."""

SIGNATURE = "-- "
"""The line before a signature: fixed, though it ends in a space (RFC 3676, section 4.3)."""

_VERBATIM = " " * 4
"""Code and tables are indented by four spaces; their lines stay as they are."""


@dataclass(frozen=True, slots=True)
class Flowed:
    """A body for ``text/plain; format=flowed``, and the value of its DelSp parameter."""

    text: str
    delsp: bool
    """Whether the space of a soft line end is not part of the text.

    Set if a line ends between two ideographs, which must not get a space; else omitted,
    since some clients flow text but do not know DelSp.
    """


@dataclass(frozen=True, slots=True)
class _Line:
    depth: int
    """The number of ``>`` before the text."""
    text: str
    """The text without quote marks, stuffing and the spaces of a soft end."""
    is_soft: bool
    has_space: bool
    """Whether a space of the text itself is at the soft end."""


def flowed(text: str) -> Flowed:
    """Return the text with lines that a client can join again by format=flowed.

    Lines that start with a space or ``From `` are stuffed with one, spaces at fixed ends are
    removed, soft ends that nothing continues become fixed, and prose over 78 characters is
    broken softly. Line ends stay LF.
    """
    lines = [line for each in _read(text) for line in _shortened(each)]
    delsp = any(line.is_soft and not line.has_space for line in lines)
    written = (_written(line, delsp=delsp) for line in lines)
    return Flowed("\n".join(written) + "\n", delsp)


def _read(text: str) -> Iterator[_Line]:
    raw = [_parted(line) for line in text.removesuffix("\n").split("\n")]
    for (depth, line), (next_depth, following) in zip(raw, [*raw[1:], (0, "")], strict=True):
        if line == SIGNATURE:
            yield _Line(depth, line, is_soft=False, has_space=False)
            continue
        bare = line.rstrip(" ")
        goes_on = (
            bare != line
            and bool(bare)
            and depth == next_depth
            and bool(following.strip(" "))
            and following != SIGNATURE
        )
        has_space = line.endswith("  ") or not may_part(bare[-1:], following[:1])
        yield _Line(depth, bare, is_soft=goes_on, has_space=goes_on and has_space)


def _parted(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, and its text."""
    text = line.lstrip(">")
    depth = len(line) - len(text)
    return depth, text.removeprefix(" ") if depth else text


def _shortened(line: _Line) -> Iterator[_Line]:
    text = line.text
    limit = LINE_LIMIT - line.depth - 3  # stuffing, and the two spaces of a soft end
    while len(text) > limit + 2 and not text.startswith(_VERBATIM):
        place = text.rfind(" ", 1, limit + 1)
        if place < 1 or not text[:place].strip(" ") or text[place + 1] in " >":
            break
        yield _Line(line.depth, text[:place], is_soft=True, has_space=True)
        text = text[place + 1 :]
    yield _Line(line.depth, text, line.is_soft, line.has_space)


def _written(line: _Line, *, delsp: bool) -> str:
    is_stuffed = line.depth > 0 or line.text.startswith((" ", "From "))
    start = ">" * line.depth + (" " if is_stuffed and line.text else "")
    end = (" " * (line.has_space + delsp)) if line.is_soft else ""
    return f"{start}{line.text}{end}"
