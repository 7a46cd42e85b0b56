"""Noting channels, activities and what was said; answering it, and publishing what came of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.systems.voice.content import lists
from safeloom.systems.voice.models import VoiceActivity, VoiceChannel, VoicePoint
from safeloom.systems.voice.models.voice import AGES

KIND, PREFIX = "voice-activity", "VO"
# What names somebody or tells their day of birth, as far as words alone can show it.
_NAMES = re.compile(
    r"(?:\b(?:called|named|name is|name’s|name's|Mr|Mrs|Ms|Miss)\.?\s+[A-Z][\w’'-]+)"
    r"|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b"
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of an activity. `ages` are counts by the fields of `AGES`."""

    title: str
    channel: VoiceChannel
    day: date
    how: str
    led: bool = False
    consent: bool = False
    consent_how: str = ""
    ages: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def add_channel(
    *, by: Person | None, partnership: Partnership, title: str, kind: str
) -> VoiceChannel:
    """A group through which people are heard. Raises ValidationError at `title` or `kind`."""
    title = " ".join(title.split())
    if not title:
        raise ValidationError({"title": "Enter what it is called."})
    if kind not in lists()["kinds"]:
        raise ValidationError({"kind": "Select a kind."})
    there = VoiceChannel.objects.filter(partnership=partnership, title__iexact=title)
    if there.exists():
        raise ValidationError({"title": "There is one of this name: choose another."})
    made = VoiceChannel.objects.create(partnership=partnership, title=title, kind=kind)
    audit.write(
        by=by,
        verb="voice.add_channel",
        subject=title,
        partnership=partnership,
        after={"title": title, "kind": kind},
    )
    return made


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, said: Said) -> VoiceActivity:
    """Note that people were listened to. Raises ValidationError at the field."""
    _check(partnership, said)
    record = open_record(
        partnership=partnership, kind=KIND, prefix=PREFIX, title=said.title.strip()
    )
    row = VoiceActivity.objects.create(record=record, partnership=partnership, **_columns(said))
    _told(by, row, "voice.add", day=row.day)
    return row


@transaction.atomic
def change(*, by: Person | None, activity: VoiceActivity, seen: int | None, said: Said) -> None:
    """Change what is said of an activity; where consent is taken back, nothing of it stays published.
    Raises ValidationError at the field, `Stale`."""
    _check(activity.partnership, said)
    record = activity.record
    next_revision(record, seen)
    record.title = said.title.strip()
    record.save(update_fields=["title"])
    for name, value in _columns(said).items():
        setattr(activity, name, value)
    activity.save()
    if not activity.consent:
        activity.points.update(published=None)
    _told(by, activity, "voice.change", day=activity.day, consent=activity.consent)


@transaction.atomic
def say(
    *,
    by: Person | None,
    activity: VoiceActivity,
    theme: str,
    words: str,
    many: int | None = None,
    agency: Agency | None = None,
    due: date | None = None,
    point: VoicePoint | None = None,
    seen: int | None = None,
) -> VoicePoint:
    """Note one thing that was said, or change `point`, which is then published no longer. Raises
    ValidationError at the field, for words that seem to name somebody too; `Stale`."""
    in_turn(activity.record)
    if theme not in lists()["themes"]:
        raise ValidationError({"theme": "Select a theme."})
    if not words.strip():
        raise ValidationError({"words": "Say in your own words what was said."})
    _check_names("words", words)
    if agency is not None and agency.record.partnership_id != activity.partnership_id:
        raise ValidationError({"agency": "Select an agency of this partnership."})
    if many is not None and many > activity.people:
        told = f"{activity.people} took part: enter that or fewer."
        raise ValidationError({"many": told})
    if due is not None and due < activity.day:
        raise ValidationError({"due": "Enter a day after it was said."})
    row = _as_it_is(point, seen) if point else VoicePoint(activity=activity)
    row.theme, row.words, row.many = theme, words.strip(), many
    row.agency, row.due, row.published = agency, due, None
    row.save()
    _told_of(by, row, "voice.say", theme=theme, new=point is None)
    return row


