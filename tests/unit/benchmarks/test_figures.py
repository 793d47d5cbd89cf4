"""The figures of a benchmark: medians, ratios, tables, the plot, and the page they are put into."""

import json

import pytest
from lxml import etree

from benchmarks.pipeline import page, plot, table
from benchmarks.pipeline.process import Usage
from benchmarks.pipeline.rounds import Record
from benchmarks.pipeline.summary import Summary, summary

SVG = "{http://www.w3.org/2000/svg}"


def record(**runs: list[Usage]) -> Record:
    result = Record()
    for name, usages in runs.items():
        key = name.replace("_", ".")
        result.names[key] = f"the step {key}"
        result.runs[key] = usages
    return result


def measured() -> Summary:
    result = record(
        obvious=[Usage(9, 11, 50), Usage(10, 10, 100), Usage(30, 40, 120)],
        build_cold=[Usage(5, 2, 200), Usage(4, 6, 300), Usage(6, 3, 400)],
        build_unchanged=[Usage(0.1, 0.1, None)],
        large_cold=[Usage(45, 20, 360)],
    )
    result.names["preview"] = "preview"
    result.runs["preview"] = [Usage(1, 1, 1)] * 2
    result.output["preview"] = [
        '{"render_ms": 10, "save_ms": 19}',
        '{"render_ms": 20, "save_ms": 42}',
    ]
    return summary(result, 60, 600)


def ratios(result: Summary) -> dict[str, float | None]:
    return {ratio.what: ratio.value for ratio in result.ratios}


def test_median_is_taken_of_each_figure() -> None:
    row = measured().rows["build.cold"]
    assert (row.cpu_s, row.wall_s, row.peak_mib, row.rounds) == (5, 3, 300, 3)


def test_ratios_are_those_of_the_medians() -> None:
    values = ratios(measured())
    assert values["cold build, CPU, of the obvious stack"] == 0.5
    assert values["cold build, wall, of the obvious stack"] == pytest.approx(3 / 11)
    assert values["nothing changed, CPU, of the obvious stack"] == pytest.approx(0.01)
    assert values["memory of a cold build, 60 issues"] == 300
    assert values["memory, 600 issues, of 60"] == pytest.approx(1.2)
    assert values["CPU, 600 issues, of 60"] == 9
    assert values["save to updated preview, of one plain render"] == pytest.approx(2)


def test_ratio_to_a_missing_contestant_is_not_measured() -> None:
    result = measured()
    assert ratios(result)["nothing changed, CPU, of Hugo"] is None
    assert "| nothing changed, CPU, of Hugo" in table.markdown(result, "Title.", [])
    assert "not measured" in table.markdown(result, "Title.", [])


def test_record_without_runs_has_no_rows() -> None:
    result = summary(Record(), 60, 600)
    assert result.rows == {}
    assert set(ratios(result).values()) == {None}


def test_unknown_memory_is_a_dash() -> None:
    assert measured().rows["build.unchanged"].peak_mib is None
    [line] = [
        line
        for line in table.markdown(measured(), "Title.", []).splitlines()
        if line.startswith("| the step build.unchanged")
    ]
    assert [cell.strip() for cell in line.split("|")][4] == "-"


def test_larger_archive_is_not_compared_with_the_baseline_of_the_smaller_one() -> None:
    lines = table.markdown(measured(), "Title.", []).splitlines()
    [line] = [line for line in lines if line.startswith("| the step large.cold")]
    assert [cell.strip() for cell in line.split("|")][5:7] == ["-", "-"]


def test_lines_of_a_table_have_one_width() -> None:
    lines = table.table(["", "number"], [["a long name", "1"], ["b", "22.5"]]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert len(lines) == 4


def test_notes_follow_the_tables() -> None:
    assert table.markdown(measured(), "Title.", ["Hugo was not measured"]).endswith(
        "\n\n- Hugo was not measured\n"
    )


def test_json_has_the_same_figures() -> None:
    figures = json.loads(table.as_json(measured(), "Title.", ["a note"]))
    assert figures["steps"]["build.cold"]["cpu_s"] == 5
    assert {ratio["what"]: ratio["value"] for ratio in figures["ratios"]} == ratios(measured())
    assert figures["notes"] == ["a note"]


@pytest.mark.parametrize(
    "ratio, text", [(None, "-"), (0.0213, "0.021"), (0.8, "0.80"), (2.449, "2.45"), (15.66, "15.7")]
)
def test_ratios_are_shown_with_the_digits_that_matter(ratio: float | None, text: str) -> None:
    assert table.shown(ratio) == text


def test_plot_has_a_dot_for_cpu_and_for_wall_time_of_each_step() -> None:
    tree = etree.fromstring(plot.svg(measured(), "A <title> & more").encode())
    centres = [
        (circle.get("class"), float(circle.get("cx", "")))
        for circle in tree.iter(f"{SVG}circle")
        if float(circle.get("cy", "")) > plot.TOP
    ]
    assert centres == [
        ("cpu", plot.position(1)), ("wall", plot.position(1)),
        ("cpu", plot.position(0.5)), ("wall", plot.position(3 / 11)),
        ("cpu", plot.position(0.01)), ("wall", plot.position(0.1 / 11)),
    ]  # fmt: skip


def test_plot_has_colours_for_dark_pages() -> None:
    assert "prefers-color-scheme: dark" in plot.svg(measured(), "Title")


def test_places_on_the_axis_ascend_and_stay_on_it() -> None:
    places = [plot.position(ratio) for ratio in (0, 0.01, 0.3, 1, 2, 5, 1000)]
    assert places == sorted(places)
    assert places[0] == plot.LABEL_WIDTH
    assert places[-1] == plot.LABEL_WIDTH + plot.AXIS_WIDTH


def test_figures_of_a_page_are_replaced_between_the_markers() -> None:
    text = f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n"
    renewed = page.replaced(text, "new")
    assert renewed == f"before\n{page.BEGIN}\n\nnew\n\n{page.END}\nafter\n"
    assert page.replaced(renewed, "new") == renewed


@pytest.mark.parametrize("text", ["", page.BEGIN, f"{page.END} {page.BEGIN}"])
def test_page_without_both_markers_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="needs the lines"):
        page.replaced(text, "new")
