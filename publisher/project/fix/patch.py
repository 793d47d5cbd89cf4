"""Write changes of files as a patch that `git apply` and `patch -p1` accept.

A patch is bytes, and its lines end only at line feeds: a carriage return, a form feed or a line
separator of Unicode is a character of its line. Does not read or write files.
"""

import difflib
import re

_UNUSUAL = re.compile(rb'[\x00-\x1f\x7f"\\]')
_ESCAPES = {0x07: b"a", 0x08: b"b", 0x09: b"t", 0x0A: b"n", 0x0B: b"v", 0x0C: b"f", 0x0D: b"r"}


def patch_of(name: str, before: bytes, after: bytes) -> bytes:
    """Return a file's change as a unified diff; ``name`` is relative to the project folder."""
    # Latin-1 maps each byte to one character and back.
    old, new = _lines(before), _lines(after)
    lines = [line.encode("latin-1") for line in difflib.unified_diff(old, new)][2:]
    head = [b"--- " + _shown(b"a/", name), b"+++ " + _shown(b"b/", name)] if lines else []
    ended = (
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    )
    return b"".join((*head, *ended))


def _lines(data: bytes) -> list[str]:
    lines = data.decode("latin-1").split("\n")
    return [*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])]


def _shown(side: bytes, name: str) -> bytes:
    """Return a file's name as git writes it: quoted if necessary, else followed by a tab."""
    path = side + name.encode("utf-8", "surrogateescape")
    if _UNUSUAL.search(path):
        quoted = _UNUSUAL.sub(lambda found: b"\\" + _escape(found[0]), path)
        return b'"' + quoted + b'"\n'
    return path + (b"\t\n" if b" " in path else b"\n")


def _escape(octet: bytes) -> bytes:
    if octet in b'"\\':
        return octet
    return _ESCAPES.get(octet[0], b"%03o" % octet[0])
