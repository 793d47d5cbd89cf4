"""How large emails are, against the plain HTML of their issues and against the obvious stack.

    python -m benchmarks.email_size [FOLDER OF CORPORA]

The obvious stack is what a script writes by hand: Markdown with ``extra``, a small stylesheet,
premailer. Prints a line for each archive and theme; fails where an email is clipped by Gmail or
an archive's emails are more than 2.2 times their plain HTML.
"""

import sys
from pathlib import Path
from statistics import median

import markdown
import premailer

from benchmarks import corpora
from publisher.mail.render.clipping import CLIP_BYTES
from publisher.mail.render.issue_email import render
from publisher.themes.theme_loader import shipped_themes

AT_MOST = 2.2
SMALL_STYLESHEET = """
body { margin: 0; background: #f4f4f4; }
.page { max-width: 600px; margin: 0 auto; padding: 24px; background: #ffffff; color: #222222;
  font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 1.5; }
h1 { font-size: 28px; margin: 0 0 16px; }
h2 { font-size: 22px; margin: 32px 0 12px; }
h3 { font-size: 18px; margin: 24px 0 8px; }
p, ul, ol { margin: 0 0 16px; }
li { margin: 0 0 8px; }
a { color: #0b5cad; }
img { max-width: 100%; height: auto; }
blockquote { margin: 0 0 16px; padding-left: 16px; border-left: 4px solid #dddddd; }
pre { padding: 12px; background: #f4f4f4; }
@media (max-width: 600px) { .page { padding: 12px; } }
"""


def obvious(text: str) -> int:
    """Octets of the email that the obvious stack makes of an issue's Markdown."""
    body = markdown.markdown(text, extensions=["extra"])
    page = (
        f"<html><head><style>{SMALL_STYLESHEET}</style></head>"
        f'<body><div class="page">{body}</div></body></html>'
    )
    maker = premailer.Premailer(page, cssutils_logging_level=50, disable_validation=True)
    return len(maker.transform().encode())


def line(name: str, sizes: list[int], plain: list[int]) -> tuple[str, bool]:
    """A line of the table, and whether both promises are kept."""
    ratio = sum(sizes) / sum(plain)
    ratios = [size / least for size, least in zip(sizes, plain, strict=True)]
    clipped = sum(size > CLIP_BYTES for size in sizes)
    shown = (
        f"{name:34}{len(sizes):8}{sum(plain) / len(plain):10,.0f}{sum(sizes) / len(sizes):10,.0f}"
        f"{max(sizes):10,}{ratio:8.2f}x"
        f"{median(ratios):8.2f}x{max(ratios):8.2f}x{clipped:9}"
    )
    return shown, ratio <= AT_MOST and not clipped


def main() -> int:
    """Measure and print; 1 where a promise is broken."""
    beside = Path(sys.argv[1]) if len(sys.argv) > 1 else corpora.BESIDE
    print(f"{'':34}  issues     plain     email   largest    ratio   median    worst  clipped")
    kept = True
    for folder in corpora.folders(beside):
        for theme in shipped_themes():
            corpus = corpora.read(folder, theme)
            desk, options = corpus.desk, corpus.desk.project.settings
            plain = [len(issue.html.encode()) for issue in corpus.issues]
            sizes = [
                render(issue, desk.shelf.newsletter, options, desk.theme).html_bytes
                for issue in corpus.issues
            ]
            shown, good = line(f"{corpus.name}, {theme}", sizes, plain)
            kept = kept and good
            print(shown)
        shown, _ = line(f"{folder.name}, obvious", [obvious(it) for it in corpus.sources], plain)
        print(shown)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
