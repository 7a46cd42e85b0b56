"""Adding, changing and closing agencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.commands.succession import circle
from safeloom.domain.partnership.models import (
    Agency,
    AgencyArea,
    AgencySuccession,
    Post,
    PostHolding,
    SchoolEntry,
    Seat,
    SeatHolding,
    StatutoryRole,
)
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import new_records
from safeloom.kernel import identifiers

CODES = {
    "ods_code": identifiers.ods_code,
    "urn": identifiers.urn,
    "gss_code": identifiers.gss_code,
    "dfe_la_code": identifiers.dfe_la_code,
}


@dataclass(frozen=True, kw_only=True)
class NewAgency:
    """What is said of an agency when it is added. `kind` and `standing` are keys of `Agency.Kind`
    and `Agency.Standing`; codes are taken in any usual spelling."""

    name: str
    kind: str
    standing: str = Agency.Standing.RELEVANT
    ods_code: str = ""
    urn: str = ""
    gss_code: str = ""
    dfe_la_code: str = ""
    start: date | None = None
    end: date | None = None


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, new: NewAgency) -> Agency:
    """Add an agency. Refused when one of the same kind and name, or of the same ODS code or URN,
    exists on the same days, and when a code has not its right form."""
    (agency,) = write(partnership, [new])
    audit.write(
        by=by,
        verb="agency.add",
        record=agency.record,
        after={"name": agency.name, **audit.fields_of(agency)},
    )
    return agency


@transaction.atomic
def add_many(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewAgency]
) -> list[Agency]:
    """Add many agencies at once, under one audit row; they come back in the same order."""
    agencies = write(partnership, new)
    audit.write(
        by=by,
        verb="agency.add_many",
        subject=f"{len(agencies)} agencies",
        partnership=partnership,
        after={"references": [agency.record.reference for agency in agencies]},
    )
    return agencies


@transaction.atomic
def change(*, by: Person | None, agency: Agency, seen: int | None, to: NewAgency) -> Agency:
    """Change what is said of an agency."""
    agency = dated.opened(agency, seen)
    record, principal = agency.record, agency.principal
    with audit.changing(agency, principal, by=by, verb="agency.change", record=record):
        fill(agency, to)
        principal.name = record.title = checks.words(to.name, "name", "the name of the agency")
        alone([agency], record.partnership)
        checks.holds_all(agency, agency.posts.all(), "It has a post")
        checks.holds_all(agency, agency.seats.all(), "It has a seat")
        checks.holds_all(agency, agency.covers.all(), "It works in an area")
        checks.holds_all(agency, agency.statutory_roles.all(), "It is a statutory partner")
        checks.holds_all(agency, agency.school_entries.all(), "The register has it as it is")
        principal.save()
        record.save(update_fields=["title"])
        agency.save()
    return agency


@transaction.atomic
def close(*, by: Person | None, agency: Agency, seen: int | None, day: date) -> Agency:
    """End an agency on `day`, its last: its posts and seats, who holds them, its areas and its part
    as a statutory partner end with it. Refused when one of those begins later."""
    agency = dated.opened(agency, seen)
    record = agency.record
    with audit.changing(agency, by=by, verb="agency.close", record=record):
        checks.closes(agency, day)
        dated.end_all(PostHolding.objects.filter(post__agency=agency), day, "Holding a post")
        dated.end_all(SeatHolding.objects.filter(seat__agency=agency), day, "Holding a seat")
        dated.end_all(Post.objects.filter(agency=agency), day, "A post")
        dated.end_all(Seat.objects.filter(agency=agency), day, "A seat")
        dated.end_all(AgencyArea.objects.filter(agency=agency), day, "Its work in an area")
        dated.end_all(StatutoryRole.objects.filter(agency=agency), day, "Its statutory part")
        dated.end_all(SchoolEntry.objects.filter(agency=agency), day, "Its entry in the register")
        agency.save(update_fields=["end"])
    return agency


@transaction.atomic
def succeed(
    *, by: Person | None, predecessor: Agency, successor: Agency, day: date
) -> AgencySuccession:
    """Say that from `day` one agency carries on all or part of another's work."""
    partnership = predecessor.record.partnership
    if successor.record.partnership_id != partnership.pk:
        raise ValidationError({"successor": "Choose an agency of the same partnership."})
    heirs = AgencySuccession.objects.filter(predecessor__record__partnership=partnership)
    circle(predecessor.pk, successor.pk, heirs.values_list("predecessor_id", "successor_id"))
    row = AgencySuccession.objects.create(predecessor=predecessor, successor=successor, day=day)
    audit.write(
        by=by,
        verb="agency.succeed",
        subject=f"{predecessor.record.reference} to {successor.record.reference}",
        partnership=partnership,
        record=predecessor.record,
        after={"successor": successor.record.reference, "day": day},
    )
    return row


def write(partnership: Partnership, new: Sequence[NewAgency]) -> list[Agency]:
    """Write agencies by the rules of `add`, without an audit row: for a verb that writes its own."""
    names = [checks.words(one.name, "name", "the name of the agency") for one in new]
    records = new_records(partnership=partnership, kind="agency", prefix="AG", titles=names)
    principals = Principal.objects.bulk_create(
        Principal(kind=Principal.Kind.AGENCY, name=name) for name in names
    )
    agencies = [
        fill(Agency(principal=principal, record=record), one)
        for principal, record, one in zip(principals, records, new, strict=True)
    ]
    alone(agencies, partnership)
    return Agency.objects.bulk_create(agencies)


def fill(agency: Agency, said: NewAgency) -> Agency:
    """Give an agency what is said of it. Refused where that cannot be."""
    if said.kind not in Agency.Kind.values:
        raise ValidationError({"kind": "Choose what kind of agency it is."})
    if said.standing not in Agency.Standing.values:
        raise ValidationError({"standing": "Choose its standing."})
    agency.kind, agency.standing = said.kind, said.standing
    for field, read in CODES.items():
        setattr(agency, field, checks.identifier(read, getattr(said, field), field))
    agency.start, agency.end = said.start, said.end
    checks.in_order(agency)
    return agency


def alone(agencies: Sequence[Agency], partnership: Partnership) -> None:
    """Refuse two agencies of one kind and name, or of one ODS code or URN, on the same days. (One
    GSS or DfE code may stand for several bodies of a place.)"""
    others = Agency.objects.filter(record__partnership=partnership).select_related("principal")
    # By what must be their own, so that four hundred schools are not each compared with all.
    taken: dict[tuple, list[Agency]] = {}
    for other in others.exclude(pk__in=[agency.pk for agency in agencies]):
        for key in _own(other):
            taken.setdefault(key, []).append(other)
    for agency in agencies:
        for key in _own(agency):
            for other in taken.get(key, ()):
                if not checks.meet(agency, other):
                    continue
                if key[0] == "name":
                    raise ValidationError({"name": f"{other} exists already {checks.said(other)}."})
                raise ValidationError({key[0]: f"This is the code of {other} on those days."})
            taken.setdefault(key, []).append(agency)


def _own(agency: Agency) -> list[tuple]:
    """What no other agency has on the same days."""
    codes = [(field, getattr(agency, field)) for field in ("ods_code", "urn")]
    return [("name", agency.kind, agency.name.casefold()), *(each for each in codes if each[1])]
