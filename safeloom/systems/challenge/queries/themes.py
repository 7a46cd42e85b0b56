"""What disagreements were about, between whom, how far they went and how long they took."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Max, QuerySet

from safeloom.foundation.workflow.models import Move
from safeloom.kernel.rounding import divide_half_up
from safeloom.kernel.suppression import Cell, Sum, suppress
from safeloom.systems.challenge import content
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries.disagreements import standing
from safeloom.systems.challenge.workflows import FINAL, SETTLED, number_of

HIDDEN = "Not shown"
TOTAL, _REST = "total", "rest"


@dataclass(frozen=True)
class Fact:
    """What one disagreement adds: the highest stage it reached, how it ended, how long that took."""

    theme: str
    pair: str
    reached: int
    outcome: str
    ended: bool
    settled: bool
    long: timedelta | None
    sealed: bool


@dataclass(frozen=True)
class Line:
    """A row of the report: how many, how many of them are settled, median days to that, in words."""

    title: str
    many: str
    settled: str
    median: str


@dataclass(frozen=True)
class Themes:
    """The report: of a span of days, by theme, by pair of agencies, by the highest stage reached."""

    total: str
    by_theme: list[Line]
    by_pair: list[Line]
    by_stage: list[Line]
    by_outcome: list[tuple[str, str]]


def raised_between(rows: QuerySet[Disagreement], start: date, end: date) -> QuerySet[Disagreement]:
    """Those raised from a day to a day, both included."""
    return rows.filter(raised__date__gte=start, raised__date__lte=end)


def facts(rows: QuerySet[Disagreement]) -> list[Fact]:
    """What each of them adds. 4 queries, of however many."""
    found = list(standing(rows))
    reached = _reached([row.pk for row in found])
    ends = Move.objects.filter(record__in=[row.pk for row in found], to__in=FINAL)
    ended = dict(ends.values_list("record_id").annotate(Max("at")))
    return [
        Fact(
            theme=content.themes().get(row.theme, row.theme),
            pair=_pair(row),
            reached=reached.get(row.pk, 1),
            outcome=row.outcome,
            ended=row.pk in ended,
            settled=row.state == SETTLED,
            long=ended[row.pk] - row.raised if row.state == SETTLED else None,
            sealed=row.record.is_sealed,
        )
        for row in found
    ]


def themes(found: Collection[Fact], *, public: bool) -> Themes:
    """The report of these; `public` without the small numbers that the site hides, and all from which they
    would follow."""
    parts = {
        "theme": [each.theme for each in found],
        "pair": [each.pair for each in found],
        "stage": [f"Stage {each.reached}" for each in found],
        "outcome": [outcome_words(each) for each in found],
    }
    hidden = _hidden(found, parts) if public else frozenset()
    by = {
        name: [
            _line(
                name,
                title,
                [each for each, key in zip(found, keys, strict=True) if key == title],
                hidden,
            )
            for title in sorted(set(keys))
        ]
        for name, keys in parts.items()
    }
    return Themes(
        total=_shown(TOTAL, len(found), hidden),
        by_theme=by["theme"],
        by_pair=by["pair"],
        by_stage=by["stage"],
        by_outcome=[(line.title, line.many) for line in by["outcome"]],
    )


def _line(name: str, title: str, mine: list[Fact], hidden: Collection[str]) -> Line:
    key = f"{name}/{title}"
    longs = [each.long for each in mine if each.long is not None]
    small = f"{key}/{SETTLED}" in hidden
    return Line(
        title,
        _shown(key, len(mine), hidden),
        HIDDEN if small else f"{len(longs):,}",
        HIDDEN if small else median_days(longs),
    )


def median_days(longs: Iterable[timedelta]) -> str:
    """The median in days with one decimal, half up; a word where there is none."""
    ordered = sorted(longs)
    if not ordered:
        return "None yet"
    middle = len(ordered) // 2
    both = ordered[middle] + (ordered[middle] if len(ordered) % 2 else ordered[middle - 1])
    micro = both // timedelta(microseconds=1)
    days = divide_half_up(Decimal(micro), Decimal(2 * 24 * 3600 * 1_000_000), 1)
    return f"{days:,}"


def _hidden(found: Collection[Fact], parts: dict[str, list[str]]) -> frozenset[str]:
    """Ids of counts that must not be shown: of all, of each row of a table, and of those of a row that are
    settled and that are not."""
    done = [each.settled for each in found]
    cells = {
        TOTAL: len(found),
        f"{TOTAL}/{SETTLED}": sum(done),
        f"{TOTAL}/{_REST}": len(found) - sum(done),
    }
    sums = [Sum(TOTAL, (f"{TOTAL}/{SETTLED}", f"{TOTAL}/{_REST}"))] if found else []
    for name, keys in parts.items():
        rows = Counter(f"{name}/{key}" for key in keys)
        both = Counter(
            f"{name}/{key}/{SETTLED if settled else _REST}"
            for key, settled in zip(keys, done, strict=True)
        )
        cells |= rows
        for row in rows:
            split = {part: both[f"{row}/{part}"] for part in (SETTLED, _REST)}
            cells |= {f"{row}/{part}": count for part, count in split.items()}
            sums.append(Sum(row, tuple(f"{row}/{part}" for part in split)))
        if rows:
            sums.append(Sum(TOTAL, tuple(rows)))
        for part in (SETTLED, _REST):
            if rows:
                sums.append(Sum(f"{TOTAL}/{part}", tuple(f"{row}/{part}" for row in rows)))
    hidden = suppress(
        [Cell(key, count) for key, count in cells.items()], sums, below=settings.HIDE_BELOW
    )
    return hidden.primary | hidden.secondary


def _shown(key: str, count: int, hidden: Collection[str]) -> str:
    return HIDDEN if key in hidden else f"{count:,}"


def outcome_words(fact: Fact) -> str:
    """How a disagreement ended, or that it is open."""
    if fact.settled:
        return content.outcomes().get(fact.outcome, fact.outcome)
    return "Withdrawn" if fact.ended else "Open"


def _pair(row: Disagreement) -> str:
    return " and ".join(sorted(party.agency.name for party in row.record.between_now))


def _reached(keys: Collection[object]) -> dict[object, int]:
    found: dict[object, int] = defaultdict(lambda: 1)
    for key, to in Move.objects.filter(record__in=keys).values_list("record_id", "to"):
        found[key] = max(found[key], number_of(to) or 1)
    return found
