"""Errors of the system or of usage, as exceptions. An error in a text is a ``Diagnostic``.

The tree::

    PublisherError
      SettingsError (ValueError)      a setting is unknown, malformed or missing
      UsageError (ValueError)         the command line names something that does not exist
      TemplateFault                   a theme's template cannot be read or rendered
      HeaderFault (ValueError)        a value is not allowed in a mail header
      OutputError (OSError)           a result cannot be written
      FileRefused (OSError)           a file must not be read: it is outside, special or too large
      SenderError                     the sender cannot work at all
      WorkerError                     a process that rendered issues was killed
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum


class PublisherError(Exception):
    """Root of all errors that one sentence can explain to a user; never raised itself."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(PublisherError, ValueError):
    """A setting is unknown, malformed or missing."""


class UsageError(PublisherError, ValueError):
    """The command line names something that does not exist."""


class TemplateFault(PublisherError):
    """A theme's template cannot be found, parsed or rendered; names its file and line."""

    def __init__(self, message: str, path: str, line: int = 1, hint: str = "") -> None:
        super().__init__(f"{path}:{line}: {message}", hint)
        self.path = path
        self.line = line
        self._parts = (message, path, line, hint)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it is made of: it may come from another process."""
        return TemplateFault, self._parts


class HeaderFault(PublisherError, ValueError):
    """A value is not allowed in a mail header: it has a line break, or is not an address."""


class OutputError(PublisherError, OSError):
    """A result cannot be written; no partial file remains."""


class Refusal(StrEnum):
    """Why a file is not read."""

    OUTSIDE = "outside"
    """A link points outside the allowed folders, or to a private file."""
    SPECIAL = "special"
    """A device, a FIFO or a socket."""
    TOO_LARGE = "too large"


class FileRefused(PublisherError, OSError):
    """A file must not be read: a link that leaves the project, a special or too large file."""

    def __init__(self, path: object, reason: str, refusal: Refusal = Refusal.OUTSIDE) -> None:
        super().__init__(f"cannot read {path}: {reason}", _REFUSAL_HINTS[refusal])
        self.path = path
        self.reason = reason
        """What is wrong with the file, without its path."""
        self.refusal = refusal

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it is made of: it may come from another process."""
        return FileRefused, (self.path, self.reason, self.refusal)


_REFUSAL_HINTS = {
    Refusal.OUTSIDE: "replace the link with its target file",
    Refusal.SPECIAL: "replace it with a regular file",
    Refusal.TOO_LARGE: "use a smaller file",
}


class SenderError(PublisherError):
    """The sender cannot work at all: no connection, no login, no folder.

    The outcome for a single recipient is a ``Receipt``, never an exception.
    """


class WorkerError(PublisherError):
    """A process that rendered issues was killed from outside, perhaps for lack of memory."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str, cutoff: float = 0.5) -> str:
    """Return a hint with the most similar known name; ``otherwise`` if none is similar."""
    near = get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"did you mean {near[0]}?" if near else otherwise


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, and then what caused it, down to the first one."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
