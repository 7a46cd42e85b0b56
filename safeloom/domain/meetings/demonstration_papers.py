"""Papers of the invented county's meetings to come, one of them restricted; invitations to one."""

from datetime import timedelta
from typing import Any

from safeloom.domain.meetings.commands import invitations, papers
from safeloom.domain.meetings.models import Meeting, Paper
from safeloom.domain.meetings.queries.meetings import with_state
from safeloom.foundation.today import today

# Title, and what it says in short.
PAPERS = (
    (
        "How early help reaches children under five: a year in numbers",
        "More families were reached, and they waited longer.\n\nThe board is asked to note the figures and "
        "to ask each agency what would shorten the wait.",
    ),
    (
        "Neglect: what the audit of forty records found",
        "In most records the child’s day can be seen. In few is it said what would have to change, and by "
        "when.\n\nThe board is asked to agree the three actions at the end of the paper.",
    ),
)
RESTRICTED = (
    "Findings of a review that is not published yet",
    "An invented review, for those who sit on the board alone until it is published.\n\nThe board is asked "
    "to agree how those concerned are told first.",
)


def make(county: Any) -> None:
    """Two papers for each meeting to come; for the board’s one more, which is restricted to the statutory
    partners and the business manager."""
    manager = county.personas.get("business-manager")
    coming = Meeting.objects.filter(partnership=county.partnership, day__gte=county.today)
    agencies = list(county.agencies.values())
    for number, meeting in enumerate(with_state(coming).order_by("day", "pk")):
        items = list(meeting.agenda.filter(source="").order_by("order"))
        for place, (title, text) in enumerate(PAPERS):
            paper = papers.add(
                by=manager,
                meeting=meeting,
                new=papers.NewPaper(
                    title=title,
                    item=items[(place + 2) % len(items)] if items else None,
                    agency=agencies[(number + place) % len(agencies)] if agencies else None,
                ),
                content=papers.Content(text=text),
            )
            # The second came yesterday: late, where the meeting is near.
            came = county.today - timedelta(days=1 if place else 20)
            Paper.objects.filter(pk=paper.pk).update(added=came)
        if meeting.group == county.groups.get("board"):
            _for_the_board(county, meeting, manager)


def _for_the_board(county: Any, meeting: Meeting, manager: Any) -> None:
    partners = [
        person.principal
        for key, person in county.personas.items()
        if key.startswith(("statutory-partner", "scrutineer"))
    ]
    papers.add(
        by=manager,
        meeting=meeting,
        new=papers.NewPaper(title=RESTRICTED[0]),
        content=papers.Content(text=RESTRICTED[1]),
        restricted_to=partners,
    )
    if meeting.day >= today():  # a county may be made for a day that is past
        invitations.invite(by=manager, meeting=meeting)
