"""What is wrong with a questionnaire before it can be published: in words that say where and what to do."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    NUMERIC,
    Clause,
    Condition,
    Kind,
    Operator,
    Problem,
    Question,
    Questionnaire,
)

_COMPARED = frozenset({Operator.AT_LEAST, Operator.AT_MOST})
_BY_PRESENCE = frozenset({Operator.ANSWERED, Operator.NOT_ANSWERED})


def problems_of(questionnaire: Questionnaire) -> list[Problem]:
    """Everything that keeps a questionnaire from being published, in its order; empty when it may be."""
    found = list(_whole(questionnaire))
    place = {one.key: number for number, one in enumerate(questionnaire.questions())}
    for section in questionnaire.sections:
        if not section.questions:
            found.append(Problem(section.key, f"“{section.title}” has no question: add one."))
        first = place[section.questions[0].key] if section.questions else len(place)
        found += _condition(questionnaire, section.key, section.condition, place, first)
        for question in section.questions:
            found += _question(questionnaire, question)
            found += _condition(
                questionnaire, question.key, question.condition, place, place[question.key]
            )
    return found


def unstorable(questionnaire: Questionnaire) -> list[Problem]:
    """What keeps it from being kept even as a draft: a part without words or key, keys that name two
    things, and what points to something that is not there."""
    found = []
    if not questionnaire.title:
        found.append(Problem("", "Give the questionnaire a title."))
    for key, many in Counter(_keys(questionnaire)).items():
        if many > 1:
            found.append(Problem(key, f"“{key}” names {many} things: give each its own key."))
    capacities = Counter(one.key for one in questionnaire.capacities)
    found += [
        Problem(key, f"“{key}” names {many} capacities: give each its own key.")
        for key, many in capacities.items()
        if many > 1
    ]
    for one in questionnaire.capacities:
        if not (one.key and one.title):
            found.append(Problem(one.key, "Give each capacity a title with letters or digits."))
    for section in questionnaire.sections:
        if not (section.key and section.title):
            found.append(Problem(section.key, "Give each section a title with letters or digits."))
        found += _dangling(questionnaire, section.key, section.condition)
        for question in section.questions:
            found += _unstorable(questionnaire, question, capacities)
    return found


def _unstorable(
    questionnaire: Questionnaire, question: Question, capacities: Counter[str]
) -> Iterator[Problem]:
    if not (question.key and question.words):
        yield Problem(question.key, "Give each question words with letters or digits.")
    if question.capacity and question.capacity not in capacities:
        yield Problem(
            question.key,
            f"“{question.words}” is for “{question.capacity}”, which is none of the capacities.",
        )
    if question.after and question.after not in questionnaire.question:
        yield Problem(
            question.key,
            f"“{question.words}” is compared with “{question.after}”, which is not there.",
        )
    for key, many in Counter(one.key for one in question.options).items():
        if not key:
            yield Problem(question.key, f"“{question.words}”: give each answer letters or digits.")
        elif many > 1:
            yield Problem(
                question.key,
                f"“{question.words}”: {many} answers are as good as the same (“{key}”).",
            )
    yield from _dangling(questionnaire, question.key, question.condition)


def _dangling(questionnaire: Questionnaire, where: str, condition: Condition) -> Iterator[Problem]:
    for clause in condition.clauses:
        if not clause.fact and clause.subject not in questionnaire.question:
            yield Problem(
                where,
                f"Its condition asks for “{clause.subject}”, which is not there: choose a question.",
            )


def circle_of(questionnaire: Questionnaire) -> list[str]:
    """The keys of questions whose conditions lead in a circle, in its order; empty where none do. Of a
    section's condition each of its questions depends."""
    needs = {
        question.key: {
            clause.subject
            for condition in (section.condition, question.condition)
            for clause in condition.clauses
            if not clause.fact
        }
        for section in questionnaire.sections
        for question in section.questions
    }
    done: set[str] = set()
    for start in needs:
        way: list[str] = []
        if found := _follow(start, needs, way, done):
            return found
    return []


