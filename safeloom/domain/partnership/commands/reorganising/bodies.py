"""The agencies and areas themselves: what begins, what ends, what came out of what."""

from safeloom.domain.partnership.commands.reorganising.moves import Line, Moves, named
from safeloom.domain.partnership.models import (
    Agency,
    AgencySuccession,
    Area,
    AreaSuccession,
    FollowedAgency,
    FollowedArea,
)
from safeloom.kernel.dates import show_date


def follow_agencies(moves: Moves) -> list[Line]:
    """The agencies end and their heirs carry on: runs last, when nothing stands in them any more."""
    lines = []
    for key, heirs in moves.agencies.items():
        agency = moves.was[key]
        if not moves.ending:
            continue
        AgencySuccession.objects.bulk_create(
            AgencySuccession(
                predecessor_id=key, successor_id=one.body.pk, day=moves.day, act=moves.act
            )
            for one in heirs
        )
        moves.end(FollowedAgency, agency, what=agency.name)
        lines.append(_line("agency", key, agency.name, moves, named(heirs)))
    return _begun(moves, "agency", moves.agencies) + lines


def follow_areas(moves: Moves) -> list[Line]:
    """The areas, likewise."""
    lines = []
    for key, heirs in moves.areas.items():
        area = moves.was[key]
        AreaSuccession.objects.bulk_create(
            AreaSuccession(
                predecessor_id=key, successor_id=one.body.pk, day=moves.day, act=moves.act
            )
            for one in heirs
        )
        moves.end(FollowedArea, area, what=area.name)
        lines.append(_line("area", key, area.name, moves, named(heirs)))
    return _begun(moves, "area", moves.areas) + lines


def _line(kind: str, key, name: str, moves: Moves, heirs: str) -> Line:
    return Line(f"{kind}-{key}", name, f"Ends on {show_date(moves.eve)}, becomes {heirs}")


def _begun(moves: Moves, kind: str, paths: dict) -> list[Line]:
    heirs: dict[str, Agency | Area] = {
        one.key: one.body for heirs in paths.values() for one in heirs
    }
    return [
        Line(f"{kind}-new-{key}", body.name, f"Begins on {show_date(moves.day)}", begins=1)
        for key, body in heirs.items()
        if body.start == moves.day and moves.begun.get(("made", body.pk))
    ]
