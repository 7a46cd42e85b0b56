"""`./run bench`: how fast Safeloom is, against the least it could cost."""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from safeloom.bench import data
from safeloom.bench.jobs import JOBS, LOADS, PAGES, TASKS
from safeloom.bench.results import Rate, Result, as_json, in_words, result, result_of_rate
from safeloom.bench.scratch import copied
from safeloom.bench.servers import Memory, NotServed, Reader, Server, serving
from safeloom.bench.sizes import FLOOR, SITE, SIZES, Size
from safeloom.bench.timing import PAGE, SAID, bounds, timed

_STDOUT = "-"
# So many a second, each for so many seconds.
RATES, FEW_RATES = ((10, 25, 50, 75, 100, 150), 10.0), ((5, 10), 1.5)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what data are missing, time the jobs, and tell. Exit code 1 when that could not be done."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument(
        "--only", metavar="JOB", choices=JOBS, action="append", help=", ".join(JOBS)
    )
    parser.add_argument(
        "--size", choices=SIZES, action="append", help=f"{', '.join(SIZES)}; all unless said"
    )
    parser.add_argument(
        "--json", metavar="FILE", nargs="?", const=_STDOUT, help="as JSON, to FILE if one is named"
    )
    parser.add_argument(
        "--brief", action="store_true", help="each job twice, to see that the bench works"
    )
    asked = parser.parse_args(arguments)
    if asked.brief:
        os.environ[SAID] = "yes"
    jobs = [job for job in JOBS if job in (asked.only or JOBS)]
    sizes = [SIZES[key] for key in SIZES if key in (asked.size or SIZES)]
    try:
        results = measure(jobs, sizes)
    except data.NotMade:
        return 1
    except (NotServed, NotDone) as problem:
        return say(f"run: {problem}")
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    return _tell(results, asked.json)


class NotDone(Exception):
    """A job was not done as it should be; the message says what happened."""


def measure(jobs: Sequence[str], sizes: Sequence[Size]) -> list[Result]:
    """Time the jobs at the sizes. A page is asked for at all sizes in turn, each beside its floor."""
    for size in sizes:
        data.need(size, say)
    pages = [job for job in PAGES if job in jobs]
    found = _pages(pages, sizes) if pages else []
    for job in (job for job in LOADS if job in jobs):
        for size in sizes:
            say(f"{job} at {size.key}")
            found += _load(job, size)
    for job in (job for job in TASKS if job in jobs):
        for size in sizes:
            say(f"{job} at {size.key}")
            one = _child("tasks", size, job)
            found.append(
                result(
                    job,
                    size.key,
                    one["took"],
                    one["queries"],
                    one["peak_mb"],
                    one["floor"],
                    cpu=one["cpu"],
                )
            )
    return found


def _pages(jobs: Sequence[str], sizes: Sequence[Size]) -> list[Result]:
    found = []
    with ExitStack() as stack:
        servers = {}
        for size in sizes:
            say(f"Starting the server and its floor at {size.key}")
            servers[size.key] = stack.enter_context(serving(size, SITE, FLOOR))
        plans = {size.key: _child("plan", size, *jobs) for size in sizes}
        for job in jobs:
            say(f"{job} at {', '.join(size.key for size in sizes)}")
            found += _page(job, servers, plans)
    return found


def _page(
    job: str, servers: dict[str, list[Server]], plans: dict[str, dict[str, Any]]
) -> list[Result]:
    asked = {}
    for key, (site, floor) in servers.items():
        plan, page = plans[key], plans[key]["pages"][job]
        asked[f"{key} page"] = _asking(Reader(site, plan["site"]), page["path"], page["rows"])
        asked[f"{key} floor"] = _asking(Reader(floor, plan["floor"]), f"/{job}/", 0)
    memory = {key: Memory(site) for key, (site, _) in servers.items()}
    took = timed(asked, bounds(PAGE))
    return [
        result(
            job,
            key,
            took[f"{key} page"],
            plans[key]["pages"][job]["queries"],
            memory[key].peak_mb(),
            took[f"{key} floor"],
        )
        for key in servers
    ]


def _load(job: str, size: Size) -> list[Result]:
    """Each rate in turn on a copy of the data, and then whether what was acknowledged is kept."""
    rates, seconds = FEW_RATES if size.key == "small" else RATES
    with copied(size) as copy:
        made = _child("editors", copy, "make")
        with serving(copy, SITE) as (server,):
            memory = Memory(server)
            asked = {
                "port": server.port,
                "server": server.process.pid,
                "rates": rates,
                "seconds": seconds,
                "typed": made["typed"],
                "fields": made["fields"],
                "editors": made["editors"],
            }
            found = _child("load", copy, given=json.dumps(asked))
            peak = memory.peak_mb()
        kept = _child("editors", copy, "kept")
    # The last rate comes at the end: what is not there was lost by it or before.
    lost = sum(kept.get(response) not in either for response, either in found["kept"].items())
    results = []
    for at, stage in enumerate(found["stages"], start=1):
        for words, many in Counter(stage["wrong"]).items():
            say(f"  at {stage['asked']:g} a second, {many} times: {words}")
        wrong = len(stage["wrong"]) + (lost if at == len(rates) else 0)
        rate = Rate(stage["asked"], stage["took"], wrong, stage["seconds"], stage["server_ms"])
        results.append(result_of_rate(job, size.key, rate, made["queries"], peak))
    say(f"  {len(kept)} editors, {lost} of whose last acknowledged answer is not kept")
    return results


def _asking(reader: Reader, path: str, rows: int) -> Callable[[], None]:
    def ask() -> None:
        status, body = reader.get(path)
        if status != 200:
            raise NotDone(f"{path} answered {status}.")
        if body.count(b"<tr") != rows:
            raise NotDone(f"{path} showed {body.count(b'<tr')} rows of a table and not {rows}.")

    return ask


def _child(module: str, size: Size, *arguments: str, given: str | None = None) -> dict[str, Any]:
    child = subprocess.run(  # noqa: S603 - a module of this package
        [sys.executable, "-P", "-m", f"safeloom.bench.{module}", *arguments],
        env=size.environment(),
        stdout=subprocess.PIPE,
        input=given,
        text=True,
    )
    if child.returncode:
        raise NotDone(f"{module} {' '.join(arguments)} at {size.key} failed.")
    return json.loads(child.stdout)


def _tell(results: Sequence[Result], target: str | None) -> int:
    if target == _STDOUT:
        sys.stdout.write(as_json(results))
        return 0
    if target:
        try:
            Path(target).write_text(as_json(results), encoding="utf-8")
        except OSError as problem:
            return say(f"run: {target} cannot be written: {problem.strerror}.")
        say(f"The results are in {target}.")
    sys.stdout.write(in_words(results))
    return 0


def say(line: str) -> int:
    """Write a line to the error stream; returns 1, the exit status of what cannot go on."""
    sys.stderr.write(f"{line}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