def _follow(key: str, needs: dict[str, set[str]], way: list[str], done: set[str]) -> list[str]:
    if key in way:
        return way[way.index(key) :]
    if key in done or key not in needs:
        return []
    way.append(key)
    for other in sorted(needs[key]):
        if found := _follow(other, needs, way, done):
            return found
    way.pop()
    done.add(key)
    return []


def _whole(questionnaire: Questionnaire) -> Iterator[Problem]:
    if not questionnaire.sections:
        yield Problem("", "There is no section yet: add one.")
    for key, many in Counter(_keys(questionnaire)).items():
        if many > 1:
            yield Problem(key, f"“{key}” names {many} things: give each its own key.")
    if circle := circle_of(questionnaire):
        words = [f"“{questionnaire.question[key].words}”" for key in circle]
        yield Problem(
            circle[0],
            f"{' depends on '.join([*words, words[0]])}: they wait for each other. Take one of these "
            "conditions out.",
        )


def _keys(questionnaire: Questionnaire) -> Iterator[str]:
    for section in questionnaire.sections:
        yield section.key
        for question in section.questions:
            yield question.key


def _question(questionnaire: Questionnaire, question: Question) -> Iterator[Problem]:
    def problem(words: str) -> Problem:
        return Problem(question.key, f"“{question.words}”: {words}")

    if question.kind in BY_OPTION:
        if len(question.options) < 2:
            yield problem("give at least two answers to choose from.")
        for title, many in Counter(one.title for one in question.options).items():
            if many > 1:
                yield problem(f"the answer “{title}” stands {many} times.")
    least, most = question.least, question.most
    if least is not None and most is not None and least > most:
        yield problem("the least is more than the most.")
    if question.capacity and question.capacity not in {one.key for one in questionnaire.capacities}:
        yield problem("choose who may answer it from the capacities of the questionnaire.")
    if question.after:
        before = questionnaire.question.get(question.after)
        if before is None or before.kind != question.kind or before.options != question.options:
            yield problem("the question it is compared with must be of the same kind and answers.")


def _condition(
    questionnaire: Questionnaire,
    where: str,
    condition: Condition,
    place: dict[str, int],
    before: int,
) -> Iterator[Problem]:
    circle = circle_of(questionnaire)
    for clause in condition.clauses:
        if clause.fact:
            if clause.operator not in (Operator.IS, Operator.IS_NOT) or not clause.value:
                yield Problem(where, "Say which of these bodies it is asked of.")
            continue
        asked = questionnaire.question.get(clause.subject)
        if asked is None:
            yield Problem(
                where,
                f"Its condition asks for “{clause.subject}”, which is not there: choose a question.",
            )
        elif place[clause.subject] >= before and clause.subject not in circle:
            yield Problem(
                where,
                f"It depends on “{asked.words}”, which stands after it: move that question before it.",
            )
        elif words := _value(asked, clause):
            yield Problem(where, words)


def _value(asked: Question, clause: Clause) -> str:
    """What is wrong with the value a clause compares with."""
    if clause.operator in _BY_PRESENCE:
        return ""
    if clause.operator in _COMPARED and asked.kind not in {Kind.GRADE, Kind.DATE, *NUMERIC}:
        return f"“{asked.words}” has no more or less: choose “is” or “is not”."
    if asked.kind == Kind.FILE:
        return f"“{asked.words}” takes files: choose “answered” or “not answered”."
    if asked.kind in BY_OPTION and clause.value not in asked.option:
        return f"“{clause.value}” is no answer to “{asked.words}”: choose one that is."
    if asked.kind in NUMERIC and not _is_number(clause.value):
        return f"Compare “{asked.words}” with a number."
    if asked.kind == Kind.DATE and not _is_day(clause.value):
        return f"Compare “{asked.words}” with a date."
    return ""


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
