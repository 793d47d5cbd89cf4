"""Task lists: items that begin with ``[ ]`` or ``[x]`` (GFM 5.3)."""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from publisher.markup.element_tree import Element

_BOX = re.compile(r"\[([ xX])\](?=\s+\S)")


class TaskLists(Treeprocessor):
    """Adds a checkbox before the text of an item."""

    def run(self, root: Element) -> None:
        """Check the text that each item begins with."""
        for item in root.iter("li"):
            holder = item
            if not (item.text or "").strip() and len(item) and item[0].tag == "p":
                holder = item[0]
            text = holder.text or ""
            box = _BOX.match(text)
            if not box:
                continue
            checkbox = Element("input", {"type": "checkbox", "disabled": "disabled"})
            if box[1] != " ":
                checkbox.set("checked", "checked")
            checkbox.tail = text[box.end() :]
            holder.text = None
            holder.insert(0, checkbox)
            item.set("class", "task-list-item")


class TaskListExtension(Extension):
    """Task lists."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the step, before brackets are read as links."""
        md.treeprocessors.register(TaskLists(md), "task_lists", 25)
