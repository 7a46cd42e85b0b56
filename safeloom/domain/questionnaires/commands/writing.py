"""Writing a whole questionnaire into a draft version."""

from django.core.exceptions import ValidationError

from safeloom.domain.questionnaires.definitions import Condition, Question, Questionnaire
from safeloom.domain.questionnaires.models import (
    CapacityRow,
    ClauseRow,
    OptionRow,
    QuestionRow,
    SectionRow,
    Version,
)


def write_into(version: Version, questionnaire: Questionnaire) -> None:
    """Let a draft say what a questionnaire says, whatever it said before. Within a command's transaction,
    which writes the audit row. Raises ValidationError for a published version."""
    if version.published is not None:
        raise ValidationError("This version is published and never changes: begin the next one.")
    for rows in (version.clauses, version.sections, version.capacities):
        rows.all().delete()
    version.introduction = questionnaire.introduction
    version.sections_are = questionnaire.sections_are
    version.source, version.checked = questionnaire.source, questionnaire.checked
    version.save(update_fields=["introduction", "sections_are", "source", "checked"])
    capacities = {
        one.key: CapacityRow(
            version=version, key=one.key, number=number, title=one.title, signs=one.signs
        )
        for number, one in enumerate(questionnaire.capacities, start=1)
    }
    CapacityRow.objects.bulk_create(capacities.values())
    sections = {
        one.key: SectionRow(
            version=version,
            key=one.key,
            number=number,
            title=one.title,
            help=one.help,
            any=one.condition.any,
        )
        for number, one in enumerate(questionnaire.sections, start=1)
    }
    SectionRow.objects.bulk_create(sections.values())
    questions = _questions(version, questionnaire, sections, capacities)
    _options(questionnaire, questions)
    _tests(version, questionnaire, sections, questions)


def _questions(
    version: Version,
    questionnaire: Questionnaire,
    sections: dict[str, SectionRow],
    capacities: dict[str, CapacityRow],
) -> dict[str, QuestionRow]:
    rows: dict[str, QuestionRow] = {}
    for number, one in enumerate(questionnaire.questions(), start=1):
        row = _row(version, one, number, capacities)
        row.section = sections[questionnaire.section_of[one.key].key]
        rows[one.key] = row
    QuestionRow.objects.bulk_create(rows.values())
    asked_again = []
    for one in questionnaire.questions():
        if one.after:
            rows[one.key].after = rows[one.after]
            asked_again.append(rows[one.key])
    QuestionRow.objects.bulk_update(asked_again, ["after"])
    return rows


def _row(
    version: Version, one: Question, number: int, capacities: dict[str, CapacityRow]
) -> QuestionRow:
    return QuestionRow(
        version=version,
        key=one.key,
        number=number,
        words=one.words,
        kind=one.kind.value,
        help=one.help,
        required=one.required,
        may_not_apply=one.may_not_apply,
        most_words=one.most_words,
        least=one.least,
        most=one.most,
        places=one.places,
        unit=one.unit,
        any=one.condition.any,
        capacity=capacities[one.capacity] if one.capacity else None,
    )


def _options(questionnaire: Questionnaire, rows: dict[str, QuestionRow]) -> None:
    OptionRow.objects.bulk_create(
        OptionRow(
            question=rows[question.key],
            key=one.key,
            number=number,
            title=one.title,
            value=one.value,
            mark=one.mark,
            meets=one.meets,
        )
        for question in questionnaire.questions()
        for number, one in enumerate(question.options, start=1)
    )


def _tests(
    version: Version,
    questionnaire: Questionnaire,
    sections: dict[str, SectionRow],
    questions: dict[str, QuestionRow],
) -> None:
    owners: list[tuple[SectionRow | None, QuestionRow | None, Condition]] = [
        (sections[one.key], None, one.condition) for one in questionnaire.sections
    ]
    owners += [(None, questions[one.key], one.condition) for one in questionnaire.questions()]
    ClauseRow.objects.bulk_create(
        ClauseRow(
            version=version,
            section=section,
            question=question,
            subject=None if clause.fact else questions[clause.subject],
            fact=clause.fact,
            operator=clause.operator.value,
            value=clause.value,
            number=number,
        )
        for section, question, condition in owners
        for number, clause in enumerate(condition.clauses)
    )
