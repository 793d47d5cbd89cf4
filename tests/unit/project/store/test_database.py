"""A store gives back exactly what was put into it, or nothing, whatever happened to its file."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.project.store.database import Store


def filled(path: Path) -> None:
    with Store.open(path) as store:
        for number in range(50):
            store.put("issue", f"{number}", "k", bytes([number]) * 5_000)


def read(path: Path) -> dict[str, bytes]:
    with Store.open(path) as store:
        return {name: data for name, _, data in store.rows("issue")}


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "new" / "store.sqlite"
    filled(path)
    assert read(path) == {f"{number}": bytes([number]) * 5_000 for number in range(50)}
    assert path.parent.stat().st_mode & 0o077 == 0


def test_another_key_is_another_thing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        store.put("issue", "one", "k", b"1")
        assert store.get("issue", "one", "j") is None
        assert store.get("email", "one", "k") is None
        store.put("issue", "one", "j", b"2")
        assert (store.get("issue", "one", "k"), store.get("issue", "one", "j")) == (None, b"2")
        store.forget("issue", ["one"])
        assert store.get("issue", "one", "j") is None


@given(damage=st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=300)))
def test_a_damaged_file_gives_back_the_truth_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, damage: tuple[float, bytes]
) -> None:
    path = tmp_path_factory.mktemp("store") / "s"
    filled(path)
    data = bytearray(path.read_bytes())
    place = int(damage[0] * (len(data) - 1))
    data[place : place + len(damage[1])] = damage[1]
    path.write_bytes(data)
    for name, kept in read(path).items():
        assert kept == bytes([int(name)]) * 5_000
    filled(path)  # the run after that makes it whole again, at the latest
    filled(path)
    assert len(read(path)) == 50


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 5000, 20_000])
def test_a_file_cut_short_gives_back_the_truth_or_nothing(tmp_path: Path, size: int) -> None:
    path = tmp_path / "s"
    filled(path)
    path.write_bytes(path.read_bytes()[:size])
    for name, kept in read(path).items():
        assert kept == bytes([int(name)]) * 5_000


def test_a_database_of_another_program_is_replaced_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "s"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE rows (kind)")
    other.close()
    with Store.open(path) as store:
        assert "was damaged" in store.note
        assert store.is_kept
    with Store.open(path) as store:
        assert store.note == ""


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("folder", "link", "link/below"):
        with Store.open(tmp_path / name) as store:
            assert "cannot use the cache" in store.note
            store.put("issue", "one", "k", b"1")
            assert store.get("issue", "one", "k") == b"1"
    assert not (tmp_path / "elsewhere").exists()


def test_two_processes_do_not_share_it(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store.open(path) as first:
        first.put("issue", "one", "k", b"1")
        code = f"""
from pathlib import Path
from publisher.project.store.database import Store
with Store.open(Path({str(path)!r})) as store:
    assert not store.is_kept and "another process" in store.note, store.note
    store.put("issue", "one", "k", b"2")
"""
        subprocess.run([sys.executable, "-c", code], check=True)
    with Store.open(path) as store:
        assert store.get("issue", "one", "k") == b"1"


def test_a_killed_process_leaves_whole_rows(tmp_path: Path) -> None:
    path = tmp_path / "s"
    code = f"""
import os, signal
from pathlib import Path
from publisher.project.store.database import Store
store = Store.open(Path({str(path)!r}))
for number in range(50):
    store.put("issue", str(number), "k", bytes([number]) * 5_000)
    if number == 30:
        store.commit()
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert read(path) == {f"{number}": bytes([number]) * 5_000 for number in range(31)}
