"""What changing a questionnaire means: each change makes another questionnaire of it, as plain data.

What is pointed at cannot be taken away: the error says what points at it. All raise ValidationError.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    NUMERIC,
    Capacity,
    Clause,
    Condition,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
)

GONE = "It is not there any more. Go back and look at the questionnaire as it is now."
LONGEST_KEY = 60
Keyed = TypeVar("Keyed", Section, Question, Option, Capacity)


def fresh_key(words: str, taken: Sequence[str], otherwise: str) -> str:
    """A key made of words that is not taken yet: `why-not`, `why-not-2`."""
    base = slugify(words)[:LONGEST_KEY].strip("-") or otherwise
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base[: LONGEST_KEY - 4].strip('-')}-{number}"
    return key


def part_keys(questionnaire: Questionnaire) -> list[str]:
    """The keys of its sections and questions, which share their names."""
    return [one.key for one in questionnaire.sections] + list(questionnaire.question)


def find(parts: Sequence[Keyed], key: str) -> Keyed:
    """The part of a key."""
    for one in parts:
        if one.key == key:
            return one
    raise ValidationError(GONE)


def _other(parts: Sequence[Keyed], key: str, change: Callable[[Keyed], Keyed]) -> tuple[Any, ...]:
    find(parts, key)
    return tuple(change(one) if one.key == key else one for one in parts)


def _swapped(parts: Sequence[Keyed], key: str, up: bool) -> tuple[Any, ...]:
    """The same in another order: a part that stands first or last stays."""
    found = list(parts)
    at = found.index(find(parts, key))
    to = at - 1 if up else at + 1
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return tuple(found)


def change_section(
    questionnaire: Questionnaire, key: str, change: Callable[[Section], Section]
) -> Questionnaire:
    """With a section as `change` makes it."""
    return replace(questionnaire, sections=_other(questionnaire.sections, key, change))


def change_question(
    questionnaire: Questionnaire, key: str, change: Callable[[Question], Question]
) -> Questionnaire:
    """With a question as `change` makes it."""
    section = questionnaire.section_of.get(key)
    if section is None:
        raise ValidationError(GONE)
    return change_section(
        questionnaire,
        section.key,
        lambda one: replace(one, questions=_other(one.questions, key, change)),
    )


def add_section(questionnaire: Questionnaire, section: Section) -> Questionnaire:
    """With one more section at the end."""
    return replace(questionnaire, sections=(*questionnaire.sections, section))


def add_question(questionnaire: Questionnaire, section: str, question: Question) -> Questionnaire:
    """With one more question at the end of a section."""
    return change_section(
        questionnaire, section, lambda one: replace(one, questions=(*one.questions, question))
    )


def put_in_section(questionnaire: Questionnaire, key: str, section: str) -> Questionnaire:
    """With a question at the end of another section."""
    if questionnaire.section_of[key].key == section:
        return questionnaire
    question = questionnaire.question[key]
    return add_question(_without_question(questionnaire, key), section, question)


def _without_question(questionnaire: Questionnaire, key: str) -> Questionnaire:
    return change_section(
        questionnaire,
        questionnaire.section_of[key].key,
        lambda one: replace(
            one, questions=tuple(each for each in one.questions if each.key != key)
        ),
    )


def move(questionnaire: Questionnaire, key: str, *, up: bool) -> Questionnaire:
    """With a section or question one place up or down; over the edge of its section a question comes into
    the next one."""
    if key not in questionnaire.question:
        return replace(questionnaire, sections=_swapped(questionnaire.sections, key, up))
    section = questionnaire.section_of[key]
    edge = section.questions[0 if up else -1]
    if edge.key != key:
        return change_section(
            questionnaire,
            section.key,
            lambda one: replace(one, questions=_swapped(one.questions, key, up)),
        )
    at = questionnaire.sections.index(section) + (-1 if up else 1)
    if not 0 <= at < len(questionnaire.sections):
        return questionnaire
    question, to = questionnaire.question[key], questionnaire.sections[at].key
    without = _without_question(questionnaire, key)
    if up:
        return add_question(without, to, question)
    return change_section(
        without, to, lambda one: replace(one, questions=(question, *one.questions))
    )


def remove_section(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Without a section and its questions."""
    section = find(questionnaire.sections, key)
    _refuse_if_asked(questionnaire, {one.key for one in section.questions}, key)
    left = tuple(one for one in questionnaire.sections if one.key != key)
    return replace(questionnaire, sections=left)


