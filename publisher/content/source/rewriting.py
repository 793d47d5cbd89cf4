"""Apply edits of an issue's text to its file's bytes.

Each edit is encoded as the file is: byte order mark, codec, layers of mojibake. Every byte
outside of the edits stays as it is. Reads no files and does not parse Markdown.
"""

from collections.abc import Iterable, Sequence

from publisher.content.source import encoding
from publisher.content.source.encoding import Layers
from publisher.content.source.mojibake import MISREADINGS
from publisher.markup.located import Edit


def rewritten(data: bytes, edits: Iterable[Edit], *, restore: bool = False) -> bytes:
    """Return an issue's bytes with the edits of its decoded text applied.

    With ``restore``, mojibake is written as the original text, in the file's own encoding and
    after its own mark. Edits must not overlap. Raises EncodingError for bytes that are not
    text, ValueError for edits that overlap or reach beyond the text.
    """
    layers = encoding.layers_of(data)
    wanted = sorted(set(edits), key=lambda edit: (edit.start, edit.end))
    ends = [0, *(place for edit in wanted for place in (edit.start, edit.end)), len(layers.text)]
    if ends != sorted(ends):
        raise ValueError("edits overlap, or reach beyond the text")
    if restore:
        layers = Layers(layers.mark, layers.codec, layers.texts[-1:], ())
    body = layers.texts[0].encode(layers.codec)
    places = _in_bytes(layers, [place for edit in wanted for place in (edit.start, edit.end)])
    pieces, done = [layers.mark], 0
    for edit, start, end in zip(wanted, places[::2], places[1::2], strict=True):
        pieces += (body[done:start], _encoded(edit.replacement, layers))
        done = end
    return b"".join((*pieces, body[done:]))


def _in_bytes(layers: Layers, places: Sequence[int]) -> Sequence[int]:
    """Convert offsets in the text to offsets in the encoded bytes after the mark."""
    sign = len(layers.texts[-1]) - len(layers.text)
    places = [place + sign for place in places]
    for text in reversed(layers.texts[1:]):
        # Each character of the damaged text is one byte of this text in UTF-8.
        places = _encoded_places(text, places, "utf-8")
    return _encoded_places(layers.texts[0], places, layers.codec)


def _encoded_places(text: str, places: Iterable[int], codec: str) -> list[int]:
    """Convert sorted offsets in a text to offsets in the text encoded with a codec."""
    found: list[int] = []
    at = octets = 0
    for place in places:
        octets += len(text[at:place].encode(codec))
        at = place
        found.append(octets)
    return found


def _encoded(text: str, layers: Layers) -> bytes:
    for codec in reversed(layers.damage):
        text = MISREADINGS[codec](text.encode())
    return text.encode(layers.codec)
