"""The text of the parts of one issue, made once: of a story for its entry, and for the whole issue.

Does not know what a part is.
"""

from publisher import dom
from publisher.content.body import leads


class Words:
    """The texts of elements of one tree, whose words no longer change."""

    def __init__(self) -> None:
        self._texts: dict[dom.Element, str] = {}
        self._titles: dict[dom.Element, str] = {}

    def text_of(self, element: dom.Element) -> str:
        """Return the element's text, which is made only once."""
        text = self._texts.get(element)
        if text is None:
            text = self._texts[element] = dom.text_of(element)
        return text

    def title_of(self, element: dom.Element) -> str:
        """Return the element's words on one line, as for a title, which is made only once."""
        title = self._titles.get(element)
        if title is None:
            title = self._titles[element] = dom.title_of(element)
        return title

    def outer_html(self, element: dom.Element) -> str:
        """Return the element's HTML, and keep the text that is made with it."""
        html, self._texts[element] = dom.outer_html_and_text(element)
        return html

    def inner_html(self, element: dom.Element) -> str:
        """Return the HTML inside the element, and keep the text that is made with it."""
        html, self._texts[element] = dom.inner_html_and_text(element)
        return html

    def text_of_all(self, tree: dom.Element) -> str:
        """Return the text of a tree: that of its blocks, if there is nothing between them."""
        if _is_blank(tree.text) and all(
            child.tag in dom.BLOCKS and _is_blank(child.tail) for child in tree
        ):
            return "\n".join(filter(None, map(self._text_of_block, tree)))
        return dom.text_of(tree)

    def _text_of_block(self, block: dom.Element) -> str:
        if block not in self._texts and leads.is_list(block):
            return "\n".join(filter(None, map(self.text_of, block)))
        return self.text_of(block)


def _is_blank(text: str | None) -> bool:
    return not (text or "").strip()
