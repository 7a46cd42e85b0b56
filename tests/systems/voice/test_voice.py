"""What was said, who answers, and what everybody may read of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from safeloom.domain.partnership.models import Group
from safeloom.foundation.today import today
from safeloom.reports.material import BlockContext
from safeloom.systems.voice.agenda import waiting
from safeloom.systems.voice.commands import channels, voice
from safeloom.systems.voice.demonstration import make
from safeloom.systems.voice.models import VoiceActivity, VoicePoint
from safeloom.systems.voice.report import themes
from tests.factories import partnership
from tests.factories.voice import a_channel, a_point, an_activity, answered

PUBLIC = "/vale/you-said-we-did/"


def test_the_public_page_shows_what_was_published_and_nothing_else(vale) -> None:
    anybody = Client()
    activity = an_activity(vale)
    shown = answered(a_point(activity, "Tell us before we move."))
    answered(a_point(activity, "We answered, and have not published."))
    a_point(activity, "Nobody answered this.")
    assert anybody.get(PUBLIC).status_code == 404
    assert anybody.get("/nowhere/you-said-we-did/").status_code == 404
    voice.publish(by=None, point=shown, shown=True)
    page = anybody.get(PUBLIC).content.decode()
    assert "Tell us before we move." in page and "It is told a week ahead." in page
    for words in ("have not published", "Nobody answered", activity.record.title, "VO-"):
        assert words not in page
    voice.say(by=None, activity=activity, point=shown, theme="told", words="Tell us in time.")
    assert anybody.get(PUBLIC).status_code == 404, "what was changed is looked at again"
    shown.refresh_from_db()
    voice.publish(by=None, point=shown, shown=True)
    said = voice.Said(
        title=activity.record.title,
        channel=activity.channel,
        day=activity.day,
        how=activity.how,
        ages={"from_8": 3},
    )
    seen = activity.record.revision
    activity.record.refresh_from_db()
    voice.change(by=None, activity=activity, seen=activity.record.revision or seen, said=said)
    assert anybody.get(PUBLIC).status_code == 404, "they agree no longer"
    with pytest.raises(ValidationError, match="did not agree"):
        voice.publish(by=None, point=shown, shown=True)


def test_nothing_is_published_before_it_is_answered_and_changed_something(vale) -> None:
    point = a_point(an_activity(vale))
    with pytest.raises(ValidationError, match="once it is answered"):
        voice.publish(by=None, point=point, shown=True)
    answered(point, changed="")
    with pytest.raises(ValidationError, match="once it is answered"):
        voice.publish(by=None, point=point, shown=True)


@pytest.mark.parametrize(
    "words", ["A girl called Sam said so.", "Mrs Vale is kind.", "Born 3/4/2015"]
)
def test_words_that_say_who_somebody_is_are_refused(vale, words) -> None:
    activity = an_activity(vale)
    with pytest.raises(ValidationError) as refused:
        a_point(activity, words)
    assert "nobody is known" in str(refused.value)
    assert not VoicePoint.objects.exists()


def test_more_cannot_have_said_it_than_took_part(vale) -> None:
    activity = an_activity(vale)
    with pytest.raises(ValidationError, match="7 took part"):
        a_point(activity, many=8)
    assert a_point(activity, many=7).many == 7


def test_what_waits_stands_on_the_agenda_of_the_board_without_what_was_said(vale) -> None:
    board = partnership.a_group(vale, kind=Group.Kind.BOARD)
    activity = an_activity(vale)
    a_point(activity, due=today() - timedelta(days=1))
    a_point(activity, due=today() + timedelta(days=9))
    (line,) = waiting(vale, board, today(), None)
    assert activity.record.reference in line.words and "before we move" not in line.words
    assert waiting(vale, partnership.a_group(vale, kind=Group.Kind.LOCALITY), today(), None) == []


def test_the_report_counts_what_was_said(vale) -> None:
    activity = an_activity(vale)
    answered(a_point(activity))
    answered(a_point(activity, theme="online"), changed="")
    a_point(activity)
    a_point(an_activity(vale, "Long ago", day=today() - timedelta(days=900)))
    start = today() - timedelta(days=100)
    numbers = themes(BlockContext(vale, start, today(), today(), "2026")).numbers
    values = {one.id: one.row.value for one in numbers}
    rows = VoicePoint.objects.filter(activity=activity)
    assert values == {
        f"voice/{theme}/{name}": f"{sum(test(one) for one in rows if one.theme == theme)}"
        for theme in ("told", "online")
        for name, test in {
            "said": lambda one: True,
            "answered": lambda one: one.answered is not None,
            "changed": lambda one: bool(one.changed),
            "fed_back": lambda one: one.fed_back is not None,
        }.items()
    }


def test_the_invented_county_was_heard(vale, council, police) -> None:
    agencies = {"kept-council": council, "police": police}
    make(SimpleNamespace(partnership=vale, today=today(), agencies=agencies))
    assert VoiceActivity.objects.count() == 4
    assert VoicePoint.objects.filter(published__isnull=False).count() == 3
    assert VoicePoint.objects.filter(answered__isnull=True).count() == 3


def test_a_group_is_there_once(vale) -> None:
    a_channel(vale, "Voices in Care")
    with pytest.raises(ValidationError, match="of this name"):
        a_channel(vale, "voices in care")


def test_a_group_that_ended_is_heard_no_more_and_what_was_said_stays(vale) -> None:
    activity = an_activity(vale)
    group, last = activity.channel, today() - timedelta(days=5)
    told = {"title": group.title, "kind": "council", "by": None, "seen": None}
    with pytest.raises(ValidationError, match="They were heard on"):
        channels.change_channel(channel=group, ended=activity.day - timedelta(days=1), **told)
    channels.change_channel(channel=group, ended=last, **told)
    with pytest.raises(ValidationError, match="was heard until"):
        an_activity(vale, channel=group, day=today())
    assert an_activity(vale, channel=group, day=last).channel == group
    assert VoiceActivity.objects.count() == 2
