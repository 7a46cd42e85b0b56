"""What agencies and areas came out of: for series that go on over a reorganisation."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q

from safeloom.domain.partnership.models import AgencySuccession, AreaSuccession
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today

_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """What an agency or area came out of on `day`. `wholly` are those that went over into it alone, so
    that together they are what it was before; `partly` are those that became others too, or went
    into one that was there before: their numbers are not its own."""

    day: date
    wholly: tuple[UUID, ...] = ()
    partly: tuple[UUID, ...] = ()


def origins(partnership: Partnership) -> dict[UUID, Origin]:
    """The agencies and areas of a partnership that came out of others, by key: one query."""
    what = ("predecessor_id", "successor_id", "day", "predecessor__end", "successor__start")
    mine = {"predecessor__record__partnership": partnership}
    agencies = AgencySuccession.objects.filter(**mine).order_by()
    areas = AreaSuccession.objects.filter(**mine).order_by()
    rows = list(agencies.values_list(*what).union(areas.values_list(*what), all=True))
    heirs: dict[UUID, int] = defaultdict(int)
    for before, *_ in rows:
        heirs[before] += 1
    found: dict[UUID, Origin] = {}
    for before, after, day, ended, began in sorted(rows, key=lambda row: (row[2], str(row[0]))):
        known = found.get(after)
        if known is None or known.day != day:
            known = Origin(day)
        whole = heirs[before] == 1 and ended == day - timedelta(days=1) and began == day
        found[after] = Origin(
            day,
            (*known.wholly, before) if whole else known.wholly,
            known.partly if whole else (*known.partly, before),
        )
    return found


def of_agency_or_before(agency: UUID, path: str) -> Q:
    """The rows at `path` that are an agency's, or those of agencies that went over into it alone: what
    they returned is its own history from the day on."""
    found = Q(**{path: agency})
    reached = Q(successor=agency)
    for _ in range(_LEVELS):
        rows = _alone().filter(reached).values("predecessor")
        found |= Q(**{f"{path}__in": rows})
        reached = Q(successor__in=rows)
    return found


def agency_and_before(agency: UUID) -> list[UUID]:
    """An agency and those that went over into it alone: `of_agency_or_before` as keys, for what is asked
    within further questions. 1 query where there are none, at most 3."""
    found, reached = [agency], [agency]
    for _ in range(_LEVELS):
        rows = _alone().filter(successor__in=reached)
        reached = list(rows.values_list("predecessor", flat=True))
        if not reached:
            break
        found += reached
    return found


def _alone():
    rows = AgencySuccession.objects.filter(day__lte=today()).order_by()
    rows = rows.annotate(heirs=Count("predecessor__became", distinct=True))
    return rows.filter(heirs=1, predecessor__end=F("day") - timedelta(days=1))
