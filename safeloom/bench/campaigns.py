"""A campaign that asks 500 bodies: what the unit's buttons cost, and the board of how far each is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from safeloom.bench import questionnaires as made
from safeloom.bench.sizes import is_small
from safeloom.bench.tasks import Work
from safeloom.domain.questionnaires.addresses import at, of_campaign
from safeloom.domain.questionnaires.models import Contributor, Response, ResponseLink
from safeloom.foundation.identity.models import Account, Person, Principal
from safeloom.foundation.notices.models import Mail

BODIES, FEW = 500, 20
QUESTIONS = 40


def sending() -> dict[str, Work]:
    """All of a kind are chosen, and the campaign is sent: both buttons.
    Half of the leads sign in, the others get a link. The floor is as many rows of the same, written bare."""
    campaign = _campaign(sent=False)
    client, here = made.client_of(made.manager()), campaign.partnership
    ask = reverse("questionnaires:ask", args=[here.key, campaign.record.reference])
    send = at("send-campaign", here, campaign.record.reference)

    def work() -> None:
        client.post(ask, {"kinds": ["charity"]})
        client.post(send)
        asked = Contributor.objects.filter(response__campaign=campaign).count()
        mails = Mail.objects.filter(key__startswith="response-invitation").count() - before
        if mails < _many() or mails != asked:
            raise SystemExit(f"bench: {asked} were asked and {mails} invited.")

    def floor() -> None:
        Response.objects.bulk_create(responses, update_conflicts=False)
        Contributor.objects.bulk_create(contributors)
        ResponseLink.objects.bulk_create(links)
        Mail.objects.bulk_create(mails)

    before = Mail.objects.filter(key__startswith="response-invitation").count()
    with transaction.atomic():
        work()
        responses = list(campaign.responses.all())
        contributors = list(Contributor.objects.filter(response__campaign=campaign))
        links = list(ResponseLink.objects.filter(contributor__in=contributors))
        mails = list(Mail.objects.filter(key__startswith="response-invitation").order_by("-pk"))
        mails = mails[: len(contributors)]
        transaction.set_rollback(True)
    for one in responses:
        one.record = None
        one.agency, one.submitted_on = None, campaign.opens
    return {"work": _undone(work), "floor": _undone(floor)}


def board() -> dict[str, Work]:
    """The first page of the board of progress, half of the bodies having answered."""
    campaign = _campaign(sent=True)
    asked = made.ask_all(campaign)
    made.write_answers(campaign, asked[::2], counts=False)
    client = made.client_of(made.manager())
    page = of_campaign(campaign.partnership, campaign)

    def work() -> None:
        if f"{len(asked):,}".encode() not in client.get(page).content:
            raise SystemExit("bench: the board did not show who is asked.")

    return {"work": work}


def _many() -> int:
    return FEW if is_small() else BODIES


def _campaign(*, sent: bool) -> Any:
    campaign = made.a_campaign(
        made.a_questionnaire(QUESTIONS), anonymous=False, day=datetime.now(UTC)
    )
    if not sent:
        campaign.sent = None
        campaign.save(update_fields=["sent"])
    for number, agency in enumerate(made.new_agencies(campaign.partnership, _many())):
        person = Person.objects.create(
            principal=Principal.objects.create(
                kind=Principal.Kind.PERSON, name=f"Timed Lead {number}"
            ),
            work_email=f"timed{number}@bench.example",
        )
        made.let_lead(person, campaign.partnership, agency)
        if number % 2:
            account = Account(person=person, email=person.work_email)
            account.set_unusable_password()
            account.save()
    return campaign


def _undone(do: Callable[[], object]) -> Work:
    def work() -> None:
        with transaction.atomic():
            do()
            transaction.set_rollback(True)

    return work
