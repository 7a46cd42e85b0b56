"""Running an act by the rules of every app; a preview is the act itself, taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import agencies, areas
from safeloom.domain.partnership.commands.reorganising import renaming, standing
from safeloom.domain.partnership.commands.reorganising.moves import Line, Moves, Placed
from safeloom.domain.partnership.models import (
    Agency,
    AgencyHeir,
    Area,
    AreaHeir,
    FollowedAgency,
    FollowedArea,
    Reorganisation,
)
from safeloom.domain.partnership.queries.reorganisations import rules
from safeloom.foundation.access.queries import roles_from
from safeloom.foundation.identity.models import Person
from safeloom.kernel.registry import resolve


@dataclass(frozen=True)
class Part:
    """What happens to the rows of one rule."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def begins(self) -> int:
        """How many rows begin."""
        return sum(line.begins for line in self.lines)

    @property
    def warnings(self) -> int:
        """How many lines are to be looked at."""
        return sum(bool(line.warning) for line in self.lines)


@dataclass(frozen=True)
class Preview:
    """What an act will do: its parts, or in words why it cannot be done. `seal` changes when any of it
    does, so that nobody carries out something else than was shown."""

    parts: tuple[Part, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def warnings(self) -> int:
        """How many lines are to be looked at."""
        return sum(part.warnings for part in self.parts)

    @property
    def seal(self) -> str:
        """A hash of all that is shown."""
        told = [
            (part.key, line.key, line.words, line.happens, line.chosen, line.warning, line.detail)
            for part in self.parts
            for line in part.lines
        ]
        return sha256(repr(told).encode()).hexdigest()


def preview(act: Reorganisation, person: Person | None) -> Preview:
    """What would happen: the act is run and taken back, so that it cannot say anything else."""
    problems = standing.problems(act)
    if problems:
        return Preview(problems=tuple(problems))
    try:
        with _taken_back():
            return Preview(tuple(run(act, person)), notes=tuple(standing.notes(act)))
    except ValidationError as refused:
        return Preview(problems=tuple(refused.messages))


def run(act: Reorganisation, person: Person | None) -> list[Part]:
    """Write everything the act does, inside the caller's transaction. Raises ValidationError where a
    row cannot follow."""
    if act.kind == Reorganisation.Kind.RENAME:
        return [Part("names", "Name", tuple(renaming.rename(act)))]
    had = roles_from(person, act.day)
    moves = _moves(act)
    parts = []
    for rule in rules():
        lines = tuple(resolve(rule.follow)(moves))
        if lines:
            parts.append(Part(rule.key, rule.title, lines))
    standing.refuse_wider_roles(person, moves, had)
    return parts


def _moves(act: Reorganisation) -> Moves:
    moves = Moves(
        act=act,
        day=act.day,
        eve=act.day - timedelta(days=1),
        agencies={},
        areas={},
        was={},
        ending=act.kind != Reorganisation.Kind.TRANSFER,
        choices=dict(act.choices.values_list("line", "decision")),
    )
    placed = {}
    for heir in act.agency_heirs.select_related("agency__principal", "agency__record"):
        body = heir.agency if not heir.is_new else _new_agency(moves, heir)
        placed[heir.pk] = Placed(f"heir-{heir.pk}", heir.position, body)
    for heir in act.area_heirs.select_related("area__record"):
        body = heir.area if not heir.is_new else _new_area(moves, heir)
        placed[heir.pk] = Placed(f"heir-{heir.pk}", heir.position, body)
    for paths, into in (
        (
            act.agency_paths.select_related("predecessor__principal", "predecessor__record"),
            moves.agencies,
        ),
        (act.area_paths.select_related("predecessor__record"), moves.areas),
    ):
        for path in paths.order_by("heir__position", "heir__name", "pk"):
            moves.was[path.predecessor_id] = path.predecessor
            into.setdefault(path.predecessor_id, []).append(placed[path.heir_id])
    return moves


def _new_agency(moves: Moves, heir: AgencyHeir) -> Agency:
    new = agencies.NewAgency(
        name=heir.name,
        kind=heir.kind,
        ods_code=heir.ods_code,
        gss_code=heir.gss_code,
        dfe_la_code=heir.dfe_la_code,
        start=moves.day,
    )
    (agency,) = agencies.write(moves.act.record.partnership, [new])
    moves.begin(FollowedAgency, agency)
    moves.begun["made", agency.pk] = [agency]
    AgencyHeir.objects.filter(pk=heir.pk).update(agency=agency)
    return agency


def _new_area(moves: Moves, heir: AreaHeir) -> Area:
    new = areas.NewArea(
        name=heir.name, gss_code=heir.gss_code, dfe_la_code=heir.dfe_la_code, start=moves.day
    )
    (area,) = areas.write(moves.act.record.partnership, [new])
    moves.begin(FollowedArea, area)
    moves.begun["made", area.pk] = [area]
    AreaHeir.objects.filter(pk=heir.pk).update(area=area)
    return area


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
