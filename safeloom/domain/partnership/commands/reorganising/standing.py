"""Whether an act can be carried out, and what is worth knowing before it is."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from safeloom.domain.partnership.commands.reorganising.moves import Moves
from safeloom.domain.partnership.models import Agency, Area, Reorganisation
from safeloom.foundation.access.queries import roles_from
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date

Kind = Reorganisation.Kind
_NOT_YOURSELF = (
    "This would give you yourself a role. Ask somebody else of the business unit to do it."
)


def problems(act: Reorganisation) -> list[str]:
    """What is missing or cannot be, in words that say what to do."""
    paths = list(
        act.agency_paths.select_related("predecessor__principal", "heir__agency__principal")
    )
    places = list(act.area_paths.select_related("predecessor__record", "heir__area__record"))
    if act.day is None:
        return ["Say from which day it holds."]
    if not paths and not places:
        return ["Choose what changes."]
    found = []
    if any(path.heir_id is None for path in (*paths, *places)):
        found.append("Say for each agency and area what it becomes.")
    eve = act.day - timedelta(days=1)
    for body in {path.predecessor_id: path.predecessor for path in (*paths, *places)}.values():
        found += _must_stand(body, eve if act.kind != Kind.RENAME else act.day, act.day)
    for heir in {path.heir_id: path.heir for path in (*paths, *places) if path.heir}.values():
        there = getattr(heir, "agency", None) or getattr(heir, "area", None)
        if not heir.is_new and there is not None:
            found += _must_stand(there, act.day, act.day)
    heirs = {path.heir.agency_id for path in paths if path.heir and not path.heir.is_new}
    if act.kind != Kind.RENAME and heirs & {path.predecessor_id for path in paths}:
        found.append("An agency cannot pass to itself. Choose another, or a new one.")
    return [*found, *_too_few(act, paths)]


def _must_stand(body: Agency | Area, first: date, last: date) -> list[str]:
    if body.start is not None and body.start > first:
        return [
            f"{body.name} begins on {show_date(body.start)}: there is nothing to pass on before."
        ]
    if body.end is not None and body.end < last:
        return [
            f"{body.name} ends on {show_date(body.end)} already. Choose an earlier day, "
            "or undo what ended it first."
        ]
    return []


def _too_few(act: Reorganisation, paths: list) -> list[str]:
    before = {path.predecessor_id for path in paths}
    after = {path.heir_id for path in paths if path.heir_id}
    if (
        act.kind == Kind.MERGE
        and len(before) < 2
        and all(p.heir is None or p.heir.is_new for p in paths)
    ):
        return ["Choose at least two agencies that become one, or one that is there already."]
    if act.kind == Kind.SPLIT and len(after) < 2:
        return ["Say at least two agencies that it becomes."]
    return []


def notes(act: Reorganisation) -> list[str]:
    """Other plans for the same agencies or areas."""
    plans = sharing(act).filter(done__isnull=True, dropped__isnull=True)
    return [
        f"{plan.record.reference} plans something for some of these too: {plan}."
        for plan in plans.select_related("record")
    ]


def sharing(act: Reorganisation):
    """The other acts about some of the same agencies or areas."""
    agencies = {*act.agency_paths.values_list("predecessor_id", flat=True)}
    agencies |= {*act.agency_heirs.values_list("agency_id", flat=True)} - {None}
    areas = {*act.area_paths.values_list("predecessor_id", flat=True)}
    areas |= {*act.area_heirs.values_list("area_id", flat=True)} - {None}
    about = (
        Q(agency_paths__predecessor__in=agencies)
        | Q(agency_heirs__agency__in=agencies)
        | Q(area_paths__predecessor__in=areas)
        | Q(area_heirs__area__in=areas)
    )
    rows = Reorganisation.objects.exclude(pk=act.pk).filter(about)
    return rows.filter(record__partnership=act.record.partnership_id).distinct()


def refuse_wider_roles(person: Person | None, moves: Moves, had: set[tuple]) -> None:
    """Refuse an act by which whoever carries it out gets a role they did not have, then or later: nobody
    widens what they themselves may do. A role over an agency may follow to what that becomes."""
    mine = set(had)
    for role, partnership, over in had:
        mine |= {(role, partnership, one.body.pk) for one in moves.heirs(over)}
    if roles_from(person, moves.day) - mine:
        raise ValidationError(_NOT_YOURSELF)


def refuse_roles_back(person: Person | None, day: date, had: set[tuple]) -> None:
    """Refuse to take an act back where whoever does so gets a role by it; one over what an agency was
    again, in place of what it became, is none."""
    mine = {(role, partnership) for role, partnership, _ in had}
    if {(role, partnership) for role, partnership, _ in roles_from(person, day)} - mine:
        raise ValidationError(_NOT_YOURSELF)
