"""How long things take, each in turn so that what else the machine does falls on all alike."""

import gc
import math
import os
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """How often and how long is timed: `warm` times before, then `most` times or until `seconds` are
    over, but `fewest` times in any case."""

    warm: int
    fewest: int
    most: int
    seconds: float


PAGE = Bounds(warm=10, fewest=20, most=200, seconds=20)
TASK = Bounds(warm=1, fewest=3, most=10, seconds=20)
# To see that the bench works. `--brief` says so, by the environment, to the processes it starts too.
BRIEF, SAID = Bounds(warm=1, fewest=2, most=2, seconds=0), "SAFELOOM_BENCH_BRIEF"


def bounds(usual: Bounds) -> Bounds:
    """How often and how long: as usual, unless the bench is only tried."""
    return BRIEF if SAID in os.environ else usual


def timed(
    what: Mapping[str, Callable[[], object]],
    bounds: Bounds,
    cpu: dict[str, list[float]] | None = None,
) -> dict[str, list[float]]:
    """Do each of `what` in turn, again and again; the milliseconds each took. `cpu` takes those of this
    process's processor time and its children's, which tell more where others use the machine."""
    for _ in range(bounds.warm):
        for do in what.values():
            do()
    took: dict[str, list[float]] = {name: [] for name in what}
    gc.collect()
    over = time.monotonic() + bounds.seconds
    for round_ in range(bounds.most):
        if round_ >= bounds.fewest and time.monotonic() > over:
            break
        for name, do in what.items():
            began, worked = time.perf_counter(), processor_seconds()
            do()
            took[name].append((time.perf_counter() - began) * 1000)
            if cpu is not None:
                cpu.setdefault(name, []).append((processor_seconds() - worked) * 1000)
    return took


def processor_seconds() -> float:
    """How long processors worked for this process and the children it waited for."""
    own, of_children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + of_children.ru_utime + of_children.ru_stime


def p50(took: list[float]) -> float:
    """The median."""
    return statistics.median(took)


def p95(took: list[float]) -> float:
    """The least that 95 of 100 do not go beyond."""
    return sorted(took)[math.ceil(len(took) * 0.95) - 1]
