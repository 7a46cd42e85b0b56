"""The bench as it is started by hand, at the smallest size, in a folder of its own."""

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from safeloom.bench import figures
from safeloom.bench.jobs import JOBS
from safeloom.bench.sizes import SIZES, TIMED
from safeloom.systems.figure_check.reading import check_file
from tests.architecture.tree import ROOT

FIELDS = ["job", "size", "p50_ms", "p95_ms", "queries", "peak_mb", "floor_ms", "ratio"]
FIELDS += ["cpu_ms", "asked", "done", "wrong"]


def bench(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start the bench on SQLite in `var`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [str(ROOT / "run"), "bench", "--brief", *arguments],
        env={**kept, "SAFELOOM_VAR": str(var)},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what the bench writes, with what it told of one page at the smallest size."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def told(var: Path) -> tuple[list[dict[str, Any]], str]:
    """What it printed as JSON, and what it said beside."""
    done = bench(var, "--only", "agencies", "--size", "small", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_a_page_is_told_with_its_floor(told: tuple[list[dict[str, Any]], str]) -> None:
    (one,), _ = told
    assert list(one) == FIELDS
    assert (one["job"], one["size"]) == ("agencies", "small")
    assert 0 < one["p50_ms"] <= one["p95_ms"]
    assert one["ratio"] == pytest.approx(one["p50_ms"] / one["floor_ms"], abs=0.02)
    assert one["queries"] > 2
    assert one["peak_mb"] > 10


def test_data_are_made_once(var: Path, told: tuple[list[dict[str, Any]], str]) -> None:
    assert "Making the data of small once" in told[1]
    stamp = var / "bench" / "small" / "stamp"
    before = stamp.stat().st_mtime_ns
    target = var / "again.json"
    again = bench(var, "--only", "check-figures", "--size", "small", "--json", str(target))
    assert again.returncode == 0, again.stderr
    assert "Making" not in again.stderr
    assert stamp.stat().st_mtime_ns == before
    (one,) = json.loads(target.read_text())
    assert (one["job"], one["floor_ms"], one["ratio"]) == ("check-figures", None, None)
    assert "check-figures" in again.stdout


def test_those_who_answer_at_once_lose_nothing_and_leave_nothing(var: Path, told: Any) -> None:
    target = var / "at-once.json"
    done = bench(var, "--only", "autosave-rate", "--size", "small", "--json", str(target))
    assert done.returncode == 0, done.stderr
    assert "6 editors, 0 of whose last acknowledged answer is not kept" in done.stderr
    slow, quick = json.loads(target.read_text())
    assert (slow["asked"], quick["asked"]) == (5, 10)
    assert slow["wrong"] == quick["wrong"] == 0
    assert slow["done"] > 0 and 0 < slow["p50_ms"] <= slow["p95_ms"]
    assert not (var / "bench" / "small-copy").exists()


def test_a_campaign_and_its_board_are_timed(var: Path, told: Any) -> None:
    jobs = ("--only", "campaign", "--only", "campaign-board")
    target = var / "campaign.json"
    done = bench(var, *jobs, "--size", "small", "--json", str(target))
    assert done.returncode == 0, done.stderr
    sent, board = json.loads(target.read_text())
    assert (sent["job"], board["job"]) == ("campaign", "campaign-board")
    assert sent["floor_ms"] > 0 and sent["cpu_ms"] > 0


def test_an_unknown_job_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = bench(tmp_path, "--only", "coffee")
    assert done.returncode == 2 and done.stdout == ""
    assert all(job in done.stderr for job in JOBS)


def test_the_file_of_figures_has_as_many_as_it_says_and_all_are_right(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    figures.write(path)
    outcome = check_file(path)
    assert (outcome.checked, outcome.wrong, outcome.unreadable) == (10_000, (), ())
    with path.open(encoding="utf-8", newline="") as opened:
        assert len({row["rule"] for row in csv.DictReader(opened)}) == 6


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_county_that_is_timed_stands_among_the_others(size: Any) -> None:
    assert sorted(size.numbers) == list(range(1, size.counties + 1))
    assert f"county-{size.numbers[(size.counties - 1) // 2]}" == TIMED
