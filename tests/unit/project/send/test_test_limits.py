"""A test send that no inbox would get is refused before it begins."""

import pytest

from publisher.project.send.test_limits import missing_for_inbox
from publisher.settings import Settings

AUTHOR = "you@example.com"


@pytest.mark.parametrize(
    "values,words",
    [
        ({"sender": "file", "author_email": AUTHOR}, "no mail server"),
        ({"sender": "smtp", "author_email": AUTHOR}, "smtp.host is not set"),
        ({"sender": "smtp", "smtp": {"host": "localhost"}}, "author_email is not set"),
    ],
)
def test_a_setting_that_is_missing_is_named(values: dict[str, object], words: str) -> None:
    fault = missing_for_inbox(Settings.model_validate(values))
    assert fault
    assert words in str(fault)


def test_a_mail_server_and_an_author_are_enough() -> None:
    settings = {"sender": "smtp", "smtp": {"host": "localhost"}, "author_email": AUTHOR}
    assert missing_for_inbox(Settings.model_validate(settings)) is None
