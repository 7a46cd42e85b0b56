"""What was measured: as JSON, as a table, and held against what is aimed at."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from safeloom.bench.jobs import PAGES
from safeloom.bench.timing import p50, p95


@dataclass(frozen=True)
class Result:
    """One job at one size. Milliseconds; `peak_mb` in 10^6 bytes; `floor_ms` and `ratio` (p50 over
    floor) None where no floor is named. `cpu_ms` is processor time of what did the work, the median of
    each time or, where many are at it, of all for one; None where it is not told. Of what is done at a rate:
    `asked` and `done` a second, and how many `wrong`: refused, failed, or acknowledged and lost."""

    job: str
    size: str
    p50_ms: float
    p95_ms: float
    queries: int
    peak_mb: float | None
    floor_ms: float | None
    ratio: float | None
    cpu_ms: float | None = None
    asked: float | None = None
    done: float | None = None
    wrong: int | None = None


def result(
    job: str,
    size: str,
    took: Sequence[float],
    queries: int,
    peak_mb: float | None,
    floor: Sequence[float] = (),
    *,
    cpu: Sequence[float] = (),
) -> Result:
    """A result from the single times of a job and of its floor."""
    middle, floor_ms = p50(list(took)), p50(list(floor)) if floor else None
    return Result(
        job=job,
        size=size,
        p50_ms=round(middle, 2),
        p95_ms=round(p95(list(took)), 2),
        queries=queries,
        peak_mb=peak_mb,
        floor_ms=None if floor_ms is None else round(floor_ms, 2),
        ratio=None if floor_ms is None else round(middle / floor_ms, 2),
        cpu_ms=round(p50(list(cpu)), 2) if cpu else None,
    )


@dataclass(frozen=True)
class Rate:
    """What became of what was done at a rate: so many a second were asked for, `took` are the milliseconds
    of each that was acknowledged in so many seconds, `wrong` how many were not or were lost."""

    asked: float
    took: Sequence[float]
    wrong: int
    seconds: float
    server_ms: float


def result_of_rate(job: str, size: str, rate: Rate, queries: int, peak_mb: float | None) -> Result:
    """A result of one rate."""
    took = list(rate.took) or [0.0]
    return replace(
        result(job, size, took, queries, peak_mb),
        cpu_ms=round(rate.server_ms / len(took), 2) if rate.server_ms else None,
        asked=rate.asked,
        done=round(len(rate.took) / rate.seconds, 1),
        wrong=rate.wrong,
    )


_HEADINGS = (
    *("job", "size", "p50 ms", "p95 ms", "queries", "peak MB", "floor ms", "ratio"),
    *("CPU ms", "asked/s", "done/s", "wrong"),
)


def as_json(results: Iterable[Result]) -> str:
    """A list, one object a job and size."""
    return json.dumps([asdict(each) for each in results], indent=1) + "\n"


def in_words(results: Sequence[Result]) -> str:
    """A table, and below it which aims hold."""
    rows = [_HEADINGS]
    rows += [
        tuple("–" if cell is None else str(cell) for cell in asdict(each).values())
        for each in results
    ]
    wide = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(wide[at]) if at < 2 else cell.rjust(wide[at]) for at, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", *aims(results)]) + "\n"


def aims(results: Sequence[Result]) -> list[str]:
    """A line for each aim that what was measured can be held against."""
    by = {(each.job, each.size): each for each in results}
    said = []
    for each in results:
        where = f"{each.job} at {each.size}"
        if each.job in PAGES and each.ratio is not None:
            said.append(_aim(f"{where}: p50 within 3 times its floor", each.ratio, 3, "times"))
            if each.size == "county":
                said.append(_aim(f"{where}: p95 under 150 ms", each.p95_ms, 150, "ms"))
            small = by.get((each.job, "small"))
            if each.size == "nation" and small:
                grown = round(each.p50_ms / small.p50_ms, 2)
                said.append(
                    _aim(f"{where}: p50 within 1.3 times that at small", grown, 1.3, "times")
                )
        elif each.asked is not None:
            said += _aims_of_rate(where, each)
        few = each.size == "small" and each.job in _OF_MANY
        for name, words, most, unit in () if few else _AIMS.get(each.job, ()):
            found = getattr(each, name)
            if found is not None:
                said.append(_aim(f"{where}: {words}", found, most, unit))
    return said


# What is aimed at, by job: what of the result is held against it, in words, and the most it may be.
_AIMS = {
    "report-pdf": [("ratio", "within 1.5 times the bare compile", 1.5, "times")],
    "login": [("ratio", "within 1.5 times the bare hasher", 1.5, "times")],
    "check-figures": [("p50_ms", "10,000 figures in under 1 s", 1000, "ms")],
    "import-returns": [("p50_ms", "10,000 returns in under 5 s", 5000, "ms")],
    "import-people": [("p50_ms", "10,000 people in under 10 s", 10_000, "ms")],
    "import-actions": [("p50_ms", "5,000 actions in under 3 s", 3000, "ms")],
    "form-page": [("ratio", "40 questions within 3 times Django’s own drawing", 3, "times")],
    "autosave": [("p95_ms", "p95 under 50 ms", 50, "ms")],
    "results": [("p50_ms", "20,000 people × 20 questions in under 500 ms", 500, "ms")],
    "results-parts": [("p50_ms", "the same compared by link in under 500 ms", 500, "ms")],
    "export": [
        ("p50_ms", "20,000 people × 60 questions in under 15 s", 15_000, "ms"),
        ("peak_mb", "memory under 200 MB", 200, "MB"),
    ],
    "campaign": [("p50_ms", "500 bodies asked and invited in under 3 s", 3000, "ms")],
    "campaign-board": [("p95_ms", "500 bodies, p95 under 150 ms", 150, "ms")],
}
# At the smallest size these are tried with few.
_OF_MANY = {"results", "results-parts", "export", "campaign", "campaign-board"}
# So many a second are to be saved on SQLite, on two cores.
_RATE = 100


def _aims_of_rate(where: str, each: Result) -> list[str]:
    at = f"{where}, {each.asked:g} a second"
    said = [_aim(f"{at}: none refused, failed or lost", each.wrong or 0, 0, "wrong")]
    if each.asked == _RATE:
        late = round(100 * (each.done or 0) / each.asked)
        said.append(_aim(f"{at}: 95 in 100 saved in their second", 100 - late, 5, "in 100 later"))
    return said


def _aim(words: str, found: float, most: float, unit: str) -> str:
    return f"{'holds' if found <= most else 'MISSED'}  {words} ({found:g} {unit})"
