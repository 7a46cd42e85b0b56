"""What was measured: as JSON, as a table, and held against what is aimed at."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from safeloom.bench.jobs import PAGES
from safeloom.bench.timing import p50, p95


@dataclass(frozen=True)
class Result:
    """One job at one size. Milliseconds; `peak_mb` in 10^6 bytes; `floor_ms` and `ratio` (p50 over
    floor) None where no floor is named."""

    job: str
    size: str
    p50_ms: float
    p95_ms: float
    queries: int
    peak_mb: float | None
    floor_ms: float | None
    ratio: float | None


def result(
    job: str,
    size: str,
    took: Sequence[float],
    queries: int,
    peak_mb: float | None,
    floor: Sequence[float] = (),
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
    )


def as_json(results: Iterable[Result]) -> str:
    """A list, one object a job and size."""
    return json.dumps([asdict(each) for each in results], indent=1) + "\n"


def in_words(results: Sequence[Result]) -> str:
    """A table, and below it which aims hold."""
    rows = [("job", "size", "p50 ms", "p95 ms", "queries", "peak MB", "floor ms", "ratio")]
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
        elif each.job == "report-pdf" and each.ratio is not None:
            said.append(
                _aim(f"{where}: within 1.5 times the bare compile", each.ratio, 1.5, "times")
            )
        elif each.job == "login" and each.ratio is not None:
            said.append(
                _aim(f"{where}: within 1.5 times the bare hasher", each.ratio, 1.5, "times")
            )
        elif each.job == "check-figures":
            said.append(_aim(f"{where}: 10,000 figures in under 1 s", each.p50_ms, 1000, "ms"))
        elif each.job == "import-returns":
            said.append(_aim(f"{where}: 10,000 returns in under 5 s", each.p50_ms, 5000, "ms"))
        elif each.job == "import-people":
            said.append(_aim(f"{where}: 10,000 people in under 10 s", each.p50_ms, 10_000, "ms"))
        elif each.job == "import-actions":
            said.append(_aim(f"{where}: 5,000 actions in under 3 s", each.p50_ms, 3000, "ms"))
    return said


def _aim(words: str, found: float, most: float, unit: str) -> str:
    return f"{'holds' if found <= most else 'MISSED'}  {words} ({found:g} {unit})"
