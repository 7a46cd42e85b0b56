"""Whoever left, or leads the agency no more, answers for it no more, whatever link they hold."""

from datetime import timedelta

from django.test import Client

from safeloom.domain.partnership.commands import posts
from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.questionnaires.commands import inviting, reminding
from safeloom.foundation.access.models import Grant
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from tests.domain.questionnaires.by_link import LED, ROOT, entered, linked
from tests.domain.questionnaires.campaigned import DUE, OPENS, on, sent, vale
from tests.factories import foundation, partnership
from tests.factories import questionnaires as build

__all__ = ["vale"]


def _opens(response, person) -> int:
    client = Client()
    client.get(f"{ROOT}{linked(response, person)[0]}/")
    return client.get(ROOT).status_code


def test_the_link_of_whoever_left_opens_nothing_from_the_day_after(vale) -> None:
    response = build.a_response(build.a_campaign(vale.here), vale.school)
    build.a_contributor(response, vale.head, leads=True)
    client = entered(response, vale.head)
    DirectoryEntry.objects.filter(person=vale.head).update(end=today())
    assert client.get(LED).status_code == 200
    DirectoryEntry.objects.filter(person=vale.head).update(end=today() - timedelta(days=1))
    assert client.get(LED).status_code == 410
    assert client.post(LED, {"q-led": "yes"}).status_code == 410
    assert not response.answers.exists()


def test_a_lead_whose_role_ended_gets_no_link_in_its_place(vale) -> None:
    with on(OPENS):
        _, (of_council, _) = sent(vale, vale.council, vale.school)
    person = vale.lead.person
    with on(DUE - timedelta(days=7)):
        Grant.objects.filter(principal=person.principal).update(end=today() - timedelta(days=1))
        reminding.remind_due()
        mails = Mail.objects.filter(kind="response-reminder")
        assert [mail.to for mail in mails] == [vale.head.work_email]
        assert _opens(of_council, person) == 410
        # Who leads the agency again, or is asked again by hand, answers again.
        (contributor,) = of_council.contributors.all()
        inviting.remove_contributor(by=None, contributor=contributor)
        inviting.invite(by=None, response=of_council, person=person, leads=True)
        assert _opens(of_council, person) == 200


def test_a_lead_by_post_who_left_the_post_gets_in_no_more(vale) -> None:
    post = partnership.a_post(vale.council, "Lead")
    foundation.grant(post.principal, "agency-lead", vale.here, over=vale.council.principal)
    person = partnership.somebody(vale.here, work_email="kit@council.example")
    held = partnership.in_post(post, person, start=today() - timedelta(days=90))
    response = build.a_response(build.a_campaign(vale.here), vale.council)
    contributor = build.a_contributor(response, person, leads=True)
    type(contributor).objects.update(added=contributor.added - timedelta(days=30))
    assert _opens(response, person) == 200
    posts.release(by=None, holding=held, seen=None, day=today() - timedelta(days=1))
    assert _opens(response, person) == 410