@transaction.atomic
def answer(
    *,
    by: Person | None,
    point: VoicePoint,
    answer: str,
    changed: str = "",
    day: date | None = None,
    seen: int | None = None,
) -> VoicePoint:
    """Answer what was said, and say what changed. What was published is so no longer, as the unit looks at
    it again. Raises ValidationError at `answer`, `changed` or `day`; `Stale`."""
    in_turn(point.activity.record)
    day = day or today()
    if not answer.strip():
        raise ValidationError({"answer": "Say what you answer."})
    if not point.activity.day <= day <= today():
        raise ValidationError({"day": "Enter today, or a day since it was said."})
    _check_names("answer", answer)
    _check_names("changed", changed)
    _as_it_is(point, seen)
    point.answer, point.changed, point.answered = answer.strip(), changed.strip(), day
    point.published = None
    point.save()
    _told_of(by, point, "voice.answer", theme=point.theme, day=day)
    return point


@transaction.atomic
def publish(
    *, by: Person | None, point: VoicePoint, shown: bool, seen: int | None = None
) -> VoicePoint:
    """Put what was said and done on the public page, or take it away. Raises ValidationError where consent
    or an answer is missing; `Stale` where it is not what was `seen` any more."""
    in_turn(point.activity.record)
    _as_it_is(point, seen)
    if shown and not VoiceActivity.objects.get(pk=point.activity_id).consent:
        raise ValidationError("Those who took part did not agree: it cannot be published.")
    if shown and not (point.answered and point.changed):
        raise ValidationError("It can be published once it is answered and something changed.")
    point.published = (point.published or datetime.now(UTC)) if shown else None
    point.save(update_fields=["published"])
    verb = "voice.publish" if shown else "voice.withdraw"
    _told_of(by, point, verb, theme=point.theme)
    return point


def subject_of(point: VoicePoint) -> str:
    """What the audit calls one thing that was said: by its activity, and nothing of its words."""
    return f"{point.activity.record.reference} {point.pk}"


def _as_it_is(point: VoicePoint, seen: int | None) -> VoicePoint:
    """The point as it is now, its change counted. Raises `Stale` where that is not what was `seen`."""
    next_revision(point, seen)
    point.refresh_from_db()
    return point


def _columns(said: Said) -> dict[str, Any]:
    return {
        "channel": said.channel,
        "day": said.day,
        "how": said.how,
        "led": said.led,
        "consent": said.consent,
        "consent_how": said.consent_how.strip(),
        **{name: said.ages.get(name) or 0 for name, _ in AGES},
    }


def _check(partnership: Partnership, said: Said) -> None:
    if not said.title.strip():
        raise ValidationError({"title": "Enter what it is called."})
    _check_names("title", said.title)
    if said.channel.partnership_id != partnership.pk:
        raise ValidationError({"channel": "Select one of this partnership."})
    if said.how not in lists()["ways"]:
        raise ValidationError({"how": "Select how they were heard."})
    if said.day > today():
        raise ValidationError({"day": "Enter today or an earlier day."})
    if not any(said.ages.values()):
        raise ValidationError({AGES[0][0]: "Say how many took part, of at least one age."})
    if said.consent and not said.consent_how.strip():
        raise ValidationError({"consent_how": "Say how consent was given."})
    _check_names("consent_how", said.consent_how)


def _check_names(name: str, words: str) -> None:
    if found := _NAMES.search(words):
        told = f"“{found.group()}” seems to say who somebody is. Write it so that nobody is known by it."
        raise ValidationError({name: told})


def _told_of(by: Person | None, point: VoicePoint, verb: str, **after: Any) -> None:
    _told(by, point.activity, verb, subject_of(point), **after)


def _told(
    by: Person | None, activity: VoiceActivity, verb: str, subject: str = "", **after: Any
) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=subject or activity.record.reference,
        partnership=activity.partnership,
        record=activity.record,
        after=after,
    )
