"""Render a manuscript as an issue: convert Markdown to HTML, run the steps, cut into parts."""

from urllib.parse import quote

from publisher import dom, urls
from publisher.content import content_rules as rules
from publisher.content.archive.issue_links import Directory
from publisher.content.archive.manuscript import Manuscript
from publisher.content.body.draft_body import Page
from publisher.content.body.locate import Places
from publisher.content.body.steps import run_steps
from publisher.content.body.structure import cut
from publisher.content.content_options import ContentOptions
from publisher.content.source.reader import Pictures
from publisher.diagnostics import Position, in_order
from publisher.markup import render
from publisher.model import Issue, Newsletter

_RESERVED = "/:?#[]@!$&'()*+,;=%~"
"""Characters with a meaning in a URL (RFC 3986, section 2.2), written on purpose."""


def issue_of(
    manuscript: Manuscript,
    directory: Directory,
    newsletter: Newsletter,
    options: ContentOptions,
    pictures: Pictures,
) -> Issue:
    """Render one manuscript. Pure, except that it reads the sizes of local images."""
    source, facts = manuscript.source, manuscript.metadata
    page = Page(
        tree=dom.parse(render.to_html(manuscript.body)),
        path=source.path,
        permalink=manuscript.permalink,
        places=Places(source.text, source.body_line),
        directory=directory,
        options=options,
        image_file=lambda reference: pictures.beside(manuscript.path, reference),
        has_raw_html="<" in manuscript.body,
    )
    image = _image(page, manuscript)
    run_steps(page)
    parts = cut(page)
    return Issue(
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


def _image(page: Page, manuscript: Manuscript) -> str:
    """Return the absolute URL of the image in the metadata; '' for none."""
    written = manuscript.metadata.image or ""
    if scheme := urls.dangerous_scheme(written):
        position = manuscript.metadata.positions.get("image", Position())
        page.report(rules.UNSAFE_DROPPED, position, f"`image`: {scheme}: was left out")
        return ""
    # A file name may contain a space or a letter that is not allowed in a URL.
    return urls.absolute(page.permalink, quote(written, safe=_RESERVED)) if written else ""
