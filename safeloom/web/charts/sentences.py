"""The sentence that a chart shows, worked out from its figures."""

from decimal import Decimal

from safeloom.web.charts.model import Data, Format, Series

NOTHING = "No figures were supplied."
_FEW = 3


def change(data: Data, lack: str = "") -> str:
    """From the first figure to the last, for each series or, of many, how many rose and fell."""
    moved = [(one, *ends) for one in data.series if (ends := _ends(one)) and ends[0] != ends[1]]
    single = [(one, ends[0]) for one in data.series if (ends := _ends(one)) and ends[0] == ends[1]]
    if not moved and not single:
        return NOTHING
    parts = []
    if len(moved) > _FEW:
        parts.append(
            _count_of_moves(data, [(one.name, one.values[a], one.values[b]) for one, a, b in moved])
        )
    elif moved:
        spans = {(first, last) for _, first, last in moved}
        shared = len(spans) == 1
        clauses = [
            f"{one.name} {_moved(one.values[a], one.values[b], data.write)}"
            + ("" if shared else f" between {data.labels[a]} and {data.labels[b]}")
            for one, a, b in moved
        ]
        first, last = next(iter(spans))
        closing = f" between {data.labels[first]} and {data.labels[last]}" if shared else ""
        parts.append(f"{_joined(clauses)}{closing}.")
    parts += [
        f"{one.name} was {data.write(one.values[at])} in {data.labels[at]}, the only figure."
        for one, at in single
    ]
    return _opened(" ".join([*parts, *_warnings(data, lack)]))


def extremes(data: Data) -> str:
    """The highest and lowest of each series, or of many series the highest and lowest of all."""
    named = len(data.series) > 1
    if len(data.series) > _FEW:
        points = [
            (value, f"{one.name}, {label}")
            for one in data.series
            for label, value in zip(data.labels, one.values, strict=True)
            if value is not None
        ]
        parts = [_highest_and_lowest(points, data.write, "")]
    else:
        parts = [
            _highest_and_lowest(
                [
                    (v, label)
                    for label, v in zip(data.labels, one.values, strict=True)
                    if v is not None
                ],
                data.write,
                f"{one.name}: " if named else "",
            )
            for one in data.series
        ]
    parts = [part for part in parts if part]
    return _opened(" ".join([*parts, *_warnings(data)])) if parts else NOTHING


def of_totals(data: Data, over_time: bool) -> str:
    """The change of the totals, or the largest; a total is worked out only from all its parts."""
    totals = Series("The total", totals_of(data))
    known = Data(
        title=data.title,
        labels=data.labels,
        short_labels=data.short_labels,
        series=(totals,),
        breaks=data.breaks,
        heading=data.heading,
        write=data.write,
    )
    if not known.present():
        return "No total can be worked out: parts were not supplied." if data.present() else NOTHING
    if over_time:
        return change(known, lack="totals cannot be worked out: parts were not supplied")
    points = [
        (v, label) for label, v in zip(data.labels, totals.values, strict=True) if v is not None
    ]
    parts = [_highest_and_lowest(points, data.write, "In total ")]
    return _opened(" ".join([*parts, *_warnings(data)]))


def totals_of(data: Data) -> tuple[Decimal | None, ...]:
    """For each label the sum of its parts, or None when a part is not there."""
    columns = zip(*(one.values for one in data.series), strict=True)
    return tuple(None if None in column else sum(column, Decimal(0)) for column in columns)


def _ends(one: Series) -> tuple[int, int] | None:
    present = [position for position, value in enumerate(one.values) if value is not None]
    return (present[0], present[-1]) if present else None


def _moved(first: Decimal, last: Decimal, write: Format) -> str:
    before, after = write(first), write(last)
    if before == after:
        return f"was {before} both at the start and at the end"
    return f"{'rose' if last > first else 'fell'} from {before} to {after}"


def _count_of_moves(data: Data, moves: list[tuple[str, Decimal, Decimal]]) -> str:
    rose = [move for move in moves if move[2] > move[1]]
    fell = [move for move in moves if move[2] < move[1]]
    same = len(moves) - len(rose) - len(fell)
    counts = [f"{len(found)} {word}" for found, word in ((rose, "rose"), (fell, "fell")) if found]
    counts += [f"{same} did not change"] if same else []
    parts = [f"Of {len(moves)} lines, {_joined(counts)}."]
    for found, word in ((rose, "rose"), (fell, "fell")):
        if found:
            name, first, last = max(found, key=lambda move: abs(move[2] - move[1]))
            parts.append(f"{name} {word} most, from {data.write(first)} to {data.write(last)}.")
    return " ".join(parts)


def _highest_and_lowest(points: list[tuple[Decimal, str]], write: Format, opening: str) -> str:
    if not points:
        return ""
    high, low = max(points)[0], min(points)[0]
    tops = [label for value, label in points if value == high]
    bottoms = [label for value, label in points if value == low]
    if len(points) == 1:
        return f"{opening}{tops[0]} is {write(high)}, the only figure."
    if high == low:
        return f"{opening}all are {write(high)}."
    highest, lowest = _tied(tops, write(high)), _tied(bottoms, write(low))
    return f"{opening}the highest is {highest} and the lowest {lowest}."


def _tied(labels: list[str], value: str) -> str:
    if len(labels) > _FEW:
        return f"{value} ({len(labels)} of them)"
    return f"{value} ({_joined(labels)})"


def _warnings(data: Data, lack: str = "") -> list[str]:
    everything = sum(len(one.values) for one in data.series)
    absent = everything - len(data.present())
    told = []
    if absent:
        # A note says why there is none: not supplied, not expected, hidden.
        explained = any(one.notes for one in data.series)
        verb = ("has" if absent == 1 else "have") if explained else "was" if absent == 1 else "were"
        lack = lack or f"figures {verb} {'no number' if explained else 'not supplied'}"
        told.append(f"{absent} of {everything} {lack}.")
    told += [f"{one.label}: figures before and after are not like for like." for one in data.breaks]
    return told


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _opened(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
