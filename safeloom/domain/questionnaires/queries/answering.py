"""What somebody who answers meets: what is theirs to answer, and what stands there now."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import F

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    NUMERIC,
    Given,
    Kind,
    Question,
    Questionnaire,
)
from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerOption,
    Contributor,
    OptionRow,
    Presence,
    QuestionRow,
    Response,
    Version,
)
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date

# How long after their last sign somebody still counts as being there.
PRESENT = timedelta(minutes=5)


@dataclass(frozen=True)
class Places:
    """The rows of a version by their keys."""

    questions: dict[str, UUID]
    options: dict[tuple[str, str], UUID]


def places_of(version: Version) -> Places:
    """The rows of a version's questions and options. No query for a published version that this process
    has read before, else 2."""
    return _published(version.pk) if version.published is not None else _read(version.pk)


@lru_cache(maxsize=64)
def _published(key: UUID) -> Places:
    return _read(key)


def _read(key: UUID) -> Places:
    questions = QuestionRow.objects.filter(version=key).values_list("key", "pk")
    options = OptionRow.objects.filter(question__version=key)
    return Places(
        dict(questions),
        {
            (question, option): pk
            for question, option, pk in options.values_list("question__key", "key", "pk")
        },
    )


def contributor_of(response: Response, person: Person | None) -> Contributor | None:
    """How somebody stands among those who answer; None for who is not, such as an agency's lead who signs
    in. 1 query."""
    if person is None:
        return None
    rows = Contributor.objects.select_related("capacity")
    return rows.filter(response=response, person=person).first()


def leads(contributor: Contributor | None) -> bool:
    """Whether somebody answers for the whole body: its lead, by a link or signed in."""
    return contributor is None or contributor.leads


def may_answer(contributor: Contributor | None, question: Question) -> bool:
    """Whether a question is somebody's to answer: who leads answers all; who holds a capacity what is asked
    in it; others what is asked in none."""
    if leads(contributor) or contributor is None:
        return True
    return question.capacity == (contributor.capacity.key if contributor.capacity else "")


def rows_of(response: Response, keys: Collection[str] | None = None) -> dict[str, Answer]:
    """The answers as they stand by the question's key, each with `given`: what it says, without its files.
    1 query, and 1 where any takes several options."""
    rows = Answer.objects.filter(response=response).select_related("by__principal")
    if keys is not None:
        rows = rows.filter(question__key__in=keys)
    found = {
        row.question_key: row
        for row in rows.annotate(
            question_key=F("question__key"),
            question_kind=F("question__kind"),
            option_key=F("option__key"),
        )
    }
    several = several_of(row.pk for row in found.values() if row.question_kind == Kind.SEVERAL)
    for row in found.values():
        row.given = Given(
            text=row.text,
            options=(row.option_key,) if row.option_key else tuple(several[row.pk]),
            number=row.number,
            day=row.day,
            not_applicable=row.not_applicable,
            unconfirmed=row.unconfirmed,
        )
    return found


def several_of(answers: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The options of answers that take several, in their order. 1 query; none for no answer."""
    found: dict[UUID, list[str]] = defaultdict(list)
    if keys := list(answers):
        chosen = AnswerOption.objects.filter(answer__in=keys).order_by("option__number")
        for answer, key in chosen.values_list("answer_id", "option__key"):
            found[answer].append(key)
    return found


def same(one: Given, other: Given) -> bool:
    """Whether two answers say the same; files and whether somebody looked at them aside."""
    return content_of(one) == content_of(other)


def content_of(given: Given) -> tuple[object, ...]:
    """What an answer says, so that two can be compared."""
    number = None if given.number is None else given.number.normalize()
    return (given.text, tuple(sorted(given.options)), number, given.day, given.not_applicable)


def words_of(question: Question, given: Given) -> str:
    """An answer in words, whatever its kind; empty where nothing was given."""
    if given.not_applicable:
        return f"Does not apply: {given.text}" if given.text else "Does not apply"
    if question.kind in BY_OPTION:
        titles = [question.option[key].title for key in given.options if key in question.option]
        return "\n".join(titles)
    if question.kind in NUMERIC and given.number is not None:
        unit = "%" if question.kind == Kind.PERCENTAGE else f" {question.unit}".rstrip()
        return f"{plain(given)}{unit}"
    if question.kind == Kind.DATE and given.day is not None:
        return show_date(given.day)
    return given.text


def plain(given: Given) -> str:
    """A number without zeros that say nothing, as it is typed."""
    return "" if given.number is None else f"{given.number.normalize():f}"


def present(response: Response, besides: Person | None, now: datetime) -> list[Presence]:
    """Who else was in a response within minutes, the latest first. 1 query."""
    rows = response.present.filter(at__gt=now - PRESENT).select_related("person__principal")
    return list(rows.exclude(person=besides).order_by("-at"))


def unsigned(response: Response, questionnaire: Questionnaire) -> list[str]:
    """The titles of the capacities in which a response must yet be signed off. 1 query."""
    signed = set(response.signed_off.values_list("capacity__key", flat=True))
    return [one.title for one in questionnaire.capacities if one.signs and one.key not in signed]


def may_sign(contributor: Contributor | None, capacity: str) -> bool:
    """Whether somebody may sign off in a capacity: who was asked in it, or who leads, with whoever signs
    beside them."""
    held = contributor.capacity if contributor is not None else None
    return leads(contributor) or (held is not None and held.key == capacity)
