"""What children and families said, for tests."""

from datetime import date, timedelta
from itertools import count

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.voice.commands import channels, following, voice
from safeloom.systems.voice.models import VoiceActivity, VoiceChannel, VoicePoint
from tests.factories import Place, sample

_NUMBERS = count(1)


def a_channel(here: Partnership, title: str = "", kind: str = "care") -> VoiceChannel:
    """A group through which people are heard."""
    title = title or f"Group {next(_NUMBERS)}"
    return channels.add_channel(by=None, partnership=here, title=title, kind=kind)


def an_activity(here: Partnership, title: str = "What moving feels like", **said) -> VoiceActivity:
    """Seven children were heard ten days ago, and agreed to its use."""
    made = {
        "channel": said.pop("channel", None) or a_channel(here),
        "day": today() - timedelta(days=10),
        "how": "meeting",
        "consent": True,
        "consent_how": "Asked at the start",
        "ages": {"from_8": 3, "from_12": 4},
    } | said
    return voice.add(by=None, partnership=here, said=voice.Said(title=title, **made))


def a_point(activity: VoiceActivity, words: str = "Tell us before we move.", **said) -> VoicePoint:
    """One thing that was said."""
    return voice.say(by=None, activity=activity, words=words, **({"theme": "told"} | said))


def answered(point: VoicePoint, changed: str = "It is told a week ahead.", day: date | None = None):
    """The point, answered."""
    said = "We agree."
    return voice.answer(by=None, point=point, answer=said, changed=changed, day=day)


def _activity(place: Place) -> VoiceActivity:
    return an_activity(place.partnership)


@sample("voice:activity", "voice:change", "voice:say", by=())
def _an_activity(place: Place) -> dict[str, object]:
    return {"reference": _activity(place).record.reference}


@sample("voice:change-channel", by=())
def _group(place: Place) -> dict[str, object]:
    return {"pk": a_channel(place.partnership).pk}


@sample("voice:unlead", by=())
def _led(place: Place) -> dict[str, object]:
    point = a_point(_activity(place))
    record = _activity(place).record
    led = following.lead_to(by=None, point=point, record=record)
    return {"reference": point.activity.record.reference, "pk": led.pk}


@sample(
    "voice:change-said",
    "voice:publish",
    "voice:withdraw",
    "voice:lead-to",
    "voice:feed-back",
    by=(),
)
def _said(place: Place) -> dict[str, object]:
    point = answered(a_point(_activity(place)))
    return {"reference": point.activity.record.reference, "pk": point.pk}


@sample("voice:answer", by=("agency",))
def _asked(place: Place) -> dict[str, object]:
    return {"pk": a_point(_activity(place), agency=place.agency).pk}


@sample("voice:you-said", by=())
def _published(place: Place) -> dict[str, object]:
    point = answered(a_point(_activity(place)))
    voice.publish(by=None, point=point, shown=True)
    return {}
