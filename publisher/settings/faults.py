"""Turn validation errors of settings into messages with a location and a hint.

The messages never contain the value: it may be a secret.
"""

import re
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from publisher.errors import SettingsError, did_you_mean

_IN_WORDS = {
    "string_type": "must be text in quotes",
    "string_pattern_mismatch": "must be a # and six hexadecimal digits, such as #0b5cad",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "list_type": 'must be a list, such as ["one", "two"]',
    "dict_type": "must be a table of names and values",
    "model_type": "must be a table of names and values",
    "time_parsing": "must be a time of day, such as 09:00",
    "time_type": "must be a time of day, such as 09:00",
}
"""Messages for pydantic's error types, in the words of a settings file."""

_VARIABLE = re.compile(r'field "(\w+)" from source "(\w+)"')
"""Matches pydantic-settings' error about a variable that should be JSON, and its source."""

_SOURCES = {"_DotEnv": ".env", "_Environment": "the environment"}


def refuse_unknown(table: Mapping[str, object], known: type[BaseModel], where: str) -> None:
    """Raise SettingsError for the first unknown name, and suggest the most similar setting."""
    for key, value in table.items():
        field = known.model_fields.get(key)
        if field is None:
            raise _unknown(key, known.model_fields, where)
        inner = _table_of(field)
        if inner is not None and isinstance(value, Mapping):
            for name in value:
                if name not in inner.model_fields:
                    names = [f"{key}.{each}" for each in inner.model_fields]
                    raise _unknown(f"{key}.{name}", names, where)


def refuse_secrets(table: Mapping[str, object], known: type[BaseModel], where: str) -> None:
    """Raise SettingsError for a password in a file that other people see."""
    for key, value in table.items():
        inner = _table_of(known.model_fields[key])
        for name in value if inner is not None and isinstance(value, Mapping) else ():
            if inner is not None and inner.model_fields[name].annotation is SecretStr:
                variable = f"PUBLISHER_{key}__{name}".upper()
                raise SettingsError(
                    f"{key}.{name} is a secret and must not be in {where}",
                    f"move it to .env, as {variable}=..., and change it if the file was shared",
                )


def refuse_blank(
    settings: Mapping[str, object], places: Mapping[str, Mapping[str, object]]
) -> None:
    """Raise SettingsError for an empty text in a list, or an empty name in a table.

    An empty prefix matches every text, and an empty rule every finding.
    """
    for key, value in settings.items():
        if name := _blank_in(key, value):
            raise SettingsError(
                f"{name} in {_place_of(key, places)}: one entry is empty",
                f"take it out; for an empty list, write {name} = []",
            )


def _blank_in(name: str, value: object) -> str:
    """Return the name of the innermost list or table with an empty entry; '' if there is none."""
    if isinstance(value, Mapping):
        if any(isinstance(key, str) and not key.strip() for key in value):
            return name
        return next(filter(None, (_blank_in(f"{name}.{key}", it) for key, it in value.items())), "")
    if isinstance(value, list):
        is_blank = any(isinstance(member, str) and not member.strip() for member in value)
        return name if is_blank else ""
    return ""


def _place_of(key: str, places: Mapping[str, Mapping[str, object]]) -> str:
    return next((place for place, names in places.items() if key in names), "the settings")


def explained(
    error: ValidationError, known: type[BaseModel], places: Mapping[str, Mapping[str, object]]
) -> SettingsError:
    """Describe the first invalid value, with its location: the first of the places that has it."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    reason = _IN_WORDS.get(first["type"], first["msg"].removeprefix("Value error, "))
    if not first["loc"]:  # two settings that conflict
        return SettingsError(reason)
    key, name = str(first["loc"][0]), ".".join(str(piece) for piece in first["loc"])
    where = _place_of(key, places)
    described = _description(first["loc"], known)
    hint = f"{name}: {described}" if described else ""
    return SettingsError(f"{name} in {where}: {reason}", hint)


def unreadable(error: ValueError) -> SettingsError:
    """Describe a variable that should be a table or a list, and is not valid JSON."""
    named = _VARIABLE.search(str(error))
    if named is None:
        return SettingsError(str(error).partition("\n")[0])
    return SettingsError(
        f"{named[1]} in {_SOURCES.get(named[2], named[2])} is not valid JSON",
        'write a table in a variable as {"name": "value"}',
    )


def _unknown(key: str, known: Iterable[str], where: str) -> SettingsError:
    otherwise = "see .env.example for all settings"
    hint = did_you_mean(repr(key), map(repr, known), otherwise, cutoff=0.6)
    return SettingsError(f"unknown setting {key!r} in {where}", hint)


def _table_of(field: FieldInfo) -> type[BaseModel] | None:
    inner = field.annotation
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _description(location: tuple[int | str, ...], known: type[BaseModel]) -> str:
    """Return the description of the innermost setting of a location; '' if it has none."""
    said = ""
    table: type[BaseModel] | None = known
    for piece in location:
        field = table.model_fields.get(str(piece)) if table is not None else None
        if field is None:
            break
        said, table = field.description or "", _table_of(field)
    return said
