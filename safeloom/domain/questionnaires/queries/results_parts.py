"""In what parts results may be told: by kind of agency, agency and area, by what the use knows of bodies (a
school's phase), or by where an open link hangs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency, AgencyArea
from safeloom.domain.partnership.models.agency import as_called
from safeloom.domain.questionnaires.models import Campaign, OpenLink, Response
from safeloom.domain.questionnaires.queries.facts import facts_known, facts_to_ask
from safeloom.domain.questionnaires.queries.results_hidden import Parts
from safeloom.domain.questionnaires.queries.results_tally import Tally, Unit
from safeloom.foundation.sealed.narrowing import without_sealed

# What stands in the address, and what it is called.
KIND, AGENCY, AREA, LINK = "kind", "agency", "area", "link"
TITLES = {KIND: "Kind of agency", AGENCY: "Body", AREA: "Area", LINK: "Where it was answered"}
NOWHERE = "none"


@dataclass
class Dimension:
    """A way to share responses out: its parts by key with what they are called, and the parts of a unit
    (an agency or an open link)."""

    name: str
    called: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    of: dict[Unit, list[str]] = field(default_factory=lambda: defaultdict(list))

    def put(self, unit: Unit, key: str, title: str) -> None:
        """A unit is in a part."""
        self.titles[key] = title
        self.of[unit].append(key)

    def places(self, unit: Unit) -> Iterable[object]:
        """The parts of a unit; what is in none is told as such."""
        return self.of.get(unit) or [NOWHERE]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Its parts, by what they are called."""
        return sorted(self.titles.items(), key=lambda pair: pair[1].casefold())

    @property
    def title(self) -> str:
        """What it is called."""
        return self.called or TITLES[self.name]


def dimensions(campaign: Campaign, day: date) -> dict[str, Dimension]:
    """The ways to share a campaign's responses out: areas as agencies worked in them on `day`. 3 queries
    at most, and those of the use's facts; none whose responses are all alike."""
    found = _by_link(campaign) if campaign.anonymous else _by_agency(campaign, day)
    return {one.name: one for one in found if len(one.titles) > 1}


def _by_agency(campaign: Campaign, day: date) -> list[Dimension]:
    kinds, bodies, areas = Dimension(KIND), Dimension(AGENCY), Dimension(AREA)
    # Who was asked about something sealed is not told even as a choice.
    asked = without_sealed(Response.objects.filter(campaign=campaign, agency__isnull=False))
    agencies = list(
        Agency.objects.filter(pk__in=asked.values("agency")).select_related("principal", "record")
    )
    as_called(agencies, day)
    for one in agencies:
        kinds.put(one.pk, one.kind, one.get_kind_display())
        bodies.put(one.pk, one.record.reference, one.name)
    rows = AgencyArea.objects.as_at(day).filter(agency__in=asked.values("agency"))
    for agency, reference, title in rows.values_list(
        "agency_id", "area__record__reference", "area__record__title"
    ):
        areas.put(agency, reference, title)
    return [kinds, bodies, areas, *_by_fact(campaign, agencies)]


def _by_fact(campaign: Campaign, agencies: list[Agency]) -> list[Dimension]:
    """By each fact that the campaign's use knows of agencies, such as a school's phase."""
    known = facts_known(campaign.use, agencies)
    found = []
    for one in facts_to_ask(campaign.partnership, campaign.use):
        titles = dict(one.values)
        words = one.words.removeprefix("the ")
        dimension = Dimension(one.name, f"{words[:1].upper()}{words[1:]}")
        for agency, facts in known.items():
            for key in sorted(facts.get(one.name, ())):
                dimension.put(agency, key, titles.get(key, key))
        if one.name not in TITLES:
            found.append(dimension)
    return found


def _by_link(campaign: Campaign) -> list[Dimension]:
    links, bodies, areas = Dimension(LINK), Dimension(AGENCY), Dimension(AREA)
    rows = OpenLink.objects.filter(campaign=campaign).select_related(
        "area__record", "agency__principal", "agency__record"
    )
    for one in rows:
        links.put(one.pk, one.code, one.label)
        if one.area is not None:
            areas.put(one.pk, one.area.record.reference, one.area.name)
        if one.agency is not None:
            bodies.put(one.pk, one.agency.record.reference, one.agency.name)
    return [links, bodies, areas]


def narrowed_to(rows: "QuerySet[Response]", dimension: Dimension, key: str) -> "QuerySet[Response]":
    """The responses of one part, of agencies that answer for themselves."""
    units = [unit for unit, keys in dimension.of.items() if key in keys]
    return rows.filter(agency__in=units)


def shared_out(found: dict[str, Dimension], by_unit: dict[object, Tally]) -> Parts:
    """All parts of all dimensions of people's answers at once, as what is hidden in one follows from
    another: the units by themselves, and `dimension key` for each part."""
    finest = {str(unit): tally for unit, tally in by_unit.items()}
    unions: dict[str, tuple[str, ...]] = {}
    for dimension in found.values():
        inside: dict[str, list[str]] = defaultdict(list)
        for unit in by_unit:
            for key in dimension.places(unit):  # type: ignore[arg-type]
                inside[f"{dimension.name} {key}"].append(str(unit))
        unions |= {name: tuple(units) for name, units in inside.items()}
    return Parts(finest, unions)
