"""Attribute lists: ``{: .class }`` and ``{#id}``, applied by Python-Markdown's own extension.

Only text that is clearly a list: it begins with a colon, a dot or a hash, so that the words in
``# Structs {and enums}`` stay.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor

from publisher.markup.element_tree import Element

_LIST = r"\{(?::[ ]*+|(?=[#.][a-zA-Z_]))([^\}\n ][^\n{}]*+)\}"


class AttributeLists(AttrListTreeprocessor):
    """Python-Markdown's reader of attribute lists, for unambiguous lists only."""

    # Python-Markdown reads these from the class; the stubs call them final, its code does not.
    BASE_RE = _LIST  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]

    def run(self, doc: Element) -> None:
        """Search for lists only if the document contains a brace."""
        if "{" in "".join(doc.itertext()):
            super().run(doc)


class AttributeExtension(Extension):
    """Attribute lists."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the step, after the inline elements have been made."""
        md.treeprocessors.register(AttributeLists(md), "attr_list", 8)
