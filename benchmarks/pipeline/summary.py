"""Turn a record into figures: medians of each step, and the ratios that have a target."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from benchmarks.pipeline.process import Usage
from benchmarks.pipeline.rounds import Record

BASELINE = "obvious"
LARGE = "large."
"""The start of the keys of steps with a larger archive, which have no baseline."""


@dataclass(frozen=True, slots=True)
class Medians:
    """The median cost of a step over its rounds."""

    name: str
    rounds: int
    cpu_s: float
    wall_s: float
    peak_mib: float | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """One promised ratio, or a size in MiB; ``value`` is None if it was not measured."""

    what: str
    value: float | None
    target: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a run; ``rows`` by step, in the order of the table."""

    rows: Mapping[str, Medians]
    ratios: tuple[Ratio, ...]


def summary(record: Record, count: int, large_count: int) -> Summary:
    """Summarise a record of archives with so many issues."""
    rows = {
        key: medians(name, record.runs[key])
        for key, name in record.names.items()
        if record.runs.get(key)
    }
    saves = [json.loads(line) for line in record.output.get("preview", ())]
    rows.pop("preview", None)  # its run is 25 saves and more: only their ratio is of interest
    save = median(it["save_ms"] / it["render_ms"] for it in saves) if saves else None
    return Summary(rows, _ratios(rows, count, large_count, save))


def medians(name: str, runs: list[Usage]) -> Medians:
    """Return the medians of a step's runs, each figure on its own."""
    peaks = [usage.peak_mib for usage in runs if usage.peak_mib is not None]
    return Medians(
        name,
        len(runs),
        median(usage.cpu_s for usage in runs),
        median(usage.wall_s for usage in runs),
        median(peaks) if peaks else None,
    )


def over(figure: float | None, base: float | None) -> float | None:
    """Return a ratio; None if a figure is missing."""
    return None if figure is None or not base else figure / base


def _ratios(
    rows: Mapping[str, Medians], count: int, large_count: int, save: float | None
) -> tuple[Ratio, ...]:
    def cpu(key: str, base: str) -> float | None:
        return over(rows[key].cpu_s, rows[base].cpu_s) if {key, base} <= set(rows) else None

    def wall(key: str, base: str) -> float | None:
        return over(rows[key].wall_s, rows[base].wall_s) if {key, base} <= set(rows) else None

    def peak(key: str) -> float | None:
        return rows[key].peak_mib if key in rows else None

    cold, unchanged, edited = "build.cold", "build.unchanged", "build.edited"
    many = f"{large_count:,} issues, of {count:,}"
    return (
        Ratio("cold build, CPU, of the obvious stack", cpu(cold, BASELINE), 0.80),
        Ratio("cold build, wall, of the obvious stack", wall(cold, BASELINE), 0.45),
        Ratio("nothing changed, CPU, of the obvious stack", cpu(unchanged, BASELINE), 0.02),
        Ratio("nothing changed, CPU, of Hugo", cpu(unchanged, "hugo.unchanged"), 0.25),
        Ratio("one issue edited, CPU, of the obvious stack", cpu(edited, BASELINE), 0.05),
        Ratio("one issue edited, CPU, of Hugo", cpu(edited, "hugo.edited"), 0.5),
        Ratio("`check`, cold, CPU, of a cold build", cpu("check.cold", cold), 1.1),
        Ratio("`check`, nothing changed, of a cold build", cpu("check.unchanged", cold), 0.02),
        Ratio(f"memory of a cold build, {count:,} issues", peak(cold), 250, " MiB"),
        Ratio(f"memory, {many}", over(peak("large.cold"), peak(cold)), 1.3),
        Ratio(f"CPU, {many}", cpu("large.cold", cold), 10.5),
        Ratio("save to updated preview, of one plain render", save, 2),
    )
