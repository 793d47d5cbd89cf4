"""Render a manuscript as an issue: convert Markdown to HTML, run the steps, cut into parts."""

from dataclasses import dataclass
from urllib.parse import quote

from publisher import dom, urls
from publisher.content import content_rules as rules
from publisher.content.archive.lookups import Lookups
from publisher.content.archive.manuscript import Manuscript
from publisher.content.body.draft_body import Page
from publisher.content.body.source_tree import SourceTree
from publisher.content.body.steps import run_steps
from publisher.content.body.structure import cut
from publisher.content.content_options import ContentOptions
from publisher.diagnostics import Position, in_order
from publisher.model import Issue, Newsletter

_RESERVED = "/:?#[]@!$&'()*+,;=%~"
"""Characters with a meaning in a URL (RFC 3986, section 2.2), written on purpose."""


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """An issue, and what it was read from."""

    issue: Issue
    source: SourceTree


def read_issue(
    manuscript: Manuscript,
    lookups: Lookups,
    newsletter: Newsletter,
    options: ContentOptions,
) -> ReadIssue:
    """Render one manuscript. Pure, except that ``lookups`` read the sizes of local images."""
    source, facts = manuscript.source, manuscript.metadata
    read = SourceTree(source, manuscript.body)
    page = Page(
        tree=dom.parse(read.tree.html),
        path=source.path,
        permalink=manuscript.permalink,
        source=read,
        lookups=lookups,
        options=options,
        has_raw_html="<" in manuscript.body,
    )
    image = _image(page, manuscript)
    run_steps(page)
    parts = cut(page)
    issue = Issue(
        title=manuscript.title,
        slug=manuscript.slug,
        permalink=manuscript.permalink,
        source=source,
        number=facts.number,
        date=facts.date,
        updated=facts.updated,
        draft=facts.draft,
        id=facts.id or "",
        aliases=facts.aliases,
        summary=facts.summary,
        language=facts.language or newsletter.language,
        authors=facts.authors,
        tags=facts.tags,
        image=image,
        extra=facts.extra,
        intro_html=parts.intro_html,
        sections=parts.sections,
        outro_html=parts.outro_html,
        footnotes_html=parts.footnotes_html,
        text=parts.text,
        excerpt=parts.excerpt,
        links=page.links_in(page.tree),
        images=page.images_in(page.tree),
        diagnostics=in_order((*manuscript.diagnostics, *page.diagnostics)),
    )
    return ReadIssue(issue, read)


def _image(page: Page, manuscript: Manuscript) -> str:
    """Return the absolute URL of the image in the metadata; '' for none."""
    written = manuscript.metadata.image or ""
    if scheme := urls.dangerous_scheme(written):
        position = manuscript.metadata.positions.get("image", Position())
        page.report(rules.UNSAFE_DROPPED, position, f"`image`: {scheme}: was left out")
        return ""
    # A file name may contain a space or a letter that is not allowed in a URL.
    return urls.absolute(page.permalink, quote(written, safe=_RESERVED)) if written else ""
