"""What followed from what was said: the records it led to, and that those who said it were told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.systems.voice.commands.noting import as_it_is, check_names, told_of
from safeloom.systems.voice.models import VoiceLed, VoicePoint


@transaction.atomic
def lead_to(*, by: Person | None, point: VoicePoint, record: Record) -> VoiceLed:
    """Note which record followed from what was said, such as an action or a review. That `by` may see it is
    for the caller to know. Raises ValidationError at `record`: another partnership's, sealed, its own, noted
    already."""
    in_turn(point.activity.record)
    if record.partnership_id != point.activity.partnership_id or record.is_sealed:
        raise ValidationError(
            {"record": "Enter the reference of a record here that is not sealed."}
        )
    if record.pk == point.activity_id:
        raise ValidationError({"record": "It was said there: enter what followed from it."})
    made, new = VoiceLed.objects.get_or_create(point=point, record=record)
    if not new:
        raise ValidationError({"record": "It is noted already."})
    told_of(by, point, "voice.lead_to", record=record.reference)
    return made


@transaction.atomic
def unlead(*, by: Person | None, led: VoiceLed) -> None:
    """Take it away that a record followed; the audit keeps that it was there."""
    told_of(by, led.point, "voice.unlead", record=led.record.reference)
    led.delete()


@transaction.atomic
def feed_back(
    *, by: Person | None, point: VoicePoint, day: date, how: str, seen: int | None = None
) -> VoicePoint:
    """Note on which day and how those who said it were told what came of it. Raises ValidationError at `day`
    or `how`, or where there is no answer to tell; `Stale`."""
    in_turn(point.activity.record)
    as_it_is(point, seen)
    if point.answered is None:
        raise ValidationError("First it is answered.")
    if not point.answered <= day <= today():
        raise ValidationError({"day": "Enter today, or a day since it was answered."})
    if not how.strip():
        raise ValidationError({"how": "Say how they were told."})
    check_names("how", how)
    point.fed_back, point.fed_back_how = day, how.strip()
    point.save(update_fields=["fed_back", "fed_back_how"])
    told_of(by, point, "voice.feed_back", theme=point.theme, day=day)
    return point
