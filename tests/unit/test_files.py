"""A file is replaced in one step, and stays as readable as it was."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.files import write_if_changed


@pytest.fixture(params=[0o022, 0o077, 0o002], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664])
def test_a_file_that_is_replaced_keeps_its_mode(mode: int, umask: int, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"old")
    path.chmod(mode)
    assert write_if_changed(path, b"new")
    assert (path.read_bytes(), mode_of(path)) == (b"new", mode)


def test_a_new_file_can_be_read_by_the_web_server(umask: int, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    assert write_if_changed(path, b"new")
    assert mode_of(path) == 0o644
