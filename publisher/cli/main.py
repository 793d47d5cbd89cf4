"""Run the command line as a process: set up streams and signals, and end it cleanly.

Imports little before Ctrl-C is handled: the commands take a third of a second to import.
"""

import os
import signal
import sys

from publisher.cli.utf8 import ensure_utf8

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C and a plain kill: the status is 128 plus the signal's number, as in shells."""

UNWRITABLE = 2
"""The exit status if the output itself cannot be written."""

_interrupts: list[int] = []
"""The signals that arrived. An import can turn KeyboardInterrupt into another exception."""


def run() -> None:
    """Run the command line and end the process, never with a traceback.

    A signal that is ignored (as SIGINT with nohup) stays ignored.
    """
    _handle(_leave)  # while importing there is nothing to clean up
    ensure_utf8()
    sys.unraisablehook = _after_unraisable
    for stream in (sys.stdout, sys.stderr):
        # Show what the terminal's encoding lacks as \uXXXX instead of ending the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    status = UNWRITABLE
    try:
        from publisher.cli.app import main

        _handle(_interrupt)
        status = main()
    except BaseException:
        if not _interrupts:
            raise
    _handle(_leave)
    is_written = _flushed()
    if _interrupts and status:  # Ctrl-C is the normal end of a preview
        os._exit(128 + _interrupts[0])  # do not wait for threads that wait for a server
    sys.exit(status if is_written else status or UNWRITABLE)


def _handle(handler: "signal._HANDLER") -> None:
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> None:
    """End at once, as a program that does not handle the signal."""
    os._exit(128 + number)


def _interrupt(number: int, _frame: object) -> None:
    _interrupts.append(number)
    raise KeyboardInterrupt


def _after_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """End at an interrupt that arrived in a destructor or callback, which cannot pass it on."""
    if unraisable.exc_type is KeyboardInterrupt:
        os._exit(128 + _interrupts[0])
    sys.__unraisablehook__(unraisable)


def _flushed() -> bool:
    """Flush the output; return whether that worked. Failed output is not retried at exit."""
    is_written = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            is_written = False
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return is_written
