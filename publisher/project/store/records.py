"""Write frozen values as JSON and read them back, checked against their types."""

from collections.abc import Callable
from functools import cache
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

Value = TypeVar("Value")


class Records(Generic[Value]):
    """The values of one type as bytes. The type's fields are plain values, dates or dataclasses."""

    def __init__(self, of: type[Value]) -> None:
        self._adapter: Callable[[], TypeAdapter[Value]] = cache(lambda: TypeAdapter(of))

    def encode(self, value: Value) -> bytes | None:
        """Return the value as bytes; None for one with text that is not Unicode."""
        try:
            # A read-only mapping is written as the mapping that it shows.
            return self._adapter().dump_json(value, fallback=dict, warnings=False)
        except (PydanticSerializationError, UnicodeError, ValueError):
            return None

    def decode(self, data: bytes | None) -> Value | None:
        """Return the value that was encoded; None for bytes that no value encodes to."""
        if data is None:
            return None
        try:
            return self._adapter().validate_json(data)
        except ValidationError:
            return None
