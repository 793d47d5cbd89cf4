"""Draw the ratios to the obvious stack as an SVG file, readable on light and dark pages."""

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape

from benchmarks.pipeline.summary import BASELINE, LARGE, Summary

LABEL_WIDTH, AXIS_WIDTH, ROW, TOP = 300, 420, 26, 56
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.back { fill: #ffffff; } .grid { stroke: #d1d9e0; } .base { stroke: #59636e; }
.range { stroke: #8c959f; stroke-width: 2; }
.cpu { fill: #0969da; } .wall { fill: #ffffff; stroke: #bc4c00; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; } .back { fill: #0d1117; } .grid { stroke: #3d444d; }
  .base { stroke: #9198a1; } .range { stroke: #656c76; }
  .cpu { fill: #4493f8; } .wall { fill: #0d1117; stroke: #f0883e; }
}
"""


def svg(result: Summary, title: str) -> str:
    """Return a dot plot: CPU and wall time of each step, of the obvious stack's.

    The axis is logarithmic, because the ratios span three powers of ten. Steps of larger
    archives are left out.
    """
    base = result.rows[BASELINE]
    rows = [
        (row.name, row.cpu_s / base.cpu_s, row.wall_s / base.wall_s)
        for key, row in result.rows.items()
        if not key.startswith(LARGE)
    ]
    height = TOP + ROW * len(rows) + 40
    parts = [*_frame(title, height), *_axis(height)]
    for index, (name, cpu, wall) in enumerate(rows):
        y = TOP + ROW * index + ROW // 2
        parts += [
            f'<text x="{LABEL_WIDTH - 14}" y="{y + 4}" text-anchor="end">{escape(name)}</text>',
            f'<line class="range" x1="{position(cpu)}" x2="{position(wall)}" y1="{y}" y2="{y}"/>',
            f'<circle class="cpu" cx="{position(cpu)}" cy="{y}" r="5"/>',
            f'<circle class="wall" cx="{position(wall)}" cy="{y}" r="4"/>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def position(ratio: float) -> float:
    """Return the place of a ratio on the axis, in pixels from the left; the ends are clamped."""
    low, high = math.log10(TICKS[0]), math.log10(TICKS[-1])
    share = (math.log10(max(ratio, 1e-9)) - low) / (high - low)
    return round(LABEL_WIDTH + AXIS_WIDTH * min(max(share, 0.0), 1.0), 1)


def _frame(title: str, height: int) -> Iterator[str]:
    width = LABEL_WIDTH + AXIS_WIDTH + 40
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="t">'
    )
    yield f'<title id="t">{escape(title)}</title>'
    yield f"<style>{STYLE}</style>"
    yield f'<rect class="back" width="{width}" height="{height}" rx="6"/>'
    yield '<circle class="cpu" cx="20" cy="22" r="5"/><text x="32" y="26">CPU time</text>'
    yield '<circle class="wall" cx="120" cy="22" r="4"/><text x="132" y="26">wall time</text>'
    yield '<text x="222" y="26">of the obvious stack’s; logarithmic, less is better</text>'


def _axis(height: int) -> Iterator[str]:
    for tick in TICKS:
        x = position(tick)
        kind = "base" if tick == 1 else "grid"
        yield f'<line class="{kind}" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 32}"/>'
        yield f'<text x="{x}" y="{height - 12}" text-anchor="middle">{tick:g}</text>'
