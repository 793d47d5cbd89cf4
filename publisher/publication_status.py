"""Whether an issue is in the feeds at a given time, and if not, why."""

from datetime import datetime
from enum import StrEnum


class PublicationStatus(StrEnum):
    """The status of an issue at one time. Only published issues are in the feeds."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    """Dated in the future."""
    DRAFT = "draft"
    UNDATED = "undated"


def publication_status(date: datetime | None, now: datetime, *, draft: bool) -> PublicationStatus:
    """Return the status of an issue with this date; ``draft`` comes from its metadata."""
    if draft:
        return PublicationStatus.DRAFT
    if date is None:
        return PublicationStatus.UNDATED
    return PublicationStatus.PUBLISHED if date <= now else PublicationStatus.SCHEDULED
