"""How long the feeds of a long archive take, and how much memory, against plain feedgen.

    python benchmarks/feeds.py [ISSUES]        (default 2,000; 10,000 takes a few minutes)

Plain feedgen is what a script writes by hand: one Atom document of all issues, their HTML
as it is. Ours cleans the HTML, and writes RSS, Atom and JSON, with archives. Each contestant
runs in a process of its own, so that its peak of memory is its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

PARAGRAPH = (
    '<p>Some words with a <a href="https://example.org/page?a=1&amp;b=2">link</a>, some '
    "<strong>bold</strong> and <em>italic</em> ones, and <code>code</code> among them, so that "
    "an issue looks like one.</p>\n"
)
HTML = PARAGRAPH * 68  # 15 KB
START = datetime(1990, 1, 1, tzinfo=UTC)


def plain_feedgen(count: int) -> int:
    """One Atom document of everything."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id("https://example.com/")
    feed.title("Letter")
    feed.link(href="https://example.com/", rel="alternate")
    for number in range(count):
        entry = feed.add_entry(order="append")
        entry.id(f"tag:example.com,2024:{number}")
        entry.title(f"Issue {number}")
        entry.link(href=f"https://example.com/{number}/")
        entry.updated(START + timedelta(days=number))
        entry.content(HTML, type="html")
    return len(feed.atom_str())


def ours(count: int, formats: tuple[str, ...] = ("rss", "atom", "json")) -> int:
    """All documents of all formats, made and dropped one by one, as a build does."""
    from publisher.feed import publication
    from publisher.feed.feed_options import FeedOptions
    from publisher.identity.ledger import Ledger
    from publisher.model import Archive, Issue, Newsletter, Source

    issues = [
        Issue(
            title=f"Issue {number}",
            slug=f"{number}",
            permalink=f"https://example.com/{number}/",
            source=Source(f"{number}.md"),
            date=START + timedelta(days=number),
            intro_html=HTML,
            text="Some words. " * 600,
            excerpt="Some words.",
        )
        for number in range(count)
    ]
    archive = Archive(Newsletter("Letter", "https://example.com/"), tuple(issues))
    options = FeedOptions(feed_formats=list(formats))
    return sum(
        len(file.data) for file in publication.build(archive, issues, options, Ledger()).documents
    )


CONTESTANTS: dict[str, Callable[[int], int]] = {
    "plain feedgen, Atom": plain_feedgen,
    "publisher, Atom": lambda count: ours(count, ("atom",)),
    "publisher, all three": ours,
}


def measure(name: str, count: int) -> dict[str, float]:
    """Run one contestant in a fresh process."""
    ran = subprocess.run(
        [sys.executable, __file__, "--one", name, str(count)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(ran.stdout))


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--one"]:
        start = time.perf_counter()
        size = CONTESTANTS[sys.argv[2]](int(sys.argv[3]))
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "mib": peak, "mb": size / 1e6}))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    results = {name: measure(name, count) for name in CONTESTANTS}
    base = results["plain feedgen, Atom"]
    print(f"{count:,} issues of {len(HTML):,} bytes")
    columns = ("seconds", "ms/issue", "MB out", "peak MiB", "time", "memory")
    print(" " * 24 + "".join(f"{column:>10}" for column in columns))
    for name, result in results.items():
        print(
            f"{name:24}{result['seconds']:10.2f}{result['seconds'] / count * 1000:10.2f}"
            f"{result['mb']:10.1f}{result['mib']:10.0f}{result['seconds'] / base['seconds']:9.1f}x"
            f"{result['mib'] / base['mib']:9.2f}x"
        )


if __name__ == "__main__":
    main()
