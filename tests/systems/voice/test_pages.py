"""The pages of what was said, by role."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.systems.voice.models import VoiceActivity, VoicePoint
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories.voice import a_channel, a_point, an_activity

ROOT = "/vale/assurance/voice/"


def test_the_unit_notes_answers_and_publishes(vale, manager) -> None:
    empty = manager.get(ROOT)
    assert "stands here" in text(empty) and "you-said-we-did" not in empty.content.decode()
    manager.post(f"{ROOT}groups/add/", {"title": "Voices in Care", "kind": "care"})
    channel = a_channel(vale)
    form = {
        "title": "What moving feels like",
        "channel": channel.pk,
        "how": "meeting",
        "from_8": "4",
        "consent": "on",
        "consent_how": "Asked at the start",
    } | day("day", today())
    assert manager.post(f"{ROOT}add/", form | {"from_8": ""}).status_code == 422
    page = text(manager.post(f"{ROOT}add/", form, follow=True))
    assert "8 to 11: 4" in page and "Nothing noted yet" in page
    here = f"{ROOT}{VoiceActivity.objects.get().record.reference}/"
    said = {"theme": "told", "words": "A boy named Alex wants to know."}
    refused = manager.post(f"{here}said/add/", said)
    assert refused.status_code == 422 and "seems to say who" in text(refused)
    said["words"] = "We want to know before we move."
    assert "Waits for an answer" in text(manager.post(f"{here}said/add/", said, follow=True))
    point = VoicePoint.objects.get()
    told = {"answer": "We agree.", "changed": "A week ahead.", "revision": "1"} | day(
        "day", today()
    )
    page = text(manager.post(f"{ROOT}answer/{point.pk}/", told, follow=True))
    assert "What changed: A week ahead." in page
    page = text(manager.post(f"{here}said/{point.pk}/publish/", {"revision": "2"}, follow=True))
    assert "Published" in page
    assert "A week ahead." in text(manager.get("/vale/you-said-we-did/"))
    assert "/vale/you-said-we-did/" in manager.get(ROOT).content.decode()
    page = text(manager.post(f"{here}said/{point.pk}/withdraw/", follow=True))
    assert "on the public page no more" in page
    assert "Being told what happens" in text(manager.get(f"{ROOT}themes/"))


def test_a_lead_answers_what_the_agency_is_asked_and_sees_no_more(vale, council, police) -> None:
    activity = an_activity(vale)
    mine, theirs = (a_point(activity, agency=one) for one in (council, police))
    lead = signed_in("agency-lead", vale, council)
    assert "Answer what was said" in text(lead.get("/vale/"))
    assert "before we move" in text(lead.get(f"{ROOT}answer/{mine.pk}/"))
    assert lead.get(f"{ROOT}answer/{theirs.pk}/").status_code == 404
    for tail in ("", f"{activity.record.reference}/", "themes/"):
        assert lead.get(f"{ROOT}{tail}").status_code == 404
    told = {"answer": "We agree.", "revision": "1"} | day("day", today())
    assert "the answer is kept" in text(lead.post(f"{ROOT}answer/{mine.pk}/", told, follow=True))


def test_the_list_and_a_page_make_as_many_queries_for_three_as_for_one(vale, manager) -> None:
    def asked(address: str) -> int:
        manager.get(address)
        with CaptureQueriesContext(connection) as found:
            assert manager.get(address).status_code == 200
        return len(found)

    activity = an_activity(vale)
    here = f"{ROOT}{activity.record.reference}/"
    a_point(activity)
    alone = [asked(ROOT), asked(here)]
    for _ in range(2):
        a_point(activity)
        a_point(an_activity(vale))
    assert [asked(ROOT), asked(here)] == alone
