"""What is done with the sections, questions, answers to choose, conditions and capacities of a draft.

Each takes `seen`, the revision of the version that was read, and raises `Stale` when it is another now;
ValidationError where the draft could not be kept so, or is published.
"""

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires import editing
from safeloom.domain.questionnaires.checking import circle_of, problems_of
from safeloom.domain.questionnaires.commands.authoring import edit
from safeloom.domain.questionnaires.definitions import (
    Capacity,
    Clause,
    Condition,
    Option,
    Question,
    Questionnaire,
    Section,
)
from safeloom.domain.questionnaires.models import Version
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.identity.models import Person


@transaction.atomic
def add_section(
    *, by: Person | None, version: Version, seen: int | None, title: str, help: str = ""
) -> str:
    """Add a section at the end; its key. Raises ValidationError at `title`."""
    title = _words("title", title)
    key = editing.fresh_key(title, editing.part_keys(questionnaire_of(version)), "section")
    section = Section(key, title, (), help.strip())
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="add-section",
        where=key,
        change=lambda one: editing.add_section(one, section),
    )
    return key


@transaction.atomic
def change_section(
    *, by: Person | None, version: Version, seen: int | None, key: str, title: str, help: str = ""
) -> None:
    """Change the words of a section. Raises ValidationError at `title`."""
    title = _words("title", title)

    def change(one: Questionnaire) -> Questionnaire:
        return editing.change_section(
            one, key, lambda section: replace(section, title=title, help=help.strip())
        )

    edit(by=by, version=version, seen=seen, verb="change-section", where=key, change=change)


@transaction.atomic
def remove_section(*, by: Person | None, version: Version, seen: int | None, key: str) -> None:
    """Take a section out with its questions."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="remove-section",
        where=key,
        change=lambda one: editing.remove_section(one, key),
    )


@transaction.atomic
def add_question(
    *, by: Person | None, version: Version, seen: int | None, section: str, question: Question
) -> str:
    """Add a question at the end of a section, under a key made of its words; the key. Raises
    ValidationError at `words`."""
    words = _words("words", question.words)
    key = editing.fresh_key(words, editing.part_keys(questionnaire_of(version)), "question")
    said = editing.tidied(replace(question, key=key, words=words, condition=Condition()))
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="add-question",
        where=key,
        change=lambda one: editing.add_question(one, section, said),
    )
    return key


@transaction.atomic
def change_question(
    *,
    by: Person | None,
    version: Version,
    seen: int | None,
    key: str,
    question: Question,
    section: str = "",
) -> None:
    """Change a question to what `question` says, its key and condition excepted; `section` puts it at the
    end of that one. Raises ValidationError at `words`."""
    words = _words("words", question.words)

    def change(one: Questionnaire) -> Questionnaire:
        made = editing.change_question(
            one,
            key,
            lambda was: editing.tidied(
                replace(question, key=key, words=words, condition=was.condition)
            ),
        )
        return editing.put_in_section(made, key, section) if section else made

    edit(by=by, version=version, seen=seen, verb="change-question", where=key, change=change)


@transaction.atomic
def remove_question(*, by: Person | None, version: Version, seen: int | None, key: str) -> None:
    """Take a question out."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="remove-question",
        where=key,
        change=lambda one: editing.remove_question(one, key),
    )


@transaction.atomic
def move_part(*, by: Person | None, version: Version, seen: int | None, key: str, up: bool) -> None:
    """Move a section or a question one place up or down. What then stands before what it depends on is
    said until it is published."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="move",
        where=key,
        change=lambda one: editing.move(one, key, up=up),
    )


@transaction.atomic
def add_clause(
    *, by: Person | None, version: Version, seen: int | None, key: str, clause: Clause
) -> None:
    """Let a section or question depend on one thing more. Raises ValidationError for what is not there
    or stands after it, for a circle, and for a value that is no answer."""

    def change(one: Questionnaire) -> Questionnaire:
        made = _condition(one, key, lambda was: editing.with_clause(was, clause))
        if clause.subject in editing.part_keys(one) and circle_of(made) and not circle_of(one):
            circle = circle_of(made)
            words = " and ".join(f"“{made.question[each].words}”" for each in circle)
            said = "depend on itself" if len(circle) == 1 else "wait for each other"
            raise ValidationError(f"So {words} would {said}: choose another question.")
        before = set(problems_of(one))
        if new := [each.words for each in problems_of(made) if each not in before]:
            raise ValidationError(new)
        return made

    edit(by=by, version=version, seen=seen, verb="add-condition", where=key, change=change)


@transaction.atomic
def remove_clause(
    *, by: Person | None, version: Version, seen: int | None, key: str, number: int
) -> None:
    """Take the clause of a number, counted from 0, out of a condition."""

    def without(was: Condition) -> Condition:
        if not 0 <= number < len(was.clauses):
            raise ValidationError(editing.GONE)
        return replace(was, clauses=was.clauses[:number] + was.clauses[number + 1 :])

    edit(
        by=by,
        version=version,
        seen=seen,
        verb="remove-condition",
        where=key,
        change=lambda one: _condition(one, key, without),
    )


@transaction.atomic
def set_any(*, by: Person | None, version: Version, seen: int | None, key: str, any: bool) -> None:
    """Say whether all clauses of a condition must hold, or any one of them."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="change-condition",
        where=key,
        change=lambda one: _condition(one, key, lambda was: replace(was, any=any)),
    )


