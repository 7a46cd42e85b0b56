"""Who is asked for what when agencies and areas become others. Returns stay where they were given."""

from django.db.models import Q
from django.urls import reverse

from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.indicators.models import FollowedSupply, Return, Supply
from safeloom.domain.partnership.commands.reorganising.moves import (
    EACH,
    END,
    PAIRED,
    STAY,
    Line,
    Moves,
    Option,
    Placed,
    said,
)
from safeloom.domain.partnership.commands.reorganising.places import OWN, earliest, mate, paired
from safeloom.domain.partnership.models import Reorganisation
from safeloom.kernel.dates import show_date


def follow(moves: Moves) -> list[Line]:
    """For the periods that end from the day on, what an agency was asked for is asked of what it becomes,
    about what its area becomes; several of the same become one. What was asked before and is not in
    yet stays asked of the agency that ended."""
    about = Q(agency__in=moves.agencies) | Q(area__in=moves.areas)
    rows = moves.lasting(Supply.objects.filter(about)).select_related(
        "measure__record", "agency__principal", "area__record"
    )
    rows = list(rows.order_by("measure__order", "measure__key", "area__record__title", "pk"))
    measures = {row.measure_id for row in rows}
    there = moves.lasting(Supply.objects.filter(measure__in=measures))
    there = there.exclude(pk__in=[row.pk for row in rows])
    taken = set(map(_asked, there.select_related("measure")))
    return [_follow_one(moves, row, taken) for row in rows]


def _asked(supply: Supply) -> tuple:
    """What is asked of one agency only: a measure about an area, an agency, or the whole."""
    own = supply.agency_id if supply.measure.breakdown == Breakdown.AGENCY else None
    return supply.measure_id, supply.area_id, own


def _follow_one(moves: Moves, row: Supply, taken: set) -> Line:
    key = f"supply-{row.pk}"
    areas = moves.new_areas(row.area_id)
    options, decision = _decided(moves, row, areas, key)
    words = f"{row.measure.title}, asked of {row.agency.name}"
    words += f" about {row.area.name}" if row.area else ""
    if decision == STAY:
        return Line(key, words, said(decision, options), tuple(options), decision)
    begun, joined = [], False
    for agency, area in _pairs(moves, row, areas, decision):
        new = Supply(
            measure=row.measure,
            agency=agency,
            area=area,
            days_allowed=row.days_allowed,
            start=moves.day,
            end=earliest(row.end, agency.end, area.end if area else None),
        )
        if _asked(new) in taken:
            joined = True
            continue
        taken.add(_asked(new))
        new.save(force_insert=True)
        begun.append(new)
    moves.end(FollowedSupply, row, begun, what=words)
    return Line(
        key,
        words,
        _happens(options, decision, areas, begun, joined),
        tuple(options),
        decision if options else "",
        begins=len(begun),
    )


def _decided(
    moves: Moves, row: Supply, areas: list[Placed] | None, key: str
) -> tuple[list[Option], str]:
    if row.agency_id not in moves.agencies:
        return [], EACH
    heirs = moves.heirs(row.agency_id)
    own = OWN if areas and paired(heirs, areas) else ""
    each = row.measure.breakdown == Breakdown.AGENCY
    options = moves.choices_for(row.agency_id, each=each, end="Is asked of nobody", paired=own)
    options = [Option(one.value, one.words.replace("Passes to", "Is asked of")) for one in options]
    usual = PAIRED if own else EACH if each and len(heirs) > 1 else heirs[0].key
    return options, moves.decided(key, options, usual)


def _pairs(moves: Moves, row: Supply, areas: list[Placed] | None, decision: str) -> list[tuple]:
    heirs = moves.heirs(row.agency_id)
    if row.agency_id not in moves.agencies:
        return [(row.agency, one.body) for one in areas or []]
    if decision == PAIRED:
        return [(mate(heirs, one).body, one.body) for one in areas or []]
    places = [one.body for one in areas] if areas else [row.area]
    chosen = moves.chosen_heirs(row.agency_id, decision)
    return [(one.body, place) for one in chosen for place in places]


def _happens(options, decision: str, areas, begun: list[Supply], joined: bool) -> str:
    words = said(decision, options) or "Follows the area"
    if decision == END:
        return words
    if areas:
        words += f", about {' and '.join(one.name for one in areas)}"
    return f"{words} (asked once, not twice)" if joined and not begun else words


def obstacles(act: Reorganisation) -> list[tuple[str, str]]:
    """What was asked of or returned by what others became: it would answer for a time when that did not
    exist."""
    heirs = act.agency_heirs.filter(agency__isnull=False)
    made = heirs.exclude(name="").values("agency")
    areas = act.area_heirs.filter(area__isnull=False).values("area")
    mine = FollowedSupply.objects.filter(act=act, begun__isnull=False).values("begun")
    asked = Supply.objects.filter(Q(agency__in=made) | Q(area__in=areas)).exclude(pk__in=mine)
    returned = Return.objects.filter(end__gte=act.day).filter(
        Q(supplier__in=made) | Q(agency__in=made) | Q(area__in=areas) | _asked_by(act)
    )
    key = act.record.partnership.key
    return [
        (
            f"{row.agency} is asked for {row.measure.title}.",
            reverse("indicators:measure", args=[key, row.measure.key]),
        )
        for row in asked.select_related("measure__record", "agency__principal")[:20]
    ] + [
        (
            f"Return of {row.measure.title}, {show_date(row.start)} to {show_date(row.end)}.",
            reverse("indicators:return", args=[key, row.pk]),
        )
        for row in returned.select_related("measure__record").order_by("end", "measure__order")[:20]
    ]


def _asked_by(act: Reorganisation) -> Q:
    """The returns that answer what the act asks of an agency that was there before."""
    rows = FollowedSupply.objects.filter(act=act, begun__isnull=False)
    found = Q(pk__in=[])
    for measure, agency, area in rows.values_list("begun__measure", "begun__agency", "begun__area"):
        found |= Q(measure=measure, supplier=agency, area=area)
    return found
