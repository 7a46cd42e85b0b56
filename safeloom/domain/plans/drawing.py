"""The heat map of a register: how many risks stand at each pair of likelihood and impact."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from safeloom.domain.plans.definitions import Impact, Likelihood
from safeloom.domain.plans.standing import Standing
from safeloom.kernel.risk import MOST, STEPS, Band, band_of
from safeloom.web.charts import Chart, Square, grid
from safeloom.web.words import count_words, list_words

_NOUN = ("risk", "risks")


@dataclass(frozen=True)
class Place:
    """One square of the map: `key` is `3x4`, likelihood first."""

    likelihood: int
    impact: int
    count: int

    @property
    def key(self) -> str:
        """What the place is called in an address."""
        return f"{self.likelihood}x{self.impact}"

    @property
    def value(self) -> int:
        """The score of the place."""
        return self.likelihood * self.impact

    @property
    def band(self) -> Band:
        """How high it is."""
        return band_of(self.value)


@dataclass(frozen=True)
class HeatMap:
    """Where the residual scores of a register stand. `rows` go from the most likely down, each from the
    least impact on; `off_grid` have a product alone, `unknown` no score."""

    rows: Sequence[tuple[str, Sequence[Place]]]
    off_grid: Sequence[Standing]
    unknown: Sequence[Standing]
    chart: Chart

    @property
    def impacts(self) -> list[str]:
        """The headings of the columns."""
        return [words for _, words in Impact.choices]


def heat_map(found: Sequence[Standing]) -> HeatMap:
    """The map of a register as at the day its standings are of."""
    counts: dict[tuple[int, int], int] = {}
    for one in found:
        if (cell := one.residual.cell) is not None:
            counts[cell] = counts.get(cell, 0) + 1
    down = sorted(STEPS, reverse=True)
    rows = [
        (
            Likelihood(step).label,
            [Place(step, impact, counts.get((step, impact), 0)) for impact in STEPS],
        )
        for step in down
    ]
    words = {
        (MOST - step, impact - 1): (counts.get((step, impact), 0), step * impact)
        for step in STEPS
        for impact in STEPS
    }
    squares = {
        at: Square(many, f"{value} {band_of(value).word}", band_of(value).rag.value)
        for at, (many, value) in words.items()
    }
    # Of a telephone's width: the table below has the words.
    small = {at: replace(one, word=str(words[at][1])) for at, one in squares.items()}
    sentence = sentence_of(found)
    across = ("Impact", [label for _, label in Impact.choices])
    drawn = ("Likelihood", [Likelihood(step).label for step in down])
    title = "Residual scores"
    wide = grid(title, sentence, across, drawn, squares)
    steps = ("Impact", [str(step) for step in STEPS])
    narrow = grid(title, sentence, steps, drawn, small, 320.0)
    table = tuple((label, *(str(place.count) for place in places)) for label, places in rows)
    return HeatMap(
        rows=rows,
        off_grid=[one for one in found if one.residual.value and one.residual.cell is None],
        unknown=[one for one in found if one.residual.value is None],
        chart=Chart(title, sentence, wide, ("Likelihood", *across[1]), table, narrow),
    )


def sentence_of(found: Sequence[Standing]) -> str:
    """`14 risks: 2 high, 9 medium, 3 low. 4 are outside the appetite. 1 moved up.`"""
    if not found:
        return "There is no risk on the register."
    bands = [one.residual.band for one in found]
    many = [
        f"{bands.count(band)} {band.word.lower()}"
        for band in (Band.HIGH, Band.MEDIUM, Band.LOW, Band.NOT_KNOWN)
        if band in bands
    ]
    said = f"{count_words(len(found), *_NOUN)}: {list_words(many)}."
    above = sum(one.outside is True for one in found)
    if above:
        said += f" {above} {'is' if above == 1 else 'are'} outside the appetite."
    return said[:1].upper() + said[1:]
