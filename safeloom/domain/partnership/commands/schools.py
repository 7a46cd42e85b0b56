"""Saying what the register has of a school."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.models import Agency, SchoolEntry
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.kernel import identifiers
from safeloom.kernel.dates import show_date

# Which agencies the register may say something of.
KINDS = (Agency.Kind.SCHOOL, Agency.Kind.EARLY_YEARS)
_CHOSEN = (
    ("phase", SchoolEntry.Phase, "phase"),
    ("group", SchoolEntry.Group, "kind of school"),
    ("status", SchoolEntry.Status, "status"),
)


@dataclass(frozen=True, kw_only=True)
class SchoolFacts:
    """What the register says of a school; keys of the choices of `SchoolEntry`."""

    phase: str
    group: str
    type_words: str = ""
    la_code: str = ""
    number: str = ""
    status: str = SchoolEntry.Status.OPEN


def facts_of(entry: SchoolEntry) -> SchoolFacts:
    """What an entry says."""
    return SchoolFacts(**{name: getattr(entry, name) for name in SchoolFacts.__dataclass_fields__})


@transaction.atomic
def say(
    *, by: Person | None, agency: Agency, seen: int | None, facts: SchoolFacts, day: date | None
) -> SchoolEntry:
    """Say what the register says of a school from `day` on (None: as far back as is known). What it said
    before ends on the eve; an entry that begins on the very day is corrected. Raises `ValidationError`
    where something is written already that begins later, and `Stale`."""
    agency = dated.opened(agency, seen)
    there = list(agency.school_entries.order_by(F("start").asc(nulls_first=True)))
    was = [asdict(facts_of(one)) | {"start": one.start} for one in there]
    entry, before = entry_from(agency, facts, day, there)
    if before is not None:
        before.save(update_fields=["end", "revision"])
    entry.save()
    audit.write(
        by=by,
        verb="school.say",
        record=agency.record,
        before=was[-1] if was else {},
        after=asdict(facts_of(entry)) | {"start": entry.start},
    )
    return entry


def entry_from(
    agency: Agency, facts: SchoolFacts, day: date | None, there: list[SchoolEntry]
) -> tuple[SchoolEntry, SchoolEntry | None]:
    """The unsaved entry that says `facts` from `day`, and the one before that it ends."""
    if agency.kind not in KINDS:
        raise ValidationError("The register says something of schools and early years only.")
    if day is None or (agency.start and day < agency.start):
        day = agency.start
    entry, before = None, None
    for one in there:
        if one.start == day:
            entry = one
        elif one.start is not None and (day is None or one.start > day):
            raise ValidationError(
                {
                    "day": f"The entry from {show_date(one.start)} is later. Give that day or a later one."
                }
            )
        elif one.end is None or (day is not None and one.end >= day):
            before = one
    if before is not None and day is not None:
        before.end = day - timedelta(days=1)
        before.revision += 1
    if entry is None:
        entry = SchoolEntry(agency=agency, start=day, end=agency.end)
    else:
        entry.revision += 1
    _fill(entry, facts)
    checks.in_order(entry)
    checks.within(entry, agency, agency.name)
    return entry, before


def _fill(entry: SchoolEntry, facts: SchoolFacts) -> None:
    for name, choices, what in _CHOSEN:
        said = getattr(facts, name)
        if said not in choices.values:
            raise ValidationError({name: f"Choose the {what}."})
        setattr(entry, name, said)
    words = " ".join(facts.type_words.split())
    if len(words) > 80:
        raise ValidationError({"type_words": "Shorten the type to 80 characters or fewer."})
    number = facts.number.strip()
    if number and not (number.isascii() and number.isdigit() and len(number) == 4):
        raise ValidationError({"number": "An establishment number is 4 digits, such as 2050."})
    entry.type_words, entry.number = words, number
    entry.la_code = checks.identifier(identifiers.dfe_la_code, facts.la_code, "la_code")
