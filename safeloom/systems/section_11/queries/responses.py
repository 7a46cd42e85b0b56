"""The responses of a round with what the unit did about each."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from safeloom.domain.questionnaires import workflows
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries import rows as engine
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.workflow.queries import with_state
from safeloom.systems.section_11.content import USE
from safeloom.systems.section_11.models import (
    Drawable,
    Equivalent,
    FeedbackLetter,
    Screening,
    Visit,
)


@dataclass
class Line:
    """One body of a round: its response and state, the screening, whether it was drawn, its visits, its
    letters, and what was accepted in place of its return."""

    response: Response
    state: str
    screening: Screening | None = None
    drawn: bool = False
    visits: list[Visit] = field(default_factory=list)
    letters: list[FeedbackLetter] = field(default_factory=list)
    equivalent: Equivalent | None = None

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        if self.equivalent is not None:
            return "Accepted in place"
        return workflows.RESPONSE.state(self.state).title

    @property
    def letter_sent(self) -> FeedbackLetter | None:
        """The last letter that was sent."""
        return next((one for one in self.letters if one.sent), None)


def lines_of(viewer: Viewer, campaign: Campaign) -> list[Line]:
    """The bodies of a round, by name. 6 queries."""
    rows = Response.objects.filter(campaign=campaign, agency__isnull=False, record__isnull=False)
    rows = viewer.rows("response.see", rows, campaign.partnership_id)
    rows = with_state(rows, workflows.RESPONSE.first.key)
    rows = rows.select_related("record", "agency__principal").order_by("agency__principal__name")
    lines = {row.pk: Line(row, row.state) for row in rows}
    for screening in Screening.objects.filter(response__in=lines):
        lines[screening.response_id].screening = screening
    for one in Drawable.objects.filter(response__in=lines, place__isnull=False):
        lines[one.response_id].drawn = True
    visits = Visit.objects.filter(response__in=lines).select_related("record")
    for visit in visits:
        lines[visit.response_id].visits.append(visit)
    for letter in FeedbackLetter.objects.filter(response__in=lines).order_by("-number"):
        lines[letter.response_id].letters.append(letter)
    for equivalent in Equivalent.objects.filter(response__in=lines):
        lines[equivalent.response_id].equivalent = equivalent
    return list(lines.values())


def responses(
    viewer: Viewer, here: Partnership, permission: str = "response.see"
) -> QuerySet[Response]:
    """The responses of Section 11 rounds for which the viewer holds a permission."""
    found = engine.responses(viewer, here, permission).filter(
        campaign__use=USE, agency__isnull=False
    )
    return found.select_related(
        "record",
        "campaign__record",
        "campaign__version",
        "campaign__partnership",
        "agency__principal",
        "agency__record",
    )


def visits(
    viewer: Viewer, here: Partnership, permission: str = "section-11.see"
) -> QuerySet[Visit]:
    """The visits for which the viewer holds a permission, with their records."""
    found = Visit.objects.select_related(
        "record__partnership",
        "response__record",
        "response__agency__principal",
        "response__campaign__record",
    )
    return viewer.rows(permission, found, here.pk)


def letters_of(response: Response, *, drafts: bool) -> list[FeedbackLetter]:
    """The letters on a response, the latest first; a draft is the unit's alone. 1 query."""
    found = response.letters.select_related("by__principal", "sent_by__principal")
    return list(found if drafts else found.filter(sent__isnull=False))


def screening_of(response: Response) -> Screening | None:
    """The first look at a response. 1 query."""
    return Screening.objects.filter(response=response).select_related("by__principal").first()


def equivalent_of(response: Response) -> Equivalent | None:
    """What was accepted in place of a response, with the titles of the standards it covers. 2 queries."""
    rows = Equivalent.objects.filter(response=response).select_related("by__principal")
    return rows.prefetch_related("covers__section").first()
