"""Papers of meetings for tests, made by their commands."""

from safeloom.domain.meetings.commands import papers
from safeloom.domain.meetings.models import Meeting, Paper
from safeloom.foundation.identity.models import Person, Principal
from tests.factories import Place, sample
from tests.factories.meetings import a_meeting


def a_paper(
    meeting: Meeting,
    title: str = "The winter plan",
    text: str = "It is cold.",
    file=None,
    by: Person | None = None,
    **said,
) -> Paper:
    """A paper that everybody has who has the meeting."""
    content = papers.Content(text="" if file else text, file=file)
    new = papers.NewPaper(title=title, **said)
    return papers.add(by=by, meeting=meeting, new=new, content=content)


def restricted(
    meeting: Meeting,
    title: str = "Heron review",
    text: str = "Of the heron.",
    to: tuple[Principal, ...] = (),
    by: Person | None = None,
    file=None,
    **said,
) -> Paper:
    """A paper that is open to these alone."""
    return papers.add(
        by=by,
        meeting=meeting,
        new=papers.NewPaper(title=title, **said),
        content=papers.Content(text="" if file else text, file=file),
        restricted_to=to,
    )


@sample(
    *(f"meetings:{name}" for name in ("paper", "change-paper", "new-version", "withdraw-paper")),
    by=("group",),
)
def _paper(place: Place) -> dict[str, object]:
    return {"reference": a_paper(a_meeting(place.group)).record.reference}


@sample("meetings:add-paper", by=("group",))
def _meeting(place: Place) -> dict[str, object]:
    return {"reference": a_meeting(place.group).record.reference}
