"""A change made over one that was not seen is refused, and what was typed is kept."""

from safeloom.foundation.today import today
from safeloom.systems.voice.commands import voice
from safeloom.systems.voice.models import VoicePoint
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories.voice import a_point, an_activity, answered

ROOT = "/vale/assurance/voice/"


def revision(client, address: str) -> str:
    """The one that the form of a page was opened with."""
    return client.get(address).context["form"]["revision"].value()


def test_what_was_said_is_not_saved_over_what_nobody_saw(vale, manager) -> None:
    point = a_point(an_activity(vale), "Tell us before we move.")
    page = f"{ROOT}{point.activity.record.reference}/said/{point.pk}/"
    opened = revision(manager, page)
    other = signed_in("coordinator", vale)
    theirs = {"theme": "told", "words": "Tell us a week before.", "revision": opened}
    assert other.post(page, theirs).status_code == 302
    mine = theirs | {"words": "Tell us in person."}
    refused = manager.post(page, mine)
    assert refused.status_code == 409
    shown = text(refused)
    assert "Tell us a week before." in shown and "Tell us in person." in shown
    assert VoicePoint.objects.get().words == "Tell us a week before."
    kept = mine | {"revision": revision(manager, page)}
    assert manager.post(page, kept).status_code == 302
    assert VoicePoint.objects.get().words == "Tell us in person."


def test_an_answer_is_not_saved_over_what_nobody_saw(vale, council, manager) -> None:
    point = a_point(an_activity(vale), agency=council)
    page = f"{ROOT}answer/{point.pk}/"
    lead = signed_in("agency-lead", vale, council)
    opened = revision(lead, page)
    # What the lead answers was written anew meanwhile.
    voice.say(
        by=None, activity=point.activity, point=point, theme="told", words="Never.", agency=council
    )
    mine = {"answer": "We agree.", "revision": opened} | day("day", today())
    refused = lead.post(page, mine)
    assert refused.status_code == 409 and "We agree." in text(refused)
    assert "Never." in text(refused), "what is asked now"
    assert not VoicePoint.objects.get().answer
    theirs = mine | {"answer": "No.", "revision": revision(manager, page)}
    assert manager.post(page, theirs).status_code == 302
    shown = text(lead.post(page, mine))
    assert "We agree." in shown and "No." in shown and "Ash" in shown
    assert VoicePoint.objects.get().answer == "No."


def test_only_what_was_shown_is_published(vale, manager) -> None:
    point = answered(a_point(an_activity(vale)), changed="A week ahead.")
    page = f"{ROOT}{point.activity.record.reference}/said/{point.pk}/publish/"
    opened = revision(manager, page)
    answered(point, changed="Two days ahead.")
    refused = manager.post(page, {"revision": opened})
    assert refused.status_code == 422
    shown = text(refused)
    assert "changed it meanwhile" in shown and "Two days ahead." in shown
    assert VoicePoint.objects.get().published is None
    assert manager.post(page, {"revision": revision(manager, page)}).status_code == 302
    assert VoicePoint.objects.get().published
