"""Reading a version whole, as plain data."""

from collections import defaultdict
from functools import lru_cache
from uuid import UUID

from safeloom.domain.questionnaires.definitions import (
    FACT,
    Capacity,
    Clause,
    Condition,
    Kind,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
)
from safeloom.domain.questionnaires.models import (
    ClauseRow,
    OptionRow,
    QuestionRow,
    Version,
)


def questionnaire_of(version: Version) -> Questionnaire:
    """A version as plain data. A published one never changes, so each process reads it once: then no
    query, else 5."""
    if version.published is not None:
        return _published(version.pk)
    return _read(version)


@lru_cache(maxsize=64)
def _published(key: UUID) -> Questionnaire:
    return _read(Version.objects.select_related("questionnaire__record").get(pk=key))


def _read(version: Version) -> Questionnaire:
    options: dict[UUID, list[Option]] = defaultdict(list)
    for row in OptionRow.objects.filter(question__version=version).order_by("number"):
        options[row.question_id].append(Option(row.key, row.title, row.value, row.mark, row.meets))
    clauses: dict[UUID, list[Clause]] = defaultdict(list)
    for row in ClauseRow.objects.filter(version=version).select_related("subject"):
        subject = row.subject.key if row.subject else f"{FACT}{row.fact}"
        clauses[row.section_id or row.question_id].append(
            Clause(subject, Operator(row.operator), row.value)
        )
    questions: dict[UUID, list[Question]] = defaultdict(list)
    rows = version.questions.select_related("capacity", "after").order_by("number")
    for row in rows:
        questions[row.section_id].append(_question(row, options[row.pk], clauses[row.pk]))
    return Questionnaire(
        title=version.questionnaire.record.title,
        introduction=version.introduction,
        sections_are=version.sections_are,
        source=version.source,
        checked=version.checked,
        capacities=tuple(
            Capacity(row.key, row.title, row.signs) for row in version.capacities.all()
        ),
        sections=tuple(
            Section(
                row.key,
                row.title,
                tuple(questions[row.pk]),
                row.help,
                Condition(tuple(clauses[row.pk]), row.any),
            )
            for row in version.sections.all()
        ),
    )


def _question(row: QuestionRow, options: list[Option], clauses: list[Clause]) -> Question:
    return Question(
        key=row.key,
        words=row.words,
        kind=Kind(row.kind),
        help=row.help,
        required=row.required,
        may_not_apply=row.may_not_apply,
        most_words=row.most_words,
        least=row.least,
        most=row.most,
        places=row.places,
        unit=row.unit,
        options=tuple(options),
        condition=Condition(tuple(clauses), row.any),
        capacity=row.capacity.key if row.capacity else "",
        after=row.after.key if row.after else "",
    )
