"""Attribute lists: ``{: .class }`` and ``{#id}``, set by Python-Markdown's own extension.

Only what cannot be meant as text: a list begins with a colon, a dot or a hash, so that the words
in ``# Structs {and enums}`` stay.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor

from publisher.content.syntax.tree import Element

_LIST = r"\{(?::[ ]*|(?=[#.][a-zA-Z_]))([^\}\n ][^\n{}]*)[ ]*\}"


class AttributeLists(AttrListTreeprocessor):
    """Python-Markdown's reader of attribute lists, for lists beyond doubt."""

    BASE_RE = _LIST
    HEADER_RE = re.compile(rf"[ ]{_LIST}[ ]*$")
    BLOCK_RE = re.compile(rf"\n{_LIST}[ ]*$")
    INLINE_RE = re.compile(rf"^{_LIST}")

    def run(self, doc: Element) -> None:
        """Look only where there may be one."""
        if any("{" in (element.text or "") or "{" in (element.tail or "") for element in doc.iter()):
            super().run(doc)


class AttributeExtension(Extension):
    """Attribute lists."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the step, after the inline elements are there."""
        md.treeprocessors.register(AttributeLists(md), "attr_list", 8)
