"""The form of a section: a field a question, from which what was given is read."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safeloom.domain.questionnaires.commands.answering import LONGEST
from safeloom.domain.questionnaires.definitions import Given, Kind, Question
from safeloom.domain.questionnaires.queries.answering import content_of, plain
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

_NUMBER = "Enter a number, like 1,200"
_TOO_LONG = "Enter a number with no more than 14 digits and 4 decimals"
_NUMBERS = {
    "invalid": _NUMBER,
    **dict.fromkeys(("max_digits", "max_decimal_places", "max_whole_digits"), _TOO_LONG),
}


class DraftField(fields.LongTextField):
    """Words of which there may be too many in a draft: they are kept, and told."""

    def __init__(self, *args: Any, most_words: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = most_words or None
        if most_words:
            self.widget.attrs["data-words"] = str(most_words)

    def validate(self, value: Any) -> None:
        forms.CharField.validate(self, value)


class AnswerDateField(DateField):
    """A date whose question is a sentence of its own."""

    def _wrong(self, words: str, code: str, *parts: str) -> ValidationError:
        found = super()._wrong(words, code, *parts)
        return ValidationError(f"The date {words}", code=code, params=found.params)


class SeveralFiles(forms.FileInput):
    """Any number of files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(fields.Kit, forms.Field):
    """Files, which the command that keeps them looks at."""

    widget = SeveralFiles


def field_for(question: Question, label: str) -> forms.Field:
    """The field of a question. None is required: a draft may have gaps."""
    said: dict[str, Any] = {"label": label, "required": False, "help_text": question.help}
    if question.kind in (Kind.CHOICE, Kind.GRADE, Kind.SEVERAL):
        choices = [(one.key, one.title) for one in question.options]
        said |= {"choices": choices, "error_messages": {"invalid_choice": "Choose from the list"}}
        if question.kind == Kind.SEVERAL:
            return fields.CheckboxesField(**said)
        return fields.RadioField(**said)
    if question.kind in (Kind.NUMBER, Kind.PERCENTAGE):
        unit = "%" if question.kind == Kind.PERCENTAGE else question.unit
        return fields.NumberField(
            suffix=unit, max_digits=18, decimal_places=4, error_messages=_NUMBERS, **said
        )
    if question.kind == Kind.DATE:
        return AnswerDateField(**said)
    if question.kind == Kind.FILE:
        return FilesField(**said)
    too_long = f"Your answer must be {LONGEST:,} characters or fewer"
    return DraftField(
        most_words=question.most_words,
        max_length=LONGEST,
        error_messages={"max_length": too_long},
        **said,
    )


class SectionForm(Form):
    """The questions of a section that somebody may answer. Named by the question's key: `q-` the answer,
    `na-` and `why-` that it does not apply, `looked-` that last time's was looked at, `seen-` what was shown
    (not a field: it is read as it comes)."""

    says_optional = False

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question] = (),
        given: Mapping[str, Given] | None = None,
        whom: str = "us",
        **kwargs: Any,
    ) -> None:
        self.questions = list(questions)
        self.unconfirmed = {key for key, one in (given or {}).items() if one.unconfirmed}
        kwargs["initial"] = _initial(self.questions, given or {})
        super().__init__(*args, **kwargs)
        for question in self.questions:
            label = question.words if question.required else f"{question.words} (optional)"
            self.fields[f"q-{question.key}"] = field_for(question, label)
            if question.may_not_apply:
                self.fields[f"na-{question.key}"] = fields.CheckboxField(
                    label=f"This does not apply to {whom}", required=False
                )
                self.fields[f"why-{question.key}"] = fields.TextField(
                    label="Why it does not apply", max_length=1000, required=False
                )
            if question.key in self.unconfirmed:
                self.fields[f"looked-{question.key}"] = fields.CheckboxField(
                    label="I have looked at this answer and it still holds", required=False
                )
        self.ask()

    def given(self) -> dict[str, Given]:
        """What was given, by the question's key, once the form was validated; without what cannot be read.
        Of files nothing."""
        found = {}
        for question in self.questions:
            one = self._given(question)
            if one is not None:
                found[question.key] = one
        return found

    def _given(self, question: Question) -> Given | None:
        said = self.cleaned_data
        unconfirmed = question.key in self.unconfirmed and not said.get(f"looked-{question.key}")
        if said.get(f"na-{question.key}"):
            why = said.get(f"why-{question.key}")
            if why is None:
                return None
            return Given(text=_text(why), not_applicable=True, unconfirmed=unconfirmed)
        if question.kind == Kind.FILE:
            return Given(unconfirmed=unconfirmed)
        name = f"q-{question.key}"
        if name not in said:
            return None
        value = said[name]
        if question.kind == Kind.SEVERAL:
            return Given(options=tuple(value or ()), unconfirmed=unconfirmed)
        if question.kind in (Kind.CHOICE, Kind.GRADE):
            return Given(options=(value,) if value else (), unconfirmed=unconfirmed)
        if question.kind in (Kind.NUMBER, Kind.PERCENTAGE):
            return Given(number=value, unconfirmed=unconfirmed)
        if question.kind == Kind.DATE:
            return Given(day=value, unconfirmed=unconfirmed)
        return Given(text=_text(value or ""), unconfirmed=unconfirmed)

    def forget(self, keys: Iterable[str]) -> None:
        """Say nothing of what is wrong with questions that are not asked any more: nobody sees them."""
        for name in [f"{start}-{key}" for key in keys for start in ("q", "na", "why")]:
            self.errors.pop(name, None)

    def tell_problem(self, question: Question, words: str) -> None:
        """Put what is wrong with an answer beside it."""
        na = self.cleaned_data.get(f"na-{question.key}") if self.is_bound else False
        name = f"why-{question.key}" if na else f"q-{question.key}"
        if not self.errors.get(name):
            self.add_error(name, words)


