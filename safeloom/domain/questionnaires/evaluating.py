"""The one evaluator: what applies, what is required, what is answered, what stands in the way of submitting.

The bar, the gate before submitting, the export and the statistics all ask it, so that they cannot
disagree: it alone knows conditions. It is plain Python over a `Questionnaire`, the facts of the body and
what was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    NUMERIC,
    Clause,
    Condition,
    Facts,
    Given,
    Kind,
    Operator,
    Question,
    Questionnaire,
    Section,
)

NOTHING = Given()


def words_in(text: str) -> int:
    """How many words a text has: runs of characters between spaces, as word processors count."""
    return len(text.split())


@dataclass(frozen=True)
class Standing:
    """How one question stands in one response. What does not apply is neither required nor answered,
    whatever was given before. `problem` says what is wrong with what was given and what to do."""

    question: Question
    applies: bool
    given: Given
    problem: str = ""

    @property
    def required(self) -> bool:
        """Whether it must be answered before the response can be submitted."""
        return self.applies and self.question.required

    @property
    def answered(self) -> bool:
        """Whether it has an answer that counts: given, right, and looked at where it was brought forward."""
        return (
            self.applies
            and not self.given.is_blank
            and not self.given.unconfirmed
            and not self.problem
        )

    @property
    def counts(self) -> bool:
        """Whether its answer is in exports and statistics of a submitted response."""
        return self.answered

    @property
    def stands_in_the_way(self) -> str:
        """Why the response cannot be submitted for this question; empty where it can."""
        if not self.applies:
            return ""
        if self.problem:
            return self.problem
        if not self.given.is_blank and self.given.unconfirmed:
            return "Look at last time’s answer: keep it, or change it."
        if self.question.required and self.given.is_blank:
            return "Answer this question."
        return ""


@dataclass(frozen=True)
class Tally:
    """How far a response, or a section of it, is: of the questions that apply, how many are answered; of
    those that are required, how many."""

    applicable: int
    answered: int
    required: int
    required_answered: int

    @property
    def percent(self) -> int:
        """Answered of applicable, in whole per cent rounded down, so that 100 means all; 100 where nothing
        applies."""
        return 100 * self.answered // self.applicable if self.applicable else 100

    @property
    def missing(self) -> int:
        """How many required questions have no answer yet."""
        return self.required - self.required_answered


@dataclass(frozen=True)
class Evaluation:
    """How a whole response stands."""

    questionnaire: Questionnaire
    standings: Mapping[str, Standing]
    sections: Mapping[str, bool]

    def __getitem__(self, key: str) -> Standing:
        return self.standings[key]

    @property
    def tally(self) -> Tally:
        """How far it is."""
        return _tally(list(self.standings.values()))

    def tally_of(self, section: Section) -> Tally:
        """How far a section is."""
        return _tally([self.standings[one.key] for one in section.questions])

    @property
    def in_the_way(self) -> list[Standing]:
        """The questions for which it cannot be submitted, in their order."""
        return [one for one in self.standings.values() if one.stands_in_the_way]

    @property
    def may_submit(self) -> bool:
        """Whether every question that applies allows it."""
        return not self.in_the_way

    @property
    def asked(self) -> list[tuple[Section, list[Standing]]]:
        """The sections that apply with their questions that do, in their order."""
        return [
            (
                section,
                [self.standings[one.key] for one in section.questions if self[one.key].applies],
            )
            for section in self.questionnaire.sections
            if self.sections[section.key]
        ]


def evaluate(questionnaire: Questionnaire, facts: Facts, given: Mapping[str, Given]) -> Evaluation:
    """How a response stands. A condition looks at questions that stand before it alone (`checking` refuses
    others), so one pass in order is enough; an answer to what does not apply is as if it were not there."""
    standings: dict[str, Standing] = {}
    sections: dict[str, bool] = {}
    for section in questionnaire.sections:
        open_ = sections[section.key] = holds(section.condition, facts, standings)
        for question in section.questions:
            applies = open_ and holds(question.condition, facts, standings)
            answer = given.get(question.key, NOTHING)
            standings[question.key] = Standing(
                question, applies, answer, problem_of(question, answer) if applies else ""
            )
    return Evaluation(questionnaire, standings, sections)


def holds(condition: Condition, facts: Facts, standings: Mapping[str, Standing]) -> bool:
    """Whether what is asked under a condition is asked."""
    if not condition.clauses:
        return True
    held = (_clause(one, facts, standings) for one in condition.clauses)
    return any(held) if condition.any else all(held)


def _clause(clause: Clause, facts: Facts, standings: Mapping[str, Standing]) -> bool:
    if clause.fact:
        return (clause.value in facts.of(clause.fact)) == (clause.operator == Operator.IS)
    standing = standings.get(clause.subject)
    usable = (
        standing is not None
        and standing.applies
        and not standing.given.is_blank
        and not standing.given.not_applicable
        and not standing.problem
    )
    if clause.operator == Operator.ANSWERED:
        return usable
    if clause.operator == Operator.NOT_ANSWERED:
        return not usable
    if not usable or standing is None:
        return clause.operator == Operator.IS_NOT
    if clause.operator in (Operator.AT_LEAST, Operator.AT_MOST):
        return _compared(standing, clause)
    return _is(standing, clause.value) == (clause.operator == Operator.IS)


def _is(standing: Standing, value: str) -> bool:
    question, given = standing.question, standing.given
    if question.kind in BY_OPTION:
        return value in given.options
    if question.kind in NUMERIC:
        return given.number == Decimal(value)
    if question.kind == Kind.DATE and given.day is not None:
        return given.day.isoformat() == value
    return given.text.strip() == value


def _compared(standing: Standing, clause: Clause) -> bool:
    """At least, at most: of numbers, of days, of grades by their place in the scale."""
    question, given = standing.question, standing.given
    if question.kind in NUMERIC and given.number is not None:
        have, than = given.number, Decimal(clause.value)
    elif question.kind == Kind.DATE and given.day is not None:
        have, than = given.day.isoformat(), clause.value  # type: ignore[assignment]
    elif question.kind == Kind.GRADE:
        have = _worth(question, given.options[0])
        than = _worth(question, clause.value)
    else:
        return False
    return have >= than if clause.operator == Operator.AT_LEAST else have <= than


def _worth(question: Question, key: str) -> Decimal:
    option = question.option[key]
    value = option.value if option.value is not None else question.options.index(option)
    return Decimal(value)


def problem_of(question: Question, given: Given) -> str:
    """What is wrong with what was given, in words that say what to do; empty where nothing is."""
    if given.is_blank:
        return ""
    if given.not_applicable:
        if not question.may_not_apply:
            return "Answer this question: it applies to everybody."
        return "" if given.text.strip() else "Say why it does not apply to you."
    if question.kind in BY_OPTION:
        return _wrong_option(question, given)
    if question.kind in NUMERIC:
        return _wrong_number(question, given.number)
    if question.kind == Kind.TEXT:
        many = words_in(given.text)
        if question.most_words and many > question.most_words:
            over = many - question.most_words
            return (
                f"Your answer has {many} words: take out {over} so that it has {question.most_words} "
                "or fewer."
            )
    return ""


def _wrong_option(question: Question, given: Given) -> str:
    if any(key not in question.option for key in given.options):
        return "Choose from the list."
    if question.kind != Kind.SEVERAL and len(given.options) > 1:
        return "Choose one."
    return ""


def _wrong_number(question: Question, number: Decimal | None) -> str:
    if number is None:
        return "Enter a number."
    least, most = bounds_of(question)
    if least is not None and number < least:
        return f"Enter {least} or more."
    if most is not None and number > most:
        return f"Enter {most} or less."
    if number != round(number, question.places):
        return (
            f"Enter a number with no more than {question.places} decimals."
            if question.places
            else "Enter a whole number."
        )
    return ""


def bounds_of(question: Question) -> tuple[Decimal | None, Decimal | None]:
    """Between what a number must be: a percentage from 0 to 100 where nothing narrower is said."""
    if question.kind != Kind.PERCENTAGE:
        return question.least, question.most
    least = Decimal(0) if question.least is None else question.least
    most = Decimal(100) if question.most is None else question.most
    return least, most


def confirmed(given: Given) -> Given:
    """The same, looked at."""
    return replace(given, unconfirmed=False)


def _tally(standings: list[Standing]) -> Tally:
    required = [one for one in standings if one.required]
    return Tally(
        applicable=sum(one.applies for one in standings),
        answered=sum(one.answered for one in standings),
        required=len(required),
        required_answered=sum(one.answered for one in required),
    )
