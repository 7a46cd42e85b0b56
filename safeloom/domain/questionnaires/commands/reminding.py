"""Reminding by mail who answers by a link: before it is due, and each week once it is late. Who signs in is
told by the daily digest."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from safeloom.domain.questionnaires.commands.inviting import address_of, new_link
from safeloom.domain.questionnaires.mails import reminder_of
from safeloom.domain.questionnaires.models import Campaign, Contributor, Reminder, Response
from safeloom.domain.questionnaires.queries.campaigns import days_before, standing, taking
from safeloom.domain.questionnaires.queries.people import contributors_of, signing_in
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.kernel.working_days import is_working_day

WEEK = timedelta(days=7)


def remind_due() -> str:
    """Remind of what is due soon or late, on working days; what was done, or nothing where nothing was."""
    day = today()
    if not is_working_day(day):
        return ""
    many = 0
    for partnership in Partnership.objects.filter(campaigns__sent__isnull=False).distinct():
        many += _remind(partnership, day)
    return f"reminders queued: {many}" if many else ""


@transaction.atomic
def remind_now(*, by: Person | None, campaign: Campaign) -> int:
    """Remind everybody who has still to hand in a response to a campaign, those who sign in as well; how
    many people. A second click on the same day reminds nobody twice."""
    in_turn(campaign.partnership)
    day = today()
    rows = taking(standing(Response.objects.filter(campaign=campaign)), day)
    contributors = [one for one in contributors_of(rows) if address_of(one.person)]
    many = _queue(contributors, day)
    if many:
        audit.write(
            by=by,
            verb="campaign.remind",
            record=campaign.record,
            after={"people": many, "day": day},
        )
    return many


@transaction.atomic
def _remind(partnership: Partnership, day: date) -> int:
    """Remind those of a partnership for whom it is time. A fixed number of queries where it is for nobody."""
    in_turn(partnership)
    rows = taking(standing(Response.objects.filter(campaign__partnership=partnership)), day)
    found = {row.pk: row for row in rows.select_related("campaign")}
    found = {key: row for key, row in found.items() if day >= row.due - days_before(row.campaign)}
    contributors = [one for one in contributors_of(found.values()) if address_of(one.person)]
    pairs = signing_in(contributors)
    last: dict[tuple[UUID, UUID], date] = {}
    for one in Reminder.objects.filter(response__in=list(found)).order_by("day"):
        last[one.person_id, one.response_id] = one.day
    waiting = [
        one
        for one in contributors
        if (one.person_id, one.response_id) not in pairs
        and _is_time(found[one.response_id], last.get((one.person_id, one.response_id)), day)
    ]
    many = _queue(waiting, day)
    if many:
        audit.write(
            by=None,
            verb="campaign.remind",
            subject="responses due",
            partnership=partnership,
            after={"people": many, "day": day},
        )
    return many


def _is_time(row: Response, last: date | None, day: date) -> bool:
    """Whether somebody is reminded of a response again: once before it is due, weekly when it is late."""
    if day <= row.due:
        return last is None or last < row.due - days_before(row.campaign)
    return last is None or last <= day - WEEK


def _queue(contributors: list[Contributor], day: date) -> int:
    """One mail to each person for all their responses, those left out of which they were reminded today."""
    done = set(
        Reminder.objects.filter(
            day=day, response__in={one.response_id for one in contributors}
        ).values_list("person_id", "response_id")
    )
    by_person: dict[UUID, list[Contributor]] = defaultdict(list)
    for one in contributors:
        if (one.person_id, one.response_id) not in done:
            by_person[one.person_id].append(one)
    pairs = signing_in(contributors)
    for person, rows in by_person.items():
        rows.sort(key=lambda one: one.response.record.reference)
        with_secrets = [
            (one, "" if (person, one.response_id) in pairs else new_link(one).secret)
            for one in rows
        ]
        subject, text = reminder_of(with_secrets, day)
        reminders = Reminder.objects.bulk_create(
            Reminder(response=one.response, person=one.person, day=day) for one in rows
        )
        queue_mail(
            key=f"response-reminder {reminders[0].pk}",
            kind="response-reminder",
            to=address_of(rows[0].person),
            subject=subject,
            text=text,
            partnership=rows[0].response.campaign.partnership,
            person=rows[0].person,
        )
    return len(by_person)
