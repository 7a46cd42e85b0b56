"""Answers of invented bodies: drawn by lot, whole, and such as could be submitted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    Facts,
    Given,
    Kind,
    Question,
    Questionnaire,
)
from safeloom.domain.questionnaires.evaluating import bounds_of, evaluate, words_in

# How often what need not be answered is.
OFTEN = 0.8


@dataclass(frozen=True)
class Likely:
    """How invented bodies answer: how good they are, from 0 (worst grades) to 1, the sentences that words
    are put together from, and the day up to which dates lie."""

    good: float
    sentences: Sequence[str]
    day: date


def drawn_answers(
    questionnaire: Questionnaire, facts: Facts, chance: Random, likely: Likely
) -> dict[str, Given]:
    """Answers to everything that applies and is required, and to most of the rest, in order, so that what
    depends on an earlier answer is asked as it was given."""
    given: dict[str, Given] = {}
    last: Mapping[str, Given] = {}
    while True:
        standings = evaluate(questionnaire, facts, given).standings
        ahead = [
            one.question
            for one in standings.values()
            if one.applies and one.question.key not in last and one.question.kind != Kind.FILE
        ]
        if not ahead:
            return {key: one for key, one in given.items() if not one.is_blank}
        for question in ahead:
            asked = question.required or chance.random() < OFTEN
            given[question.key] = _answer(question, chance, likely) if asked else Given()
        last = dict(given)


def _answer(question: Question, chance: Random, likely: Likely) -> Given:
    if question.may_not_apply and chance.random() < 0.1:
        return Given(not_applicable=True, text="Nobody here does this work.")
    if question.kind in BY_OPTION:
        return _chosen(question, chance, likely)
    return _WRITTEN[question.kind](question, chance, likely)


def _chosen(question: Question, chance: Random, likely: Likely) -> Given:
    """Grades lean to the better ones; other lists have no better."""
    options = list(question.options)
    if question.kind == Kind.SEVERAL:
        found = [one.key for one in options if chance.random() < 0.5]
        return Given(options=tuple(found or [options[0].key]))
    if question.kind == Kind.GRADE and chance.random() < likely.good:
        best = max(options, key=lambda one: (one.meets, one.value or 0))
        return Given(options=(best.key,))
    return Given(options=(chance.choice(options).key,))


def _words(question: Question, chance: Random, likely: Likely) -> Given:
    most = question.most_words or 60
    text = ""
    for sentence in chance.sample(list(likely.sentences), k=min(3, len(likely.sentences))):
        longer = f"{text} {sentence}".strip()
        if words_in(longer) > most:
            break
        text = longer
    return Given(text=text or "Yes.")


def _number(question: Question, chance: Random, likely: Likely) -> Given:
    least, most = bounds_of(question)
    low = int(least or 0)
    high = int(most) if most is not None else low + 12
    if question.kind == Kind.PERCENTAGE:
        low = max(low, int(high * (0.5 + 0.4 * likely.good)))
    return Given(number=Decimal(chance.randint(low, max(low, high))))


def _day(question: Question, chance: Random, likely: Likely) -> Given:
    return Given(day=likely.day - timedelta(days=chance.randrange(10, 500)))


_WRITTEN: dict[Kind, Callable[[Question, Random, Likely], Given]] = {
    Kind.TEXT: _words,
    Kind.NUMBER: _number,
    Kind.PERCENTAGE: _number,
    Kind.DATE: _day,
}
