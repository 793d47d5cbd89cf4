"""SpamAssassin's reports to findings in words."""

import pytest

from publisher.checks.mail.spam import CHECKS, Judgement, Point, Verdict, verdict_of
from publisher.checks.rule import run

REPORT = """\
Content preview:  An issue about spam. Content analysis details:   (99.0 points, 5.0 required)

Content analysis details:   (3.1 points, 5.0 required)

 pts rule name              description
---- ---------------------- --------------------------------------------------
-0.0 NO_RELAYS              Informational: message was not relayed via SMTP
 0.2 NORMAL_HTTP_TO_IP      URI: URI host has a public dotted-decimal IPv4
                            address
 2.7 DEAR_FRIEND            BODY: Dear Friend? That's not very dear!
 1.0 ADVANCE_FEE_2_NEW_MONEY Advance Fee fraud and lots of money

"""


def codes(judgement: Judgement) -> list[str]:
    return [finding.code for finding in run(CHECKS, judgement)]


def test_the_last_report_is_read_whatever_the_issue_speaks_of() -> None:
    assert verdict_of(REPORT) == Verdict(
        score=3.1,
        required=5.0,
        points=(
            Point(2.7, "DEAR_FRIEND", "BODY: Dear Friend? That's not very dear!"),
            Point(1.0, "ADVANCE_FEE_2_NEW_MONEY", "Advance Fee fraud and lots of money"),
            Point(
                0.2, "NORMAL_HTTP_TO_IP", "URI: URI host has a public dotted-decimal IPv4 address"
            ),
            Point(-0.0, "NO_RELAYS", "Informational: message was not relayed via SMTP"),
        ),
    )


@pytest.mark.parametrize(
    "report", ["", "Subject: hello\n\nWords.", "Content analysis details: none"]
)
def test_output_without_a_report_has_no_verdict(report: str) -> None:
    assert verdict_of(report) is None


@pytest.mark.parametrize(
    "score,code", [(-1.0, "S103"), (0.0, "S103"), (1.9, "S103"), (2.0, "S102"), (4.9, "S102"),
                   (5.0, "S101"), (12.0, "S101")],
)  # fmt: skip
def test_an_email_is_said_to_be_spam_or_near_it_by_its_points(score: float, code: str) -> None:
    assert codes(Judgement("issues/001.md", Verdict(score, 5.0))) == [code]


def test_the_rules_are_named_in_words_the_worst_first() -> None:
    (finding,) = run(CHECKS, Judgement("issues/001.md", verdict_of(REPORT)))
    assert finding.path == "issues/001.md"
    assert finding.message == (
        "the email has 3.1 of the 5 points that count as spam: 2.7 for BODY: Dear Friend? That's "
        "not very dear! (DEAR_FRIEND); 1 for Advance Fee fraud and lots of money "
        "(ADVANCE_FEE_2_NEW_MONEY); 0.2 for URI: URI host has a public dotted-decimal IPv4 address "
        "(NORMAL_HTTP_TO_IP)"
    )


def test_a_missing_program_and_a_failed_one_are_said_plainly() -> None:
    assert codes(Judgement("publisher.toml", is_installed=False)) == ["S104"]
    (finding,) = run(CHECKS, Judgement("issues/001.md", fault="no response within 60 seconds"))
    assert finding.code == "S105"
    assert "60 seconds" in finding.message
