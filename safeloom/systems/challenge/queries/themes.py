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
    hides: bool


def raised_between(
    rows: QuerySet[Disagreement], start: date, end: date
) -> QuerySet[Disagreement]:
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


def themes(found: Collection[Fact]) -> Themes:
    """The report of these, without the small numbers that the site hides."""
    parts = {
        "theme": [each.theme for each in found],
        "pair": [each.pair for each in found],
        "stage": [f"Stage {each.reached}" for each in found],
        "outcome": [outcome_words(each) for each in found],
    }
    hidden = _hidden(parts, len(found))
    by = {
        name: [
            _line(name, title, [each for each, key in zip(found, keys, strict=True) if key == title], hidden)
            for title in sorted(set(keys))
        ]
        for name, keys in parts.items()
    }
    return Themes(
        total=_shown("total", len(found), hidden),
        by_theme=by["theme"],
        by_pair=by["pair"],
        by_stage=by["stage"],
        by_outcome=[(line.title, line.many) for line in by["outcome"]],
        hides=bool(hidden),
    )


def _line(name: str, title: str, mine: list[Fact], hidden: Collection[str]) -> Line:
    key = f"{name}/{title}"
    longs = [each.long for each in mine if each.long is not None]
    small = key in hidden or 0 < len(longs) < settings.HIDE_BELOW
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


def _hidden(parts: dict[str, list[str]], total: int) -> frozenset[str]:
    """Ids of counts that must not be shown, each table being a sum of its own."""
    cells, sums = [Cell("total", total)], []
    for name, keys in parts.items():
        many = Counter(keys)
        cells += [Cell(f"{name}/{title}", count) for title, count in many.items()]
        if many:
            sums.append(Sum("total", tuple(f"{name}/{title}" for title in many)))
    found = suppress(cells, sums, below=settings.HIDE_BELOW)
    return found.primary | found.secondary


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
