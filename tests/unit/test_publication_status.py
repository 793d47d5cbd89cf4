"""Whether an issue is in the feeds, and as what."""

from datetime import UTC, datetime, timedelta

import pytest

from publisher.publication_status import PublicationStatus, publication_status

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)


@pytest.mark.parametrize(
    "date,draft,status",
    [
        (NOW, False, PublicationStatus.PUBLISHED),
        (LATER, False, PublicationStatus.SCHEDULED),
        (None, False, PublicationStatus.UNDATED),
        (NOW, True, PublicationStatus.DRAFT),
        (LATER, True, PublicationStatus.DRAFT),
        (None, True, PublicationStatus.DRAFT),
    ],
)
def test_a_draft_mark_counts_before_the_date(
    date: datetime | None, draft: bool, status: PublicationStatus
) -> None:
    assert publication_status(date, NOW, draft=draft) is status
