"""What was found in an issue and its email: by gravity, with its place in both."""

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.diagnostics import Diagnostic, Severity
from publisher.preview.places import line_mark
from publisher.preview.studio import Visit


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with where it leads."""

    found: Diagnostic
    editor_url: str
    mark: str
    """The id in the email's frame."""


def view(visit: Visit) -> Mapping[str, object]:
    """What the Checks tab shows."""
    findings = [
        Finding(found, visit.studio.editor_url(found), line_mark(found))
        for found in dict.fromkeys(visit.findings)
    ]
    groups = [
        (severity, [it for it in findings if it.found.severity is severity])
        for severity in Severity
    ]
    return {"groups": [(severity, found) for severity, found in groups if found]}
