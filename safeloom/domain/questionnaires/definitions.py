"""What a questionnaire is: sections of questions, what each takes for an answer, and when it is asked.

Plain data, read from the rows of a version, from TOML or from a spreadsheet; `evaluating` alone decides
with it what applies, what is required and what is answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a question takes for an answer."""

    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    GRADE = "grade"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    DATE = "date"
    FILE = "file"

    @property
    def title(self) -> str:
        """How it is called where a questionnaire is written."""
        return _TITLES[self]


_TITLES = {
    Kind.TEXT: "Words",
    Kind.CHOICE: "One of a list",
    Kind.SEVERAL: "Any of a list",
    Kind.GRADE: "A grade",
    Kind.NUMBER: "A number",
    Kind.PERCENTAGE: "A percentage",
    Kind.DATE: "A date",
    Kind.FILE: "Files",
}
# Kinds that are answered by options of the question.
BY_OPTION = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.GRADE})
NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENTAGE})


class Operator(StrEnum):
    """How a clause compares what was answered with its value."""

    IS = "is"
    IS_NOT = "is-not"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ANSWERED = "answered"
    NOT_ANSWERED = "not-answered"


# A subject that begins so is a fact of the body that answers (`fact:phase`), not a question.
FACT = "fact:"


@dataclass(frozen=True)
class Clause:
    """One thing that must hold: a question's answer, or a fact of the body (`fact:phase`), compared with a
    value. For a question with options the value is an option's key; for `answered` it is empty.

    A question that does not apply, or has no answer, fulfils `is-not` and `not-answered` alone."""

    subject: str
    operator: Operator
    value: str = ""

    @property
    def fact(self) -> str:
        """The fact it asks for; empty where it asks for a question."""
        return self.subject.removeprefix(FACT) if self.subject.startswith(FACT) else ""


@dataclass(frozen=True)
class Condition:
    """When a section or question is asked: when all of its clauses hold, or any. Without a clause: always."""

    clauses: tuple[Clause, ...] = ()
    any: bool = False


@dataclass(frozen=True)
class Option:
    """One of the answers to choose. `value` puts grades in order and into means; `mark` is how a grade is
    drawn (red, amber, green, blue or nothing); `meets` says that the grade counts as compliant."""

    key: str
    title: str
    value: int | None = None
    mark: str = ""
    meets: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked. `most_words` bounds an answer in words (0: no bound but the field's); `least` and
    `most` one in numbers, `places` its decimals; `may_not_apply` lets who answers say, with a reason, that it
    does not apply to them. `capacity` is the key of the capacity in which it must be answered, empty for
    anybody. `after` is the key of the question of which this is asked once more afterwards."""

    key: str
    words: str
    kind: Kind
    help: str = ""
    required: bool = False
    may_not_apply: bool = False
    most_words: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    places: int = 0
    unit: str = ""
    options: tuple[Option, ...] = ()
    condition: Condition = Condition()
    capacity: str = ""
    after: str = ""

    @cached_property
    def option(self) -> dict[str, Option]:
        """Its options by key."""
        return {one.key: one for one in self.options}


@dataclass(frozen=True)
class Section:
    """A standard, or a part, of a questionnaire. Where its condition does not hold, none of its questions
    is asked."""

    key: str
    title: str
    questions: tuple[Question, ...]
    help: str = ""
    condition: Condition = Condition()


@dataclass(frozen=True)
class Capacity:
    """In what capacity somebody answers or signs, such as chair of governors. With `signs`, a response is
    submitted only once somebody signed it off in this capacity."""

    key: str
    title: str
    signs: bool = False


@dataclass(frozen=True)
class Questionnaire:
    """One version, whole, in its order. `sections_are` is what a section is called: `Standard`. `source`
    says where it is taken from, `checked` whether it was compared with that."""

    title: str
    sections: tuple[Section, ...]
    introduction: str = ""
    sections_are: str = "Section"
    capacities: tuple[Capacity, ...] = ()
    source: str = ""
    checked: bool = False

    def questions(self) -> Iterator[Question]:
        """All questions, in their order."""
        for section in self.sections:
            yield from section.questions

    @cached_property
    def question(self) -> dict[str, Question]:
        """The questions by key."""
        return {question.key: question for question in self.questions()}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each question's key."""
        return {question.key: one for one in self.sections for question in one.questions}


@dataclass(frozen=True)
class Given:
    """What was given as the answer to a question: by its kind, one of text, option keys, number, day or
    the number of files; or that it does not apply, with the reason as `text`."""

    text: str = ""
    options: tuple[str, ...] = ()
    number: Decimal | None = None
    day: date | None = None
    files: int = 0
    not_applicable: bool = False
    unconfirmed: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was given at all. Nought is something."""
        return not (
            self.not_applicable
            or self.text.strip()
            or self.options
            or self.number is not None
            or self.day is not None
            or self.files
        )


@dataclass(frozen=True)
class Problem:
    """What is wrong with a questionnaire, in words that say what to do: at `where` (a key, or empty)."""

    where: str
    words: str


@dataclass
class Facts:
    """What is known of the body that answers, such as `{"kind": {"school"}, "phase": {"Primary"}}`: each
    fact has any number of values, and a clause `is` holds where one of them is its value."""

    values: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, fact: str) -> frozenset[str]:
        """The values of a fact; none where it is not known."""
        return self.values.get(fact, frozenset())
