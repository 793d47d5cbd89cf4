"""Archives to feed documents. Knows no email and no sender, and writes nothing.

Its doors are ``build`` and ``adopt``. They are loaded when they are asked for: the settings
import this room's options, and ``publisher --help`` needs no feedgen.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publisher.feed.publication import build
    from publisher.identity.adoption import adopt

__all__ = ["adopt", "build"]

_HOMES = {"adopt": "publisher.identity.adoption", "build": "publisher.feed.publication"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
