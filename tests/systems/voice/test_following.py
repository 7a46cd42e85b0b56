"""What followed: the groups that go on or end, what was said led to, feedback to those who said it."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.systems.inspections.addresses import of_inspection
from safeloom.systems.voice.commands import following
from safeloom.systems.voice.models import VoiceChannel, VoiceLed
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import inspections
from tests.factories.voice import a_channel, a_point, an_activity, answered

ROOT = "/vale/assurance/voice/"


def test_a_group_is_changed_and_ended_on_its_page(vale, manager) -> None:
    group = a_channel(vale, "Voices in Care")
    page = f"{ROOT}groups/{group.pk}/"
    said = {"title": "Young Voices", "kind": "care", "revision": group.revision}
    listed = text(manager.post(page, said | day("ended", today()), follow=True))
    assert "Young Voices" in listed and "Not yet" in listed
    assert "Young Voices (until" in text(manager.get(f"{ROOT}add/"))
    assert manager.post(page, said | {"title": "Others"}).status_code == 409
    assert VoiceChannel.objects.get().title == "Young Voices"
    executive = signed_in("statutory-partner", vale)
    assert "Change or end" not in text(executive.get(f"{ROOT}groups/"))
    assert executive.get(page).status_code == 404


def test_what_was_said_led_to_a_record_and_both_pages_tell_it(vale, council, manager) -> None:
    point = a_point(an_activity(vale))
    page = f"{ROOT}{point.activity.record.reference}/"
    found = inspections.an_inspection(vale, "Of the council", agency=council)
    add = f"{page}said/{point.pk}/led/"
    refused = manager.post(add, {"record": "XX-0001"})
    assert refused.status_code == 422 and "No record that you may see" in text(refused)
    shown = text(manager.post(add, {"record": "ip-0001"}, follow=True))
    assert "It led to:" in shown and "IP-0001 Of the council" in shown
    assert manager.post(add, {"record": "IP-0001"}).status_code == 422
    there = text(manager.get(of_inspection(vale, found)))
    assert "Asked for by children and families" in there and "What moving feels like" in there
    # A lead sees the inspection of their agency, and nothing of who was heard.
    lead = signed_in("agency-lead", vale, council)
    there = text(lead.get(of_inspection(vale, found)))
    assert "Of the council" in there and "Asked for by" not in there
    led = VoiceLed.objects.get()
    manager.post(f"{page}led/{led.pk}/remove/")
    assert "It led to:" not in text(manager.get(page))


def test_feedback_is_given_of_what_was_answered(vale, manager) -> None:
    point = a_point(an_activity(vale))
    page = f"{ROOT}{point.activity.record.reference}/"
    told = {"how": "At their next meeting", "revision": 1} | day("day", today())
    refused = manager.post(f"{page}said/{point.pk}/feedback/", told)
    assert refused.status_code == 422 and "First it is answered" in text(refused)
    answered(point)
    assert "No feedback given yet" in text(manager.get(page))
    assert manager.post(f"{page}said/{point.pk}/feedback/", told).status_code == 409
    told["revision"] = 2
    early = told | day("day", today() - timedelta(days=1))
    assert manager.post(f"{page}said/{point.pk}/feedback/", early).status_code == 422
    named = told | {"how": "By a letter to Mrs Vale"}
    assert manager.post(f"{page}said/{point.pk}/feedback/", named).status_code == 422
    assert "At their next meeting" in text(
        manager.post(f"{page}said/{point.pk}/feedback/", told, follow=True)
    )


def test_a_small_number_of_people_is_told_to_the_unit_alone(vale, manager) -> None:
    activity = an_activity(vale, ages={"from_8": 3})
    a_point(activity, many=2)
    page = f"{ROOT}{activity.record.reference}/"
    shown = text(manager.get(page))
    assert "8 to 11: 3" in shown and "Said by 2." in shown
    executive = signed_in("statutory-partner", vale)
    shown = text(executive.get(page))
    assert "Fewer than 5: 8 to 11" in shown and "Said by fewer than 5." in shown
    assert "Fewer than 5" in executive.get(f"{ROOT}?export=csv").getvalue().decode()


def test_a_page_makes_as_many_queries_for_three_that_followed_as_for_one(
    vale, council, manager
) -> None:
    point = a_point(an_activity(vale))
    asked = []
    for many in (1, 2):
        for _ in range(many):
            other = a_point(point.activity)
            a_channel(vale)
            for one in (point, other):
                found = inspections.an_inspection(vale, "Of the council", agency=council)
                following.lead_to(by=None, point=one, record=found.record)
        counts = []
        for page in (f"{ROOT}{point.activity.record.reference}/", f"{ROOT}groups/"):
            manager.get(page)
            with CaptureQueriesContext(connection) as counted:
                assert manager.get(page).status_code == 200
            counts.append(len(counted))
        asked.append(counts)
    assert asked[0] == asked[1]
