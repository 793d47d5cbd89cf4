"""Show an issue as an entry of the feeds: as in feed readers, and its source in each format."""

from collections.abc import Mapping

from publisher.preview.panels.highlight import highlighted
from publisher.preview.views.studio import Visit
from publisher.project.live.entry_preview import entry_preview


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Feed tab shows."""
    shown = entry_preview(visit.studio.present, visit.edition.issue, visit.studio.clock())
    sources = [
        (it.document, highlighted(it.text, it.language), len(it.text.encode()))
        for it in shown.sources
    ]
    return {
        "entry": shown.entry,
        "why_absent": shown.why_absent,
        "sources": sources,
        "newsletter": visit.studio.present.shelf.newsletter,
    }
