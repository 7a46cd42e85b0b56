"""Where agencies work, and their part as statutory partners."""

from django.db.models import Q

from safeloom.domain.partnership.commands.reorganising.moves import (
    EACH,
    PAIRED,
    STAY,
    Line,
    Moves,
    Option,
    Placed,
    said,
)
from safeloom.domain.partnership.models import (
    AgencyArea,
    FollowedCover,
    FollowedRole,
    StatutoryRole,
)

OWN = "Each for its own area"


def follow_covers(moves: Moves) -> list[Line]:
    """Where an agency works passes to what it becomes; an area that becomes others is followed by all
    who work in it."""
    rows = AgencyArea.objects.filter(Q(agency__in=moves.agencies) | Q(area__in=moves.areas))
    rows = moves.lasting(rows).select_related("agency__principal", "area__record")
    taken = _working(moves)
    lines = []
    for row in rows.order_by("area__record__title", "agency__principal__name"):
        areas = moves.new_areas(row.area_id)
        if row.agency_id not in moves.agencies:
            options, decision = [], EACH
            pairs = [(row.agency, one.body) for one in areas or []]
        else:
            own = OWN if areas and paired(moves.heirs(row.agency_id), areas) else ""
            options = moves.choices_for(row.agency_id, each=True, paired=own)
            several = len(moves.heirs(row.agency_id)) > 1
            usual = PAIRED if own else EACH if several else options[0].value
            decision = moves.decided(f"cover-{row.pk}", options, usual)
            pairs = _pairs(moves, row, areas, decision)
        if decision == STAY:
            lines.append(_line(row, options, decision, 0))
            continue
        begun = []
        for agency, area in pairs:
            if (agency.pk, area.pk) not in taken:
                taken.add((agency.pk, area.pk))
                end = earliest(row.end, agency.end, area.end)
                begun.append(
                    AgencyArea.objects.create(agency=agency, area=area, start=moves.day, end=end)
                )
        moves.end(
            FollowedCover, row, begun, what=f"The work of {row.agency.name} in {row.area.name}"
        )
        lines.append(_line(row, options, decision, len(begun), areas))
    return lines


def _working(moves: Moves) -> set:
    """Which of the bodies concerned work where on the day already."""
    rows = AgencyArea.objects.filter(agency__record__partnership=moves.partnership_id)
    rows = moves.lasting(rows).exclude(agency__in=moves.agencies if moves.ending else [])
    return set(rows.exclude(area__in=moves.areas).values_list("agency_id", "area_id"))


def _pairs(moves: Moves, row: AgencyArea, areas: list[Placed] | None, decision: str) -> list:
    heirs = moves.heirs(row.agency_id)
    if decision == PAIRED:
        return [(mate(heirs, one).body, one.body) for one in areas or []]
    places = [one.body for one in areas] if areas else [row.area]
    return [
        (one.body, place) for one in moves.chosen_heirs(row.agency_id, decision) for place in places
    ]


def _line(row: AgencyArea, options: list[Option], decision: str, begins: int, areas=None) -> Line:
    happens = said(decision, options) or "Follows the area"
    if areas:
        happens += f": {', '.join(one.name for one in areas)}"
    return Line(
        f"cover-{row.pk}",
        f"{row.agency.name} in {row.area.name}",
        happens,
        tuple(options),
        decision if options else "",
        begins=begins,
    )


def follow_roles(moves: Moves) -> list[Line]:
    """A part as a statutory partner passes to each of what an agency becomes; nobody has one twice."""
    rows = moves.lasting(StatutoryRole.objects.filter(agency__in=moves.agencies))
    heirs = {one.body.pk for placed in moves.agencies.values() for one in placed}
    there = moves.lasting(StatutoryRole.objects.filter(agency__in=heirs))
    taken = set(there.values_list("agency_id", flat=True))
    lines = []
    for row in rows.select_related("agency__principal").order_by("agency__principal__name"):
        key = f"role-{row.pk}"
        options = moves.choices_for(row.agency_id, each=True)
        usual = EACH if len(moves.heirs(row.agency_id)) > 1 else options[0].value
        decision = moves.decided(key, options, usual)
        words = f"{row.agency.name} as a statutory partner ({row.get_partner_display().lower()})"
        begun = []
        if decision != STAY:
            for one in moves.chosen_heirs(row.agency_id, decision):
                if one.body.pk not in taken:
                    taken.add(one.body.pk)
                    end = earliest(row.end, one.body.end)
                    begun.append(
                        StatutoryRole.objects.create(
                            agency=one.body, partner=row.partner, start=moves.day, end=end
                        )
                    )
            moves.end(FollowedRole, row, begun, what=words)
        lines.append(
            Line(key, words, said(decision, options), tuple(options), decision, begins=len(begun))
        )
    return lines


def earliest(*days):
    """The first of these days; None (until further notice) is later than any."""
    known = [day for day in days if day is not None]
    return min(known) if known else None


def paired(heirs: list[Placed], areas: list[Placed]) -> bool:
    """Whether each new agency has its own new area: as many in all, in the same order."""
    return len(heirs) > 1 and {one.position for one in areas} <= {one.position for one in heirs}


def mate(heirs: list[Placed], area: Placed) -> Placed:
    """The agency that goes with an area."""
    return next(one for one in heirs if one.position == area.position)
