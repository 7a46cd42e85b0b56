"""What all that is noted here has in common: nobody is named, and the audit is told."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import next_revision
from safeloom.systems.voice.models import VoiceActivity, VoicePoint

# What names somebody or tells their day of birth, as far as words alone can show it.
_NAMES = re.compile(
    r"(?:\b(?:called|named|name is|name’s|name's|Mr|Mrs|Ms|Miss)\.?\s+[A-Z][\w’'-]+)"
    r"|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b"
)


def check_names(name: str, words: str) -> None:
    """Raises ValidationError at the field `name` where its words plainly say who somebody is."""
    if found := _NAMES.search(words):
        told = f"“{found.group()}” seems to say who somebody is. Write it so that nobody is known by it."
        raise ValidationError({name: told})


def as_it_is(point: VoicePoint, seen: int | None) -> VoicePoint:
    """The point as it is now, its change counted. Raises `Stale` where that is not what was `seen`."""
    next_revision(point, seen)
    point.refresh_from_db()
    return point


def subject_of(point: VoicePoint) -> str:
    """What the audit calls one thing that was said: by its activity, and nothing of its words."""
    return f"{point.activity.record.reference} {point.pk}"


def told_of(by: Person | None, point: VoicePoint, verb: str, **after: Any) -> None:
    """Tell the audit what was done with one thing that was said."""
    told(by, point.activity, verb, subject_of(point), **after)


def told(
    by: Person | None, activity: VoiceActivity, verb: str, subject: str = "", **after: Any
) -> None:
    """Tell the audit what was done with an activity, or with `subject` of it."""
    audit.write(
        by=by,
        verb=verb,
        subject=subject or activity.record.reference,
        record=activity.record,
        after=after,
    )
