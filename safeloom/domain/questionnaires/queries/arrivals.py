"""How many answers came to an anonymous campaign, by where its links hang and over time.

Small numbers are not told. What is told by link is what results tell by link, so that neither page gives
away what the other hides.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries.results_hidden import too_small
from safeloom.domain.questionnaires.queries.results_parts import dimensions, shared_out
from safeloom.domain.questionnaires.queries.results_tally import Tally
from safeloom.kernel.suppression import Cell, Sum, suppress

# Up to so many days are told day by day; a longer time by weeks, the longest by four weeks.
DAYS, WEEKS = 31, 40 * 7


@dataclass(frozen=True)
class Came:
    """How many answers came from `start` to `end`, both included; None is not told."""

    start: date
    end: date
    many: int | None


def told(many: int) -> int | None:
    """How many people answered in all, or None where they are too few to be told."""
    return None if 0 < many < settings.HIDE_BELOW else many


def by_link(campaign: Campaign, day: date) -> dict[UUID, int | None]:
    """How many answers came by each open link of a campaign; None is not told. 3 queries."""
    rows = Response.objects.filter(campaign=campaign, record__isnull=True, through__isnull=False)
    counts = dict(rows.order_by().values_list("through").annotate(n=Count("pk")))
    found = dimensions(campaign, day)
    links = [*campaign.open_links.values_list("pk", flat=True)]
    total = Tally(submitted=sum(counts.values()))
    if told(total.submitted) is None:
        return dict.fromkeys(links)
    parts = shared_out(found, {pk: Tally(submitted=many) for pk, many in counts.items()})
    hidden = too_small(total, parts, settings.HIDE_BELOW)
    return {pk: None if str(pk) in hidden else counts.get(pk, 0) for pk in links}


def over_time(campaign: Campaign, day: date) -> list[Came]:
    """How many answers came in each span from the day it opened up to `day`, in order: of a day, of a week
    where it takes answers for more than a month. 1 query."""
    open_for = (campaign.closes - campaign.opens).days + 1
    step = timedelta(days=1 if open_for <= DAYS else 7 if open_for <= WEEKS else 28)
    rows = Response.objects.filter(campaign=campaign, record__isnull=True)
    counts = dict(rows.order_by().values_list("submitted_on").annotate(n=Count("pk")))
    last = min(day, campaign.closes)
    spans: list[tuple[date, date, int]] = []
    start = campaign.opens
    while start <= last:
        end = min(start + step - timedelta(days=1), campaign.closes)
        spans.append((start, end, sum(n for on, n in counts.items() if on and start <= on <= end)))
        start += step
    cells = [Cell("all", sum(many for _, _, many in spans))]
    cells += [Cell(f"{start}", many) for start, _, many in spans]
    sums = [Sum("all", tuple(f"{start}" for start, _, _ in spans))] if spans else []
    hidden = suppress(cells, sums, below=settings.HIDE_BELOW)
    # How many answered in all is told elsewhere: where that would not do, no span is told.
    none = "all" in hidden
    return [
        Came(start, end, None if none or f"{start}" in hidden else many)
        for start, end, many in spans
    ]