def shown_as(revision: int, given: Given) -> str:
    """What a form carries of an answer that it shows: its revision, and a digest by which is told whether
    the answer was touched."""
    return f"{revision}.{digest_of(given)}"


def digest_of(given: Given) -> str:
    """A short digest of what an answer says."""
    return hashlib.sha256(repr(content_of(given)).encode()).hexdigest()[:16]


def read_shown(value: str) -> tuple[int, str]:
    """The revision and the digest that a form carried; 0 and that of nothing where it is garbled."""
    revision, _, digest = value.partition(".")
    if revision.isdecimal() and len(revision) < 9:
        return int(revision), digest
    return 0, digest_of(Given())


def _text(value: str) -> str:
    return "\n".join(value.replace("\x00", "").splitlines()).strip()


def _initial(questions: list[Question], given: Mapping[str, Given]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in questions:
        one, name = given.get(question.key), f"q-{question.key}"
        if one is None:
            continue
        if one.not_applicable:
            found |= {f"na-{question.key}": True, f"why-{question.key}": one.text}
        elif question.kind == Kind.SEVERAL:
            found[name] = list(one.options)
        elif question.kind in (Kind.CHOICE, Kind.GRADE):
            found[name] = one.options[0] if one.options else ""
        elif question.kind in (Kind.NUMBER, Kind.PERCENTAGE):
            found[name] = plain(one)
        elif question.kind == Kind.DATE:
            found[name] = one.day
        else:
            found[name] = one.text
    return found


class SignForm(Form):
    """The name under which a response is signed off."""

    name = fields.TextField(
        label="Your full name", max_length=200, autocomplete="name", ask="Enter your full name"
    )


class ColleagueForm(Form):
    """A colleague who is brought in. `sections` are those they may be asked for: key and title."""

    says_optional = False

    name = fields.TextField(label="Their name", max_length=200, ask="Enter their name")
    work_email = fields.EmailField(
        label="Their work e-mail", autocomplete="off", ask="Enter their work e-mail"
    )
    capacity = fields.RadioField(label="What do they answer?", required=False)

    sections = fields.CheckboxesField(
        label="What do you ask them for?",
        required=False,
        help_text="Tick none for all of it. They see the rest, and may write there too.",
    )

    def __init__(
        self,
        *args: Any,
        capacities: Sequence[tuple[str, str]] = (),
        sections: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = sections
        self.fields["sections"].small = True
        if len(sections) < 2:
            del self.fields["sections"]
        if capacities:
            chosen = [(key, f"What is asked of the {title.lower()}") for key, title in capacities]
            self.fields["capacity"].choices = [
                ("", "Everything but what is asked of one below"),
                *chosen,
            ]
        else:
            del self.fields["capacity"]
