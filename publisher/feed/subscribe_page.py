"""Write the page that says how to subscribe, and the style sheet that feeds name.

A feed opened in a browser is styled by CSS only: XSLT is switched off in Chrome from
release 158 (November 2026). Neither file loads or runs anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template

from publisher.feed.document import Head
from publisher.phrases import feed_phrases, has_feed_phrases

STYLESHEET = "feed.css"
"""The file name of the style sheet that feeds name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that can be subscribed to: its URL, its media type, and its name and format."""

    url: str
    media_type: str
    title: str
    is_of_stories: bool = False


_PAGE = Template("""\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$subscribe: $title</title>
$alternates
<style>
:root { color-scheme: light dark; }
body {
  max-width: 38rem; margin: 3rem auto; padding: 0 1rem; font: 1.0625rem/1.6 system-ui, sans-serif;
}
h1, h2 { line-height: 1.25; }
h1 a { color: inherit; text-decoration: none; }
h1 a:hover, h1 a:focus-visible { text-decoration: underline; }
h2 { margin-top: 2.5rem; font-size: 1.125rem; }
dt { font-weight: 600; margin-top: 1rem; }
dd {
  margin: .25rem 0 0; padding: .5rem .75rem; border: 1px solid #8888; border-radius: .5rem;
  font: .9375rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere;
}
</style>
</head>
<body>
<main>
<h1><a href="$home_url">$title</a></h1>
$description<h2>$subscribe</h2>
<p>$what_a_feed_is</p>
<p>$how_to</p>
$lists
</main>
</body>
</html>
""")

_STYLESHEET = Template("""\
/* For people who open a feed in a browser. Feed readers never load it. */
rss, feed {
  display: block; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  font: 1rem/1.6 system-ui, sans-serif; color-scheme: light dark;
}
rss::before, feed::before {
  content: "$this_is_a_feed";
  display: block; margin-bottom: 2rem; padding: 1rem; border: 1px solid #8888;
  border-radius: .5rem;
}
channel, item, entry, title, description, subtitle, summary { display: block; }
channel > *, feed > *, item > *, entry > * { display: none; }
channel > title, feed > title { display: block; font: 700 2rem/1.25 system-ui, sans-serif; }
channel > description, feed > subtitle { display: block; margin-bottom: 2rem; }
channel > item, feed > entry {
  display: flex; flex-direction: column; padding: 1.5rem 0; border-top: 1px solid #8888;
}
item > title, entry > title {
  display: block; font-size: 1.25rem; font-weight: 600; line-height: 1.4;
}
item > pubDate, entry > published {
  display: block; order: -1; font: .8125rem/1.6 ui-monospace, monospace; opacity: .75;
  overflow: hidden; white-space: nowrap; /* the day of "Fri, 06 Feb 2026 06:00:00 +0000" */
}
item > pubDate { width: 16ch; }
entry > published { width: 10ch; }
item > description, entry > summary { display: block; margin-top: .25rem; }
""")


def subscribe_page(head: Head, offers: Sequence[Offer]) -> bytes:
    """Return an HTML page that says what a feed is, and lists these in their order."""
    phrases = feed_phrases(head.language)
    whole = [offer for offer in offers if not offer.is_of_stories]
    single = [offer for offer in offers if offer.is_of_stories]
    lists = [_list(phrases.all_issues, whole), _list(phrases.single_stories, single)]
    page = _PAGE.substitute(
        language=escape(head.language if has_feed_phrases(head.language) else "en"),
        title=escape(head.title),
        home_url=escape(head.home_url),
        description=f"<p>{escape(head.description)}</p>\n" if head.description else "",
        subscribe=escape(phrases.subscribe),
        what_a_feed_is=escape(phrases.what_a_feed_is),
        how_to=escape(phrases.how_to),
        alternates="\n".join(map(_alternate, offers)),
        lists="\n".join(filter(None, lists)),
    )
    return page.encode()


def _alternate(offer: Offer) -> str:
    """Return the link that a reader finds when it is given the page's own URL (autodiscovery)."""
    return (
        f'<link rel="alternate" type="{offer.media_type}" '
        f'title="{escape(offer.title)}" href="{escape(offer.url)}">'
    )


def _list(heading: str, offers: Sequence[Offer]) -> str:
    if not offers:
        return ""
    items = "\n".join(
        f'<dt>{escape(offer.title)}</dt>\n<dd><a href="{escape(offer.url)}">{escape(offer.url)}'
        "</a></dd>"
        for offer in offers
    )
    return f"<h2>{escape(heading)}</h2>\n<dl>\n{items}\n</dl>"


def stylesheet(head: Head) -> bytes:
    """Return the style sheet that feeds name in their first lines."""
    sentence = feed_phrases(head.language).this_is_a_feed
    quoted = sentence.replace("\\", "\\\\").replace('"', '\\"')
    return _STYLESHEET.substitute(this_is_a_feed=quoted).encode()
