"""Planning, carrying out and undoing a reorganisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks
from safeloom.domain.partnership.commands.reorganising import running, undoing
from safeloom.domain.partnership.commands.reorganising.standing import problems, refuse_roles_back
from safeloom.domain.partnership.models import (
    Agency,
    AgencyHeir,
    AgencyPath,
    Area,
    AreaHeir,
    AreaPath,
    Reorganisation,
    ReorganisationChoice,
)
from safeloom.foundation.access.queries import roles_from
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import Stale, in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.kernel import identifiers

Kind = Reorganisation.Kind
_NO_HEIR: list[Any] = [None]


@dataclass(frozen=True, kw_only=True)
class NewHeir:
    """What agencies or areas become: one that is there (`body`), or a new one with a name, and for an
    agency its kind."""

    body: Agency | Area | None = None
    name: str = ""
    kind: str = ""
    ods_code: str = ""
    gss_code: str = ""
    dfe_la_code: str = ""


@transaction.atomic
def plan(*, by: Person | None, partnership: Partnership, kind: str) -> Reorganisation:
    """Begin a plan, which changes nothing until it is carried out."""
    if kind not in Kind.values:
        raise ValidationError({"kind": "Choose what happens."})
    title = str(Kind(kind).label)
    record = open_record(partnership=partnership, kind="reorganisation", prefix="RO", title=title)
    act = Reorganisation.objects.create(record=record, kind=kind, planned_by=by)
    _audit(by, act, "reorganisation.plan", kind=kind)
    return act


@transaction.atomic
def set_agencies(
    *, by: Person | None, act: Reorganisation, seen: int | None, agencies: Sequence[Agency]
) -> Reorganisation:
    """Say which agencies the plan is about. Those it was about before keep what they become."""
    act = _planned(act, seen)
    _of_here(act, agencies)
    _set_bodies(AgencyPath, act, agencies, list(act.agency_heirs.all()))
    return _told(by, act, agencies=[one.record.reference for one in agencies])


@transaction.atomic
def set_areas(
    *, by: Person | None, act: Reorganisation, seen: int | None, areas: Sequence[Area]
) -> Reorganisation:
    """Say which areas the plan is about; none where areas stay as they are."""
    act = _planned(act, seen)
    _of_here(act, areas)
    _set_bodies(AreaPath, act, areas, list(act.area_heirs.all()))
    return _told(by, act, areas=[one.record.reference for one in areas])


@transaction.atomic
def set_agency_heirs(
    *, by: Person | None, act: Reorganisation, seen: int | None, heirs: Sequence[NewHeir]
) -> Reorganisation:
    """Say what the agencies become, in order; every agency of the plan becomes each of them until
    `set_paths` says otherwise."""
    act = _planned(act, seen)
    _of_here(act, [one.body for one in heirs if one.body is not None])
    rows = [
        AgencyHeir(
            act=act,
            position=place,
            agency=_agency_of(one),
            name=checks.words(one.name, "name", "the name") if one.name or not one.body else "",
            kind=_kind(one, act),
            ods_code=checks.identifier(identifiers.ods_code, one.ods_code, "ods_code"),
            gss_code=checks.identifier(identifiers.gss_code, one.gss_code, "gss_code"),
            dfe_la_code=checks.identifier(identifiers.dfe_la_code, one.dfe_la_code, "dfe_la_code"),
        )
        for place, one in enumerate(heirs)
    ]
    _set_heirs(AgencyPath, act.agency_heirs, rows)
    return _told(by, act, heirs=[str(one) for one in rows])


@transaction.atomic
def set_name(
    *, by: Person | None, act: Reorganisation, seen: int | None, name: str
) -> Reorganisation:
    """Say what the agency of the plan is called from the day on."""
    act = _planned(act, seen)
    agency = act.agency_paths.select_related("predecessor").first()
    if agency is None:
        raise ValidationError("Choose the agency first.")
    name = checks.words(name, "name", "the new name")
    heir = AgencyHeir(act=act, agency=agency.predecessor, name=name)
    _set_heirs(AgencyPath, act.agency_heirs, [heir])
    return _told(by, act, name=name)


@transaction.atomic
def set_area_heirs(
    *, by: Person | None, act: Reorganisation, seen: int | None, heirs: Sequence[NewHeir]
) -> Reorganisation:
    """Say what the areas become, in order."""
    act = _planned(act, seen)
    _of_here(act, [one.body for one in heirs if one.body is not None])
    rows = [
        AreaHeir(
            act=act,
            position=place,
            area=_area_of(one),
            name=checks.words(one.name, "name", "the name") if one.name or not one.body else "",
            gss_code=checks.identifier(identifiers.gss_code, one.gss_code, "gss_code"),
            dfe_la_code=checks.identifier(identifiers.dfe_la_code, one.dfe_la_code, "dfe_la_code"),
        )
        for place, one in enumerate(heirs)
    ]
    _set_heirs(AreaPath, act.area_heirs, rows)
    return _told(by, act, area_heirs=[str(one) for one in rows])


@transaction.atomic
def set_paths(
    *,
    by: Person | None,
    act: Reorganisation,
    seen: int | None,
    agencies: Mapping[UUID, Iterable[UUID]] | None = None,
    areas: Mapping[UUID, Iterable[UUID]] | None = None,
) -> Reorganisation:
    """Say for each agency or area (by key) which of the heirs (by key) it becomes."""
    act = _planned(act, seen)
    if agencies is not None:
        _set_paths(AgencyPath, act, agencies)
    if areas is not None:
        _set_paths(AreaPath, act, areas)
    return _told(by, act, paths=len(agencies or {}) + len(areas or {}))


@transaction.atomic
def set_day(
    *, by: Person | None, act: Reorganisation, seen: int | None, day: date
) -> Reorganisation:
    """Say from which day it holds."""
    act = _planned(act, seen)
    act.day = day
    act.save(update_fields=["day"])
    return _told(by, act, day=day)


@transaction.atomic
def choose(
    *, by: Person | None, act: Reorganisation, seen: int | None, choices: Mapping[str, str]
) -> Reorganisation:
    """Keep what was chosen for lines of the plan, by the key of the line."""
    act = _planned(act, seen)
    ReorganisationChoice.objects.filter(act=act, line__in=choices).delete()
    ReorganisationChoice.objects.bulk_create(
        ReorganisationChoice(act=act, line=line, decision=decision)
        for line, decision in choices.items()
    )
    return _told(by, act, choices=len(choices))


@transaction.atomic
def drop(*, by: Person | None, act: Reorganisation, seen: int | None) -> Reorganisation:
    """Give a plan up. It stays to be seen and can no longer be carried out."""
    act = _planned(act, seen)
    act.dropped = datetime.now(UTC)
    act.save(update_fields=["dropped"])
    _audit(by, act, "reorganisation.drop")
    return act


@transaction.atomic
def carry_out(
    *, by: Person | None, act: Reorganisation, seen: int | None, seal: str | None = None
) -> Reorganisation:
    """Do what the preview showed. `seal` is that of the preview the person looked at.

    Raises ValidationError with what stands in the way; Stale where the plan was changed since, or what
    it does is no longer what was shown; nothing is written then.
    """
    in_turn(act.record.partnership)
    act = _planned(act, seen)
    wrong = problems(act)
    if wrong:
        raise ValidationError(wrong)
    parts = running.run(act, by)
    if seal is not None and running.Preview(tuple(parts)).seal != seal:
        raise Stale
    act.done, act.done_by = datetime.now(UTC), by
    act.save(update_fields=["done", "done_by"])
    _audit(
        by,
        act,
        "reorganisation.carry_out",
        day=act.day,
        **{part.key: f"{len(part.lines)} looked at, {part.begins} begun" for part in parts},
    )
    return act


@transaction.atomic
def undo(*, by: Person | None, act: Reorganisation, seen: int | None) -> Reorganisation:
    """Take an act back: what it ended lasts as before, what it began is removed. Refused with all that
    rests on it, and to whom it would give a role back that they have no more."""
    in_turn(act.record.partnership)
    act = _now(act, seen)
    if not act.stands:
        raise ValidationError("It was undone already." if act.undone else "It was not carried out.")
    in_the_way = undoing.obstacles(act)
    if in_the_way:
        raise ValidationError([one.words for one in in_the_way])
    day = act.day or today()
    had = roles_from(by, day)
    undoing.take_back(act)
    refuse_roles_back(by, day, had)
    act.undone, act.undone_by = datetime.now(UTC), by
    act.save(update_fields=["undone", "undone_by"])
    _audit(by, act, "reorganisation.undo", day=act.day)
    return act


def _now(act: Reorganisation, seen: int | None) -> Reorganisation:
    next_revision(act.record, seen)
    return Reorganisation.objects.select_related("record__partnership").get(pk=act.pk)


def _planned(act: Reorganisation, seen: int | None) -> Reorganisation:
    act = _now(act, seen)
    if not act.is_planned:
        words = "It was given up." if act.dropped else "It was carried out already."
        raise ValidationError(f"{words} Plan another one.")
    return act


def _of_here(act: Reorganisation, bodies: Sequence[Agency | Area]) -> None:
    if any(one.record.partnership_id != act.record.partnership_id for one in bodies):
        raise ValidationError("Choose one of this partnership.")


def _kind(heir: NewHeir, act: Reorganisation) -> str:
    if heir.body is not None:
        return ""
    if heir.kind not in Agency.Kind.values:
        raise ValidationError({"kind": "Choose what kind of agency it is."})
    return heir.kind


def _agency_of(heir: NewHeir) -> Agency | None:
    if isinstance(heir.body, Area):
        raise ValidationError("An agency cannot become an area.")
    return heir.body


def _area_of(heir: NewHeir) -> Area | None:
    if isinstance(heir.body, Agency):
        raise ValidationError("An area cannot become an agency.")
    return heir.body


def _set_paths(paths: Any, act: Reorganisation, wanted: Mapping[UUID, Iterable[UUID]]) -> None:
    paths.objects.filter(act=act, predecessor__in=wanted).delete()
    paths.objects.bulk_create(
        paths(act=act, predecessor_id=one, heir_id=heir)
        for one, heirs in wanted.items()
        for heir in (list(heirs) or _NO_HEIR)
    )


def _set_bodies(paths: Any, act: Reorganisation, bodies: Sequence, heirs: list) -> None:
    wanted = {one.pk for one in bodies}
    paths.objects.filter(act=act).exclude(predecessor__in=wanted).delete()
    there = set(paths.objects.filter(act=act).values_list("predecessor_id", flat=True))
    paths.objects.bulk_create(
        paths(act=act, predecessor_id=key, heir=heir)
        for key in (one.pk for one in bodies if one.pk not in there)
        for heir in heirs or [None]
    )


def _set_heirs(paths: Any, standing: Any, rows: list) -> None:
    act = standing.instance
    bodies = set(paths.objects.filter(act=act).values_list("predecessor_id", flat=True))
    paths.objects.filter(act=act).delete()
    standing.all().delete()
    standing.bulk_create(rows)
    paths.objects.bulk_create(
        paths(act=act, predecessor_id=key, heir=heir) for key in bodies for heir in rows or [None]
    )


def _told(by: Person | None, act: Reorganisation, **said: Any) -> Reorganisation:
    """Call the plan by what it is about, and write the audit."""
    record = act.record
    title = _title(act)
    if record.title != title:
        record.title = title
        record.save(update_fields=["title"])
    _audit(by, act, "reorganisation.change", **said)
    return act


def _title(act: Reorganisation) -> str:
    before = [str(one) for one in _distinct(act.agency_paths, "predecessor__principal")]
    after = [str(one) for one in act.agency_heirs.select_related("agency__principal")]
    if not before or not after:
        return str(act.get_kind_display())
    if act.kind == Kind.TRANSFER:
        return _short(f"From {before[0]} to {after[0]}")
    verb = "becomes" if len(before) == 1 else "become"
    verb = "is called" if act.kind == Kind.RENAME else verb
    return _short(f"{_listed(before)} {verb} {_listed(after)}")


def _distinct(paths: Any, related: str) -> list:
    rows = paths.select_related(related)
    return list({row.predecessor_id: row.predecessor for row in rows}.values())


def _listed(names: list[str]) -> str:
    if len(names) > 3:
        return f"{len(names)} agencies"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _short(title: str) -> str:
    return title if len(title) <= 200 else f"{title[:197]}..."


def _audit(by: Person | None, act: Reorganisation, verb: str, **after: Any) -> None:
    audit.write(by=by, verb=verb, record=act.record, after=after)
