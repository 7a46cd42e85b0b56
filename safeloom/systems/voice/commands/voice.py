"""Noting activities and what was said; answering it, and publishing what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.systems.voice.commands.noting import as_it_is, check_names, told, told_of
from safeloom.systems.voice.content import lists
from safeloom.systems.voice.models import VoiceActivity, VoiceChannel, VoicePoint
from safeloom.systems.voice.models.voice import AGES

KIND, PREFIX = "voice-activity", "VO"


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
def add(*, by: Person | None, partnership: Partnership, said: Said) -> VoiceActivity:
    """Note that people were listened to. Raises ValidationError at the field."""
    _check(partnership, said)
    record = open_record(
        partnership=partnership, kind=KIND, prefix=PREFIX, title=said.title.strip()
    )
    row = VoiceActivity.objects.create(record=record, partnership=partnership, **_columns(said))
    told(by, row, "voice.add", day=row.day)
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
    told(by, activity, "voice.change", day=activity.day, consent=activity.consent)


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
    check_names("words", words)
    if agency is not None and agency.record.partnership_id != activity.partnership_id:
        raise ValidationError({"agency": "Select an agency of this partnership."})
    if many is not None and many > activity.people:
        words_of_many = f"{activity.people} took part: enter that or fewer."
        raise ValidationError({"many": words_of_many})
    if due is not None and due < activity.day:
        raise ValidationError({"due": "Enter a day after it was said."})
    row = as_it_is(point, seen) if point else VoicePoint(activity=activity)
    row.theme, row.words, row.many = theme, words.strip(), many
    row.agency, row.due, row.published = agency, due, None
    row.save()
    told_of(by, row, "voice.say", theme=theme, new=point is None)
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
    check_names("answer", answer)
    check_names("changed", changed)
    as_it_is(point, seen)
    point.answer, point.changed, point.answered = answer.strip(), changed.strip(), day
    point.published = None
    point.save()
    told_of(by, point, "voice.answer", theme=point.theme, day=day)
    return point


@transaction.atomic
def publish(
    *, by: Person | None, point: VoicePoint, shown: bool, seen: int | None = None
) -> VoicePoint:
    """Put what was said and done on the public page, or take it away. Raises ValidationError where consent
    or an answer is missing; `Stale` where it is not what was `seen` any more."""
    in_turn(point.activity.record)
    as_it_is(point, seen)
    if shown and not VoiceActivity.objects.get(pk=point.activity_id).consent:
        raise ValidationError("Those who took part did not agree: it cannot be published.")
    if shown and not (point.answered and point.changed):
        raise ValidationError("It can be published once it is answered and something changed.")
    point.published = (point.published or datetime.now(UTC)) if shown else None
    point.save(update_fields=["published"])
    verb = "voice.publish" if shown else "voice.withdraw"
    told_of(by, point, verb, theme=point.theme)
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
    check_names("title", said.title)
    if said.channel.partnership_id != partnership.pk:
        raise ValidationError({"channel": "Select one of this partnership."})
    if said.how not in lists()["ways"]:
        raise ValidationError({"how": "Select how they were heard."})
    if said.day > today():
        raise ValidationError({"day": "Enter today or an earlier day."})
    if said.channel.ended and said.day > said.channel.ended:
        until = show_date(said.channel.ended)
        words = f"{said.channel.title} was heard until {until}: enter a day up to then."
        raise ValidationError({"day": words})
    if not any(said.ages.values()):
        raise ValidationError({AGES[0][0]: "Say how many took part, of at least one age."})
    if said.consent and not said.consent_how.strip():
        raise ValidationError({"consent_how": "Say how consent was given."})
    check_names("consent_how", said.consent_how)
