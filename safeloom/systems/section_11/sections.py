"""What the Section 11 audit adds to the page of a response."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeloom.domain.questionnaires import workflows
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.workflow.queries import moves_of, state_after
from safeloom.reports.document.markdown import to_html
from safeloom.systems.section_11.addresses import at, of_visit
from safeloom.systems.section_11.content import USE
from safeloom.systems.section_11.models import Equivalent, FeedbackLetter, Screening, Visit
from safeloom.systems.section_11.queries import responses as queries
from safeloom.web.records import Section


@dataclass(frozen=True)
class Section11Section(Section):
    """The screening (for the unit), visits, letters, what was accepted in place, and what may be done."""

    screening: Screening | None = None
    visits: Sequence[tuple[Visit, str]] = ()
    letters: Sequence[tuple[FeedbackLetter, str]] = ()
    equivalent: Equivalent | None = None
    acts: Sequence[tuple[str, str]] = ()


def response_section(
    viewer: Viewer, here: Partnership, record: Record, day: date
) -> Section11Section | None:
    """The section, on the page of a response to a Section 11 round."""
    response = Response.objects.filter(record=record, campaign__use=USE, agency__isnull=False)
    response = response.select_related("campaign__version").first()
    if response is None:
        return None
    unit = viewer.may("response.moderate", here.pk, response)
    visits = queries.visits(viewer, here).filter(response=response)
    letters = queries.letters_of(response, drafts=unit)
    return Section11Section(
        "section-11",
        "Screening, visits and feedback" if unit else "Visits and feedback",
        "section_11/section.html",
        None,
        queries.screening_of(response) if unit else None,
        [(visit, of_visit(here, visit)) for visit in visits],
        [(one, to_html(one.text)) for one in letters],
        queries.equivalent_of(response),
        _acts(here, response, record, letters) if unit else (),
    )


def _acts(
    here: Partnership, response: Response, record: Record, letters: Sequence[FeedbackLetter]
) -> list[tuple[str, str]]:
    state = state_after(moves_of(record), workflows.RESPONSE.first.key)
    key = record.reference
    acts = []
    if state in workflows.OPEN and response.campaign.sent:
        acts.append(("Accept another return in its place", at("equivalent", here, key)))
    if state in workflows.COUNTED:
        acts.append(("Take a first look", at("screen", here, key)))
        draft = any(not one.sent for one in letters)
        words = "Change the letter" if draft else "Write a letter"
        acts.append((words, at("letter", here, key)))
        if draft:
            acts.append(("Send the letter", at("send-letter", here, key)))
    acts.append(("Plan a visit", at("plan-visit", here, key)))
    return acts


@dataclass(frozen=True)
class RoundSection(Section):
    """Where the round of a campaign stands."""

    url: str = ""


def campaign_section(
    viewer: Viewer, here: Partnership, record: Record, day: date
) -> RoundSection | None:
    """The way from a campaign to its round."""
    if not Campaign.objects.filter(record=record, use=USE).exists():
        return None
    url = at("round", here, record.reference)
    return RoundSection("section-11", "Section 11", "section_11/to_round.html", None, url)
