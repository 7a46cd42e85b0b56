"""Opening a campaign, asking bodies, sending it off, and ending it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from secrets import choice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency, Area
from safeloom.domain.questionnaires.commands.inviting import bring_leads, queue_invitations
from safeloom.domain.questionnaires.models import Campaign, Contributor, OpenLink, Response, Version
from safeloom.domain.questionnaires.queries.facts import use_of
from safeloom.domain.questionnaires.queries.people import contributors_of, reachable
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import (
    in_turn,
    new_records,
    next_revision,
    open_record,
    open_sealed_record,
)
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.commands import entitled_first
from safeloom.foundation.today import today

KIND, PREFIX = "campaign", "CA"
RESPONSE, RESPONSE_PREFIX = "response", "RE"
# Without those that are taken for another when read from a poster.
LETTERS = "23456789abcdefghjkmnpqrtuvwxy"
_TITLE = 200


@dataclass(frozen=True, kw_only=True)
class Dates:
    """From when answers are taken, when they are asked for, and the last day on which they are taken."""

    opens: date
    due: date
    closes: date


@transaction.atomic
def open_campaign(
    *,
    by: Person | None,
    partnership: Partnership,
    title: str,
    version: Version,
    use: str,
    opens: date,
    due: date,
    closes: date,
    cycle: str = Campaign.Cycle.FULL,
    anonymous: bool = False,
    moderated: bool = False,
    previous: Campaign | None = None,
    remind_before: int = 7,
    owner: Person | None = None,
) -> Campaign:
    """Begin a campaign as a draft: nobody is asked before it is sent. Raises ValidationError at `title`,
    `version`, `due`, `closes`, `previous` or `anonymous`."""
    dates = Dates(opens=opens, due=due, closes=closes)
    _check_words(title, dates)
    if version.published is None:
        raise ValidationError({"version": "Publish this version first: a draft cannot be asked."})
    if version.questionnaire.partnership_id != partnership.pk or version.questionnaire.use != use:
        raise ValidationError({"version": "Select a questionnaire of this use."})
    asks = use_of(use).asks
    if anonymous and "anyone" not in asks:
        raise ValidationError({"anonymous": "This questionnaire is answered under a name."})
    if not anonymous and set(asks) == {"anyone"}:
        raise ValidationError({"anonymous": "This questionnaire is answered without a name."})
    if previous is not None and (
        anonymous
        or previous.anonymous
        or previous.partnership_id != partnership.pk
        or previous.version.questionnaire_id != version.questionnaire_id
    ):
        raise ValidationError({"previous": "Select an earlier campaign of the same questionnaire."})
    campaign = Campaign.objects.create(
        record=open_record(
            partnership=partnership, kind=KIND, prefix=PREFIX, title=title.strip()[:_TITLE]
        ),
        partnership=partnership,
        use=use,
        version=version,
        opens=opens,
        due=due,
        closes=closes,
        cycle=cycle,
        anonymous=anonymous,
        moderated=moderated,
        previous=previous,
        remind_before=remind_before,
        owner=owner,
    )
    _write(by, "campaign.open", campaign, **audit.fields_of(campaign))
    return campaign


@transaction.atomic
def change_campaign(
    *,
    by: Person | None,
    campaign: Campaign,
    title: str,
    opens: date,
    due: date,
    closes: date,
    remind_before: int,
    owner: Person | None = None,
    seen: int | None = None,
) -> Campaign:
    """Change what a campaign is called and its dates; of one that was sent, no longer when it opens. Raises
    `Stale`; ValidationError at `title`, `opens`, `due` or `closes`, or where it has ended."""
    _going_on(campaign)
    next_revision(campaign, seen)
    _check_words(title, Dates(opens=opens, due=due, closes=closes))
    if campaign.sent is not None and opens != campaign.opens:
        raise ValidationError({"opens": "It was sent already, so the day it opens stays."})
    record = campaign.record
    with audit.changing(campaign, record, by=by, verb="campaign.change", record=record):
        record.title = title.strip()[:_TITLE]
        record.save(update_fields=["title"])
        campaign.opens, campaign.due, campaign.closes = opens, due, closes
        campaign.remind_before, campaign.owner = remind_before, owner
        campaign.save(update_fields=["opens", "due", "closes", "remind_before", "owner"])
    return campaign


@transaction.atomic
def ask(
    *,
    by: Person | None,
    campaign: Campaign,
    agencies: Iterable[Agency] = (),
    people: Iterable[Person] = (),
    about: Record | None = None,
    entitled: Iterable[Principal] = (),
) -> list[Response]:
    """Ask bodies: each gets a response, an agency's leads are brought in to answer it. Who was asked
    already stays as asked; the new responses are given back. Once the campaign was sent they are
    invited at once.

    `about` is what they are asked of, such as a case. Where that is sealed each response is: open to its
    agency, to who asks, and to those `entitled`. Raises ValidationError where the campaign has ended, is
    anonymous or is asked of others, at `agencies`, `people` or `about`."""
    _going_on(campaign)
    in_turn(campaign.record)
    chosen, named = list(agencies), list(people)
    _check_asked(campaign, chosen, named, about)
    there = Response.objects.filter(campaign=campaign, about=about)
    known = set(there.values_list("agency_id", flat=True))
    rows = [
        Response(campaign=campaign, agency=one, about=about)
        for one in dict.fromkeys(chosen)
        if one.pk not in known
    ]
    known = set(there.values_list("person_id", flat=True))
    rows += [
        Response(campaign=campaign, person=one)
        for one in dict.fromkeys(named)
        if one.pk not in known
    ]
    if not rows:
        return []
    if about is not None and about.is_sealed:
        _open_sealed(by, campaign, rows, list(entitled))
    else:
        titles = [_title(campaign, one) for one in rows]
        records = new_records(
            partnership=campaign.partnership, kind=RESPONSE, prefix=RESPONSE_PREFIX, titles=titles
        )
        for row, record in zip(rows, records, strict=True):
            row.record = record
    Response.objects.bulk_create(rows)
    bring_leads(added_by=by, campaign=campaign, responses=rows)
    can_be_told = reachable(one.pk for one in named)
    Contributor.objects.bulk_create(
        Contributor(response=row, person=row.person, leads=True, added_by=by)
        for row in rows
        if row.person_id in can_be_told
    )
    _write(by, "campaign.ask", campaign, **_counted(rows, responses=len(rows)))
    if campaign.sent is not None:
        queue_invitations(contributors_of(rows))
    return rows


@transaction.atomic
def leave_out(*, by: Person | None, response: Response) -> None:
    """Ask a body no longer, while the campaign is a draft. Raises ValidationError once it was sent."""
    campaign = response.campaign
    in_turn(campaign.record)
    campaign.refresh_from_db(fields=["sent"])
    if campaign.sent is not None:
        raise ValidationError("It was sent already. Close this response instead.")
    record = response.record
    _write(by, "campaign.leave_out", campaign, response=record.reference)
    response.delete()
    if not AuditRow.objects.filter(record=record).exists():
        record.delete()


@transaction.atomic
def send_campaign(*, by: Person | None, campaign: Campaign, at: datetime | None = None) -> Campaign:
    """Send a campaign off: everybody who answers is invited by mail, on the day it opens if that is yet to
    come. `at` is when it was sent, where that is told afterwards. A second click changes nothing. Raises
    ValidationError where nobody is asked, its last day has passed, or it has ended."""
    in_turn(campaign.record)
    campaign.refresh_from_db(fields=["sent", "ended"])
    if campaign.sent is not None:
        return campaign
    _going_on(campaign)
    if at is None and campaign.closes < today():
        raise ValidationError("Its last day has passed: change its dates first.")
    rows = list(campaign.responses.filter(record__isnull=False))
    if campaign.anonymous and not campaign.open_links.filter(stopped__isnull=True).exists():
        raise ValidationError("Make at least one open link first: without one nobody can answer.")
    if not campaign.anonymous and not rows:
        raise ValidationError("Choose who is asked first.")
    # Who leads an agency may have changed since it was chosen.
    answered_by = {one.response_id for one in contributors_of(rows)}
    bring_leads(
        added_by=by,
        campaign=campaign,
        responses=[one for one in rows if one.pk not in answered_by],
    )
    campaign.sent = at or datetime.now(UTC)
    campaign.save(update_fields=["sent"])
    told = queue_invitations(contributors_of(rows))
    counted = _counted(rows, responses=len(rows), invitations=told)
    _write(by, "campaign.send", campaign, **counted)
    return campaign


@transaction.atomic
def end_campaign(*, by: Person | None, campaign: Campaign, reason: str) -> Campaign:
    """Take answers no longer from today on; what was handed in stays and can be moderated. Raises
    ValidationError at `reason`, or where it was never sent or has ended."""
    in_turn(campaign.record)
    campaign.refresh_from_db(fields=["sent", "ended"])
    _going_on(campaign)
    if campaign.sent is None:
        raise ValidationError("It was never sent, so nothing is to be ended.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    campaign.ended = today()
    campaign.save(update_fields=["ended"])
    _write(by, "campaign.end", campaign, reason=reason.strip(), ended=campaign.ended)
    return campaign


@transaction.atomic
def open_link_for(
    *,
    by: Person | None,
    campaign: Campaign,
    label: str,
    area: Area | None = None,
    agency: Agency | None = None,
) -> OpenLink:
    """An address by which anybody answers an anonymous campaign. Raises ValidationError at `label`, `area`
    or `agency`, or where the campaign has ended or is not anonymous."""
    _going_on(campaign)
    if not campaign.anonymous:
        raise ValidationError("Its answers have names, so it is answered by invitation alone.")
    if not label.strip():
        raise ValidationError({"label": "Say where it will hang, such as “Youth club, Marsh End”."})
    for name, place in (("area", area), ("agency", agency)):
        if place is not None and place.record.partnership_id != campaign.partnership_id:
            raise ValidationError({name: "Select one of this partnership."})
    if campaign.open_links.filter(label=label.strip()).exists():
        raise ValidationError({"label": "There is a link of this name: call this one differently."})
    link = OpenLink.objects.create(
        campaign=campaign,
        code="".join(choice(LETTERS) for _ in range(12)),
        label=label.strip(),
        area=area,
        agency=agency,
    )
    _write(by, "campaign.open_link", campaign, label=link.label)
    return link


@transaction.atomic
def stop_open_link(*, by: Person | None, link: OpenLink) -> OpenLink:
    """Let nobody answer by a link from now on; what came by it stays."""
    if link.stopped is None:
        link.stopped = datetime.now(UTC)
        link.save(update_fields=["stopped"])
        _write(by, "campaign.stop_link", link.campaign, label=link.label)
    return link


def _check_words(title: str, dates: Dates) -> None:
    if not title.strip():
        raise ValidationError({"title": "Say what the campaign is called."})
    if dates.due < dates.opens:
        raise ValidationError({"due": "It is due before it opens: choose a later day."})
    if dates.closes < dates.due:
        raise ValidationError({"closes": "It closes before it is due: choose a later day."})


def _check_asked(
    campaign: Campaign, agencies: list[Agency], people: list[Person], about: Record | None
) -> None:
    if campaign.anonymous:
        raise ValidationError("It is answered without a name, by open links alone.")
    asks: Collection[str] = use_of(campaign.use).asks
    if about is not None and ("about" not in asks or people):
        raise ValidationError({"about": "This questionnaire is not asked about something."})
    if about is not None and about.partnership_id != campaign.partnership_id:
        raise ValidationError({"about": "Select something of this partnership."})
    if agencies and about is None and "agencies" not in asks:
        raise ValidationError({"agencies": "This questionnaire is not asked of agencies."})
    if people and "people" not in asks:
        raise ValidationError({"people": "This questionnaire is not asked of people."})
    day = today()
    records = set(
        Record.objects.filter(
            partnership=campaign.partnership, pk__in=[one.record_id for one in agencies]
        ).values_list("pk", flat=True)
    )
    if not all(one.record_id in records and one.holds(day) for one in agencies):
        raise ValidationError({"agencies": "Select agencies of this partnership as it is today."})
    known = Person.objects.filter(
        pk__in=[one.pk for one in people], directory_entries__partnership=campaign.partnership
    )
    if not {one.pk for one in people} <= set(known.values_list("pk", flat=True)):
        raise ValidationError({"people": "Select people of the partnership’s directory."})


def _open_sealed(
    by: Person | None, campaign: Campaign, rows: list[Response], entitled: list[Principal]
) -> None:
    for row in rows:
        row.record = open_sealed_record(
            partnership=campaign.partnership, kind=RESPONSE, prefix=RESPONSE_PREFIX
        )
        agency = [row.agency.principal] if row.agency else []
        entitled_first(record=row.record, given_by=by, principals=[*agency, *entitled], day=today())


def _counted(rows: list[Response], **counts: int) -> dict[str, Any]:
    """These counts for the chain; none where a response is sealed: they would tell of it."""
    about = {one.about_id for one in rows if one.about_id}
    sealed = Record.objects.filter(pk__in=about, sensitivity=Record.Sensitivity.SEALED).exists()
    return {} if sealed else counts


def _title(campaign: Campaign, row: Response) -> str:
    """`Section 11 audit 2026: Vale Constabulary`. A person is named in no title."""
    title = campaign.record.title
    return f"{title}: {row.agency.name}"[:_TITLE] if row.agency else title


def _going_on(campaign: Campaign) -> None:
    if campaign.ended is not None:
        raise ValidationError("The campaign has ended.")


def _write(
    by: Person | None, verb: str, campaign: Campaign, reason: str = "", **after: object
) -> None:
    audit.write(by=by, verb=verb, record=campaign.record, after=after, reason=reason)
