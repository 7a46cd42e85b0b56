"""A response as it is read: its answers in words, the moderated grades beside them, the remarks."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    NUMERIC,
    Given,
    Kind,
    Question,
    Section,
)
from safeloom.domain.questionnaires.evaluating import Evaluation
from safeloom.domain.questionnaires.models import (
    Contributor,
    EarlierAnswer,
    Extension,
    ModeratedGrade,
    Remark,
    Response,
    ResponseLink,
)
from safeloom.domain.questionnaires.queries.beside import earlier_of
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.records.models import Record
from safeloom.kernel.dates import show_date


@dataclass(frozen=True)
class Line:
    """A question of a response: what was answered in words, the moderator's grade, what is to be changed."""

    question: Question
    words: str
    not_applicable: bool
    answered: bool
    problem: str
    grade: ModeratedGrade | None
    remarks: list[Remark]
    earlier: list[EarlierAnswer]


def words_of(question: Question, given: Given) -> str:
    """What was answered, in words; empty where nothing was."""
    if given.is_blank:
        return ""
    if given.not_applicable:
        return f"Does not apply: {given.text}"
    if question.kind in BY_OPTION:
        titles = [question.option[key].title for key in given.options if key in question.option]
        return ", ".join(titles)
    if question.kind in NUMERIC and given.number is not None:
        number = f"{given.number:,.{question.places}f}"
        return (
            f"{number}%"
            if question.kind == Kind.PERCENTAGE
            else f"{number} {question.unit}".strip()
        )
    if given.day is not None:
        return show_date(given.day)
    if question.kind == Kind.FILE:
        return "1 file" if given.files == 1 else f"{given.files} files"
    return given.text


def answers_of(
    response: Response, evaluation: Evaluation, *, with_earlier: bool = False
) -> list[tuple[Section, list[Line]]]:
    """The sections that apply, each with its questions that do; for who answers it `with_earlier`: what
    the answers were before. 2 queries, 3 with those."""
    earlier = earlier_of(response) if with_earlier else {}
    grades = {one.question.key: one for one in grades_of(response)}
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for one in remarks_of(response):
        if one.question:
            remarks[one.question.key].append(one)
    return [
        (
            section,
            [
                Line(
                    question=standing.question,
                    words=words_of(standing.question, standing.given),
                    not_applicable=standing.given.not_applicable,
                    answered=standing.answered,
                    problem=standing.problem,
                    grade=grades.get(standing.question.key),
                    remarks=remarks.get(standing.question.key, []),
                    earlier=earlier.get(standing.question.key, []),
                )
                for standing in standings
            ],
        )
        for section, standings in evaluation.asked
    ]


def about_of(viewer: Viewer, response: Response) -> Record | None:
    """What a response is about, for whom that is open: an agency that says something of a sealed case
    does not learn its number. 1 query where it is about anything."""
    return (
        viewer.unsealed(Record.objects.filter(pk=response.about_id)).first()
        if response.about_id
        else None
    )


def grades_of(response: Response) -> list[ModeratedGrade]:
    """The moderators' grades. 1 query."""
    return list(response.moderated.select_related("question", "option", "by__principal"))


def remarks_of(response: Response) -> list[Remark]:
    """What the unit asks to be changed and is not settled. 1 query."""
    return list(response.remarks.filter(settled__isnull=True).select_related("question"))


def people_of(response: Response) -> list[Contributor]:
    """Who answers it, those who were removed last, each with their links as `links_now`. 2 queries."""
    rows = response.contributors.select_related("person__principal", "person__account", "capacity")
    found = list(rows.prefetch_related("links"))
    return sorted(found, key=lambda one: (one.removed is not None, not one.leads, one.person.name))


def extensions_of(response: Response) -> list[Extension]:
    """Until when the body was given, the last first. 1 query."""
    return list(response.extensions.select_related("by__principal"))


def signed_of(response: Response) -> list[Any]:
    """Who signed it off. 1 query."""
    return list(response.signed_off.select_related("capacity"))


def contributors_of(response: Response) -> QuerySet[Contributor]:
    """Who answers it, with what a mail to them needs."""
    return response.contributors.select_related(
        "person__principal",
        "person__account",
        "response__campaign__partnership",
        "response__record",
    )


def links_of(response: Response) -> QuerySet[ResponseLink]:
    """The links to it."""
    return ResponseLink.objects.filter(contributor__response=response).select_related(
        "contributor__person__principal", "contributor__response__campaign__partnership"
    )
