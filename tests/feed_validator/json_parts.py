"""A JSON Feed's bytes to parts. Knows no rule."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from publisher.diagnostics import Position
from tests.feed_validator.grammar import field_of
from tests.feed_validator.parts import EMPTY, Form, Part, Role


@dataclass(frozen=True, slots=True)
class JsonRead:
    """A JSON document, read. ``root`` is empty where ``fault`` says why."""

    root: Part = EMPTY
    fault: str = ""
    fault_position: Position = Position()
    strangers: tuple[str, ...] = ()
    """Keys that hold another kind of value than JSON Feed says, each in a sentence."""


def read_json(data: bytes) -> JsonRead:
    """The document's parts; never raises."""
    try:
        text = data.decode("utf-8")
        value = json.loads(text)
    except UnicodeDecodeError as error:
        return JsonRead(fault=f"byte {error.start} is not valid UTF-8")
    except json.JSONDecodeError as error:
        return JsonRead(fault=error.msg, fault_position=Position(error.lineno, error.colno))
    except ValueError:
        return JsonRead(fault="a number is too long")
    except RecursionError:
        return JsonRead(fault="the document is nested too deeply")
    if not isinstance(value, dict):
        return JsonRead(fault="a JSON Feed must be an object")
    strangers: list[str] = []
    root = _object("feed", value, Role.PARTS, _Places(text), strangers)
    return JsonRead(root=root, strangers=tuple(strangers))


class _Places:
    """Lines of the document: JSON's parser keeps none, so items are looked for by their ids."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._from = 0

    def of(self, value: dict[str, Any]) -> Position:
        needle = json.dumps(value.get("id", ""), ensure_ascii=False)
        found = self._text.find(needle, self._from)
        if found < 0 or "id" not in value:
            return Position()
        self._from = found
        return Position(self._text.count("\n", 0, found) + 1)


def _object(
    name: str, value: dict[str, Any], role: Role, places: _Places, strangers: list[str]
) -> Part:
    position = places.of(value) if name == "items" else Position()
    children = [
        part
        for key, held in value.items()
        for part in _parts(name, key, held, position, places, strangers)
    ]
    return Part(name, role=role, position=position, children=tuple(children))


def _parts(
    container: str,
    key: str,
    value: object,
    position: Position,
    places: _Places,
    strangers: list[str],
) -> Iterable[Part]:
    field = field_of(Form.JSON, container, key)
    if field is None:
        yield Part(key, position=position)
        return
    is_list = isinstance(value, list)
    if is_list != (field.may_repeat and field.role is not Role.LINK):
        strangers.append(f"{key} of {container} is {'a' if is_list else 'not a'} list")
    values: list[object] = list(value) if isinstance(value, list) else [value]
    if not values:
        yield Part(key, role=Role.OTHER, position=position)
    for one in values:
        if field.role is Role.PARTS:
            if isinstance(one, dict):
                yield _object(key, one, field.role, places, strangers)
            else:
                strangers.append(f"{key} of {container} is not an object")
        elif field.role in {Role.COUNT, Role.OTHER}:
            yield Part(key, str(one), field.role, position)
        elif isinstance(one, str):
            yield Part(key, one, field.role, position)
        else:
            strangers.append(f"{key} of {container} is {json.dumps(one)[:20]}, not a string")
