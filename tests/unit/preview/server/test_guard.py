"""Who is answered: names that are ours, and addresses that nobody can rebind."""

import pytest

from publisher.preview.server.guard import Door
from publisher.preview.server.hosts import authority


def admits(door: Door, text: str) -> bool:
    asked = authority(text)
    return asked is not None and door.admits(asked)


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1:8025", "localhost:8025", "LOCALHOST:8025", "[::1]:8025", "localhost:9000"],
)
def test_names_of_this_machine_are_answered_also_through_a_tunnel(text: str) -> None:
    assert admits(Door("127.0.0.1", 8025, "t"), text)


@pytest.mark.parametrize(
    "text",
    [
        "", "evil.example:8025", "localhost.evil.example:8025", "127.0.0.1.evil.example:8025",
        "192.0.2.7:8025", "evil.example", "localhost:80; script-src *", "[::1", "localhost:",
        "127.0.0.1:8025@evil.example", "localhost, evil.example:8025", "[::1%x; img-src *]:1",
    ],
)  # fmt: skip
def test_other_names_are_refused(text: str) -> None:
    assert not admits(Door("127.0.0.1", 8025, "t"), text)


def test_a_host_that_was_asked_for_is_answered() -> None:
    assert admits(Door("desk.example.net", 8025, "t"), "desk.example.net:8025")


def test_on_all_addresses_digits_are_answered_and_names_are_not() -> None:
    door = Door("0.0.0.0", 8025, "t")
    assert admits(door, "192.0.2.7:8025")
    assert admits(door, "[2001:db8::7]:8025")
    assert not admits(door, "evil.example:8025")


@pytest.mark.parametrize(
    "host,is_local",
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("192.0.2.7", False), ("desk.example.net", False)],
)  # fmt: skip
def test_door_is_local_only_on_loopback(host: str, is_local: bool) -> None:
    assert Door(host, 8025, "t").is_local is is_local


def test_the_address_to_open_is_one_that_a_browser_can_open() -> None:
    assert Door("::1", 8025, "t").url == "http://[::1]:8025/"
    assert Door("0.0.0.0", 8026, "t").url == "http://127.0.0.1:8026/"
