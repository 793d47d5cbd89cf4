"""A message says what it is, where it comes from and how to be rid of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from publisher.errors import HeaderFault, SettingsError
from publisher.mail.mail_options import MailOptions
from tests.unit.mail.samples import EMAIL, ISSUE, NEWSLETTER, Compose, Read


def test_the_headers_of_a_message_to_a_list(composed: Compose, read: Read) -> None:
    headers = {name: str(value) for name, value in read(composed()).items()}

    assert headers.pop("Content-Type").startswith("multipart/alternative; boundary=")
    assert headers == {
        "From": "The editors <editors@example.com>",
        "To": "undisclosed-recipients:;",
        "Subject": "First issue",
        "Date": "Sun, 01 Mar 2026 08:30:00 +0000",
        "Message-ID": composed().message_id,
        "MIME-Version": "1.0",
        "Content-Language": "en",
        "List-Id": "The Example Letter <letter.example.com>",
        "List-Unsubscribe": "<https://example.com/unsubscribe?id={{id}}>, <mailto:unsubscribe@example.com>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Archive": "<https://example.com/>",
        "Archived-At": "<https://example.com/issues/001/>",
        "Feedback-ID": "1:letter:example",
    }


def test_a_message_without_settings_has_no_list_headers(composed: Compose, read: Read) -> None:
    names = set(read(composed(options=MailOptions())).keys())

    assert not names & {
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Feedback-ID",
        "Reply-To",
    }


def test_nothing_makes_clients_hide_the_message(composed: Compose, read: Read) -> None:
    assert not set(read(composed()).keys()) & {
        "Auto-Submitted",
        "Precedence",
        "X-Auto-Response-Suppress",
    }


def test_a_recipient_is_named(composed: Compose, read: Read) -> None:
    assert read(composed(recipient="reader@example.org"))["To"] == "reader@example.org"


def test_answers_go_where_the_settings_say(composed: Compose, read: Read) -> None:
    options = MailOptions(reply_to="answers@example.com")

    assert read(composed(options=options))["Reply-To"] == "answers@example.com"


def test_subject_of_a_test_starts_with_the_prefix(composed: Compose, read: Read) -> None:
    assert read(composed(subject_prefix="[Test] "))["Subject"] == "[Test] First issue"


def test_the_date_is_the_one_given_in_its_zone(composed: Compose, read: Read) -> None:
    date = datetime(2026, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=2)))

    assert read(composed(date=date))["Date"].datetime == date


def test_without_an_authors_name_the_newsletters_title_is_shown(
    composed: Compose, read: Read
) -> None:
    newsletter = replace(NEWSLETTER, author_name="")

    assert (
        read(composed(newsletter=newsletter))["From"].addresses[0].display_name
        == "The Example Letter"
    )


def test_a_comma_in_a_name_makes_no_second_author(composed: Compose, read: Read) -> None:
    newsletter = replace(NEWSLETTER, author_name='Doe, Jane "JD"')

    (author,) = read(composed(newsletter=newsletter))["From"].addresses
    assert (author.display_name, author.addr_spec) == ('Doe, Jane "JD"', "editors@example.com")


def test_message_without_an_author_is_an_error(composed: Compose) -> None:
    with pytest.raises(SettingsError, match="author_email is not set"):
        composed(newsletter=replace(NEWSLETTER, author_email=""))


# --- Message-ID --------------------------------------------------------------------------


def test_a_message_id_does_not_change_when_the_issue_does(composed: Compose) -> None:
    edited = replace(
        ISSUE, title="Other title", intro_html="<p>More</p>", permalink="https://example.com/new/"
    )
    email = replace(EMAIL, subject="Other title", text="More")
    later = datetime(2026, 5, 1, tzinfo=UTC)

    assert composed(issue=edited, email=email, date=later).message_id == composed().message_id


def test_a_message_id_is_of_one_issue_one_recipient_and_one_newsletter(composed: Compose) -> None:
    ids = [
        composed().message_id,
        composed(issue=replace(ISSUE, slug="002")).message_id,
        composed(recipient="a@example.org").message_id,
        composed(recipient="b@example.org").message_id,
        composed(newsletter=replace(NEWSLETTER, site_url="https://example.net/")).message_id,
    ]

    assert len(set(ids)) == len(ids)


def test_second_test_has_another_message_id(composed: Compose) -> None:
    # Gmail shows only the first of two messages with one Message-ID.
    first = composed(subject_prefix="[Test] ")
    second = composed(subject_prefix="[Test] ", date=datetime(2026, 3, 1, 8, 31, tzinfo=UTC))

    assert len({composed().message_id, first.message_id, second.message_id}) == 3


def test_a_message_id_ends_in_the_authors_domain(composed: Compose) -> None:
    newsletter = replace(NEWSLETTER, author_email="post@bücher.example.com")

    assert composed(newsletter=newsletter).message_id.endswith("@xn--bcher-kva.example.com>")


# --- international addresses -------------------------------------------------------------


def test_an_international_domain_is_written_in_a_labels(composed: Compose, read: Read) -> None:
    message = composed(recipient="post@bücher.example.com")

    assert message.data.isascii()
    assert read(message)["To"] == "post@xn--bcher-kva.example.com"


def test_only_a_non_ascii_local_part_makes_headers_utf8(composed: Compose) -> None:
    message = composed(recipient="jörg@bücher.example.com", email=replace(EMAIL, subject="Grüße"))

    raw = [line for line in message.data.decode().split("\r\n") if not line.isascii()]
    assert raw == ["To: jörg@xn--bcher-kva.example.com"]


def test_an_international_site_is_written_as_a_uri(composed: Compose, read: Read) -> None:
    newsletter = replace(NEWSLETTER, site_url="https://bücher.example.com/brief/äöü/")
    issue = replace(ISSUE, permalink="https://bücher.example.com:8443/a b/")

    headers = read(composed(newsletter=newsletter, issue=issue))

    assert (
        headers["List-Archive"] == "<https://xn--bcher-kva.example.com/brief/%C3%A4%C3%B6%C3%BC/>"
    )
    assert headers["Archived-At"] == "<https://xn--bcher-kva.example.com:8443/a%20b/>"


# --- lists -------------------------------------------------------------------------------


def test_one_click_is_offered_only_for_https(composed: Compose, read: Read) -> None:
    headers = read(composed(options=MailOptions(unsubscribe_url="http://example.com/u")))

    assert headers["List-Unsubscribe"] == "<http://example.com/u>"
    assert headers["List-Unsubscribe-Post"] is None


def test_merge_tag_is_not_an_unsubscribe_url(composed: Compose, read: Read) -> None:
    assert (
        read(composed(options=MailOptions(unsubscribe_url="{{ unsubscribe }}")))["List-Unsubscribe"]
        is None
    )


def test_unsubscribing_by_mail_may_have_a_subject(composed: Compose, read: Read) -> None:
    options = MailOptions(unsubscribe_mailto="mailto:off@example.com?subject=Please go")

    assert (
        read(composed(options=options))["List-Unsubscribe"]
        == "<mailto:off@example.com?subject=Please%20go>"
    )


@pytest.mark.parametrize(
    "given", ["letter.example.com", "<letter.example.com>", "My letter <letter.example.com>"]
)
def test_a_list_id_may_be_written_in_its_brackets(
    given: str, composed: Compose, read: Read
) -> None:
    assert (
        read(composed(options=MailOptions(list_id=given)))["List-Id"]
        == "The Example Letter <letter.example.com>"
    )


# --- values that cannot stand in a header ------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"email": replace(EMAIL, subject="Hello\r\nBcc: all@example.com")},
        {"email": replace(EMAIL, subject="Hello\nBcc: all@example.com")},
        {"subject_prefix": "[Test]\r\n"},
        {"recipient": "a@example.org\r\nBcc: all@example.com"},
        {"recipient": "a@example.org, b@example.org"},
        {"recipient": "A reader <a@example.org>"},
        {"newsletter": replace(NEWSLETTER, author_name="The\neditors")},
        {"newsletter": replace(NEWSLETTER, author_email="editors@example.com\n")},
        {"newsletter": replace(NEWSLETTER, title="The\nLetter")},
        {"newsletter": replace(NEWSLETTER, language="en\nBcc: all@example.com")},
        {
            "newsletter": replace(
                NEWSLETTER, site_url="https://example.com/\r\nBcc: all@example.com"
            )
        },
        {"issue": replace(ISSUE, permalink="https://example.com/\nBcc: all@example.com")},
        {"options": MailOptions(unsubscribe_url="https://example.com/\nBcc: all@example.com")},
        {
            "options": MailOptions(
                unsubscribe_mailto="off@example.com?subject=a\nBcc: all@example.com"
            )
        },
        {"options": MailOptions(reply_to="answers@example.com\nBcc: all@example.com")},
        {"options": MailOptions(list_id="letter.example.com\nBcc: all@example.com")},
        {"options": MailOptions(list_id="letter")},
        {"options": MailOptions(feedback_id="a:b\nBcc: all@example.com")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_value_that_breaks_out_of_its_header_is_an_error(
    changes: dict[str, object], composed: Compose
) -> None:
    with pytest.raises(HeaderFault):
        composed(**changes)
