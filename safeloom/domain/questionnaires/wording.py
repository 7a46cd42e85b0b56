"""Conditions, bounds and kinds of answer in words, as they are read on a page and in a spreadsheet."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from safeloom.domain.questionnaires.definitions import (
    NUMERIC,
    Clause,
    Condition,
    Kind,
    Operator,
    Question,
    Questionnaire,
)
from safeloom.domain.questionnaires.evaluating import bounds_of
from safeloom.domain.questionnaires.queries.facts import FactWords
from safeloom.web.words import date_words

COMPARED = {
    Operator.IS: "is",
    Operator.IS_NOT: "is not",
    Operator.AT_LEAST: "is at least",
    Operator.AT_MOST: "is at most",
    Operator.ANSWERED: "is answered",
    Operator.NOT_ANSWERED: "is not answered",
}


def clause_words(
    questionnaire: Questionnaire, clause: Clause, facts: Iterable[FactWords] = ()
) -> str:
    """`‘Do you have staff?’ is Yes`, `the kind of agency is Police`."""
    compared = COMPARED[clause.operator]
    if clause.fact:
        known = {one.name: one for one in facts}
        fact = known.get(clause.fact)
        words = fact.words if fact else f"“{clause.fact}”"
        value = dict(fact.values).get(clause.value, clause.value) if fact else clause.value
        return f"{words} {compared} {value}"
    asked = questionnaire.question.get(clause.subject)
    words = f"‘{asked.words if asked else clause.subject}’ {compared}"
    if clause.operator in (Operator.ANSWERED, Operator.NOT_ANSWERED):
        return words
    return f"{words} {value_words(asked, clause.value)}"


def value_words(asked: Question | None, value: str) -> str:
    """What a question is compared with, as it is read."""
    if asked is None:
        return value
    if value in asked.option:
        return asked.option[value].title
    if asked.kind == Kind.PERCENTAGE:
        return f"{value}%"
    if asked.kind == Kind.DATE:
        try:
            return date_words(date.fromisoformat(value))
        except ValueError:
            return value
    return f"{value} {asked.unit}".strip() if asked.kind in NUMERIC else f"“{value}”"


def condition_words(
    questionnaire: Questionnaire, condition: Condition, facts: Iterable[FactWords] = ()
) -> str:
    """`Asked when ‘Do you have staff?’ is Yes and ‘How many?’ is at least 5`; empty where it is always."""
    if not condition.clauses:
        return ""
    known = list(facts)
    joined = " or " if condition.any else " and "
    return "Asked when " + joined.join(
        clause_words(questionnaire, one, known) for one in condition.clauses
    )


def bounds_words(questionnaire: Questionnaire, question: Question) -> list[str]:
    """What an answer must be, each in a few words: `Required`, `200 words at most`, `From 0 to 100`."""
    found = ["Required"] if question.required else []
    if question.may_not_apply:
        found.append("May be said not to apply")
    if question.most_words:
        found.append(f"{question.most_words:,} words at most")
    if question.kind in NUMERIC:
        least, most = bounds_of(question)
        if least is not None and most is not None:
            found.append(f"From {plain(least)} to {plain(most)}")
        elif least is not None or most is not None:
            found.append(f"At least {plain(least)}" if most is None else f"At most {plain(most)}")
        if question.places:
            found.append(f"Up to {question.places} decimal{'s' if question.places > 1 else ''}")
        if question.unit:
            found.append(f"In {question.unit}")
    if question.capacity:
        titles = {one.key: one.title for one in questionnaire.capacities}
        found.append(f"Answered by: {titles.get(question.capacity, question.capacity)}")
    if question.after in questionnaire.question:
        found.append(f"Asked again after ‘{questionnaire.question[question.after].words}’")
    return found


def plain(number: Decimal | None) -> str:
    """A number without needless noughts behind the point."""
    return "" if number is None else f"{number.normalize():f}"
