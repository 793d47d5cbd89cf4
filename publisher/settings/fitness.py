"""Check that every setting's value can be written to XML, emails and file systems.

Error messages never contain a value: it may be a secret.
"""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel

from publisher.xml_text import FORBIDDEN

_UNFIT = re.compile(f"[{FORBIDDEN}]")
"""RFC 5322 forbids most of these characters, and UTF-8 the rest."""

_LONGEST_NAME, _LONGEST_PATH = 255, 4095
"""Bytes of a file name and of a path (NAME_MAX and PATH_MAX of Linux, without the NUL)."""


def check_text(value: object) -> None:
    """Raise ValueError for a text, at any depth of a raw value, that some output cannot contain."""
    if isinstance(value, str | Path):
        found = _UNFIT.search(str(value))
        if found:
            raise ValueError(
                f"character {found.start() + 1} is a control character or half a character, "
                "which XML and mail forbid: remove it"
            )
    for inner in _inside(value):
        check_text(inner)


def check_paths(value: object) -> None:
    """Raise ValueError for a path, at any depth of a validated value, that cannot be opened."""
    if isinstance(value, Path):
        _check_path(value)
    for inner in _inside(value):
        check_paths(inner)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return (*value, *value.values())
    if isinstance(value, list | tuple):
        return value
    return vars(value).values() if isinstance(value, BaseModel) else ()


def _check_path(path: Path) -> None:
    try:
        whole = path.expanduser()
    except RuntimeError as error:
        raise ValueError("unknown user after ~: use an absolute or a relative path") from error
    longest = max(map(len, map(os.fsencode, whole.parts)), default=0)
    if longest > _LONGEST_NAME or len(os.fsencode(whole)) > _LONGEST_PATH:
        raise ValueError(f"a path has names of at most {_LONGEST_NAME} bytes; shorten it")
