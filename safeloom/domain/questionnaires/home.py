"""What questionnaires tell at home and in the digest: what a lead has to hand in; for the unit, what
is to be moderated and what is late. Nothing of answers."""

from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID

from safeloom.domain.questionnaires.addresses import of_campaign, to_answer
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries import rows
from safeloom.domain.questionnaires.queries.campaigns import standing, taking
from safeloom.domain.questionnaires.queries.facts import use_of
from safeloom.domain.questionnaires.workflows import OPEN, SUBMITTED
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import count_words


def due(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The responses that an agency's lead has to hand in, what is due first comes first. 1 query."""
    if not viewer.may("response.answer", partnership.pk):
        return []
    mine = standing(rows.responses(viewer, partnership, "response.answer"))
    return [
        HomeLine(
            f"Answer {_called(row)}",
            to_answer(partnership, row.record.reference),
            due=row.due,
            late=row.due < viewer.day,
            detail="changes requested" if row.state == "changes-requested" else "",
        )
        for row in taking(mine, viewer.day).order_by("due", "record__reference")
    ]


def unit(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For the unit, by campaign: what is to be moderated, and how many are late. 1 query, and one for the
    campaigns where there are any: of four hundred schools no row is built."""
    if not viewer.may("response.moderate", partnership.pk):
        return []
    found = standing(rows.responses(viewer, partnership, "response.moderate"))
    found = found.filter(
        campaign__sent__isnull=False, campaign__ended__isnull=True, state__in=(SUBMITTED, *OPEN)
    )
    moderate: Counter[UUID] = Counter()
    late: Counter[UUID] = Counter()
    told = found.order_by("due").values_list(
        "campaign", "campaign__moderated", "state", "due", "last_day"
    )
    for campaign, moderated, state, due, last_day in told:
        moderate[campaign] += state == SUBMITTED and moderated
        late[campaign] += state in OPEN and due < viewer.day <= last_day
    of = Campaign.objects.select_related("record").in_bulk([*(+moderate), *(+late)])
    lines = [
        HomeLine(
            f"{campaign.record.title}: {count_words(many, 'response', 'responses')} to moderate",
            of_campaign(partnership, campaign) + "?state=submitted",
        )
        for campaign, many in ((of[key], many) for key, many in (+moderate).items())
    ]
    return lines + [
        HomeLine(
            f"{campaign.record.title}: {count_words(many, 'body has', 'bodies have')} not answered",
            of_campaign(partnership, campaign) + "?state=late",
            due=campaign.due,
            late=True,
        )
        for campaign, many in ((of[key], many) for key, many in (+late).items())
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """What is due, in all the partnerships in which a person holds a role."""
    return lines_of_home(person, day, due)


def _called(row: Any) -> str:
    """What is to be answered. Of what is sealed its kind and reference, never what it is called."""
    if not row.record.is_sealed:
        return str(row.campaign.record.title)
    kind = ""
    with suppress(KeyError):  # a use that is not registered any more
        kind = use_of(row.campaign.use).title
    return f"{kind[:1].lower()}{kind[1:]} {row.record.reference}".strip()
