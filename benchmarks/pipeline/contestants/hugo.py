"""Hugo: pages and a full-content RSS feed of the archive, with layouts of a few lines."""

import re
import shutil
import subprocess

from benchmarks.pipeline.contestants.contestant import Absent, Contestant, Course, Editing, Step

FILES = {
    "config.toml": """baseURL = "https://example.com/"
title = "The Example Letter"
disableKinds = ["taxonomy", "term", "section"]
[markup.goldmark.renderer]
unsafe = true
""",
    "layouts/_default/single.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>
""",
    "layouts/_default/list.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }}</title></head><body><ul>{{ range .Site.RegularPages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>
""",
    "layouts/_default/rss.xml": """<rss version="2.0"><channel><title>{{ .Site.Title }}</title>
<link>{{ .Permalink }}</link><description>Issues</description>{{ range .Site.RegularPages }}
<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>
<description>{{ .Content | html }}</description></item>{{ end }}</channel></rss>
""",
}


def hugo(course: Course) -> Contestant | Absent:
    """Return the builds: cold, with nothing changed, and with one issue edited."""
    program = shutil.which("hugo")
    if program is None:
        return Absent("Hugo", "it is not installed (Debian has a package of this name)")
    shown = subprocess.run(
        [program, "version"], capture_output=True, text=True, check=False, timeout=60
    ).stdout
    version = next(iter(re.findall(r"v(\d+\.\d+\.\d+)", shown)), "")
    place, newest = course.project("hugo", "content")
    for name, text in FILES.items():
        path = place.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    editing = Editing.of(newest)

    def start(_turn: int) -> None:
        editing.restore()
        for made in ("public", "resources", "cache"):
            shutil.rmtree(place.folder / made, ignore_errors=True)

    command = (program, "--quiet", "--cacheDir", str(place.folder / "cache"))
    return Contestant(
        place,
        (
            Step("hugo.cold", f"Hugo {version}, cold", command, start),
            Step("hugo.unchanged", f"Hugo {version}, nothing changed", command),
            Step("hugo.edited", f"Hugo {version}, one issue edited", command, editing.edit),
        ),
    )
