"""The settings to the pages that describe them: ``docs/settings.md`` and ``.env.example``.

Made of the settings themselves, so that no page can say something else.
"""

import json
from collections.abc import Iterator
from enum import Enum
from typing import get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from publisher.settings import PREFIX, Settings

_OPENING = """\
# Settings

Every setting there is, made by `scripts/reference` from the program itself.

A setting is looked for on the command line, then in the environment (`PUBLISHER_` and its name
in capitals), then in `.env`, then in `publisher.toml`; the first place that has it wins. Names are
flat; a name with a dot is a key of a table: `smtp.host` is `host` under `[smtp]`, and
`PUBLISHER_SMTP__HOST`. An unknown name is an error that says which known one it looks like.

A relative path is relative to the project folder: the one that `--project` names, else the nearest
one upwards with a `publisher.toml`, else the current one. In a variable, a list is written as JSON
or with commas: `PUBLISHER_PREVIOUS_URLS=https://a.example,https://b.example`; a table as JSON:
`PUBLISHER_UTM={"utm_source": "letter"}`.

Passwords and tokens belong in the environment or in `.env`; in `publisher.toml`, which others see,
they are refused. They are printed nowhere.
"""


def settings_page() -> str:
    """The page of every setting: a table for each room."""
    pages = [_OPENING]
    for options in _rooms():
        title = (options.__doc__ or options.__name__).partition("\n")[0].rstrip(".")
        rows = [
            f"| `{name}` | {_shown(field)} | {_sentence(field, name)} |"
            for name, field in _flat(_own_fields(options), ".")
        ]
        if rows:
            head = "| setting | default | meaning |\n| --- | --- | --- |"
            pages.append("\n".join((f"## {title}", "", head, *rows, "")))
    return "\n".join(pages)


def env_example() -> str:
    """A commented line for every environment variable there is, with its default."""
    lines = [
        "# Every setting as an environment variable. Copy this file to .env, and take the mark",
        "# off the lines you need. What is set here wins over publisher.toml. Keep .env out of",
        "# version control: passwords belong here and nowhere else.",
    ]
    for options in _rooms():
        for name, field in _flat(_own_fields(options), "__"):
            variable = f"{PREFIX}{name.upper()}={_default(field)}"
            lines += ["", f"# {_sentence(field, name)}", f"#{variable}"]
    return "\n".join(lines) + "\n"


def _rooms() -> list[type[BaseModel]]:
    """The options of each room, in the order in which Settings names them."""
    return [base for base in Settings.__bases__ if _own_fields(base)]


def _own_fields(options: type[BaseModel]) -> dict[str, FieldInfo]:
    if not options.__module__.startswith("publisher."):
        return {}
    return dict(options.model_fields)


def _flat(
    fields: dict[str, FieldInfo], join: str, prefix: str = ""
) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in fields.items():
        table = _table(field)
        if table is None:
            yield f"{prefix}{name}", field
        else:
            yield from _flat(dict(table.model_fields), join, f"{prefix}{name}{join}")


def _table(field: FieldInfo) -> type[BaseModel] | None:
    for kind in (field.annotation, *get_args(field.annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def _sentence(field: FieldInfo, name: str) -> str:
    return " ".join((field.description or name).split()).replace("|", "\\|")


def _shown(field: FieldInfo) -> str:
    text = _default(field)
    if len(text) > 60:
        text = f"{text[:56]} …"
    return f"`{text}`".replace("|", "\\|") if text else ""


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is None or isinstance(value, SecretStr):
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool | list | dict | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
