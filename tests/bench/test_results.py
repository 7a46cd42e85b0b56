"""What is told of what was measured."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.bench.plan import is_query, without_sign_in
from safeloom.bench.results import Rate, aims, as_json, in_words, result, result_of_rate
from safeloom.bench.timing import Bounds, p50, p95, timed

TIMES = st.lists(st.floats(0.01, 10_000), min_size=1, max_size=300)


@given(TIMES)
def test_half_are_below_the_middle_and_19_of_20_below_the_other(took: list[float]) -> None:
    assert min(took) <= p50(took) <= p95(took) <= max(took)
    above = sum(each > p95(took) for each in took)
    assert above <= len(took) / 20


def test_each_takes_its_turn_and_what_warms_up_is_not_counted() -> None:
    done: list[str] = []
    bounds = Bounds(warm=2, fewest=3, most=5, seconds=60)
    took = timed(
        {"page": lambda: done.append("page"), "floor": lambda: done.append("floor")}, bounds
    )
    assert done == ["page", "floor"] * 7
    assert [len(each) for each in took.values()] == [5, 5]


def test_time_that_is_over_ends_it_after_the_fewest() -> None:
    took = timed({"page": lambda: None}, Bounds(warm=0, fewest=3, most=1000, seconds=0))
    assert len(took["page"]) == 3


def test_without_a_floor_neither_floor_nor_ratio_is_told() -> None:
    one = result("check-figures", "small", [800.0, 900.0, 1000.0], 0, 60.0)
    (read,) = json.loads(as_json([one]))
    assert read["floor_ms"] is None and read["ratio"] is None
    assert read["p50_ms"] == 900


@pytest.mark.parametrize(
    ("job", "size", "took", "floor", "line"),
    [
        ("home", "county", 30, 10, "holds  home at county: p50 within 3 times its floor (3 times)"),
        (
            "home",
            "county",
            31,
            10,
            "MISSED  home at county: p50 within 3 times its floor (3.1 times)",
        ),
        ("home", "county", 151, 60, "MISSED  home at county: p95 under 150 ms (151 ms)"),
        (
            "form-page",
            "county",
            31,
            10,
            "MISSED  form-page at county: 40 questions within 3 times Django’s own drawing (3.1 times)",
        ),
        ("autosave", "county", 50, 10, "holds  autosave at county: p95 under 50 ms (50 ms)"),
        (
            "results",
            "county",
            501,
            10,
            "MISSED  results at county: 20,000 people × 20 questions in under 500 ms (501 ms)",
        ),
        (
            "export",
            "county",
            14_000,
            10,
            "holds  export at county: 20,000 people × 60 questions in under 15 s (14000 ms)",
        ),
        (
            "campaign",
            "county",
            3001,
            10,
            "MISSED  campaign at county: 500 bodies asked and invited in under 3 s (3001 ms)",
        ),
        (
            "report-pdf",
            "county",
            160,
            100,
            "MISSED  report-pdf at county: within 1.5 times the bare compile (1.6 times)",
        ),
    ],
)
def test_an_aim_holds_or_is_missed(job: str, size: str, took: int, floor: int, line: str) -> None:
    assert line in aims([result(job, size, [took] * 30, 5, 60.0, [floor] * 30)])


def test_what_is_lost_at_a_rate_is_missed_however_many_were_saved() -> None:
    whole = result_of_rate("autosave-rate", "county", Rate(100, [40.0] * 1000, 0, 10, 9000), 17, 90)
    assert (whole.done, whole.cpu_ms) == (100, 9)
    held = [line for line in aims([whole]) if line.startswith("holds")]
    assert len(held) == 2 and "100 a second: none refused, failed or lost" in held[0]
    lost = result_of_rate("autosave-rate", "county", Rate(100, [40.0] * 900, 1, 10, 9000), 17, 90)
    assert all(line.startswith("MISSED") for line in aims([lost]))
    none = result_of_rate("autosave-rate", "county", Rate(150, [], 9, 10, 0), 17, None)
    assert (none.done, none.cpu_ms, none.wrong) == (0, None, 9)
    assert aims([none]) == [
        "MISSED  autosave-rate at county, 150 a second: none refused, failed or lost (9 wrong)"
    ]


def test_what_grows_with_the_nation_is_held_against_the_small() -> None:
    both = [
        result("home", "small", [10.0] * 30, 5, 60.0, [9.0] * 30),
        result("home", "nation", [14.0] * 30, 5, 60.0, [9.0] * 30),
    ]
    line = "MISSED  home at nation: p50 within 1.3 times that at small (1.4 times)"
    assert line in aims(both)
    assert line in in_words(both)


def test_the_floor_is_not_charged_twice_for_signing_in() -> None:
    asked = [
        ('SELECT * FROM "foundation_session" WHERE 1', ()),
        ('SELECT * FROM "foundation_account" WHERE id = %s', ("a",)),
        ('SELECT * FROM "foundation_grant"', ()),
        ('SELECT * FROM "foundation_account" WHERE 2', ()),
        ('UPDATE "foundation_session" SET', ()),
    ]
    assert without_sign_in(asked) == [asked[2], asked[3]]
    assert not is_query("BEGIN IMMEDIATE") and is_query("WITH RECURSIVE reached(id)")
