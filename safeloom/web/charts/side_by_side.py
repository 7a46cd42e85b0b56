"""Bars and stacked bars: one row for each label, so that names of any length can be read."""

from collections.abc import Sequence
from decimal import Decimal

from safeloom.web.charts import sentences, svg
from safeloom.web.charts.model import (
    NOT_SUPPLIED,
    Break,
    Chart,
    Data,
    Format,
    Series,
    checked,
    number,
)

_WIDE, _NARROW = (640.0, 18.0), (320.0, 14.0)


def bars(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    heading: str = "Name",
    write: Format = number,
    breaks: Sequence[Break] = (),
    short_labels: Sequence[str] | None = None,
    over_time: bool = False,
) -> Chart:
    """Bars from zero with their figure at the end, in groups where series are several.

    ``over_time`` makes the sentence one of change instead of highest and lowest. Raises ValueError
    as `checked` does.
    """
    data = checked(
        title,
        labels,
        series,
        heading=heading,
        write=write,
        breaks=breaks,
        short_labels=short_labels,
    )
    sentence = sentences.change(data) if over_time else sentences.extremes(data)
    return _finished(data, sentence, _Bars)


def stacked(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    heading: str = "Name",
    write: Format = number,
    breaks: Sequence[Break] = (),
    short_labels: Sequence[str] | None = None,
    over_time: bool = False,
) -> Chart:
    """Parts of a whole in one bar a label, with the total at its end when all parts are there.

    Raises ValueError for a part below zero and as `checked` does.
    """
    data = checked(
        title,
        labels,
        series,
        heading=heading,
        write=write,
        breaks=breaks,
        short_labels=short_labels,
    )
    if any(value < 0 for value in data.present()):
        raise ValueError("Parts of a whole cannot be below zero; use bars.")
    return _finished(data, sentences.of_totals(data, over_time), _Stacked)


def _finished(data: Data, sentence: str, drawn: type["_Rows"]) -> Chart:
    return Chart(
        title=data.title,
        sentence=sentence,
        svg=drawn(data, sentence, "w", *_WIDE).draw(),
        headings=data.headings(),
        rows=data.rows(),
        narrow=drawn(data, sentence, "n", *_NARROW).draw(),
    )


class _Rows:
    """What bars and stacked bars share: the key, the names of the rows, the breaks."""

    def __init__(self, data: Data, sentence: str, kind: str, width: float, size: float) -> None:
        self.data, self.sentence, self.width, self.size = data, sentence, width, size
        self.key = svg.key_of(data, sentence, kind)
        self.leading = size * 1.2
        above = width < 400
        room = width if above else width * 0.36
        self.names = [svg.wrapped(label, room, size) for label in data.short_labels]
        self.above = above
        widest = max(
            (svg.width_of(words, size) for name in self.names for words in name), default=0
        )
        self.left = 1.0 if above else min(widest, room) + size * 0.6
        present = data.present() or [Decimal(0)]
        self.low, self.high = self.span(present)
        self.before = self.room_before(present)
        self.after = self.room_after(present)

    def span(self, present: list[Decimal]) -> tuple[Decimal, Decimal]:
        return min(*present, Decimal(0)), max(*present, Decimal(0))

    def room_before(self, present: list[Decimal]) -> float:
        return 0.0

    def room_after(self, present: list[Decimal]) -> float:
        raise NotImplementedError

    def bars_high(self) -> float:
        raise NotImplementedError

    def row(self, position: int, y: float) -> list[str]:
        raise NotImplementedError

    def x(self, value: Decimal) -> float:
        start, end = self.left + self.before, self.width - self.after
        span = self.high - self.low
        return start + (float((value - self.low) / span) * (end - start) if span else 0)

    def draw(self) -> str:
        if not self.data.present():
            return svg.nothing(self.key, self.data.title, self.sentence, self.width, self.size)
        parts = [svg.hatchings(len(self.data.series), self.key)]
        y = self._legend(parts) if len(self.data.series) > 1 else 0.0
        breaks = {one.before: one.label for one in self.data.breaks}
        zero, start = self.x(Decimal(0)), y
        for position, name in enumerate(self.names):
            if position in breaks:
                y = self._break(parts, y, breaks[position])
            y = self._named_row(parts, position, name, y)
        parts.append(svg.line(zero, start, zero, y, svg.INK))
        size = (self.width, y + self.size * 0.3)
        return svg.drawing(self.key, self.data.title, self.sentence, size, self.size, parts)

    def _named_row(self, parts: list[str], position: int, name: list[str], y: float) -> float:
        gap, high = self.size * 0.55, self.bars_high()
        words_high = len(name) * self.leading
        if self.above:
            top = y + gap
            first = top + self.size
            y = top + words_high + self.size * 0.2
            parts += self.row(position, y)
            bottom = y + high
        else:
            whole = max(high, words_high)
            first = y + gap / 2 + (whole - words_high) / 2 + self.leading * 0.8
            parts += self.row(position, y + gap / 2 + (whole - high) / 2)
            bottom = y + gap + whole
        x, anchor = (0.0, "start") if self.above else (self.left - self.size * 0.6, "end")
        parts += [
            svg.text(x, first + row * self.leading, words, anchor=anchor)
            for row, words in enumerate(name)
        ]
        return bottom

    def _legend(self, parts: list[str]) -> float:
        x, y = 0.0, 0.0
        for place, one in enumerate(self.data.series):
            name = svg.shortened(one.name, self.width - self.size * 1.4, self.size)
            wide = self.size * 1.4 + svg.width_of(name, self.size)
            if x and x + wide > self.width:
                x, y = 0.0, y + self.leading
            parts.append(svg.box(x + 1, y + 2, self.size * 0.85, self.size * 0.85, place, self.key))
            parts.append(svg.text(x + self.size * 1.25, y + self.size * 0.9, name))
            x += wide + self.size * 0.8
        return y + self.leading + self.size * 0.4

    def _break(self, parts: list[str], y: float, label: str) -> float:
        words = svg.shortened(label, self.width, self.size)
        parts.append(
            svg.line(0, y + self.size * 0.5, self.width, y + self.size * 0.5, svg.INK, "3 4")
        )
        parts.append(svg.text(self.width, y + self.size * 1.6, words, anchor="end"))
        return y + self.size * 1.9


