"""The form of one thing on which a section or question depends: what it is, then how it is compared."""

from typing import Any

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    FACT,
    NUMERIC,
    Clause,
    Kind,
    Operator,
    Question,
    Questionnaire,
)
from safeloom.domain.questionnaires.forms.authoring import shortened
from safeloom.domain.questionnaires.queries.facts import FactWords
from safeloom.domain.questionnaires.wording import COMPARED, plain
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

_PRESENCE = (Operator.ANSWERED, Operator.NOT_ANSWERED)
_SAME = (Operator.IS, Operator.IS_NOT)
_ORDER = (Operator.AT_LEAST, Operator.AT_MOST)


def before(said: Questionnaire, key: str) -> list[Question]:
    """The questions that stand before a section or question: what it may depend on."""
    found: list[Question] = []
    for section in said.sections:
        if section.key == key:
            break
        for question in section.questions:
            if question.key == key:
                return found
            found.append(question)
    return found


def subjects(said: Questionnaire, key: str, facts: list[FactWords]) -> list[tuple[str, str]]:
    """What a section or question may depend on, to choose from."""
    asked = [(one.key, shortened(one.words)) for one in before(said, key)]
    return asked + [
        (f"{FACT}{one.name}", f"{one.words[:1].upper()}{one.words[1:]}") for one in facts
    ]


class ClauseForm(Form):
    """How a question or fact is compared. `rows` is the question, or the fact."""

    says_optional = False

    operator = fields.SelectField(label="How is it compared?")
    value = fields.TextField(label="With which words?", max_length=100, required=False)
    revision = fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)

    def __init__(self, *args: Any, rows: Question | FactWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = rows
        operators = _operators(rows)
        self.fields["operator"].choices = [(one.value, COMPARED[one]) for one in operators]
        if isinstance(rows, FactWords):
            self._choose(rows.values)
        elif rows.kind in BY_OPTION:
            self._choose([(one.key, one.title) for one in rows.options])
        elif rows.kind in NUMERIC:
            self.fields["value"] = fields.NumberField(
                label="With which number?", required=False, max_digits=14, decimal_places=4
            )
        elif rows.kind == Kind.DATE:
            self.fields["value"] = DateField(label="With which day?", required=False)
        elif rows.kind == Kind.FILE:
            del self.fields["value"]
        self.order_fields(["operator", "value", "revision"])
        self.ask()

    def _choose(self, values: Any) -> None:
        self.fields["value"] = fields.SelectField(
            label="With which answer?", choices=[("", "Select one"), *values], required=False
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a value where the comparison needs one."""
        said = super().clean() or {}
        needs = said.get("operator") and Operator(said["operator"]) not in _PRESENCE
        if needs and said.get("value") in (None, "") and "value" not in self.errors:
            self.add_error("value", "Say what it is compared with")
        return said

    @property
    def clause(self) -> Clause:
        """The clause as it was said; for a valid form."""
        operator = Operator(self.cleaned_data["operator"])
        value = self.cleaned_data.get("value")
        if operator in _PRESENCE or value is None:
            value = ""
        elif not isinstance(value, str):
            value = value.isoformat() if hasattr(value, "isoformat") else plain(value)
        fact = isinstance(self.subject, FactWords)
        subject = f"{FACT}{self.subject.name}" if fact else self.subject.key
        return Clause(subject, operator, value)


def _operators(subject: Question | FactWords) -> tuple[Operator, ...]:
    if isinstance(subject, FactWords):
        return _SAME
    if subject.kind == Kind.FILE:
        return _PRESENCE
    if subject.kind in {Kind.GRADE, Kind.DATE, *NUMERIC}:
        return (*_SAME, *_ORDER, *_PRESENCE)
    return (*_SAME, *_PRESENCE)
