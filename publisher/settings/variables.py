"""Parse the text of an environment variable: lists and tables are JSON."""

import json
from collections.abc import Mapping
from typing import get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from publisher.errors import SettingsError
from publisher.settings.faults import table_of


def parse_variable(
    values: Mapping[str, object], known: type[BaseModel], where: str
) -> dict[str, object]:
    """Return the values of variables with lists and tables parsed.

    A list can also be words separated by commas. Raises SettingsError for a table that is not
    valid JSON.
    """
    fields = known.model_fields
    return {name: _parsed(name, value, fields.get(name), where) for name, value in values.items()}


def _parsed(name: str, value: object, field: FieldInfo | None, where: str) -> object:
    table = table_of(field) if field is not None else None
    if isinstance(value, Mapping):
        return value if table is None else parse_variable(value, table, where)
    kind = get_origin(field.annotation) if field is not None else None
    if table is None and kind not in {list, dict}:
        return value
    try:
        return json.loads(str(value))
    except (ValueError, RecursionError):
        if kind is list:
            return [piece.strip() for piece in str(value).split(",") if piece.strip()]
        raise SettingsError(
            f"{name} in {where} is not valid JSON",
            'write a table in a variable as {"name": "value"}',
        ) from None
