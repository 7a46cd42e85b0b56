"""The rows of the scorecard as they are shown and taken away."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from safeloom.domain.indicators.cells import PER
from safeloom.domain.indicators.queries import Line, Scorecard
from safeloom.kernel.direction import Change
from safeloom.kernel.rag import Rag
from safeloom.web.charts import Break, spark
from safeloom.web.charts.model import Chart
from safeloom.web.words import count_words

# The quarter shown, and the three before it: all eight are in the small line.
ACROSS = 4


@dataclass(frozen=True)
class Row:
    """A line with what only a page needs."""

    line: Line
    url: str
    spark: Chart
    labels: tuple[str, ...]

    @property
    def name(self) -> str:
        """The measure, and about whom where it is not about all."""
        about = self.line.reading.about.name
        title = self.line.reading.measure.title
        return f"{title}: {about}" if about else title

    @property
    def per(self) -> str:
        """What the numbers of the row are in, where neither they nor the title say so."""
        return self.line.reading.measure.per

    @property
    def cells(self):
        """The cells under the quarters that stand across."""
        return self.line.cells[-ACROSS:]

    @property
    def across(self):
        """The cells under the quarters that stand across, each with its quarter's label."""
        return zip(self.labels[-ACROSS:], self.cells, strict=True)

    @property
    def target(self) -> str:
        """The target in words, `At least 90%`; empty where there is none."""
        reading = self.line.reading
        return reading.target.words(reading.measure).removesuffix(PER) if reading.target else ""

    @property
    def direction(self) -> str:
        """In a word, against the period before."""
        return in_a_word(self.line.reading.change, self.line.reading.across)

    @property
    def year_direction(self) -> str:
        """In a word, against the same period a year before."""
        return in_a_word(self.line.reading.year_change, self.line.reading.year_across)

    @property
    def rating(self) -> str:
        """The rating's word; a measure without a target is not "Not known"."""
        reading = self.line.reading
        return reading.rag.word if reading.target else "No target"


def in_a_word(change: Change | None, across: date | None = None) -> str:
    """Better, worse or the same; where neither way is better, which way; empty for no change. Over a
    reorganisation it says so."""
    if change is None:
        return "Not comparable" if across else ""
    word = change.direction.value if change.direction else change.arrow.value.capitalize()
    return f"{word}, not like for like" if across else word


def rows_of(card: Scorecard, partnership_key: str) -> list[Row]:
    """The scorecard's lines, each with its address and its small line over time."""
    labels = tuple(period.short_label() for period in card.periods)
    return [
        Row(
            line,
            reverse("indicators:measure", args=[partnership_key, line.reading.measure.key]),
            spark(
                line.reading.measure.title,
                labels,
                line.spark,
                breaks=[Break(one.before, one.label) for one in line.breaks],
            ),
            labels,
        )
        for line in card.lines
    ]


def headings(card: Scorecard) -> list[str]:
    """The columns, on the page and in the file alike."""
    across = [period.short_label() for period in card.periods[-ACROSS:]]
    year = ("A year before", "Against a year before")
    return ["Measure", *across, *year, "Target", "Direction", "Rating"]


def table(rows: list[Row]) -> Iterator[list[str]]:
    """The cells of each row as a file holds them."""
    for row in rows:
        reading = row.line.reading
        yield [
            f"{row.name} ({row.per})" if row.per else row.name,
            *(said(cell) for cell in row.cells),
            said(reading.last_year),
            row.year_direction,
            row.target,
            row.direction,
            row.rating,
        ]


def said(cell) -> str:
    """A cell in words: a number that may still change says so."""
    return f"{cell.short} (provisional)" if cell.provisional else cell.short


def sentence(asked, rows: list[Row]) -> str:
    """What is shown, how many, and how they stand."""
    ratings = Counter(row.line.reading.rag for row in rows)
    stand = [
        f"{ratings[rag]} {rag.word.lower()}"
        for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)
        if ratings[rag]
    ]
    about = f" of {asked.of_whom}" if asked.of_whom else ""
    shown = f"{count_words(len(rows), 'measure', 'measures')}{about}, {asked.quarter.label()}"
    return f"{shown}: {', '.join(stand)}." if stand else f"{shown}."
