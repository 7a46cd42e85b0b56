"""What schools have in place: of those that returned it, how many, by question and phase."""

from collections import defaultdict
from dataclasses import dataclass, field

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer, Campaign
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.systems.school_return.queries.rates import OTHERS, PHASES, Share, asked_of


@dataclass
class InPlace:
    """A question that is graded: in how many of the schools that answered it the thing is in place, in
    all, by the key of the phase, and last year. Where a school said that it does not apply, or it was not
    asked, it is in neither."""

    key: str
    words: str
    section: str
    whole: Share = field(default_factory=Share)
    phases: dict[str, Share] = field(default_factory=dict)
    before: Share = field(default_factory=Share)


@dataclass(frozen=True)
class Table:
    """The questions in their order, and the phases among which there are schools that returned it."""

    phases: list[tuple[str, str]]
    rows: list[InPlace]


def in_place_of(campaign: Campaign) -> Table:
    """What is in place by question and phase. 3 queries, 4 with a round before."""
    phase_of = {one.agency: one.phase for one in asked_of(campaign)}
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for key, agency, meets in _graded(campaign):
        share = found[key][phase_of.get(agency, OTHERS)]
        share[0] += bool(meets)
        share[1] += 1
    before: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for key, _, meets in _graded(campaign.previous) if campaign.previous else ():
        before[key][0] += bool(meets)
        before[key][1] += 1
    rows = []
    for section in questionnaire_of(campaign.version).sections:
        for question in section.questions:
            if question.kind != Kind.GRADE:
                continue
            of_phase = found[question.key]
            rows.append(
                InPlace(
                    question.key,
                    question.words,
                    section.title,
                    Share(
                        sum(many for many, _ in of_phase.values()),
                        sum(of for _, of in of_phase.values()),
                    ),
                    {phase: Share(*share) for phase, share in of_phase.items()},
                    Share(*before[question.key]),
                )
            )
    there = {phase for row in rows for phase in row.phases}
    return Table([(key, str(words)) for key, words in PHASES if key in there], rows)


def _graded(campaign: Campaign):
    """Every grade that counts: the question's key, the agency, and whether it is in place. 1 query."""
    rows = Answer.objects.filter(
        response__campaign=campaign,
        response__agency__isnull=False,
        counts=True,
        not_applicable=False,
        question__kind=Kind.GRADE,
        option__isnull=False,
    )
    return rows.order_by().values_list("question__key", "response__agency_id", "option__meets")
