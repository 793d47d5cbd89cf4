"""An inbox shows the beginning of a line; nothing of it is lost or shown twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.preview.panels.inboxes import CLIENTS, Client, cut, inbox_lines
from publisher.terminal_text import columns


@given(st.text(), st.integers(0, 60))
def test_what_is_shown_and_what_is_cut_are_the_whole_text(text: str, room: int) -> None:
    shown, hidden = cut(text, room)
    assert text.startswith(shown)
    assert text.endswith(hidden)
    assert not text[len(shown) : len(text) - len(hidden)].strip()
    assert columns(shown) <= room


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: f"{client.name} {client.where}")
def test_each_client_cuts_a_long_subject(client: Client) -> None:
    (line,) = [it for it in inbox_lines("The editors", "x" * 300, "y" * 300) if it.client is client]
    assert len(line.subject) == client.subject
    assert line.subject + line.subject_cut == "x" * 300


def test_a_short_message_is_shown_whole_in_every_inbox() -> None:
    for line in inbox_lines("The editors", "Ten presses", "What a page is made of."):
        assert (line.subject_cut, line.preheader_cut) == ("", "")


def test_chinese_takes_the_room_of_two() -> None:
    assert cut("科技爱好者周刊", 8)[0] == "科技爱好"


def test_a_long_subject_leaves_the_preheader_less_room_in_gmail() -> None:
    gmail = inbox_lines("E", "x" * 60, "y" * 200)[0]
    assert len(gmail.preheader) == CLIENTS[0].preheader - 60 - 3
