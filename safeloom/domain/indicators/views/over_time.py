"""A measure through time, as its page shows it: the chart with its sentence, and the history."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeloom.domain.indicators.cells import PER, Cell
from safeloom.domain.indicators.definitions import Unit
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries import History, Past
from safeloom.kernel import units
from safeloom.web.charts import Break, Chart, Series, lines

# As many as a chart takes, and as many lines as an eye does.
POINTS = 40
LINES = 6


@dataclass(frozen=True)
class Column:
    """One column of the history: the total, the whole, or one area or agency."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def has_number(self) -> bool:
        """Whether there is anything to draw."""
        return any(cell.known for cell in self.cells)


def columns_of(history: History, periods: Sequence[Past]) -> list[Column]:
    """The areas or agencies, and what they come to together; the whole alone where there are none."""
    each = [
        Column(about.name, tuple(past.cells[at] for past in periods))
        for at, about in enumerate(history.abouts)
    ]
    together = Column("All" if each else "Number", tuple(past.reading.now for past in periods))
    return [*each, together] if together.has_number or not each else each


def chart_of(history: History) -> Chart | None:
    """The chart over the last periods; None while there is nothing to draw."""
    periods = history.periods[-POINTS:]
    left_out = len(history.periods) - len(periods)
    drawn = [column for column in columns_of(history, periods) if column.has_number]
    if not drawn:
        return None
    measure = history.measure
    series = [
        Series(
            column.name,
            [cell.value for cell in column.cells],
            {at: cell.words for at, cell in enumerate(column.cells) if not cell.known},
        )
        for column in (drawn if len(drawn) <= LINES else drawn[-1:])
    ]
    said = measure.title if PER.strip() in measure.title else f"{measure.title}{_per(measure)}"
    return lines(
        said,
        [past.period.label() for past in periods],
        series,
        short_labels=[past.period.short_label() for past in periods],
        breaks=[
            Break(each.before - left_out, each.label)
            for each in history.breaks
            if each.before > left_out
        ],
        write=lambda value: units.show(value, measure.kernel_unit, measure.decimals).removesuffix(
            PER
        ),
    )


def _per(measure: Measure) -> str:
    """What the title says, so that not every number must."""
    return PER if measure.unit == Unit.RATE else ""


def history_of(history: History) -> dict[str, object]:
    """The table, the latest period first: headings and rows of a period, its cells, and the break ahead of
    it; and all breaks."""
    latest_first = history.periods[::-1]
    columns = columns_of(history, latest_first)
    said = {history.periods[each.before].period: each for each in history.breaks}
    rows = [
        (
            past,
            [(column.name, column.cells[at]) for column in columns],
            said.get(past.period),
        )
        for at, past in enumerate(latest_first)
    ]
    return {
        "headings": [column.name for column in columns],
        "rows": rows,
        "breaks": history.breaks,
    }


def population_of(history: History) -> str:
    """In words, the population that the latest known number is out of; empty where none is."""
    for past in history.periods[::-1]:
        for cell in (past.reading.now, *past.cells):
            if cell.population is not None:
                return cell.population.words
    return ""
