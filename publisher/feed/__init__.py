"""Build feed documents from an archive. Does not import emails or senders, and writes nothing.

The public functions are ``build`` and ``adopt``. They are loaded when first used: the settings
import this package's options, and ``publisher --help`` needs no feedgen.
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
