"""Restart in Python's UTF-8 mode (PEP 540) if the locale has another encoding.

File names are bytes. Python decodes them by the locale, so ``é.md`` would get another URL under
``ja_JP.eucJP`` or ``POSIX`` than elsewhere. This cannot be changed while Python runs, and names
become text in too many places to decode each again.
"""

import codecs
import os
import sys


def ensure_utf8() -> None:
    """Replace this process by one in UTF-8 mode; return if that mode is on or not needed."""
    if sys.flags.utf8_mode or not sys.executable or _is_utf8(sys.getfilesystemencoding()):
        return
    environment = {**os.environ, "PYTHONUTF8": "1"}
    terminal = sys.__stdout__.encoding if sys.__stdout__ else "ascii"
    if codecs.lookup(terminal).name != "ascii":  # POSIX says nothing about the terminal
        environment.setdefault("PYTHONIOENCODING", f"{terminal}:backslashreplace")
    command = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execve(sys.executable, command, environment)  # noqa: S606 - this very program


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "utf-8"
