"""Write a summary as Markdown tables, or as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.pipeline.summary import BASELINE, LARGE, Medians, Ratio, Summary, over

MISSING = "-"


def markdown(result: Summary, title: str, notes: Sequence[str]) -> str:
    """Return both tables below a line that says what was measured, and the notes after them."""
    base = result.rows.get(BASELINE)
    rows = [_row(row, None if key.startswith(LARGE) else base) for key, row in result.rows.items()]
    ratios = [
        [ratio.what, _value(ratio), f"{ratio.target:g}{ratio.unit}"] for ratio in result.ratios
    ]
    head = ["", "CPU s", "wall s", "MiB", "CPU, of the obvious stack", "wall, of the obvious stack"]
    parts = [title, table(head, rows), table(["ratio", "measured", "target"], ratios)]
    if notes:
        parts.append("\n".join(f"- {note}" for note in notes))
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table with its columns aligned."""
    lines = [head, ["---"] * len(head), *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def as_json(result: Summary, title: str, notes: Sequence[str]) -> str:
    """Return the figures as JSON, ratios that were not measured as null."""
    figures = {
        "title": title,
        "steps": {key: asdict(row) for key, row in result.rows.items()},
        "ratios": [asdict(ratio) for ratio in result.ratios],
        "notes": list(notes),
    }
    return json.dumps(figures, indent=2, ensure_ascii=False) + "\n"


def _row(row: Medians, base: Medians | None) -> list[str]:
    return [
        row.name,
        f"{row.cpu_s:.2f}",
        f"{row.wall_s:.2f}",
        MISSING if row.peak_mib is None else f"{row.peak_mib:.0f}",
        shown(over(row.cpu_s, base.cpu_s if base else None)),
        shown(over(row.wall_s, base.wall_s if base else None)),
    ]


def _value(ratio: Ratio) -> str:
    if ratio.value is None:
        return "not measured"
    return f"{ratio.value:.0f}{ratio.unit}" if ratio.unit else shown(ratio.value)


def shown(ratio: float | None) -> str:
    """Return a ratio with two digits that matter, at least to a tenth of the last target."""
    if ratio is None:
        return MISSING
    return f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}" if ratio < 10 else f"{ratio:.1f}"
