"""The obvious stack: what a script of an afternoon does. The baseline of every ratio.

    python benchmarks/pipeline/obvious_stack.py FOLDER

One process, one issue after the other: Python-Markdown, a Jinja2 page, premailer, a text part
cut out with a regular expression, and feedgen for RSS and Atom. Writes nothing to the disk.
"""

import logging
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import jinja2
import markdown
import premailer
from feedgen.feed import FeedGenerator

CSS = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
PAGE = jinja2.Template(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><style>{{css}}</style></head><body>'
    '<table class="container"><tr><td class="content">{{body}}</td></tr><tr><td class="footer">'
    '<a href="https://example.com/u">Unsubscribe</a></td></tr></table></body></html>'
)
UPDATED = datetime(2020, 1, 1, tzinfo=UTC)


def publish(folder: Path) -> None:
    """Make an email and a text of each issue, and both feeds."""
    feed = FeedGenerator()
    feed.id("https://example.com/")
    feed.title("N")
    feed.link(href="https://example.com/")
    feed.description("d")
    for number, path in enumerate(sorted(folder.glob("*.m*"))):
        source = path.read_text(encoding="utf-8", errors="replace")
        head = re.match(r"---\n(.*?)\n---\n", source, re.DOTALL)
        body = source[head.end() :] if head else source
        html = markdown.markdown(body, extensions=["extra", "sane_lists"])
        premailer.transform(
            PAGE.render(css=CSS, body=html), cssutils_logging_level=logging.CRITICAL
        )
        re.sub("<[^>]+>", "", html)
        entry = feed.add_entry()
        entry.id(f"https://example.com/{number}")
        entry.title(path.name)
        entry.link(href=f"https://example.com/{number}")
        entry.updated(UPDATED)
        entry.content("".join(c for c in html if c >= " " or c in "\n\t"), type="html")
    feed.atom_str()
    feed.rss_str()


if __name__ == "__main__":
    publish(Path(sys.argv[1]))