@transaction.atomic
def add_option(
    *, by: Person | None, version: Version, seen: int | None, key: str, option: Option
) -> None:
    """Add one answer to choose to a question. Raises ValidationError at `title`."""
    title = _words("title", option.title)

    def add(was: Question) -> Question:
        own = editing.fresh_key(title, [one.key for one in was.options], "answer")
        return replace(was, options=(*was.options, replace(option, key=own, title=title)))

    edit(
        by=by,
        version=version,
        seen=seen,
        verb="add-answer",
        where=key,
        change=lambda one: editing.change_question(one, key, add),
    )


@transaction.atomic
def change_option(
    *, by: Person | None, version: Version, seen: int | None, key: str, option: Option
) -> None:
    """Change the answer to choose that has the key of `option`. Raises ValidationError at `title`."""
    said = replace(option, title=_words("title", option.title))
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="change-answer",
        where=key,
        change=lambda one: editing.change_option(one, key, option.key, lambda _: said),
    )


@transaction.atomic
def move_option(
    *, by: Person | None, version: Version, seen: int | None, key: str, option: str, up: bool
) -> None:
    """Move an answer to choose one place up or down."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="move-answer",
        where=key,
        change=lambda one: editing.move_option(one, key, option, up=up),
    )


@transaction.atomic
def remove_option(
    *, by: Person | None, version: Version, seen: int | None, key: str, option: str
) -> None:
    """Take an answer to choose out of a question."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="remove-answer",
        where=key,
        change=lambda one: editing.remove_option(one, key, option),
    )


@transaction.atomic
def add_capacity(
    *, by: Person | None, version: Version, seen: int | None, title: str, signs: bool = False
) -> str:
    """Add a capacity in which questions are answered or responses signed; its key. Raises
    ValidationError at `title`."""
    title = _words("title", title)
    taken = [one.key for one in questionnaire_of(version).capacities]
    capacity = Capacity(editing.fresh_key(title, taken, "capacity"), title, signs)
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="add-capacity",
        where=capacity.key,
        change=lambda one: editing.add_capacity(one, capacity),
    )
    return capacity.key


@transaction.atomic
def change_capacity(
    *, by: Person | None, version: Version, seen: int | None, key: str, title: str, signs: bool
) -> None:
    """Change a capacity. Raises ValidationError at `title`."""
    said = Capacity(key, _words("title", title), signs)
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="change-capacity",
        where=key,
        change=lambda one: editing.change_capacity(one, key, lambda _: said),
    )


@transaction.atomic
def move_capacity(
    *, by: Person | None, version: Version, seen: int | None, key: str, up: bool
) -> None:
    """Move a capacity one place up or down."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="move-capacity",
        where=key,
        change=lambda one: editing.move_capacity(one, key, up=up),
    )


@transaction.atomic
def remove_capacity(*, by: Person | None, version: Version, seen: int | None, key: str) -> None:
    """Take a capacity out in which no question is answered."""
    edit(
        by=by,
        version=version,
        seen=seen,
        verb="remove-capacity",
        where=key,
        change=lambda one: editing.remove_capacity(one, key),
    )


def _condition(
    questionnaire: Questionnaire, key: str, change: Callable[[Condition], Condition]
) -> Questionnaire:
    return editing.with_condition(questionnaire, key, change)


def _words(field: str, words: str) -> str:
    words = words.strip()
    if not words:
        raise ValidationError(
            {field: "Enter the words." if field == "words" else "Enter the title."}
        )
    return words
