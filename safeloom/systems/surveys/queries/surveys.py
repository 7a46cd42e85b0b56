"""Which surveys there are, how they stand, and whose answers may be told apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries import progress
from safeloom.domain.questionnaires.queries.arrivals import told
from safeloom.domain.questionnaires.queries.campaigns import is_taking
from safeloom.domain.questionnaires.queries.results import Results, Shift
from safeloom.domain.questionnaires.queries.rows import campaigns
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.surveys.content import USE

DRAFT, COMING, OPEN, CLOSED = "draft", "coming", "open", "closed"


@dataclass(frozen=True)
class Line:
    """A survey with where it stands on a day and how many answered so far, None is not told; of how many that
    were asked, None where nobody knows."""

    campaign: Campaign
    stands: str
    answered: int | None
    asked: int | None


def surveys(
    viewer: Viewer, here: Partnership, permission: str = "questionnaire.see"
) -> QuerySet[Campaign]:
    """The surveys for which the viewer holds a permission."""
    rows = campaigns(viewer, here, permission).filter(use=USE)
    return rows.select_related("previous__version", "previous__record")


def stands(campaign: Campaign, day: date) -> str:
    """Whether a survey is written, is yet to open, takes answers, or is over."""
    if campaign.sent is None:
        return DRAFT
    if is_taking(campaign, day):
        return OPEN
    return COMING if day < campaign.opens and campaign.ended is None else CLOSED


def lines_of(viewer: Viewer, here: Partnership) -> list[Line]:
    """All surveys, those that close last first. 2 queries."""
    rows = progress.listed(viewer, here).filter(use=USE).order_by("-closes", "-record__reference")
    found = list(rows)
    progress.tell_handed_in(found)
    return [
        Line(
            one,
            stands(one, viewer.day),
            _answered(one),
            None if one.anonymous else one.asked,  # type: ignore[attr-defined]
        )
        for one in found
    ]


def _answered(campaign: Any) -> int | None:
    """Of named answers the board tells how many there are; those without a name not where they are few."""
    many: int = campaign.handed_in
    return told(many) if campaign.anonymous else many


def shifts_of(results: Results) -> list[tuple[str, Shift]]:
    """The questions that were asked before and after, with how answers moved."""
    return [
        (one.question.words, one.shift)
        for one in results.results()
        if one.shift is not None and not one.hidden
    ]


def without_link(campaign: Campaign, day: date) -> list[tuple[str, str, list[Agency]]]:
    """The agencies of the day that have no open link of a survey, by kind: its key, its words, and they.
    1 query."""
    there = campaign.open_links.filter(stopped__isnull=True, agency__isnull=False)
    rows = Agency.objects.as_at(day).filter(record__partnership=campaign.partnership)
    rows = rows.exclude(pk__in=there.values("agency")).select_related("principal", "record")
    found: dict[str, list[Agency]] = defaultdict(list)
    for row in rows.order_by("principal__name", "record__reference"):
        found[row.kind].append(row)
    return [(key, words, found[key]) for key, words in Agency.Kind.choices if key in found]


def apart(names: Iterable[str]) -> list[tuple[str, str]]:
    """By what results may be shared out, and how a link to that is called."""
    words = {"link": "by where they were answered", "area": "by area", "agency": "by agency"}
    return [(name, words[name]) for name in names if name in words]
