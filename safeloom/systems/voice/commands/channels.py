"""The groups through which people are heard."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision
from safeloom.kernel.dates import show_date
from safeloom.systems.voice.content import lists
from safeloom.systems.voice.models import VoiceChannel


@transaction.atomic
def add_channel(
    *, by: Person | None, partnership: Partnership, title: str, kind: str
) -> VoiceChannel:
    """A group through which people are heard. Raises ValidationError at `title` or `kind`."""
    title = _checked(partnership, title, kind)
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
def change_channel(
    *,
    by: Person | None,
    channel: VoiceChannel,
    seen: int | None,
    title: str,
    kind: str,
    ended: date | None = None,
) -> VoiceChannel:
    """Change a group, or end it: `ended` is the last day on which people were heard through it. What was said
    stays. Raises ValidationError at the field, `Stale`."""
    in_turn(channel)
    title = _checked(channel.partnership, title, kind, but=channel)
    last = channel.activities.aggregate(last=Max("day"))["last"]
    if ended and last and ended < last:
        told = f"They were heard on {show_date(last)}: enter that day or a later one."
        raise ValidationError({"ended": told})
    next_revision(channel, seen)
    before = audit.fields_of(channel)
    channel.title, channel.kind, channel.ended = title, kind, ended
    channel.save(update_fields=["title", "kind", "ended"])
    after = audit.fields_of(channel)
    changed = sorted(name for name in before if before[name] != after[name])
    audit.write(
        by=by,
        verb="voice.change_channel",
        subject=str(channel.pk),
        partnership=channel.partnership,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | {"title": title},
    )
    return channel


def _checked(
    partnership: Partnership, title: str, kind: str, but: VoiceChannel | None = None
) -> str:
    title = " ".join(title.split())
    if not title:
        raise ValidationError({"title": "Enter what it is called."})
    if kind not in lists()["kinds"]:
        raise ValidationError({"kind": "Select a kind."})
    there = VoiceChannel.objects.filter(partnership=partnership, title__iexact=title)
    if there.exclude(pk=but.pk if but else None).exists():
        raise ValidationError({"title": "There is one of this name: choose another."})
    return title
