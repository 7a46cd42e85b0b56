"""Standards by bodies: how each body's answers were graded."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.models.agency import as_called
from safeloom.domain.questionnaires.definitions import Kind, Option, Questionnaire, Section
from safeloom.domain.questionnaires.models import Answer, Campaign, ModeratedGrade, Response
from safeloom.domain.questionnaires.queries.loading import questionnaire_of


@dataclass(frozen=True)
class Grade:
    """How a body stands at a standard: the lowest grade of its questions, each as moderated where it was;
    without an option nothing was graded. `moderated` where a moderator gave it."""

    option: Option | None = None
    moderated: bool = False


@dataclass(frozen=True)
class Body:
    """One response with its grades, in the order of the standards."""

    response: Response
    title: str
    grades: tuple[Grade, ...]


@dataclass(frozen=True)
class Matrix:
    """The standards that are graded, and the bodies."""

    standards: tuple[Section, ...]
    bodies: tuple[Body, ...]


def matrix_of(campaign: Campaign, responses: "QuerySet[Response]", day: date) -> Matrix:
    """The grades of each body, named as it was on a day. 4 queries."""
    questionnaire = questionnaire_of(campaign.version)
    standards = tuple(
        section
        for section in questionnaire.sections
        if any(one.kind == Kind.GRADE for one in section.questions)
    )
    rows = list(responses.select_related("record", "agency__principal"))
    agencies: list[Agency | None] = [one.agency for one in rows]
    as_called(agencies, day)
    keys = responses.values("pk")
    own = Answer.objects.filter(response__in=keys, counts=True, question__kind=Kind.GRADE)
    given = _options(own.filter(option__isnull=False))
    moderated = _options(ModeratedGrade.objects.filter(response__in=keys))
    bodies = [
        Body(
            row,
            _title(row),
            tuple(_lowest(questionnaire, one, row.pk, given, moderated) for one in standards),
        )
        for row in rows
    ]
    return Matrix(standards, tuple(sorted(bodies, key=lambda one: one.title.casefold())))


def _options(rows: QuerySet) -> dict[tuple[UUID, str], str]:
    found = rows.order_by().values_list("response_id", "question__key", "option__key")
    return {(response, question): option for response, question, option in found}


def _title(row: Response) -> str:
    name = row.agency.name if row.agency else ""
    if row.about_id and row.record:
        return f"{name}, {row.record.reference}" if name else row.record.reference
    return name or (row.record.reference if row.record else "")


def _lowest(
    questionnaire: Questionnaire,
    section: Section,
    response: UUID,
    given: dict[tuple[UUID, str], str],
    moderated: dict[tuple[UUID, str], str],
) -> Grade:
    found: list[tuple[int, Grade]] = []
    for question in section.questions:
        at = (response, question.key)
        key = moderated.get(at) or given.get(at)
        if question.kind == Kind.GRADE and key:
            option = question.option[key]
            worth = question.options.index(option) if option.value is None else option.value
            found.append((worth, Grade(option, at in moderated)))
    return min(found, key=lambda pair: pair[0])[1] if found else Grade()
