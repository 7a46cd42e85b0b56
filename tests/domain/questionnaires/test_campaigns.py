"""The unit's side: asking, inviting, reminding, giving back, moderating, ending."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.questionnaires.commands import (
    campaigns,
    inviting,
    moderating,
    moving,
)
from safeloom.domain.questionnaires.models import Campaign, Response, ResponseLink, SignOff
from safeloom.domain.questionnaires.queries.campaigns import due_of, is_open, state_of
from safeloom.domain.questionnaires.queries.links import digest_of
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.sealed.models import Entitlement
from safeloom.foundation.today import ENGLAND
from tests.domain.questionnaires.campaigned import (
    CLOSES,
    DUE,
    OPENS,
    handed_in,
    on,
    opened,
    sent,
    vale,
    words_of,
)
from tests.factories import foundation, partnership, questionnaires, sealed

__all__ = ["vale"]


def test_a_campaign_is_asked_of_bodies_and_leads_answer_for_their_agency(vale) -> None:
    with on(OPENS):
        campaign = opened(vale)
        rows = campaigns.ask(by=None, campaign=campaign, agencies=[vale.council, vale.school])
        again = campaigns.ask(by=None, campaign=campaign, agencies=[vale.council])
    assert [row.record.title for row in rows] == [
        "Section 11 audit 2026: Vale Council",
        "Section 11 audit 2026: Marsh End School",
    ]
    assert again == []
    assert [one.person for one in rows[0].contributors.all()] == [vale.lead.person]
    assert not rows[1].contributors.exists()
    assert not Mail.objects.exists()


def test_four_hundred_agencies_are_asked_in_few_queries(
    vale, django_assert_max_num_queries
) -> None:
    agencies = [partnership.an_agency(vale.here) for _ in range(12)]
    campaign = opened(vale)
    with django_assert_max_num_queries(40) as few:
        campaigns.ask(by=None, campaign=campaign, agencies=agencies[:2])
    with django_assert_max_num_queries(len(few.captured_queries)):
        campaigns.ask(by=None, campaign=campaign, agencies=agencies[2:])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"due": OPENS - timedelta(days=1)}, "due"),
        ({"closes": DUE - timedelta(days=1)}, "closes"),
    ],
)
def test_what_makes_no_campaign_is_refused_at_its_field(vale, said, field) -> None:
    with pytest.raises(ValidationError) as refused:
        opened(vale, **said)
    assert field in refused.value.message_dict
    assert not Campaign.objects.exists()


def test_a_draft_of_a_questionnaire_is_not_asked(vale) -> None:
    with pytest.raises(ValidationError, match="Publish"):
        opened(vale, version=questionnaires.a_questionnaire(vale.here, published=False))


def test_nobody_of_another_partnership_is_asked(vale) -> None:
    elsewhere = foundation.partnership()
    campaign = opened(vale)
    with pytest.raises(ValidationError, match="this partnership"):
        campaigns.ask(by=None, campaign=campaign, agencies=[partnership.an_agency(elsewhere)])
    with pytest.raises(ValidationError, match="directory"):
        campaigns.ask(by=None, campaign=campaign, people=[partnership.somebody(elsewhere)])


def test_who_signs_in_gets_the_address_and_everybody_else_a_link_of_their_own(vale) -> None:
    with on(OPENS):
        campaign, (of_council, _) = sent(vale)
        campaigns.send_campaign(by=None, campaign=campaign)
    by_lead = Mail.objects.get(to=vale.lead.email)
    by_link = Mail.objects.get(to=vale.head.work_email)
    assert f"/vale/assurance/responses/{of_council.record.reference}/" in words_of(by_lead)
    assert not ResponseLink.objects.filter(contributor__person=vale.lead.person).exists()
    for mail in (by_lead, by_link):
        assert "Section 11 audit 2026" in words_of(mail)
        assert "by 30 November 2026" in words_of(mail)
    secret = re.search(r"/answer/([^/\s]+)/", words_of(by_link))[1]
    link = ResponseLink.objects.get(contributor__person=vale.head)
    assert link.digest == digest_of(secret)
    assert secret not in by_link.key
    assert link.expires - link.made >= timedelta(days=90)


def test_mail_leaves_on_the_day_it_opens(vale) -> None:
    with on(OPENS - timedelta(days=5)):
        sent(vale)
    first = datetime.combine(OPENS, datetime.min.time(), ENGLAND)
    assert all(mail.next_try >= first for mail in Mail.objects.all())


def test_a_new_link_ends_the_earlier_and_a_removed_person_has_none(vale) -> None:
    with on(OPENS):
        _, (_, of_school) = sent(vale)
        contributor = of_school.contributors.get()
        link = inviting.send_link(by=None, contributor=contributor)
        live = ResponseLink.objects.filter(revoked__isnull=True)
        assert live.get().digest == digest_of(link.secret)
        inviting.remove_contributor(by=None, contributor=contributor)
        assert not live.exists()
        with pytest.raises(ValidationError, match="no longer"):
            inviting.send_link(by=None, contributor=contributor)


def test_what_is_asked_about_something_sealed_is_sealed_and_no_mail_names_it(vale) -> None:
    about = sealed.sealed(vale.school.record, vale.manager.person.principal)
    with on(OPENS):
        campaign = opened(vale, title="Audit of the case of Sam")
        (row,) = campaigns.ask(
            by=vale.manager.person, campaign=campaign, agencies=[vale.council], about=about
        )
        campaigns.send_campaign(by=vale.manager.person, campaign=campaign)
    assert row.record.is_sealed
    entitled = set(
        Entitlement.objects.filter(record=row.record).values_list("principal", flat=True)
    )
    assert entitled == {vale.council.pk, vale.manager.person.pk}
    mail = Mail.objects.get(to=vale.lead.email)
    assert "Sam" not in words_of(mail) + mail.subject


def test_a_campaign_that_asks_nobody_is_not_sent(vale) -> None:
    with on(OPENS), pytest.raises(ValidationError, match="who is asked"):
        campaigns.send_campaign(by=None, campaign=opened(vale))


def test_a_body_is_left_out_of_a_draft_alone(vale) -> None:
    with on(OPENS):
        campaign = opened(vale)
        rows = campaigns.ask(by=None, campaign=campaign, agencies=[vale.council, vale.school])
        campaigns.leave_out(by=None, response=rows[1])
        assert [row.agency for row in campaign.responses.all()] == [vale.council]
        campaigns.send_campaign(by=None, campaign=campaign)
        with pytest.raises(ValidationError, match="sent already"):
            campaigns.leave_out(by=None, response=campaign.responses.get())


def test_who_is_asked_after_it_was_sent_is_invited_at_once(vale) -> None:
    with on(OPENS):
        campaign, _ = sent(vale, vale.school)
        campaigns.ask(by=None, campaign=campaign, agencies=[vale.council])
    assert Mail.objects.filter(to=vale.lead.email).count() == 1


def test_answers_are_taken_from_opening_to_closing(vale) -> None:
    with on(OPENS):
        _, (row, _) = sent(vale)
        assert [
            is_open(row, day)
            for day in (OPENS - timedelta(days=1), OPENS, CLOSES, CLOSES + timedelta(days=1))
        ] == [False, True, True, False]
        handed_in(row)
        assert not is_open(row, OPENS)
        assert state_of(row) == "submitted"


def test_an_extension_moves_one_body_and_its_links(vale) -> None:
    later = date(2027, 3, 1)
    with on(OPENS):
        _, (of_council, of_school) = sent(vale)
        moving.extend(by=None, response=of_school, until=later, reason="The head is new.")
        assert (due_of(of_school), due_of(of_council)) == (later, DUE)
        assert is_open(of_school, later) and not is_open(of_council, later)
        link = ResponseLink.objects.filter(contributor__response=of_school).earliest("expires")
        assert link.expires > datetime(2027, 3, 1, 23, tzinfo=UTC)
        with pytest.raises(ValidationError) as refused:
            moving.extend(by=None, response=of_school, until=DUE, reason="Less.")
    assert "until" in refused.value.message_dict


def test_what_is_given_back_counts_no_more_and_is_signed_again(vale) -> None:
    with on(OPENS):
        _, (row, _) = sent(vale)
        handed_in(row)
        capacity = vale.version.capacities.get()
        SignOff.objects.create(response=row, capacity=capacity, name="Robin", at=datetime.now(UTC))
        moving.request_changes(
            by=vale.manager.person,
            response=row,
            reason="Two things are not clear.",
            remarks={"led": "Met by whom?", "why": " "},
        )
        assert state_of(row) == "changes-requested"
        assert is_open(row, OPENS)
        assert not row.answers.filter(counts=True).exists()
        assert not row.signed_off.exists()
        said = {one.question and one.question.key: one.words for one in row.remarks.all()}
        assert said == {None: "Two things are not clear.", "led": "Met by whom?"}
        mail = Mail.objects.filter(kind="response-news").get()
        assert "Met by whom" not in words_of(mail)
        rows = AuditRow.objects.filter(record=row.record, verb="response.request_changes")
        assert rows.count() == 1


def test_what_is_re_opened_after_its_last_day_is_given_a_new_one(vale) -> None:
    with on(OPENS):
        _, (row, _) = sent(vale)
        handed_in(row)
        moving.close_response(by=None, response=row)
    late = CLOSES + timedelta(days=10)
    with on(late):
        with pytest.raises(ValidationError) as refused:
            moving.reopen(by=None, response=row, reason="A figure is wrong.")
        assert "until" in refused.value.message_dict
        assert state_of(row) == "closed"
        assert row.answers.filter(counts=True).exists()
        moving.reopen(
            by=None, response=row, reason="A figure is wrong.", until=late + timedelta(days=7)
        )
        assert is_open(row, late)


def test_the_moderators_grade_stands_beside_the_bodys_own(vale) -> None:
    with on(OPENS):
        _, (row, other) = sent(vale)
        handed_in(row)
        moderating.moderate(by=None, response=row, grades={"led": ("no", "No evidence.")})
        with pytest.raises(Stale):
            moderating.moderate(by=None, response=row, grades={"led": ("yes", "")}, seen={"led": 0})
        graded = row.moderated.get()
        assert (graded.option.key, graded.comment) == ("no", "No evidence.")
        assert row.answers.get().option.key == "yes"
        with pytest.raises(ValidationError):
            moderating.moderate(by=None, response=row, grades={"staff": ("no", "")})
        with pytest.raises(ValidationError, match="handed in"):
            moderating.moderate(by=None, response=other, grades={"led": ("no", "")})
        moderating.say_moderated(by=None, response=row, feedback="A clear return.")
        assert state_of(row) == "moderated"


def test_an_ended_campaign_takes_nothing_and_gives_nothing_back(vale) -> None:
    with on(OPENS):
        campaign, (row, other) = sent(vale)
        handed_in(row)
        campaigns.end_campaign(by=None, campaign=campaign, reason="The form was wrong.")
        row, other = (Response.objects.get(pk=one.pk) for one in (row, other))
        assert not is_open(other, OPENS)
        for refused in (
            lambda: moving.extend(by=None, response=other, until=CLOSES, reason="More."),
            lambda: moving.reopen(by=None, response=row, reason="More."),
            lambda: campaigns.ask(by=None, campaign=campaign, agencies=[vale.council]),
            lambda: inviting.invite(by=None, response=other, person=vale.manager.person),
        ):
            with pytest.raises(ValidationError, match="has ended"):
                refused()
        assert state_of(row) == "submitted"


def test_anybody_answers_by_an_open_link_until_it_is_stopped(vale) -> None:
    campaign = opened(vale, anonymous=True)
    with pytest.raises(ValidationError, match="open link"):
        campaigns.send_campaign(by=None, campaign=campaign)
    link = campaigns.open_link_for(by=None, campaign=campaign, label="Youth club")
    with pytest.raises(ValidationError, match="of this name"):
        campaigns.open_link_for(by=None, campaign=campaign, label="Youth club")
    with pytest.raises(ValidationError, match="without a name"):
        campaigns.ask(by=None, campaign=campaign, agencies=[vale.council])
    campaigns.stop_open_link(by=None, link=link)
    assert link.stopped is not None
    with pytest.raises(ValidationError, match="by invitation"):
        campaigns.open_link_for(by=None, campaign=opened(vale), label="Youth club")


def test_a_campaign_to_many_is_sent_with_as_many_queries_as_one_to_a_few(vale) -> None:
    counted = []
    for many in (2, 6):
        with on(OPENS):
            campaign = opened(vale, title=f"Asked of {many}")
            agencies = [partnership.an_agency(vale.here) for _ in range(many)]
            for row in campaigns.ask(by=None, campaign=campaign, agencies=agencies):
                head = partnership.somebody(
                    vale.here, "Head Invented", work_email=f"{row.record.reference}@school.example"
                )
                inviting.invite(by=None, response=row, person=head, leads=True)
            with CaptureQueriesContext(connection) as found:
                campaigns.send_campaign(by=None, campaign=campaign)
        counted.append(len(found))
        invited = Mail.objects.filter(kind="response-invitation", subject__isnull=False)
        links = ResponseLink.objects.filter(contributor__response__campaign=campaign)
        assert links.count() == many
    assert invited.count() == 2 + 6
    assert counted[0] == counted[1]
