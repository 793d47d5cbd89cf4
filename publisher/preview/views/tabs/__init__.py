"""The views of one issue: each turns a visit into what its template shows.

A member has ``view(visit) -> Mapping[str, object]`` and a template ``tabs/NAME.html.j2``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from publisher.preview.views.studio import Visit
from publisher.preview.views.tabs import feed, findings, headers, inbox, outline, plaintext, source


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab."""

    name: str
    """As in URLs and templates."""
    label: str
    view: Callable[[Visit], Mapping[str, object]]


TABS: dict[str, Tab] = {
    tab.name: tab
    for tab in (
        Tab("email", "Email", inbox.view),  # first: what authors use most
        Tab("text", "Text", plaintext.view),
        Tab("feed", "Feed", feed.view),
        Tab("source", "Source", source.view),
        Tab("headers", "Headers", headers.view),
        Tab("checks", "Checks", findings.view),
        Tab("structure", "Structure", outline.view),
    )
}
"""Every tab, in the order of the keys 1 to 7."""
