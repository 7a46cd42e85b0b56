"""Noting inspections, their judgements, and where the partnership stands with them."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.systems.inspections.content import kinds
from safeloom.systems.inspections.models import Inspection, InspectionPosition, Judgement


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of an inspection. Without `agency` it is of the partnership; the days are those on
    which it is expected until they are `certain`."""

    title: str
    kind: str
    agency: Agency | None = None
    inspected_by: str = ""
    begins: date | None = None
    ends: date | None = None
    certain: bool = False
    expected: str = ""
    reported: date | None = None
    link: str = ""
    scope: str = ""


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, said: Said) -> Inspection:
    """Note an inspection that was, is or is expected. Raises ValidationError at the field."""
    _check(partnership, said)
    record = open_record(
        partnership=partnership, kind="inspection", prefix="IP", title=said.title.strip()
    )
    inspection = Inspection.objects.create(record=record, partnership=partnership, **_columns(said))
    _told(by, inspection, "inspection.add", kind=said.kind, begins=said.begins)
    return inspection


@transaction.atomic
def change(*, by: Person | None, inspection: Inspection, seen: int | None, said: Said) -> None:
    """Change what is said of an inspection. Raises ValidationError at the field, `Stale`."""
    _check(inspection.partnership, said)
    record = inspection.record
    next_revision(record, seen)
    names = ("begins", "ends", "certain", "reported")
    before = {name: getattr(inspection, name) for name in names}
    if record.title != said.title.strip():
        record.title = said.title.strip()
        record.save(update_fields=["title"])
    for name, value in _columns(said).items():
        setattr(inspection, name, value)
    inspection.save()
    after = {name: getattr(inspection, name) for name in names}
    _told(by, inspection, "inspection.change", before=before, **after)


@transaction.atomic
def judge(*, by: Person | None, inspection: Inspection, heading: str, grade: str) -> Judgement:
    """Note what was judged under a heading; what stood there before is withdrawn. Raises ValidationError at
    the field."""
    in_turn(inspection.record)
    heading, grade = heading.strip(), grade.strip()
    if not heading:
        raise ValidationError({"heading": "Enter what was judged."})
    if not grade:
        raise ValidationError({"grade": "Enter the grade."})
    there = inspection.judgements.filter(heading__iexact=heading, withdrawn__isnull=True)
    there.update(withdrawn=datetime.now(UTC))
    made = Judgement.objects.create(inspection=inspection, heading=heading, grade=grade, by=by)
    _told(by, inspection, "inspection.judge", heading=heading, grade=grade)
    return made


@transaction.atomic
def withdraw_judgement(*, by: Person | None, judgement: Judgement) -> None:
    """Take back a judgement that was noted wrongly; the row stays."""
    if judgement.withdrawn is None:
        judgement.withdrawn = datetime.now(UTC)
        judgement.save(update_fields=["withdrawn"])
        heading = judgement.heading
        _told(by, judgement.inspection, "inspection.withdraw_judgement", heading=heading)


@transaction.atomic
def say_position(
    *,
    by: Person | None,
    inspection: Inspection,
    rating: str,
    words: str,
    day: date | None = None,
) -> InspectionPosition:
    """Say where one stands with an inspection. Raises ValidationError at `rating`, `words` or `day`."""
    in_turn(inspection.record)
    if rating not in InspectionPosition.Ready.values:
        raise ValidationError({"rating": "Select a rating."})
    if not words.strip():
        raise ValidationError({"words": "Say where you stand."})
    day = day or today()
    if day > today():
        raise ValidationError({"day": "Enter today or an earlier day."})
    made = InspectionPosition.objects.create(
        inspection=inspection, rating=rating, words=words.strip(), day=day, by=by
    )
    _told(by, inspection, "inspection.say_position", rating=rating, day=day)
    return made


def _columns(said: Said) -> dict[str, Any]:
    told = asdict(said) | {"agency": said.agency}
    told = {name: one.strip() if isinstance(one, str) else one for name, one in told.items()}
    return {name: one for name, one in told.items() if name != "title"}


def _check(partnership: Partnership, said: Said) -> None:
    if not said.title.strip():
        raise ValidationError({"title": "Enter what it is called."})
    if said.kind not in kinds():
        raise ValidationError({"kind": "Select a kind."})
    if said.agency is not None and said.agency.record.partnership_id != partnership.pk:
        raise ValidationError({"agency": "Select an agency of this partnership."})
    if said.begins is None and (said.ends or said.certain):
        raise ValidationError({"begins": "Enter the first day, or say that it is only expected."})
    if said.begins is None and not said.expected.strip():
        raise ValidationError({"expected": "Say when it is expected, or enter its first day."})
    if said.ends and said.ends < said.begins:
        words = f"It begins on {show_date(said.begins)}: enter that day or a later one."
        raise ValidationError({"ends": words})
    if said.reported and said.reported > today():
        raise ValidationError({"reported": "Enter the day of the report once there is one."})
    if said.reported and not (said.certain and said.begins <= said.reported):
        words = "A report comes after the inspection: say on which days that was."
        raise ValidationError({"reported": words})


def _told(
    by: Person | None,
    inspection: Inspection,
    verb: str,
    before: dict[str, Any] | None = None,
    **after: Any,
) -> None:
    audit.write(by=by, verb=verb, record=inspection.record, before=before, after=after)
