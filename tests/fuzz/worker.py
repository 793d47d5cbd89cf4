"""Inputs, tried one after another in a process of their own, within bounds of time and memory."""

import random
import resource
import signal
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from tests.fuzz.minimal import minimal
from tests.fuzz.mutation import mutated
from tests.fuzz.promises import Broken
from tests.fuzz.targets import TARGETS, Target, run, seeds_of

CPU_S = 8.0
"""Processor time that one input of at most 6 KB may take; one of a real issue takes 0.3 s."""

SHARES = {"issue": 5, "check --fix": 2}
"""Inputs that a reader is given in one round; one where it is not named."""

MEMORY_OCTETS = 2_000_000_000


@dataclass(frozen=True)
class Tried:
    """One input, and how it failed; '' where it did not."""

    target: str
    data: bytes
    kind: str = ""
    detail: str = ""


class _TooLong(BaseException):
    """The processor time is used up. No `except Exception` may hold it."""


def work(parent: Connection, seed: int, folders: Sequence[Path], names: Sequence[str]) -> None:
    """Try inputs until the process is ended; tell the parent of each, before and after."""
    signal.signal(signal.SIGPROF, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_OCTETS, MEMORY_OCTETS))
    chance = random.Random(seed)
    seeds = {name: seeds_of(TARGETS[name][1], folders) for name in names}
    turns = [name for name in names for _ in range(SHARES.get(name, 1))]
    known: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as folder:
        while True:
            for name in turns:
                data = mutated(chance, seeds[name])
                parent.send(Tried(name, data))
                place = Path(folder) / "letter"
                kind, detail = attempt(TARGETS[name][0], place, data)
                if kind and (name, kind) not in known:
                    known.add((name, kind))
                    data, detail = _smaller(TARGETS[name][0], place, data, kind, detail)
                parent.send(Tried(name, data, kind or "-", detail))


def attempt(target: Target, folder: Path, data: bytes) -> tuple[str, str]:
    """Try an input; what kind of failure it is, and the particulars. ('', '') where it is none."""
    signal.setitimer(signal.ITIMER_PROF, CPU_S)
    try:
        run(target, folder, data)
    except Broken as fault:
        return fault.kind, str(fault)
    except _TooLong:
        return f"over {CPU_S:.0f} s", traceback.format_exc(limit=-4)
    except Exception as fault:  # noqa: BLE001 - any other is what is looked for
        return f"{type(fault).__name__} in {_place_of(fault)}", traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "", ""


def _smaller(
    target: Target, folder: Path, data: bytes, kind: str, detail: str
) -> tuple[bytes, str]:
    if kind.startswith("over "):
        return data, detail  # each try would take as long
    least = minimal(data, lambda it: attempt(target, folder, it)[0] == kind)
    return least, attempt(target, folder, least)[1] or detail


def _place_of(fault: BaseException) -> str:
    """The last function of the program that a traceback names."""
    frames = traceback.extract_tb(fault.__traceback__)
    own = [
        it for it in frames if "/publisher/" in it.filename and "site-packages" not in it.filename
    ]
    frame = (own or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.name}"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLong
