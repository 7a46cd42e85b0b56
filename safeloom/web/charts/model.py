"""What a chart is made of and what comes out of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MOST_SERIES = 6
MOST_POINTS = 40
NOT_SUPPLIED = "Not supplied"

Format = Callable[[Decimal], str]


def number(value: Decimal) -> str:
    """The value with thousands separators and the decimals it came with."""
    return f"{value:,f}"


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars.

    ``values`` stands in the order of the chart's labels; None is a figure that is not there, never
    a zero. ``notes`` says more about single points by their position: in place of "Not supplied"
    where there is no value ("Fewer than 5"), in brackets after it otherwise ("provisional").
    """

    name: str
    values: Sequence[Decimal | None]
    notes: Mapping[int, str] = field(default_factory=dict)

    def cell(self, position: int, write: Format) -> str:
        """What the table says for one point."""
        value, note = self.values[position], self.notes.get(position, "")
        if value is None:
            return note or NOT_SUPPLIED
        return f"{write(value)} ({note})" if note else write(value)


@dataclass(frozen=True, slots=True)
class Break:
    """A reorganisation or a change of definition, drawn ahead of the point with this position."""

    before: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart: two drawings of the same figures, the sentence they show and their table.

    ``svg`` is drawn 640 units wide for screens and print, ``narrow`` 320 units wide for phones
    (empty for a spark). Both are safe to place inline: escaped, without styles or scripts. One that is
    ``full`` is printed as wide as the page; one without ``rows`` has its words elsewhere.
    ``headings`` has one text a column and ``rows`` one tuple of texts a point, the label first.
    """

    title: str
    sentence: str
    svg: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: str = ""
    full: bool = False


@dataclass(frozen=True, slots=True)
class Data:
    """The checked figures of one chart."""

    title: str
    labels: tuple[str, ...]
    short_labels: tuple[str, ...]
    series: tuple[Series, ...]
    breaks: tuple[Break, ...]
    heading: str
    write: Format

    def headings(self) -> tuple[str, ...]:
        return (self.heading, *(one.name for one in self.series))

    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (label, *(one.cell(position, self.write) for one in self.series))
            for position, label in enumerate(self.labels)
        )

    def present(self) -> list[Decimal]:
        return [value for one in self.series for value in one.values if value is not None]


def checked(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    heading: str,
    write: Format,
    breaks: Sequence[Break] = (),
    short_labels: Sequence[str] | None = None,
) -> Data:
    """The figures as a chart needs them.

    Raises ValueError when there are too many series or points, when a series has not one value for
    each label, when a value is not a finite number, or when a break stands outside the chart.
    """
    if len(series) > MOST_SERIES:
        raise ValueError(f"A chart shows {MOST_SERIES} series at most; {len(series)} were given.")
    if len(labels) > MOST_POINTS:
        raise ValueError(f"A chart shows {MOST_POINTS} points at most; {len(labels)} were given.")
    if short_labels is not None and len(short_labels) != len(labels):
        raise ValueError("Short labels must be as many as labels.")
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(
                f"{one.name!r} has {len(one.values)} values for {len(labels)} labels;"
                " give None for a figure that is not there."
            )
        if any(value is not None and not value.is_finite() for value in one.values):
            raise ValueError(f"{one.name!r} holds a value that is not a finite number.")
    if any(not 0 < one.before < len(labels) for one in breaks):
        raise ValueError(
            "A break stands between two points: before must be 1 to the last position."
        )
    return Data(
        title=title,
        labels=tuple(labels),
        short_labels=tuple(short_labels or labels),
        series=tuple(series),
        breaks=tuple(sorted(breaks, key=lambda one: one.before)),
        heading=heading,
        write=write,
    )
