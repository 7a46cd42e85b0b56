"""Attendance drawn."""

from decimal import Decimal

from safeloom.domain.meetings.queries.report import Attended
from safeloom.web.charts import Chart, Series, bars

_MOST = 30


def chart_of(found: Attended, with_deputies: bool) -> Chart | None:
    """The percentage of each line, as bars, the first thirty: the table beside holds all. None where
    there is nothing to draw."""
    lines = [line for line in found.lines if line.tally.invited][:_MOST]
    if len(lines) < 2:
        return None
    labels = [
        f"{line.called}, {line.agency}"
        if line.agency and line.agency != line.called
        else line.called
        for line in lines
    ]
    values = [line.tally.percent(with_deputies=with_deputies) for line in lines]
    return bars("Attendance", labels, [Series("Filled", values)], heading="Seat", write=percent)


def percent(value: Decimal) -> str:
    """`79%`."""
    return f"{value:f}%"