class _Bars(_Rows):
    """Grouped bars, each with its figure beyond its end."""

    def room_before(self, present: list[Decimal]) -> float:
        below = [self._wide(value) for value in present if value < 0]
        return max(below) + self.size * 0.4 if below else 0.0

    def room_after(self, present: list[Decimal]) -> float:
        above = [self._wide(value) for value in present if value >= 0]
        notes = [
            svg.width_of(one.notes.get(position, NOT_SUPPLIED), self.size)
            for one in self.data.series
            for position, value in enumerate(one.values)
            if value is None
        ]
        # A note stands at zero: it needs its own width only where zero is at the far right.
        return max([*above, *(notes if self.high == 0 else [])], default=0.0) + self.size * 0.6

    def _wide(self, value: Decimal) -> float:
        return svg.width_of(self.data.write(value), self.size)

    def bars_high(self) -> float:
        return max(len(self.data.series), 1) * self.leading

    def row(self, position: int, y: float) -> list[str]:
        parts = []
        zero = self.x(Decimal(0))
        beside = self.size * 0.3
        for place, one in enumerate(self.data.series):
            top = y + place * self.leading
            base = top + self.leading * 0.78
            value = one.values[position]
            if value is None:
                room = self.width - zero - beside
                words = svg.shortened(one.cell(position, self.data.write), room, self.size)
                parts.append(svg.text(zero + beside, base, words, fill=svg.QUIET))
                continue
            x = self.x(value)
            parts.append(
                svg.box(min(x, zero), top + 1, abs(x - zero), self.leading - 2, place, self.key)
            )
            anchor, shift = ("end", -beside) if value < 0 else ("start", beside)
            parts.append(svg.text(x + shift, base, self.data.write(value), anchor=anchor))
        return parts


class _Stacked(_Rows):
    """One bar a row, its parts side by side in the order of the key."""

    def span(self, present: list[Decimal]) -> tuple[Decimal, Decimal]:
        columns = zip(*(one.values for one in self.data.series), strict=True)
        sums = [sum((v for v in column if v is not None), Decimal(0)) for column in columns]
        return Decimal(0), max(sums, default=Decimal(0))

    def room_after(self, present: list[Decimal]) -> float:
        return (
            max((svg.width_of(words, self.size) for words in self._totals()), default=0)
            + self.size * 0.6
        )

    def _totals(self) -> list[str]:
        words = []
        for position, total in enumerate(sentences.totals_of(self.data)):
            missing = sum(one.values[position] is None for one in self.data.series)
            if total is not None:
                words.append(self.data.write(total))
            else:
                words.append(
                    "No figures" if missing == len(self.data.series) else f"{missing} missing"
                )
        return words

    def bars_high(self) -> float:
        return self.leading * 1.15

    def row(self, position: int, y: float) -> list[str]:
        parts = []
        high = self.bars_high()
        reached = Decimal(0)
        for place, one in enumerate(self.data.series):
            value = one.values[position]
            if not value:
                continue
            start, end = self.x(reached), self.x(reached + value)
            reached += value
            parts.append(svg.box(start, y + 1, end - start, high - 2, place, self.key))
            words = self.data.write(value)
            if svg.width_of(words, self.size) + 6 < end - start and not svg.FILLS[place][2]:
                colour = svg.FILLS[place][1]
                x = (start + end) / 2
                parts.append(svg.text(x, y + high * 0.74, words, anchor="middle", fill=colour))
        x = self.x(reached) + self.size * 0.3
        parts.append(svg.text(x, y + high * 0.74, self._totals()[position]))
        return parts
