"""How far our HTML is from CommonMark's: the same issues through markdown-it-py, side by side.

    python benchmarks/compare_commonmark.py FOLDER ... [--show N]

For each folder of Markdown files: the share of issues whose structure differs (the tree of blocks,
the words in them, links and images with their addresses; white space and ids aside), how many of
these do not when markdown-it-py, too, keeps ``Vec<T>`` as text, the share in which only emphasis
differs, and what differs. docs/markdown.md says why the rest stays.
"""

import argparse
import difflib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from linkify_it import LinkifyIt  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, fragment_fromstring
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from publisher.markup.html_names import TAG, is_element
from publisher.markup.render import to_html

EMPHASIS = frozenset({"em", "strong", "del", "s", "b", "i"})
_SAME = {"s": "del", "/s": "/del"}
UNSEEN = frozenset({"span", "code", "input", "thead", "tbody"})
"""Elements that are no structure of their own: their words are compared."""

_CJK = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’"
_CJK_GAP = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+")
_PELICAN_HEADER = re.compile(r"(?:[A-Za-z_]+:.*\n)+\n")
_YAML_HEADER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


def commonmark() -> MarkdownIt:
    """CommonMark with what GitHub adds: tables, strikethrough, bare addresses, footnotes, tasks."""
    renderer = MarkdownIt("gfm-like", {"linkify": True, "html": True, "maxNesting": 100})
    assert isinstance(renderer.linkify, LinkifyIt)
    # It finds no mail address beside a full-width character, so these are left out on both sides.
    renderer.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    renderer.linkify.add("www.", {"validate": _www, "normalize": _with_scheme})
    return renderer.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)


def commonmark_with_text_in_angles() -> MarkdownIt:
    """The same, but only names of HTML are tags."""
    renderer = commonmark()

    def inline_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - its signature
        tag = TAG.match(state.src, state.pos)
        return not (tag and not is_element(tag)) and html_inline(state, silent)

    def block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        tag = TAG.match(state.src, state.bMarks[start] + state.tShift[start])
        return not (tag and not is_element(tag)) and html_block(state, start, end, silent)

    renderer.inline.ruler.at("html_inline", inline_rule)
    renderer.block.ruler.at(
        "html_block", block_rule, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    return renderer


def _www(_: LinkifyIt, text: str, pos: int) -> int:
    found = re.match(r"[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<]*)?", text[pos:])
    return len(found[0].rstrip("?!.,:;*_~'\"")) if found else 0


def _with_scheme(_: LinkifyIt, match: object) -> None:
    match.url = f"http://{match.url}"  # type: ignore[attr-defined]


def structure(html: str, *, emphasis: bool = False) -> list[str]:
    """The fragment as a list of tags, words and addresses, one a line."""
    root = fragment_fromstring(html, create_parent="div", parser=HTMLParser(huge_tree=True))
    lines: list[str] = []
    text: list[str] = []

    def flush() -> None:
        words = " ".join("".join(text).split())
        text.clear()
        words = _CJK_GAP.sub("", words)
        if not emphasis:
            words = re.sub(r"[*_~]", "", words)
        lines.extend(words.split())

    for kind, value in _events(root):
        if kind == "text":
            text.append(value)
        elif value not in UNSEEN and (emphasis or value.strip("/") not in EMPHASIS):
            flush()
            lines.append(f"<{_SAME.get(value, value)}>")
    flush()
    return lines


def _events(element: HtmlElement) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str):
        yield "text", element.tail or ""
        return
    classes = element.get("class") or ""
    noted = "footnote" in classes or element.tag == "sup"  # numbered in two ways
    if not noted:
        target = element.get("href") or element.get("src") or ""
        bare_mail = target == f"mailto:{element.text}"
        if not bare_mail:
            yield "tag", f"{element.tag} {_plain(target)}".rstrip()
        yield "text", (element.get("alt") or "") + (element.text or "")
        for child in element:
            yield from _events(child)
        if not bare_mail:
            yield "tag", f"/{element.tag}"
    yield "text", element.tail or ""


def _plain(url: str) -> str:
    """An address as a reader sees it: no percent signs, no punycode."""
    decoded = unquote(url)
    return _PUNYCODE.sub(lambda found: found[0].encode().decode("idna"), decoded)


def body(path: Path) -> str:
    """The Markdown of an issue, without its front matter."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    for header in (_YAML_HEADER, _PELICAN_HEADER):
        found = header.match(text)
        if found:
            return text[found.end() :]
    return text


def compare(folder: Path, show: int) -> None:
    """Print what differs in a folder."""
    renderer = commonmark()
    with_text = commonmark_with_text_in_angles()
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".markdown"})
    structural: list[Path] = []
    angles = 0
    emphatic: list[Path] = []
    ours = theirs = 0.0
    for path in paths:
        text = body(path)
        begin = time.perf_counter()
        our_html = to_html(text)
        middle = time.perf_counter()
        their_html = renderer.render(text)
        ours += middle - begin
        theirs += time.perf_counter() - middle
        for emphasis, found in ((False, structural), (True, emphatic)):
            left = structure(their_html, emphasis=emphasis)
            right = structure(our_html, emphasis=emphasis)
            if left != right:
                found.append(path)
                angles += right == structure(with_text.render(text), emphasis=emphasis)
                _print_difference(path, left, right, show)
                break
    count = len(paths) or 1
    print(
        f"{folder.name}: {len(paths)} issues; structure differs in {_share(structural, count)},"
        f" only emphasis in {_share(emphatic, count)}; {angles} of these by text in angle brackets"
        f" alone; {ours / count * 1000:.1f} ms an issue, markdown-it-py {theirs / count * 1000:.1f}"
    )


def _share(found: list[Path], count: int) -> str:
    return f"{len(found)} ({len(found) / count:.1%})"


def _print_difference(path: Path, left: list[str], right: list[str], show: int) -> None:
    if not show:
        return
    print(f"\n{path.name}")
    lines = difflib.unified_diff(left, right, "CommonMark", "ours", lineterm="", n=4)
    for number, line in enumerate(lines):
        if number >= show:
            print("  ...")
            break
        print(f"  {line}")


def main() -> None:
    """Compare the folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--show", type=int, default=40, help="lines of a difference (default: 40)")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        compare(folder, arguments.show)


if __name__ == "__main__":
    main()
