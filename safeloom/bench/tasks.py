"""Work that is no page, timed in a process of its own: `python -m safeloom.bench.tasks JOB` prints how
long it took, as JSON. The start of the process is not counted."""

import json
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import transaction

from safeloom.bench import figures
from safeloom.bench.login import login
from safeloom.bench.servers import peak_mb_of
from safeloom.bench.sizes import TIMED
from safeloom.bench.timing import PAGE, TASK, bounds, timed

Work = Callable[[], object]
OFTEN = {"form-page", "autosave", "submit", "campaign-board"}


def main() -> None:
    """Print `{"took": […], "floor": […], "queries", "peak_mb"}`, times in milliseconds."""
    django.setup()
    from safeloom.bench.plan import queries_of

    with transaction.atomic():
        # Data are kept between runs: whatever a job writes is undone.
        work, cpu = WORK[sys.argv[1]](), {}
        queries = queries_of(work["work"])
        # What is asked all the time is timed as often as a page.
        took = timed(work, bounds(PAGE if sys.argv[1] in OFTEN else TASK), cpu)
        transaction.set_rollback(True)
    found = {
        "took": took["work"],
        "floor": took.get("floor", []),
        "cpu": cpu["work"],
        "queries": queries,
        "peak_mb": max(filter(None, (peak_mb_of(str(os.getpid())), _peak_mb_of_copies()))),
    }
    sys.stdout.write(json.dumps(found))


def _backup() -> dict[str, Work]:
    from safeloom.bench import backups

    return {"work": backups.work, "floor": backups.floor}


def _check_figures() -> dict[str, Work]:
    from safeloom.systems.figure_check.reading import check_file
    from safeloom.systems.figure_check.wording import as_json

    path = Path(settings.VAR) / "figures.csv"
    figures.write(path)

    def work() -> None:
        outcome = check_file(path)
        as_json(outcome)
        if outcome.checked != figures.FIGURES or outcome.wrong or outcome.unreadable:
            raise SystemExit("bench: the figures were not all checked and found right.")

    return {"work": work}


def _import_returns() -> dict[str, Work]:
    from safeloom.bench import returns
    from safeloom.domain.indicators import imports

    path = Path(settings.VAR) / "returns.csv"
    county = returns.prepare(path)

    def work() -> None:
        with transaction.atomic():
            written = imports.accept(imports.preview_file(county, path))
            transaction.set_rollback(True)
        if (written.new, written.restated) != (returns.RETURNS, 0):
            raise SystemExit("bench: the returns were not all written.")

    return {"work": work}


def _import_people() -> dict[str, Work]:
    from safeloom.bench import people

    path = Path(settings.VAR) / "people.xlsx"
    county = people.prepare(path)
    return {
        "work": lambda: people.bring_in(county, path),
        "floor": lambda: people.floor(county, path),
    }


def _import_actions() -> dict[str, Work]:
    from safeloom.bench import actions_in

    path = Path(settings.VAR) / "actions.xlsx"
    county = actions_in.prepare(path)
    return {
        "work": lambda: actions_in.look_through(county, path),
        "floor": lambda: actions_in.floor(county, path),
    }


def _peak_mb_of_copies() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(kilobytes * 1.024 / 1000, 1)


def _report_html() -> dict[str, Work]:
    from safeloom.reports.outputs import one_file

    document = _document()
    return {"work": lambda: one_file(document(), "report.html")}


def _report_pdf() -> dict[str, Work]:
    from safeloom.reports.document.pdf import compile_pdf, typst_source

    document = _document()
    source = typst_source(document())

    def work() -> None:
        built = document()
        _apart(lambda: compile_pdf(typst_source(built)))

    return {"work": work, "floor": lambda: _apart(lambda: compile_pdf(source))}


def _report_docx() -> dict[str, Work]:
    from io import BytesIO

    import docx

    from safeloom.reports.document.docx import drawings, to_docx
    from safeloom.reports.document.drawings import pictures

    document = _document()
    finished = Path(settings.VAR) / "report.docx"
    _apart(lambda: finished.write_bytes(to_docx(document())))
    drawn = drawings(document())

    def work() -> None:
        built = document()
        _apart(lambda: to_docx(built))

    def floor() -> None:
        pictures(drawn)
        docx.Document(str(finished)).save(BytesIO())

    return {"work": work, "floor": lambda: _apart(floor)}


def _apart(do: Work) -> None:
    """Do it in a copy of this process: Typst remembers what it compiled, and would soon compile nothing."""
    copy = os.fork()
    if not copy:
        failed = 1
        try:
            do()
            failed = 0
        finally:
            os._exit(failed)
    if os.waitpid(copy, 0)[1]:
        raise SystemExit("bench: the report could not be written.")


def _document() -> Callable[[], Any]:
    """Builds the timed county's latest report from the database."""
    from safeloom.foundation.identity.models import Partnership
    from safeloom.reports.building import build
    from safeloom.reports.queries import latest

    report = latest(Partnership.objects.get(key=TIMED))
    if report is None:
        raise SystemExit("bench: the timed county has no report.")
    return lambda: build(report).document


def _later(name: str, module: str = "answering") -> Callable[[], dict[str, Work]]:
    """What is imported once Django is set up."""

    def work() -> dict[str, Work]:
        return getattr(import_module(f"safeloom.bench.{module}"), name)()

    return work


WORK: dict[str, Callable[[], dict[str, Work]]] = {
    "import-returns": _import_returns,
    "import-people": _import_people,
    "import-actions": _import_actions,
    "check-figures": _check_figures,
    "report-html": _report_html,
    "report-pdf": _report_pdf,
    "report-docx": _report_docx,
    "backup": _backup,
    "login": login,
    "form-page": _later("form_page"),
    "autosave": _later("autosave"),
    "submit": _later("submit"),
    "results": _later("results"),
    "results-parts": _later("results_parts"),
    "export": _later("export"),
    "campaign": _later("sending", "campaigns"),
    "campaign-board": _later("board", "campaigns"),
}

if __name__ == "__main__":
    main()
