"""Create a newsletter: settings, one issue and ``.env.example``. Overwrites nothing."""

from datetime import datetime
from pathlib import Path

from publisher import files
from publisher.project.env_example import env_example
from publisher.settings import FILE_NAME

_SETTINGS = """\
# The settings of this newsletter. See .env.example for all settings and their defaults;
# in this file, write them in lower case. Do not put passwords here.
title = ""              # name of the newsletter
description = ""        # what it is about, in a sentence
language = "en"
author_name = ""
author_email = ""       # address in From; a test send to an SMTP server needs it
site_url = ""           # absolute URL of its website; ids of entries are made from it
timezone = "UTC"
"""

_ISSUE = """\
---
title: "The first issue"
date: {date}
---

Welcome. The text before the first heading is the intro.

## News 📰

**A story starts with a bold sentence.** The text up to the next bold sentence belongs to it.

## Links 🔗

- 🌍 [A quick link](https://example.com/) is a list item directly under a heading.

**Thanks for reading!**
"""

_IGNORED = """\
build/
outbox/
.env
"""


def scaffold(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Write the missing files; return their paths.

    Raises OutputError if a folder is a link, as is possible in a cloned repository.
    """
    wanted = {
        FILE_NAME: _SETTINGS,
        "issues/001-the-first-issue.md": _ISSUE.format(date=f"{now:%Y-%m-%d}"),
        ".env.example": env_example(),
        ".gitignore": _IGNORED,
    }
    if any((folder / "issues").glob("*.m*")):
        del wanted["issues/001-the-first-issue.md"]
    written = []
    for name, text in wanted.items():
        path = files.output_path(folder, Path(name))
        if not path.exists():
            files.write_if_changed(path, text.encode())
            written.append(path)
    return tuple(written)
