"""Show an issue as in the model: sections, stories, quick links, links and images."""

from collections.abc import Mapping

from publisher.model import StoryKind
from publisher.preview.views.studio import Visit


def view(visit: Visit) -> Mapping[str, object]:
    """Return what the Structure tab shows."""
    issue = visit.edition.issue
    return {
        "sections": issue.sections,
        "links": issue.links,
        "images": issue.images,
        "words": len(issue.text.split()),
        "stories": sum(it.kind is StoryKind.STORY for it in issue.stories),
        "quick_links": sum(it.kind is StoryKind.QUICK_LINK for it in issue.stories),
    }
