"""Convert answers to JSON and back, to avoid a request at every check. Reads no file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from publisher import dates
from publisher.checks.links.answer import Answer, Question, Reachability

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and its time."""

    answer: Answer
    asked: datetime


@dataclass(frozen=True, slots=True)
class Cache:
    """The known answers, by URL."""

    kept: Mapping[str, Kept]

    @classmethod
    def from_bytes(cls, data: bytes) -> "Cache":
        """Parse the cache of an earlier check; return an empty one for damaged or other bytes.

        An empty cache only costs time.
        """
        try:
            content = json.loads(data)
            if content["format"] != _FORMAT:
                return cls({})
            return cls({url: _kept(facts) for url, facts in content["answers"].items()})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls({})

    def to_bytes(self) -> bytes:
        """Return the cache as JSON, one URL per line."""
        lines = (
            f"{json.dumps(url)}: {json.dumps(_facts(kept), ensure_ascii=False)}"
            for url, kept in sorted(self.kept.items())
        )
        body = ",\n".join(lines)
        return f'{{"format": {_FORMAT}, "answers": {{\n{body}\n}}}}\n'.encode()

    def fresh(
        self, questions: Iterable[Question], now: datetime, most: timedelta
    ) -> dict[str, Answer]:
        """Return the answers to these questions that are not older than ``most``."""
        found = {}
        for question in questions:
            kept = self.kept.get(question.url)
            is_young = kept is not None and timedelta(0) <= now - kept.asked <= most
            if kept is not None and is_young and kept.answer.covers(question):
                found[question.url] = kept.answer
        return found

    def with_answers(
        self, answers: Mapping[str, Answer], now: datetime, most: timedelta
    ) -> "Cache":
        """Return the cache after a check: with new lasting answers, without those too old."""
        young = {url: kept for url, kept in self.kept.items() if now - kept.asked <= most}
        new = {url: Kept(answer, now) for url, answer in answers.items() if answer.is_final}
        return Cache(young | new)


def _facts(kept: Kept) -> dict[str, Any]:
    told = {name: value for name, value in asdict(kept.answer).items() if value}
    return {"asked": dates.rfc3339(kept.asked), **told}


def _kept(facts: dict[str, Any]) -> Kept:
    asked = datetime.fromisoformat(facts["asked"])
    if asked.tzinfo is None:
        raise ValueError("a moment without a zone")
    told = {name: _value(name, value) for name, value in facts.items() if name in _TYPES}
    return Kept(Answer(Reachability(facts["outcome"]), **told), asked)


_TYPES = {field.name: type(field.default) for field in fields(Answer) if field.name != "outcome"}


def _value(name: str, value: object) -> Any:  # noqa: ANN401 - of the type that the field has
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        value = tuple(value)
    if type(value) is not _TYPES[name]:
        raise TypeError(f"{name} is not of its type")
    return value
