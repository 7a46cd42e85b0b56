"""Planning visits and writing down what was seen."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.models import Response
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.systems.section_11.commands.writing import told
from safeloom.systems.section_11.models import Visit


@transaction.atomic
def plan_visit(
    *, by: Person | None, response: Response, day: date, visitors: str, why: str
) -> Visit:
    """Plan a visit to a body. Raises ValidationError at the field, or alone where one is planned already."""
    in_turn(response.record)
    if why not in Visit.Why.values:
        raise ValidationError({"why": "Choose why it is visited."})
    if not visitors.strip():
        raise ValidationError({"visitors": "Say who visits."})
    if response.visits.filter(held__isnull=True).exists():
        raise ValidationError("A visit is planned already: change its day.")
    record = open_record(
        partnership=response.campaign.partnership,
        kind="section-11-visit",
        prefix="VI",
        title=f"Visit to {response.agency.name}"[:200],
    )
    visit = Visit.objects.create(
        record=record,
        partnership=response.campaign.partnership,
        response=response,
        why=why,
        day=day,
        visitors=visitors.strip(),
    )
    told(by, response, "section-11.plan-visit", visit=record.reference, day=day)
    return visit


@transaction.atomic
def move_visit(
    *, by: Person | None, visit: Visit, day: date, visitors: str, seen: int | None = None
) -> Visit:
    """Move a visit that was not held yet, or change who visits. Raises ValidationError, `Stale`."""
    in_turn(visit.record)
    if visit.held is not None:
        raise ValidationError("This visit was held.")
    if not visitors.strip():
        raise ValidationError({"visitors": "Say who visits."})
    next_revision(visit.record, seen)
    before = {"day": visit.day}
    visit.day, visit.visitors = day, visitors.strip()
    visit.save(update_fields=["day", "visitors"])
    _write(by, visit, "section-11.move-visit", before, day=day)
    return visit


@transaction.atomic
def note_visit(
    *,
    by: Person | None,
    visit: Visit,
    held: date,
    spoke_with: str,
    seen_there: str,
    bears_out: str,
    seen: int | None = None,
) -> Visit:
    """Write down what was seen at a visit, or correct it. Raises ValidationError at the field, `Stale`."""
    in_turn(visit.record)
    if held > today():
        raise ValidationError({"held": "Enter today or an earlier day."})
    if not seen_there.strip():
        raise ValidationError({"seen_there": "Say what was seen."})
    if bears_out not in Visit.BearsOut.values:
        raise ValidationError({"bears_out": "Choose how far it bears out what the body said."})
    next_revision(visit.record, seen)
    before = {"held": visit.held, "bears_out": visit.bears_out}
    visit.held, visit.spoke_with = held, spoke_with.strip()
    visit.seen, visit.bears_out = seen_there.strip(), bears_out
    visit.save()
    _write(by, visit, "section-11.note-visit", before, held=held, bears_out=bears_out)
    return visit


def _write(by: Person | None, visit: Visit, verb: str, before: dict, **after: object) -> None:
    audit.write(by=by, verb=verb, record=visit.record, before=before, after=after)
