"""Put the tables and the plot of a run into docs/performance.md."""

from pathlib import Path

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def replaced(page: str, block: str) -> str:
    """Replace what is between the two markers of a page. Raises ValueError without them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the lines {BEGIN} and {END}, in this order")
    return f"{before}{BEGIN}\n\n{block.strip()}\n\n{END}{after}"


def write(page: Path, block: str, plot: Path, drawing: str) -> None:
    """Replace the figures on a page, and the plot that it shows."""
    page.write_text(replaced(page.read_text(encoding="utf-8"), block), encoding="utf-8")
    plot.write_text(drawing, encoding="utf-8")
