"""C4: check images: their alt text, and whether the files exist."""

import re
from collections.abc import Iterator

from publisher import urls
from publisher.checks.checked_issue import CheckedIssue
from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.model import Image

NO_ALT = Rule(
    "C401", Severity.WARNING, "image without alt text",
    "Outlook blocks images until the reader loads them, and screen readers need a description: the "
    "alt text is all they have (WCAG 2.2, 1.1.1).",
    'describe the image between the brackets, or use `alt=""` in HTML if it is decorative',
    bad="![](‸https://example.com/map.png)\n", good="![A map](https://example.com/map.png)\n",
)  # fmt: skip
FILE_NAME = Rule(
    "C402", Severity.WARNING, "alt text is a file name",
    "A file name does not describe the image (WCAG 2.2, failure F30).",
    "describe what the image shows",
    bad="![IMG_2041.jpg](‸https://example.com/map.png)\n",
    good="![A map](https://example.com/map.png)\n",
)  # fmt: skip
MISSING = Rule(
    "C403", Severity.WARNING, "image file not found",
    "The file is not next to the issue: readers see a broken image, unless the website serves it.",
    "correct the file name, or add the file to the content folder",
    bad="![A map](‸images/map.png)\n", good="![A map](https://example.com/map.png)\n",
)  # fmt: skip

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Image file extensions that are searched for in the content folder."""

_NAME = re.compile(
    r"[\w\-.%() ]*\.(?:png|jpe?g|gif|webp|svg|avif|bmp|heic|tiff?)"
    r"|(?:IMG|DSC|DSCN|PXL|Screenshot|Screen Shot|image|img|photo|picture|untitled)[\s_\-]*\d*",
    re.IGNORECASE,
)


def without_alt(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report an image without alt text and caption; ``alt=""`` in HTML is deliberate."""
    for image in checked.issue.images:
        if not image.alt and not image.caption and not _is_ornament(checked, image):
            yield NO_ALT.at(checked.path, image.position, "this image has no alt text")


def named_like_a_file(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report alt text that a camera or an editor generated."""
    for image in checked.issue.images:
        if image.alt and _NAME.fullmatch(image.alt):
            yield FILE_NAME.at(
                checked.path, image.position, f"the alt text {image.alt!r} is not a description"
            )


def missing(checked: CheckedIssue) -> Iterator[Diagnostic]:
    """Report a relative path that matches no file in the content folder."""
    for image in checked.issue.images:
        written = checked.written(image.position)
        if image.file or urls.scheme_of(written) or written.startswith("/"):
            continue
        if written.partition("?")[0].lower().endswith(_PICTURES):
            yield MISSING.at(checked.path, image.position, f"file not found: {written}")


def _is_ornament(checked: CheckedIssue, image: Image) -> bool:
    found = checked.source.destinations.get(image.position)
    return found is not None and found.is_ornament


CHECKS: tuple[Check[CheckedIssue], ...] = (
    Check(NO_ALT, without_alt),
    Check(FILE_NAME, named_like_a_file),
    Check(MISSING, missing),
)
