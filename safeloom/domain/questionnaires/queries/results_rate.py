"""How many of those who were asked submitted, by kind of agency."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries.results import percent
from safeloom.domain.questionnaires.queries.results_tally import counted
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.sealed.narrowing import without_sealed


@dataclass(frozen=True)
class Rate:
    """Of the agencies of a kind that were asked, how many submitted; `kind` is empty of people."""

    kind: str
    title: str
    asked: int
    submitted: int

    @property
    def percent(self) -> int | None:
        """The share in whole per cent."""
        return percent(self.submitted, self.asked)


def invited(campaign: Campaign, viewer: Viewer | None) -> "QuerySet[Response]":
    """The responses of whoever was asked, of those that the viewer may have counted; for what is read by
    everybody (no viewer) none that is sealed. Of an anonymous campaign none."""
    rows = Response.objects.filter(campaign=campaign, record__isnull=False)
    if viewer is None:
        return without_sealed(rows)
    return viewer.rows("results.see", rows, campaign.partnership_id)


def rates_of(campaign: Campaign) -> list[Rate]:
    """The rates of a campaign whose responses have somebody's name, by the kind's title; of an anonymous
    one none, as nobody knows how many were asked. Sealed responses are left out. 2 queries."""
    if campaign.anonymous:
        return []
    asked = _by_kind(invited(campaign, None))
    submitted = _by_kind(Response.objects.filter(pk__in=counted(campaign, None).values("pk")))
    titles = dict(Agency.Kind.choices)
    found = [
        Rate(kind or "", titles.get(kind, kind) if kind else "People", many, submitted[kind])
        for kind, many in asked.items()
    ]
    return sorted(found, key=lambda one: one.title)


def _by_kind(rows: "QuerySet[Response]") -> Counter[str | None]:
    grouped = rows.order_by().values_list("agency__kind").annotate(many=Count("pk"))
    return Counter(dict(grouped))
