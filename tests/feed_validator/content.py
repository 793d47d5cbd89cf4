"""F8: the HTML of the entries: what readers drop, what breaks, what nobody should find there."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from publisher.checks.rule import Check
from publisher.diagnostics import Diagnostic, Rule, Severity
from tests.feed_validator.markup import Fault, markup_of
from tests.feed_validator.parts import Form, Part, Role
from tests.feed_validator.sheet import Sheet

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

NO_CONTENT = Rule(
    "F801",
    _WARNING,
    "entry has no content",
    "Subscribers see only a title (W3C: MissingTextualContent, MissingSummary).",
    "write the issue, or keep it a draft",
    bad='<content type="html"/>',
    good='<content type="html">&lt;p&gt;Words.&lt;/p&gt;</content>',
)
SAME_ANCHOR = Rule(
    "F802",
    _WARNING,
    "duplicate element id in the feed",
    "Readers that show several entries on one page jump to the wrong element.",
    "rebuild the feed with `publisher build`, which prefixes each id with the issue's name",
    bad='<h2 id="news"> in two entries',
    good='<h2 id="007:news">',
)
ESCAPED_TWICE = Rule(
    "F803",
    _WARNING,
    "content is escaped twice",
    "Subscribers read tags instead of text (W3C: NotHtml, ContainsUndeclaredHTML).",
    "escape the HTML once",
    bad="&amp;lt;p&amp;gt;Words&amp;lt;/p&amp;gt;",
    good="&lt;p&gt;Words&lt;/p&gt;",
)

BY_KIND: dict[str, Rule] = {
    "relative": Rule(
        "F811",
        _ERROR,
        "relative URL in the content",
        "Miniflux ignores xml:base, and other readers resolve it against the wrong page (W3C: "
        "ContainsRelRef).",
        "set site_url, so that URLs become absolute",
        bad='<a href="/issues/7/">',
        good='<a href="https://example.com/issues/7/">',
    ),
    "empty": Rule(
        "F812",
        _WARNING,
        "empty URL in the content",
        "The link opens the feed reader itself.",
        "add the URL, or remove the link",
        bad='<a href="">words</a>',
        good="words",
    ),
    "active": Rule(
        "F813",
        _ERROR,
        "element that readers remove",
        "Readers remove it, some with all its content and without notice (W3C: SecurityRisk).",
        "link to the content instead",
        bad="<iframe src=...>",
        good='<a href="https://example.com/film">The film</a>',
    ),
    "handler": Rule(
        "F814",
        _ERROR,
        "event handler",
        "It is a script: readers remove it and mark the feed as unsafe (W3C: SecurityRiskAttr).",
        "remove the attribute",
        bad='<p onclick="f()">',
        good="<p>",
    ),
    "attribute": Rule(
        "F824",
        _WARNING,
        "unknown HTML attribute",
        "Readers remove it, and the validator reports it as a risk (W3C: SecurityRiskAttr).",
        "remove the attribute",
        bad='<p foo="1">',
        good="<p>",
    ),
    "style": Rule(
        "F815",
        _WARNING,
        "style attribute",
        "Colours and positions conflict with the reader's own styles, especially in dark mode "
        "(W3C: DangerousStyleAttr).",
        "remove the attribute; feed readers apply their own styles",
        bad='<p style="color: black">',
        good="<p>",
    ),
    "dangerous": Rule(
        "F816",
        _ERROR,
        "URL with an unsafe scheme",
        "It can run a script or read the subscriber's files (W3C: SecurityRiskAttr).",
        "use an https URL",
        bad='<a href="javascript:f()">',
        good='<a href="https://example.com/">',
    ),
    "html": Rule(
        "F817",
        _WARNING,
        "invalid HTML",
        "Each reader repairs it differently: paragraphs break, and links extend over the rest "
        "(W3C: NotHtml; HTML standard, section 13.2.2).",
        "close each element, the last one opened first",
        bad="<p><b>words</p>",
        good="<p><b>words</b></p>",
    ),
    "comment": Rule(
        "F818",
        _WARNING,
        "comment in the content",
        "Anyone who looks at the feed can read the editors' notes.",
        "rebuild the feed with `publisher build`, which removes comments",
        bad="<!-- is this true? -->",
        good="",
    ),
    "no alt": Rule(
        "F819",
        _WARNING,
        "image without alternative text",
        "Screen readers read out the file name instead (WCAG 2.2, 1.1.1).",
        "describe the image, or use an empty alt if it is decorative",
        bad='<img src="https://example.com/a.png">',
        good='<img src="https://example.com/a.png" alt="The first bridge">',
    ),
    "unknown": Rule(
        "F820",
        _WARNING,
        "unknown HTML element",
        "It is text with an unescaped `<`: readers remove it (W3C: NotHtml).",
        "put code in backticks",
        bad="Vec<T>",
        good="Vec&lt;T&gt;",
    ),
    "pixel": Rule(
        "F821",
        _WARNING,
        "invisible image",
        "It only reports that the entry was opened; Miniflux removes it.",
        "remove the image",
        bad='<img width="1" height="1" src="https://example.com/open.gif" alt="">',
        good="",
    ),
    "merge tag": Rule(
        "F822",
        _WARNING,
        "merge tag of a mailing service",
        "Merge tags are not replaced in a feed.",
        "remove it from the issue",
        bad='<a href="*|UNSUB|*">',
        good="",
    ),
    "tracking": Rule(
        "F823",
        _WARNING,
        "URL with tracking parameters in the content",
        "They tell third parties what your subscribers read; Miniflux strips them.",
        "keep strip_tracking on, or remove the parameters",
        bad='<a href="https://example.com/?utm_source=letter">',
        good='<a href="https://example.com/">',
    ),
}


def _no_content(sheet: Sheet) -> Iterator[Diagnostic]:
    names = {Form.RSS: ("content:encoded", "description"), Form.ATOM: ("content", "summary")}
    for entry in sheet.entries:
        chosen = names.get(sheet.form or Form.JSON, ("content_html", "content_text"))
        texts = [part for part in entry.all(*chosen) if part.text.strip()]
        if not any(_is_seen(part) for part in texts):
            yield sheet.found(NO_CONTENT, entry, f"{sheet.names[id(entry)]} has no content")


def _is_seen(part: Part) -> bool:
    if part.role is not Role.HTML:
        return True
    markup = markup_of(part.text)
    return markup.has_text or markup.has_image


def _same_anchor(sheet: Sheet) -> Iterator[Diagnostic]:
    owners: dict[str, str] = {}
    for owner, part, markup in sheet.pieces:
        for name in markup.ids:
            if name in owners:
                said = f"{owner}: the id {name!r} is also used in {owners[name]}"
                yield sheet.found(SAME_ANCHOR, part, said)
            owners.setdefault(name, owner)


def _escaped_twice(sheet: Sheet) -> Iterator[Diagnostic]:
    for owner, part, markup in sheet.pieces:
        if part.name == "description" or markup.has_elements or not markup.text_has_tags:
            continue
        if "&lt;p" in part.text or "&lt;/" in part.text:
            yield sheet.found(ESCAPED_TWICE, part, f"{owner}: {part.name} contains escaped tags")


def _of_kind(kind: str) -> Callable[[Sheet], Iterator[Diagnostic]]:
    """The check that reports one kind of fault: once for each entry, with how often."""
    rule = BY_KIND[kind]

    def find(sheet: Sheet) -> Iterator[Diagnostic]:
        for owner, part, markup in sheet.pieces:
            faults = [fault for fault in markup.faults if fault.kind == kind]
            if faults:
                yield _said(sheet, rule, owner, part, faults)

    return find


def _said(sheet: Sheet, rule: Rule, owner: str, part: Part, faults: list[Fault]) -> Diagnostic:
    first = faults[0]
    more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
    finding = sheet.found(rule, part, f"{owner}: {first.text}{more}")
    # JSON writes a line break as \n: there, all of a piece of HTML stands on one line.
    below = first.line - 1 if sheet.form is not Form.JSON else 0
    return replace(finding, position=finding.position.moved_down(below))


CHECKS: tuple[Check[Sheet], ...] = (
    Check(NO_CONTENT, _no_content),
    Check(SAME_ANCHOR, _same_anchor),
    Check(ESCAPED_TWICE, _escaped_twice),
    *(Check(rule, _of_kind(kind)) for kind, rule in BY_KIND.items()),
)
