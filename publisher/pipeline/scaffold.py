"""A new newsletter: settings, one issue and ``.env.example``. Overwrites nothing."""

import json
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from pathlib import Path

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from publisher import files
from publisher.settings import FILE_NAME, PREFIX, Settings

_SETTINGS = """\
# The settings of this newsletter. Every one of them: docs/settings.md.
title = "My newsletter"
description = "What it is about, in a sentence"
language = "en"
author_name = ""
author_email = "editor@example.com"
site_url = "https://example.com"
timezone = "UTC"
"""

_ISSUE = """\
---
title: "The first issue"
date: {date}
---

Welcome. What stands before the first heading is the intro.

## News 📰

**A story starts with a bold sentence.** What follows belongs to it, until the next one.

## Links 🔗

- 🌍 [A quick link](https://example.com/) is an item of a list right under a heading.

**Thanks for reading!**
"""

_IGNORED = """\
build/
outbox/
.env
"""


def scaffold(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Write what is not there yet; the paths that were written."""
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
        path = folder / name
        if not path.exists():
            files.write_if_changed(path, text.encode())
            written.append(path)
    return tuple(written)


def env_example() -> str:
    """A commented line for every environment variable there is, with its default."""
    lines = [
        "# Every setting as an environment variable. Copy this file to .env, and take the mark",
        "# off the lines you need. What is set here wins over publisher.toml. Keep .env out of",
        "# version control: passwords belong here and nowhere else.",
    ]
    for name, field in _variables(Settings.model_fields, PREFIX):
        lines += ["", f"# {field.description or name}", f"#{name}={_default(field)}"]
    return "\n".join(lines) + "\n"


def _variables(fields: dict[str, FieldInfo], prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _variables(kind.model_fields, f"{prefix}{name.upper()}__")
        else:
            yield f"{prefix}{name.upper()}", field


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is None or isinstance(value, SecretStr):
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool | list | dict | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
