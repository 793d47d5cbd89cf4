"""Convert answers to JSON and back, to avoid a request at every check. Reads no file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from publisher.checks.links.answer import Answer, Question


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer and its time."""

    answer: Answer
    asked: AwareDatetime


_ANSWERS = TypeAdapter(dict[str, Kept])


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
            return cls(_ANSWERS.validate_json(data, strict=True))
        except ValidationError:
            return cls({})

    def to_bytes(self) -> bytes:
        """Return the cache as JSON, sorted by URL."""
        return _ANSWERS.dump_json(dict(sorted(self.kept.items())), indent=1, exclude_defaults=True)

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
