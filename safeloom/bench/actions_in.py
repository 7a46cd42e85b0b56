"""A workbook of actions to be looked through."""

from itertools import cycle, islice
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from safeloom.bench.sizes import TIMED
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership
from safeloom.web.imports import engine

ACTIONS = 5_000
_HEADINGS = (
    "No",
    "Action agreed",
    "Lead agency",
    "By when",
    "Meeting",
    "Date agreed",
    "RAG",
    "Progress",
)
_DUE = ("1 April 2031", "Ongoing", "March 2031", "??", "30/06/2031", "March 2013?")
_STATUS = ("Green", "Amber", "Red", "Blue", "Closed", "Not started")


def prepare(path: Path) -> Partnership:
    """Write a workbook of actions of the timed county's agencies, all of them ready to be accepted."""
    county = Partnership.objects.get(key=TIMED)
    agencies = Agency.objects.filter(record__partnership=county, start=None, end=None)
    names = [agency.name for agency in agencies.select_related("principal").order_by("pk")]
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Actions of the board and its groups"])
    sheet.write_row(2, 0, _HEADINGS)
    for number, agency in enumerate(islice(cycle(names), ACTIONS)):
        cells = [
            str(number + 1),
            f"Look at {number} cases, and tell the group what changed for the children in them.",
            agency,
            _DUE[number % len(_DUE)],
            f"Meeting {number // 20}",
            "1 April 2024",
            _STATUS[number % len(_STATUS)],
            f"Said at the last meeting of action {number}.",
        ]
        sheet.write_row(number + 3, 0, cells)
    book.close()
    return county


def look_through(county: Partnership, path: Path) -> None:
    """Look the file through, as somebody does who is about to accept it."""
    seen = engine.preview(engine.kinds()["actions"], county, engine.bytes_of(path))
    if (seen.ready, seen.new) != (ACTIONS, ACTIONS):
        raise SystemExit("bench: the actions were not all ready.")


def floor(county: Partnership, path: Path) -> None:
    """Read the same cells, without looking at any."""
    with CalamineWorkbook.from_path(str(path)) as book:
        book.get_sheet_by_index(0).to_python()
