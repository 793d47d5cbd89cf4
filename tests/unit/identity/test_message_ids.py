"""The Message-ID of an issue is the one that its email had in every earlier version."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.mail.message.headers import Delivery, id_of
from publisher.model import Issue, Newsletter
from publisher.project.folder import open_project
from tests.sample_letter import letter_in

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TO_FILE = Delivery(NOW)
TO_READER = Delivery(NOW, "reader@example.org")
TRIAL = Delivery(NOW, "reader@example.org", "[Test] ")

# Computed before the newsletter's identity had a package of its own.
EARLIER = {
    ("001-the-second-sheet", TO_FILE): "966a2c960a3312bfc2ba20b98460be31",
    ("001-the-second-sheet", TO_READER): "0c271b1717656ca37ba924539fda3dfc",
    ("001-the-second-sheet", TRIAL): "42c70b3c0e5827d3d07fb2558a145dc2",
    ("002-a-page-is-a-machine", TO_FILE): "4d455d84cf21044ce79a9a4dd380a11a",
    ("002-a-page-is-a-machine", TO_READER): "355d18c3efa1c41d110c877126ff9efe",
    ("002-a-page-is-a-machine", TRIAL): "8460ca1c42b190cf4ddfd142eb2094ce",
    ("003-poste-restante", TO_FILE): "fc1aee6333394cda624dc3e99536d542",
    ("003-poste-restante", TO_READER): "113e320d35d140f1e9a6918a72f0cd21",
    ("003-poste-restante", TRIAL): "f8b0cb5ec9b3d584c01db9489274b6b0",
    ("draft-signal-towers", TO_FILE): "0224cdbf1c819f009f686c7e4ad21d26",
    ("draft-signal-towers", TO_READER): "623af09910256018c12d5671b4e8bc0a",
    ("draft-signal-towers", TRIAL): "d5623c9efa0d1d65edd84c4b255ddb46",
}
EARLIER_WITH_AN_ID = "54bea050ac37490b7592c84c42375380"


@pytest.fixture(scope="module")
def newsletter(sample: tuple[Newsletter, Mapping[str, Issue]]) -> Newsletter:
    return sample[0]


@pytest.fixture(scope="module")
def issues(sample: tuple[Newsletter, Mapping[str, Issue]]) -> Mapping[str, Issue]:
    return sample[1]


@pytest.fixture(scope="module")
def sample(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Newsletter, Mapping[str, Issue]]:
    folder = letter_in(repository, tmp_path_factory.mktemp("letter"))
    archive = open_project(folder, folder).shelf().archive()
    return archive.newsletter, {issue.slug: issue for issue in archive.issues}


@pytest.mark.parametrize("slug,delivery", EARLIER)
def test_the_sample_issues_have_the_ids_that_they_had(
    slug: str, delivery: Delivery, newsletter: Newsletter, issues: Mapping[str, Issue]
) -> None:
    expected = f"<{EARLIER[slug, delivery]}@example.com>"
    assert id_of(issues[slug], newsletter, delivery) == expected


def test_an_issue_that_has_an_id_is_called_by_it(
    newsletter: Newsletter, issues: Mapping[str, Issue]
) -> None:
    ids = {
        id_of(replace(issue, id="tag:example.com,2026:x"), newsletter, TO_FILE)
        for issue in issues.values()
    }
    assert ids == {f"<{EARLIER_WITH_AN_ID}@example.com>"}
