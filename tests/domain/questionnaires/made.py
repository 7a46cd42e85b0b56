"""Questionnaires drawn by lot, for property tests."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    NUMERIC,
    Clause,
    Condition,
    Facts,
    Given,
    Kind,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
)

DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
_PRESENCE = [Operator.ANSWERED, Operator.NOT_ANSWERED]
_SAME = [Operator.IS, Operator.IS_NOT]
_ORDER = [Operator.AT_LEAST, Operator.AT_MOST]


@st.composite
def clauses_of(draw, before: list[Question]) -> Clause:
    """A test of a question that stands before, or of a fact."""
    if not before or draw(st.booleans()):
        return Clause("fact:kind", draw(st.sampled_from(_SAME)), draw(st.sampled_from("ab")))
    asked = draw(st.sampled_from(before))
    operators = list(_PRESENCE)
    value = st.just("")
    if asked.kind in BY_OPTION:
        operators += _SAME + (_ORDER if asked.kind == Kind.GRADE else [])
        value = st.sampled_from([one.key for one in asked.options])
    elif asked.kind in NUMERIC or asked.kind == Kind.DATE:
        operators += _SAME + _ORDER
        value = (
            st.integers(0, 100).map(str)
            if asked.kind in NUMERIC
            else DAYS.map(lambda day: day.isoformat())
        )
    elif asked.kind == Kind.TEXT:
        operators += _SAME
        value = st.sampled_from(["yes", "no"])
    operator = draw(st.sampled_from(operators))
    return Clause(asked.key, operator, "" if operator in _PRESENCE else draw(value))


@st.composite
def questionnaires(draw) -> Questionnaire:
    """A questionnaire that may be published."""
    sections: list[Section] = []
    before: list[Question] = []
    for number in range(draw(st.integers(1, 3))):
        condition = draw(conditions(before))
        questions = []
        for _ in range(draw(st.integers(1, 4))):
            question = draw(questions_after(before))
            questions.append(question)
            before.append(question)
        sections.append(Section(f"s{number}", f"Section {number}", tuple(questions), "", condition))
    return Questionnaire("Drawn by lot", tuple(sections))


@st.composite
def conditions(draw, before: list[Question]) -> Condition:
    """A condition on what stands before."""
    clauses = draw(st.lists(clauses_of(before), max_size=2))
    return Condition(tuple(clauses), draw(st.booleans()))


@st.composite
def questions_after(draw, before: list[Question]) -> Question:
    """A question that may depend on those before."""
    kind = draw(st.sampled_from(list(Kind)))
    options = tuple(
        Option(key, key.upper(), value, meets=key == "c") for value, key in enumerate("abc")
    )
    return Question(
        key=f"q{len(before)}",
        words=f"Question {len(before)}?",
        kind=kind,
        required=draw(st.booleans()),
        may_not_apply=draw(st.booleans()),
        most_words=draw(st.sampled_from([0, 2])),
        options=options if kind in BY_OPTION else (),
        condition=draw(conditions(before)),
    )


@st.composite
def answers(draw, questionnaire: Questionnaire) -> dict[str, Given]:
    """Answers, some right, some not, some to what does not apply."""
    given = {}
    for question in questionnaire.questions():
        if draw(st.booleans()):
            given[question.key] = draw(answer(question))
    return given


@st.composite
def answer(draw, question: Question) -> Given:
    """An answer to a question, right or not."""
    unconfirmed = draw(st.sampled_from([False, False, False, True]))
    if draw(st.sampled_from([False, False, False, False, True])):
        return Given(not_applicable=True, text=draw(st.sampled_from(["", "We have none."])))
    if question.kind in BY_OPTION:
        most = 3 if question.kind == Kind.SEVERAL else 1
        keys = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=most, unique=True))
        return Given(options=tuple(sorted(keys)), unconfirmed=unconfirmed)
    if question.kind in NUMERIC:
        return Given(number=Decimal(draw(st.integers(-5, 120))), unconfirmed=unconfirmed)
    if question.kind == Kind.DATE:
        return Given(day=draw(DAYS), unconfirmed=unconfirmed)
    if question.kind == Kind.FILE:
        return Given(files=draw(st.integers(1, 2)), unconfirmed=unconfirmed)
    text = draw(st.sampled_from(["yes", "no", "one two three", " "]))
    return Given(text=text, unconfirmed=unconfirmed)


FACTS = st.sets(st.sampled_from("ab")).map(lambda kinds: Facts({"kind": frozenset(kinds)}))
