"""How somebody came to a response: by a link of their own, or signed in as an agency's lead."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from safeloom.domain.questionnaires.addresses import of_response
from safeloom.domain.questionnaires.definitions import Questionnaire, Section
from safeloom.domain.questionnaires.evaluating import Evaluation
from safeloom.domain.questionnaires.models import Contributor, Response
from safeloom.domain.questionnaires.queries.answering import leads, may_answer, may_sign
from safeloom.domain.questionnaires.queries.campaigns import due_of, is_open, state_of
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.workflows import CHANGES, COUNTED
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today


@dataclass
class Way:
    """Who answers which response, and where its pages are for them."""

    response: Response
    person: Person
    contributor: Contributor | None
    by_link: bool

    def url(self, page: str = "", *further: object) -> str:
        """The address of a page (`section`, `check`, `sign` …); of the list of sections without a name."""
        tail = f"-{page}" if page else ""
        if self.by_link:
            return reverse(f"questionnaires:by-link{tail}", args=further)
        key = self.response.campaign.partnership.key
        assert self.response.record is not None
        reference = self.response.record.reference
        return reverse(f"questionnaires:answer{tail}", args=[key, reference, *further])

    @property
    def about_url(self) -> str:
        """Where stands what the response is about, such as a case; empty where it is about nothing, and for
        who came by a link and has no page of it."""
        if self.by_link or self.response.about_id is None:
            return ""
        return of_response(self.response.campaign.partnership, self.response)

    @cached_property
    def day(self) -> date:
        """Today."""
        return today()

    @cached_property
    def state(self) -> str:
        """Where the response stands."""
        return state_of(self.response)

    @cached_property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return is_open(self.response, self.day, self.state)

    @property
    def is_submitted(self) -> bool:
        """Whether it was handed in."""
        return self.state in COUNTED

    @property
    def was_sent_back(self) -> bool:
        """Whether changes were asked for."""
        return self.state == CHANGES

    @cached_property
    def due(self) -> date:
        """By when it is asked for."""
        return due_of(self.response)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return questionnaire_of(self.response.campaign.version)

    @cached_property
    def evaluation(self) -> Evaluation:
        """How it stands, read once."""
        return evaluation_of(self.response)

    @property
    def leads(self) -> bool:
        """Whether they answer for the whole body."""
        return leads(self.contributor)

    def answers(self, section: Section) -> set[str]:
        """The questions of a section that are theirs to answer."""
        return {one.key for one in section.questions if may_answer(self.contributor, one)}

    def signs(self, capacity: str) -> bool:
        """Whether they may sign off in a capacity."""
        return may_sign(self.contributor, capacity)

    @property
    def body(self) -> str:
        """Whose response it is."""
        of = self.response.agency or self.response.person
        return of.name if of is not None else ""