def remove_question(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Without a question."""
    if key not in questionnaire.question:
        raise ValidationError(GONE)
    _refuse_if_asked(questionnaire, {key}, "")
    return _without_question(questionnaire, key)


def _refuse_if_asked(questionnaire: Questionnaire, keys: set[str], leaving: str) -> None:
    """Refuse to take questions away on which others depend, those of the section that leaves excepted."""
    for section in questionnaire.sections:
        if section.key == leaving:
            continue
        owners: list[tuple[str, Condition, str]] = [(section.title, section.condition, "")]
        owners += [(one.words, one.condition, one.after) for one in section.questions]
        for words, condition, after in owners:
            if after in keys or any(clause.subject in keys for clause in condition.clauses):
                raise ValidationError(f"“{words}” depends on it: change that first.")


def with_condition(
    questionnaire: Questionnaire, key: str, change: Callable[[Condition], Condition]
) -> Questionnaire:
    """With the condition of a section or question as `change` makes it."""

    def changed(one: Any) -> Any:
        return replace(one, condition=change(one.condition))

    if key in questionnaire.question:
        return change_question(questionnaire, key, changed)
    return change_section(questionnaire, key, changed)


def with_clause(condition: Condition, clause: Clause) -> Condition:
    """With one more clause; one that is there already is not added again."""
    if clause in condition.clauses:
        return condition
    return replace(condition, clauses=(*condition.clauses, clause))


def add_capacity(questionnaire: Questionnaire, capacity: Capacity) -> Questionnaire:
    """With one more capacity."""
    return replace(questionnaire, capacities=(*questionnaire.capacities, capacity))


def change_capacity(
    questionnaire: Questionnaire, key: str, change: Callable[[Capacity], Capacity]
) -> Questionnaire:
    """With a capacity as `change` makes it."""
    return replace(questionnaire, capacities=_other(questionnaire.capacities, key, change))


def move_capacity(questionnaire: Questionnaire, key: str, *, up: bool) -> Questionnaire:
    """With a capacity one place up or down."""
    return replace(questionnaire, capacities=_swapped(questionnaire.capacities, key, up))


def remove_capacity(questionnaire: Questionnaire, key: str) -> Questionnaire:
    """Without a capacity."""
    find(questionnaire.capacities, key)
    for one in questionnaire.questions():
        if one.capacity == key:
            raise ValidationError(f"“{one.words}” is answered in it: change that first.")
    left = tuple(one for one in questionnaire.capacities if one.key != key)
    return replace(questionnaire, capacities=left)


def change_option(
    questionnaire: Questionnaire, key: str, option: str, change: Callable[[Option], Option]
) -> Questionnaire:
    """With one of the answers to choose as `change` makes it."""
    return change_question(
        questionnaire, key, lambda one: replace(one, options=_other(one.options, option, change))
    )


def move_option(questionnaire: Questionnaire, key: str, option: str, *, up: bool) -> Questionnaire:
    """With one of the answers to choose one place up or down."""
    return change_question(
        questionnaire, key, lambda one: replace(one, options=_swapped(one.options, option, up))
    )


def remove_option(questionnaire: Questionnaire, key: str, option: str) -> Questionnaire:
    """Without one of the answers to choose."""
    for section in questionnaire.sections:
        owners = [(section.title, section.condition)]
        owners += [(one.words, one.condition) for one in section.questions]
        for words, condition in owners:
            if any(each.subject == key and each.value == option for each in condition.clauses):
                raise ValidationError(f"“{words}” depends on this answer: change that first.")

    def without(one: Question) -> Question:
        find(one.options, option)
        return replace(one, options=tuple(each for each in one.options if each.key != option))

    return change_question(questionnaire, key, without)


def options_of(lines: Sequence[str], before: Sequence[Option]) -> tuple[Option, ...]:
    """Answers to choose as they were typed, one a line. One that was there keeps its key, by its words; so
    does the one in whose place other words stand, where there are as many as before."""
    titles = [line.strip() for line in lines if line.strip()]
    known = {one.title: one for one in before}
    free = [one for one in before if one.title not in titles]
    made: list[Option] = []
    for at, title in enumerate(titles):
        option = known.get(title)
        if option is None and len(titles) == len(before) and before[at] in free:
            option = replace(before[at], title=title)
        if option is None:
            taken = [one.key for one in (*before, *made)]
            option = Option(fresh_key(title, taken, "answer"), title)
        made.append(option)
    return tuple(made)


def tidied(question: Question) -> Question:
    """Without what a question of its kind does not have."""
    kind, number = question.kind, question.kind in NUMERIC
    none: dict[str, Decimal | None] = {"least": None, "most": None}
    return replace(
        question,
        options=question.options if kind in BY_OPTION else (),
        most_words=question.most_words if kind == Kind.TEXT else 0,
        places=question.places if number else 0,
        unit=question.unit if kind == Kind.NUMBER else "",
        **({} if number else none),
    )
