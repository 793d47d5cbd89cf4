"""Write ``.env.example``, which describes all settings as environment variables."""

import json
from collections.abc import Iterator
from enum import Enum
from typing import get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from publisher.settings import PREFIX, Settings

_HEAD = """\
# All settings as environment variables. Copy this file to .env, and uncomment
# the lines that you need. Values here override publisher.toml. Keep .env out of
# version control: it is the only file for passwords.
"""


def env_example() -> str:
    """Return a commented line for every environment variable, with its default."""
    settings = (setting for options in option_groups() for setting in flat_settings(options, "__"))
    entries = (
        f"\n# {meaning(name, field)}\n#{PREFIX}{name.upper()}={default_of(field)}\n"
        for name, field in settings
    )
    return "".join((_HEAD, *entries))


def option_groups() -> list[type[BaseModel]]:
    """Return the options of each package, in the order of Settings."""
    return [
        base
        for base in Settings.__bases__
        if issubclass(base, BaseModel) and base.__module__.startswith("publisher.")
    ]


def flat_settings(
    options: type[BaseModel], separator: str, prefix: str = ""
) -> Iterator[tuple[str, FieldInfo]]:
    """Yield each setting; the name of one in a table has the table's name before it."""
    for name, field in options.model_fields.items():
        kinds = (field.annotation, *get_args(field.annotation))
        tables = [it for it in kinds if isinstance(it, type) and issubclass(it, BaseModel)]
        if tables:
            yield from flat_settings(tables[0], separator, f"{prefix}{name}{separator}")
        else:
            yield f"{prefix}{name}", field


def meaning(name: str, field: FieldInfo) -> str:
    """Return the description of a setting, for a table of Markdown."""
    return " ".join((field.description or name).split()).replace("|", "\\|")


def default_of(field: FieldInfo) -> str:
    """Return the default of a setting, as written in a variable; '' for none."""
    value = field.get_default(call_default_factory=True)
    if value is None or isinstance(value, SecretStr):
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool | list | dict | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
