"""How long it takes to inline a theme into an issue, against premailer used plainly and css-inline.

    python -m benchmarks.inlining [FOLDER OF CORPORA]

All get the same HTML and the same rules, and give HTML; in turn, in one run, the best of several,
in time of the processor.
Plain premailer is what a script writes: one object an issue, from text, style tags kept. Prints
milliseconds for the median and the longest issue of the archives, and their ratios.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import css_inline
import premailer

from benchmarks import corpora
from publisher.dom import document, document_html
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.email_tree import Letter
from publisher.mail.render.steps.inline_css import inline_css
from publisher.mail.render.steps.kept_css import keep_css
from publisher.model import Issue
from publisher.themes.applied_style import Look, look_of
from publisher.themes.stylesheet import written

ROUNDS = 15


def page(issue: Issue, css: str = "") -> str:
    """An issue as a document, with the rules where the others look for them."""
    style = f"<style>{css}</style>" if css else ""
    return (
        f"<!DOCTYPE html><html><head><title>x</title>{style}</head>"
        f'<body><div class="page"><div class="sheet">{issue.html}</div></div></body></html>'
    )


def contestants(issue: Issue, look: Look) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    options = MailOptions()
    bare = page(issue)
    full = page(issue, f"{look.stylesheet.inline}\n{written(look.stylesheet.kept)}")

    def ours() -> str:
        letter = Letter(document(bare), issue, look, options)
        inline_css(letter)
        keep_css(letter)
        return document_html(letter.tree)

    def plain() -> object:
        return premailer.Premailer(
            full, keep_style_tags=True, cssutils_logging_level=50, disable_validation=True
        ).transform()

    inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
    return {
        "publisher, text to text": ours,
        "publisher, the step alone": _step_alone(bare, issue, look, options),
        "premailer, used plainly": plain,
        "css-inline": lambda: inliner.inline(full),
    }


def _step_alone(bare: str, issue: Issue, look: Look, options: MailOptions) -> Callable[[], float]:
    """Inlining into a tree that is there anyway; tells its own time."""

    def measured() -> float:
        letter = Letter(document(bare), issue, look, options)
        started = time.process_time()
        inline_css(letter)
        return time.process_time() - started

    return measured


def best(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds of each one's fastest round; they take turns, so that a busy hour hits all."""
    fastest = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for who, run in runs.items():
            started = time.process_time()
            told = run()
            took = told if isinstance(told, float) else time.process_time() - started
            fastest[who] = min(fastest[who], 1000 * took)
    return fastest


def main() -> None:
    """Print the table."""
    beside = Path(sys.argv[1]) if len(sys.argv) > 1 else corpora.BESIDE
    read = [corpora.read(folder) for folder in corpora.folders(beside)]
    issues = sorted((it for corpus in read for it in corpus.issues), key=lambda it: len(it.html))
    options = read[0].desk.project.settings
    look = look_of(read[0].desk.theme.css, options.accent_color, "en")
    for name, issue in (("median", issues[len(issues) // 2]), ("longest", issues[-1])):
        print(f"{name} issue, {len(issue.html.encode()):,} bytes of HTML")
        results = best(contestants(issue, look))
        base = results["premailer, used plainly"]
        for who, milliseconds in results.items():
            print(
                f"  {who:28}{milliseconds:9.2f} ms{milliseconds / base:8.2f} of plain premailer"
                f"{milliseconds / results['css-inline']:8.1f} of css-inline"
            )


if __name__ == "__main__":
    main()
