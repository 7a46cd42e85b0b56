"""What the pages of results, the export and reports show of a campaign: all of it or a part."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries.campaigns import is_taking
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.queries.results import Results, shaped
from safeloom.domain.questionnaires.queries.results_hidden import (
    ALL,
    OPEN,
    Veil,
    veil,
    veil_of_parts,
)
from safeloom.domain.questionnaires.queries.results_parts import (
    NOWHERE,
    Dimension,
    dimensions,
    narrowed_to,
    shared_out,
)
from safeloom.domain.questionnaires.queries.results_rate import invited
from safeloom.domain.questionnaires.queries.results_tally import (
    Tally,
    added,
    counted,
    is_of_people,
    tallied,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today


@dataclass(frozen=True)
class Narrowed:
    """One part of a dimension: `kind` `police`."""

    dimension: str
    key: str


@dataclass(frozen=True)
class Part:
    """What one part of a dimension comes to."""

    key: str
    title: str
    results: Results


@dataclass(frozen=True)
class Found:
    """What there is to show: the results (of the part, where narrowed), in what ways they may be narrowed,
    and, where asked for, each part of a dimension."""

    campaign: Campaign
    results: Results
    earlier: Results | None
    dimensions: dict[str, Dimension]
    parts: tuple[Part, ...] = ()


def rows_of(
    campaign: Campaign, viewer: Viewer | None, narrowed: Narrowed | None, day: date
) -> "QuerySet[Response]":
    """The submitted responses that results are of; those of people are never narrowed, as a few of them
    would be told apart."""
    rows = counted(campaign, viewer)
    if narrowed is None or campaign.anonymous:
        return rows
    found = dimensions(campaign, day)
    if narrowed.dimension not in found:
        return rows.none()
    return narrowed_to(rows, found[narrowed.dimension], narrowed.key)


def results_of(
    campaign: Campaign,
    viewer: Viewer | None,
    day: date,
    *,
    narrowed: Narrowed | None = None,
    by: str = "",
) -> Found:
    """What a campaign comes to: what the viewer may have counted, or without one what everybody reads. With
    `by`, each part of that dimension too. A fixed number of queries, about twice that with a campaign
    before it. Raises KeyError for a dimension or part that is not there."""
    of_people = is_of_people(campaign)
    found = dimensions(campaign, day)
    if narrowed is not None:
        found[narrowed.dimension].titles[narrowed.key]
    dimension = found[by] if by else None
    read = _of_people if of_people else _of_agencies
    results, parts, earlier = read(campaign, viewer, day, found, narrowed, dimension)
    return Found(campaign, results, earlier, found, parts)


def _of_agencies(
    campaign: Campaign,
    viewer: Viewer | None,
    day: date,
    found: dict[str, Dimension],
    narrowed: Narrowed | None,
    dimension: Dimension | None,
) -> tuple[Results, tuple[Part, ...], Results | None]:
    rows = counted(campaign, viewer)
    if narrowed is not None:
        rows = narrowed_to(rows, found[narrowed.dimension], narrowed.key)
    earlier = _before(campaign, viewer, day, narrowed)
    tally = tallied(campaign, rows)[None]
    asked = invited(campaign, viewer)
    if narrowed is not None:
        asked = narrowed_to(asked, found[narrowed.dimension], narrowed.key)
    units = list(asked.order_by().values_list("agency_id", flat=True))
    results = shaped(campaign, tally, of_people=False, earlier=earlier)
    parts: tuple[Part, ...] = ()
    if dimension is not None:
        apart = tallied(campaign, rows, dimension.places)
        parts = _parts(campaign, dimension, {str(key): one for key, one in apart.items()}, OPEN, "")
        many = Counter(str(place) for unit in units for place in dimension.places(unit))
        parts = tuple(
            replace(one, results=replace(one.results, invited=many[one.key])) for one in parts
        )
    return replace(results, invited=len(units)), parts, earlier


def _before(
    campaign: Campaign, viewer: Viewer | None, day: date, narrowed: Narrowed | None
) -> Results | None:
    """What the campaign before it came to, of the same part."""
    previous = campaign.previous
    if previous is None or is_of_people(previous) != is_of_people(campaign):
        return None
    rows = counted(previous, viewer)
    if narrowed is not None:
        there = dimensions(previous, day).get(narrowed.dimension)
        if there is None:
            return None
        rows = narrowed_to(rows, there, narrowed.key)
    return shaped(previous, tallied(previous, rows)[None], of_people=False)


def _of_people(
    campaign: Campaign,
    viewer: Viewer | None,
    day: date,
    found: dict[str, Dimension],
    narrowed: Narrowed | None,
    dimension: Dimension | None,
) -> tuple[Results, tuple[Part, ...], Results | None]:
    questionnaire = questionnaire_of(campaign.version)
    every: dict[str, Tally] = {}
    if narrowed is None and dimension is None:
        total = _total(campaign, viewer)
        known = veil(questionnaire, total)
    else:
        rows, whole = counted(campaign, viewer), _is_whole(campaign, viewer)
        units = tallied(campaign, rows, lambda unit: [unit], whole=whole)
        # Nobody without a name is of an agency that may be another by now: all is the sum of the units.
        total = added(units.values()) if campaign.anonymous else _total(campaign, viewer)
        parts_of, together = shared_out(found, units), veil(questionnaire, total)
        known, every = veil_of_parts(questionnaire, total, parts_of, together), parts_of.every
    earlier = None
    previous = campaign.previous
    if previous is not None and narrowed is None and is_of_people(previous):
        earlier = shaped(previous, _total(previous, viewer), of_people=True)
    place = f"{narrowed.dimension} {narrowed.key}" if narrowed else ALL
    tally = every.get(place, Tally()) if narrowed else total
    results = shaped(campaign, tally, of_people=True, known=known, place=place, earlier=earlier)
    if campaign.anonymous and is_taking(campaign, today()):
        # That nobody is counted yet says not that nobody answered.
        results = replace(results, waits=True, submitted=results.submitted or None)
    if not campaign.anonymous and narrowed is None:
        results = replace(results, invited=invited(campaign, viewer).count())
    parts: tuple[Part, ...] = ()
    if dimension is not None:
        parts = _parts(campaign, dimension, every, known, f"{dimension.name} ")
    return results, parts, earlier


def _total(campaign: Campaign, viewer: Viewer | None) -> Tally:
    """What all responses of people come to."""
    whole = _is_whole(campaign, viewer)
    return tallied(campaign, counted(campaign, viewer), whole=whole)[None]


def _is_whole(campaign: Campaign, viewer: Viewer | None) -> bool:
    """Whether what is counted of the version's answers is all of them. 1 query at most."""
    if not campaign.anonymous or is_taking(campaign, today()):
        return False
    sees_all = viewer is None or viewer.may_everywhere("results.see", campaign.partnership_id)
    others = Campaign.objects.filter(version=campaign.version_id).exclude(pk=campaign.pk)
    return sees_all and not others.exists()


def _parts(
    campaign: Campaign, dimension: Dimension, every: dict[str, Tally], known: Veil, prefix: str
) -> tuple[Part, ...]:
    titles = [*dimension.choices, (NOWHERE, "None of these")]
    return tuple(
        Part(
            key,
            title,
            shaped(
                campaign,
                every.get(f"{prefix}{key}", Tally()),
                of_people=known.applies,
                known=known,
                place=f"{prefix}{key}",
            ),
        )
        for key, title in titles
        if key != NOWHERE or f"{prefix}{NOWHERE}" in every
    )
