"""Find runs of ``*``, ``_`` and ``~~`` in the text, which the rules of emphasis pair later."""

import re

from markdown import Markdown
from markdown.extensions import Extension

from publisher.markup.inline.emphasis import Run
from publisher.markup.inline.walk import Walk, inline_walk

_RUN = re.compile(r"\*+|_+|~+")


class DelimiterMark:
    """A run of delimiters."""

    chars = "*_~"

    def read(self, walk: Walk, at: int) -> int:
        """Record the run; one ``~`` is a range or a home folder, three are not strikethrough."""
        found = _RUN.match(walk.text, at)
        end = found.end() if found else at
        if walk.text[at] == "~" and end - at != 2:
            return end
        run = Run(walk.text, at, end)
        walk.add(run, at, end)
        walk.runs.append(run)
        return end


class EmphasisExtension(Extension):
    """Emphasis, strong emphasis, strikethrough."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the mark."""
        inline_walk(md).marks.register(DelimiterMark(), "delimiters", 60)
