"""Lines and sparks: figures in the order of time."""

from collections.abc import Sequence
from decimal import Decimal

from safeloom.web.charts import sentences, svg
from safeloom.web.charts.model import Break, Chart, Data, Format, Series, checked, number
from safeloom.web.charts.scale import ticks

_WIDE, _NARROW = (640.0, 18.0), (320.0, 14.0)
_MOST_MARKED = 20
_BOLD = 1.12


def lines(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    heading: str = "Period",
    write: Format = number,
    breaks: Sequence[Break] = (),
    short_labels: Sequence[str] | None = None,
) -> Chart:
    """A line for each series, labelled at its end; a missing figure is a gap.

    No line runs across a break. The axis starts at zero unless all figures lie far above it, and
    then says so. Raises ValueError as `checked` does.
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
    sentence = sentences.change(data)
    return Chart(
        title=title,
        sentence=sentence,
        svg=_Lines(data, sentence, "w", *_WIDE).draw(),
        headings=data.headings(),
        rows=data.rows(),
        narrow=_Lines(data, sentence, "n", *_NARROW).draw(),
    )


def spark(
    title: str,
    labels: Sequence[str],
    values: Sequence[Decimal | None],
    *,
    heading: str = "Period",
    write: Format = number,
    breaks: Sequence[Break] = (),
) -> Chart:
    """A line the size of a word, for a cell; its table and sentence are those of a full chart. At a
    break the line has a gap and a dashed rule."""
    data = checked(
        title, labels, [Series(title, values)], heading=heading, write=write, breaks=breaks
    )
    sentence = sentences.change(data)
    present = data.present()
    low, high = (min(present), max(present)) if present else (Decimal(0), Decimal(0))
    step = 112 / max(len(labels) - 1, 1)
    span = float(high - low) or 1.0
    points = [
        None
        if value is None
        else (4 + at * step, 16 if high == low else 27 - float(value - low) / span * 22)
        for at, value in enumerate(values)
    ]
    broken = [one.before for one in data.breaks]
    parts = [
        svg.line(at, 2, at, 30, svg.INK, "3 4")
        for at in (4 + (before - 0.5) * step for before in broken)
    ]
    parts += _runs(points, broken, 'stroke="#0b5c63" stroke-width="2" fill="none"')
    parts += [svg.mark(*run[0], 0) for run in _pieces(points, broken) if len(run) == 1]
    ends = [point for point in points if point]
    parts += [svg.mark(*ends[-1], 0)] if ends else []
    key = svg.key_of(data, sentence, "s")
    return Chart(
        title=title,
        sentence=sentence,
        svg=svg.drawing(key, title, sentence, (120, 32), 14, parts),
        headings=data.headings(),
        rows=data.rows(),
    )


_Point = tuple[float, float]


def _pieces(points: Sequence[_Point | None], breaks: Sequence[int]) -> list[list[_Point]]:
    pieces: list[list[_Point]] = [[]]
    for position, point in enumerate(points):
        if point is None or position in breaks:
            pieces.append([])
        if point is not None:
            pieces[-1].append(point)
    return [piece for piece in pieces if piece]


def _runs(points: Sequence[_Point | None], breaks: Sequence[int], look: str) -> list[str]:
    return [
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in piece)}" {look}/>'
        for piece in _pieces(points, breaks)
        if len(piece) > 1
    ]


class _Lines:
    """One drawing of lines, at one width and text size."""

    def __init__(self, data: Data, sentence: str, kind: str, width: float, size: float) -> None:
        self.data, self.sentence, self.width, self.size = data, sentence, width, size
        self.key = svg.key_of(data, sentence, kind)
        present = data.present() or [Decimal(0), Decimal(1)]
        low, high = min(present), max(present)
        self.from_zero = not low > high * Decimal("0.8")
        self.ticks = ticks(min(low, Decimal(0)) if self.from_zero else low, max(high, Decimal(0)))
        self.tick_texts = [data.write(tick) for tick in self.ticks]
        self.leading = size * 1.2
        self.ends = self._end_labels()
        widest = max((svg.width_of(text, size) for end in self.ends for text in end), default=0)
        widest *= _BOLD
        self.left = max(svg.width_of(text, size) for text in self.tick_texts) + size * 0.6
        self.right = width - widest - size * 1.1
        self.top = self.leading * (len(data.breaks) + (not self.from_zero)) + size
        labels_high = sum(len(end) for end in self.ends) * self.leading
        self.bottom = self.top + max(width * 0.4, labels_high)

    def draw(self) -> str:
        data = self.data
        if not data.present():
            return svg.nothing(self.key, data.title, self.sentence, self.width, self.size)
        parts = [*self._axis(), *self._breaks(), *self._periods()]
        breaks = [one.before for one in data.breaks]
        for place, one in enumerate(data.series):
            points = [
                None if value is None else (self._x(at), self._y(value))
                for at, value in enumerate(one.values)
            ]
            dash = f' stroke-dasharray="{svg.DASHES[place]}"' if svg.DASHES[place] else ""
            look = f'fill="none" stroke="{svg.STROKES[place]}" stroke-width="2.5"{dash}'
            parts += _runs(points, breaks, look)
            few = len(points) <= _MOST_MARKED
            parts += [
                svg.mark(*point, place)
                for piece in _pieces(points, breaks)
                for point in (piece if few or len(piece) == 1 else (piece[0], piece[-1]))
            ]
        parts += self._labels()
        height = self.bottom + self.leading * 2.6
        return svg.drawing(
            self.key, data.title, self.sentence, (self.width, height), self.size, parts
        )

    def _x(self, position: float) -> float:
        many = len(self.data.labels)
        inset = self.size * 0.6
        if many == 1:
            return (self.left + self.right) / 2
        return self.left + inset + position * (self.right - self.left - 2 * inset) / (many - 1)

    def _y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - float((value - low) / (high - low)) * (self.bottom - self.top)

    def _axis(self) -> list[str]:
        parts = []
        for tick, words in zip(self.ticks, self.tick_texts, strict=True):
            y = self._y(tick)
            colour = svg.QUIET if tick == 0 else svg.RULE
            parts.append(svg.line(self.left, y, self.right, y, colour))
            x = self.left - self.size * 0.4
            parts.append(svg.text(x, y + self.size * 0.35, words, anchor="end", fill=svg.QUIET))
        if not self.from_zero:
            words = f"The axis starts at {self.tick_texts[0]}, not at zero"
            room = self.width - self.left
            parts.append(
                svg.text(
                    self.left, self.size, svg.shortened(words, room, self.size), fill=svg.QUIET
                )
            )
        return parts

    def _breaks(self) -> list[str]:
        """A dashed line for each break, its label in a row of its own above the plot."""
        rules, labels = [], []
        for row, one in enumerate(self.data.breaks):
            x = self._x(one.before - 0.5)
            y = self.size + self.leading * (row + (not self.from_zero))
            words = svg.shortened(one.label, self.width - self.size, self.size)
            wide = svg.width_of(words, self.size)
            start = x if x + wide < self.width else max(x - wide, 0.0)
            rules.append(svg.line(x, y + self.size * 0.3, x, self.bottom, svg.INK, "3 4"))
            if row:
                labels.append(
                    f'<rect x="{start:.1f}" y="{y - self.size:.1f}" width="{wide:.1f}"'
                    f' height="{self.leading:.1f}" fill="#ffffff"/>'
                )
            labels.append(svg.text(start, y, words))
        return rules + labels

    def _periods(self) -> list[str]:
        """Labels under the axis, as many as there is room for, the last one always."""
        labels = self.data.short_labels
        if not labels:
            return []
        room = max(self.width * 0.26, self._x(1) - self._x(0) if len(labels) > 1 else self.right)
        found = [svg.wrapped(label, room, self.size) for label in labels]
        parts, limit = [], self.width
        y = self.bottom + self.leading * 1.2
        for position in range(len(labels) - 1, -1, -1):
            half = max(svg.width_of(text, self.size) for text in found[position]) / 2
            x = min(max(self._x(position), half), self.width - half)
            if x + half > limit:
                continue
            limit = x - half - self.size * 0.6
            at = self._x(position)
            parts.append(svg.line(at, self.bottom, at, self.bottom + 4, svg.QUIET))
            parts += [
                svg.text(x, y + row * self.leading, words, anchor="middle", fill=svg.QUIET)
                for row, words in enumerate(found[position])
            ]
        return parts

    def _end_labels(self) -> list[list[str]]:
        labels = []
        for one in self.data.series:
            last = next((value for value in reversed(one.values) if value is not None), None)
            words = one.name if last is None else f"{one.name} {self.data.write(last)}"
            labels.append(svg.wrapped(words, self.width * 0.3 / _BOLD, self.size, most=3))
        return labels

    def _labels(self) -> list[str]:
        """Each line's name beside its end, pushed apart where they would touch."""
        wanted = []
        for place, one in enumerate(self.data.series):
            at = next(
                (p for p in range(len(one.values) - 1, -1, -1) if one.values[p] is not None), None
            )
            if at is not None:
                wanted.append((self._y(one.values[at]), place, at))
        wanted.sort()
        tops: list[float] = []
        floor = 0.0
        for y, place, _ in wanted:
            tops.append(max(y - len(self.ends[place]) * self.leading / 2, floor))
            floor = tops[-1] + len(self.ends[place]) * self.leading
        ceiling = self.bottom + self.leading * 0.4
        for index in range(len(wanted) - 1, -1, -1):
            high = len(self.ends[wanted[index][1]]) * self.leading
            tops[index] = min(tops[index], ceiling - high)
            ceiling = tops[index]
        parts = []
        for (y, place, at), top in zip(wanted, tops, strict=True):
            x = self.right + self.size * 0.7
            middle = top + len(self.ends[place]) * self.leading / 2
            if abs(middle - y) > self.size / 2 or at < len(self.data.labels) - 1:
                parts.append(svg.line(self._x(at) + 6, y, x - 3, middle, svg.QUIET, "1 3"))
            parts += [
                svg.text(
                    x,
                    top + self.leading * (row + 0.8),
                    words,
                    fill=svg.STROKES[place],
                    weight="600",
                )
                for row, words in enumerate(self.ends[place])
            ]
        return parts
