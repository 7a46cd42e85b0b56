"""Charts: their figures, their sentence, their table and what a reader sees of gaps and breaks."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.web import charts
from safeloom.web.charts import Break, Series

YEARS = ["2020-21", "2021-22", "2022-23", "2023-24"]
SVG = "{http://www.w3.org/2000/svg}"


def numbers(*values):
    return [None if value is None else Decimal(str(value)) for value in values]


def drawn(svg):
    return ElementTree.fromstring(svg)


def words(svg):
    return ["".join(one.itertext()) for one in drawn(svg).iter(f"{SVG}text")]


def on_a_plan(*values, **more):
    return charts.lines(
        "Children on a plan", YEARS, [Series("Children on a plan", numbers(*values))], **more
    )


def test_the_sentence_is_worked_out_from_the_first_and_last_figure():
    assert on_a_plan(452, 501, 620, 738).sentence == (
        "Children on a plan rose from 452 to 738 between 2020-21 and 2023-24."
    )
    assert "fell from 738 to 452" in on_a_plan(738, 1, 2, 452).sentence


def test_the_sentence_counts_missing_figures_and_names_the_true_span():
    sentence = on_a_plan(None, 501, 620, 738).sentence
    assert sentence == (
        "Children on a plan rose from 501 to 738 between 2021-22 and 2023-24."
        " 1 of 4 figures was not supplied."
    )


def test_a_zero_is_a_figure_and_a_blank_is_not():
    zero, blank = on_a_plan(9, 9, 0, 3), on_a_plan(9, 9, None, 3)
    assert zero.rows[2] == ("2022-23", "0")
    assert blank.rows[2] == ("2022-23", "Not supplied")
    assert len(drawn(zero.svg).findall(f"{SVG}circle")) == 4
    assert len(drawn(blank.svg).findall(f"{SVG}circle")) == 3


def test_a_missing_figure_leaves_a_gap_in_the_line():
    whole = drawn(on_a_plan(1, 2, 3, 4).svg).findall(f"{SVG}polyline")
    gapped = drawn(
        charts.lines("x", [*YEARS, "2024-25"], [Series("x", numbers(1, 2, None, 4, 5))]).svg
    ).findall(f"{SVG}polyline")
    assert len(whole) == 1
    assert [len(one.get("points").split()) for one in gapped] == [2, 2]


def test_a_break_is_drawn_with_its_label_and_no_line_crosses_it():
    chart = on_a_plan(1, 2, 3, 4, breaks=[Break(2, "Two councils became one")])
    runs = drawn(chart.svg).findall(f"{SVG}polyline")
    assert "Two councils became one" in words(chart.svg)
    assert [len(one.get("points").split()) for one in runs] == [2, 2]
    assert "not like for like" in chart.sentence


def test_many_series_are_summed_up():
    series = [Series(f"Area {n}", numbers(10, 10, 10, 10 + n)) for n in (-3, 0, 5, 8, 2)]
    assert charts.lines("Rates", YEARS, series).sentence.startswith(
        "Area 0 was 10"
        if False
        else "Of 5 lines, 3 rose, 1 fell and 1 did not change."
        " Area 8 rose most, from 10 to 18. Area -3 fell most, from 10 to 7."
    )


def test_figures_that_print_alike_are_not_said_to_have_risen():
    chart = on_a_plan("10.01", 3, 3, "10.02", write=lambda value: f"{value:.1f}")
    assert "rose" not in chart.sentence
    assert "was 10.0 both at the start and at the end" in chart.sentence


def test_nothing_supplied_is_said_in_words():
    for chart in (
        on_a_plan(None, None, None, None),
        charts.bars("Empty", [], []),
        charts.stacked("Empty", ["a"], [Series("b", [None])]),
        charts.spark("Empty", ["a"], [None]),
    ):
        assert chart.sentence == "No figures were supplied."
        drawn(chart.svg)


def test_the_axis_starts_at_zero_or_says_that_it_does_not():
    assert "0" in words(on_a_plan(40, 50, 60, 70).svg)
    assert "The axis starts at 900, not at zero" in words(on_a_plan(900, 960, 940, 990).svg)


def bar_widths(chart):
    return [float(one.get("width")) for one in drawn(chart.svg).findall(f"{SVG}rect")]


def test_bars_start_at_zero_and_are_as_long_as_their_figures():
    chart = charts.bars("Money", ["A", "B", "C"], [Series("Money", numbers(100, 50, 0))])
    widths = bar_widths(chart)
    assert widths[1] == pytest.approx(widths[0] / 2, abs=0.2)
    assert widths[2] == 0
    assert chart.sentence == "The highest is 100 (A) and the lowest 0 (C)."


def test_bars_below_zero_stand_on_the_other_side():
    chart = charts.bars("Change", ["A", "B"], [Series("Change", numbers(-10, 10))])
    below, above = drawn(chart.svg).findall(f"{SVG}rect")
    assert float(below.get("x")) + float(below.get("width")) == pytest.approx(
        float(above.get("x")), abs=0.2
    )


def test_ties_are_named_together():
    chart = charts.bars("Money", ["A", "B", "C"], [Series("Money", numbers(7, 7, 1))])
    assert chart.sentence == "The highest is 7 (A and B) and the lowest 1 (C)."


def test_a_missing_bar_is_written_out_and_its_note_takes_the_place_of_not_supplied():
    chart = charts.bars(
        "Cases", ["A", "B"], [Series("Cases", numbers(None, 9), {0: "Fewer than 5"})]
    )
    assert "Fewer than 5" in words(chart.svg)
    assert chart.rows[0] == ("A", "Fewer than 5")
    assert chart.sentence.endswith("1 of 2 figures has no number.")


def test_a_provisional_figure_keeps_its_note_in_the_table():
    chart = charts.bars("Cases", ["A"], [Series("Cases", numbers(9), {0: "provisional"})])
    assert chart.rows == (("A", "9 (provisional)"),)


def test_a_total_needs_all_its_parts():
    chart = charts.stacked(
        "Plans",
        YEARS[:3],
        [Series("Neglect", numbers(1, 2, 3)), Series("Other", numbers(4, None, 6))],
        over_time=True,
    )
    assert chart.sentence == (
        "The total rose from 5 to 9 between 2020-21 and 2022-23."
        " 1 of 3 totals cannot be worked out: parts were not supplied."
    )
    assert "1 missing" in words(chart.svg)


def test_parts_below_zero_are_refused():
    with pytest.raises(ValueError, match="below zero"):
        charts.stacked("x", ["a"], [Series("b", numbers(-1))])


@pytest.mark.parametrize(
    ("labels", "series", "breaks", "problem"),
    [
        (["a"], [Series("b", numbers(1, 2))], (), "2 values for 1 labels"),
        (["a"], [Series(str(n), numbers(1)) for n in range(7)], (), "6 series at most"),
        ([str(n) for n in range(41)], [], (), "40 points at most"),
        (["a"], [Series("b", numbers("NaN"))], (), "not a finite number"),
        (["a", "b"], [Series("b", numbers(1, 2))], [Break(2, "late")], "between two points"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_reason(labels, series, breaks, problem):
    with pytest.raises(ValueError, match=problem):
        charts.lines("x", labels, series, breaks=breaks)


label = st.text(max_size=30)
value = st.none() | st.decimals(min_value=0, max_value=10**7, places=1, allow_nan=False)


@st.composite
def figures(draw):
    count = draw(st.integers(1, 40))
    labels = draw(st.lists(label, min_size=count, max_size=count))
    series = draw(
        st.lists(
            st.builds(Series, label, st.lists(value, min_size=count, max_size=count)),
            min_size=1,
            max_size=6,
        )
    )
    return labels, series


@given(figures(), st.sampled_from([charts.bars, charts.lines, charts.stacked]), label)
def test_any_figures_make_a_safe_drawing_and_a_table_that_equals_them(
    given_figures, draw_chart, title
):
    labels, series = given_figures
    chart = draw_chart(title, labels, series)
    assert chart.headings[1:] == tuple(one.name for one in series)
    assert [row[0] for row in chart.rows] == labels
    for row, values in zip(
        chart.rows, zip(*(one.values for one in series), strict=True), strict=True
    ):
        assert list(row[1:]) == [
            "Not supplied" if value is None else f"{value:,f}" for value in values
        ]
    for svg in (chart.svg, chart.narrow):
        root = drawn(svg)
        assert root.get("role") == "img"
        title_id, described_id = root.get("aria-labelledby").split()
        assert root.find(f"{SVG}title").get("id") == title_id
        assert root.find(f"{SVG}desc").get("id") == described_id
        assert not any(
            re.search(r"^(style|on)", name) for one in root.iter() for name in one.attrib
        )
        assert not any(one.tag in (f"{SVG}script", f"{SVG}style") for one in root.iter())
        width, height = (float(part) for part in root.get("viewBox").split()[2:])
        for one in root.iter():
            for name, most in (
                ("x", width),
                ("x1", width),
                ("x2", width),
                ("y", height),
                ("y2", height),
            ):
                if one.get(name):
                    assert -1 <= float(one.get(name)) <= most + 1
