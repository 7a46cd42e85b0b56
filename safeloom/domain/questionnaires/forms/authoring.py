"""The forms on which questionnaires are written."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    NUMERIC,
    Kind,
    Option,
    Question,
    Questionnaire,
)
from safeloom.domain.questionnaires.editing import options_of
from safeloom.domain.questionnaires.formats.spreadsheets import BOUNDS
from safeloom.domain.questionnaires.queries.versions import Scale
from safeloom.web import fields
from safeloom.web.forms import Form
from safeloom.web.words import count_words

MARKS = (
    ("", "None"),
    ("green", "Green"),
    ("amber", "Amber"),
    ("red", "Red"),
    ("blue", "Blue"),
)
MOST_ANSWERS = 50
HINTS = {
    Kind.TEXT: "A line or several paragraphs. You may set the most words.",
    Kind.CHOICE: "Such as yes, no, not yet.",
    Kind.SEVERAL: "As many of a list as are true.",
    Kind.GRADE: "Such as green, amber, red. Grades are counted, compared with last time and moderated.",
    Kind.NUMBER: "You may set the least, the most and the decimals.",
    Kind.PERCENTAGE: "From 0 to 100 where you say nothing else.",
    Kind.DATE: "A day, month and year.",
    Kind.FILE: "One or more files as evidence.",
}


def _revision() -> Any:
    return fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)


class BeginForm(Form):
    """A new questionnaire. `rows` are the uses with what is ready for each."""

    start = fields.RadioField(label="Begin with", ask="Select what to begin with")
    title = fields.TextField(
        label="Title",
        max_length=200,
        required=False,
        help_text="Needed where you write your own. Left empty, it is called as what you begin with.",
    )
    purpose = fields.LongTextField(label="What it is for", rows=2, max_length=1000, required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new, prepared, hints = [], [], {}
        # What nothing is ready for is what takes any theme: it stands first.
        for use, ready in sorted(rows, key=lambda one: bool(one[1])):
            for key, said in ready.items():
                value = f"{use.key}/{key}"
                prepared.append((value, said.title))
                hints[value] = about(said)
            new.append((use.key, f"New: {use.title[:1].lower()}{use.title[1:]}"))
            if not ready:
                hints[use.key] = "On any theme: you write its sections and questions."
        groups = [
            ("Write your own", new),
            ("Begin with one that is ready, and change it", prepared),
        ]
        self.fields["start"].choices = [one for one in groups if one[1]]
        self.fields["start"].hints = hints
        if len(new) == 1 and not prepared:
            self.fields["start"].initial = new[0][0]

    def clean(self) -> dict[str, Any]:
        """Ask for a title where nothing has one."""
        said = super().clean() or {}
        if (
            "/" not in said.get("start", "")
            and not said.get("title")
            and "title" not in self.errors
        ):
            self.add_error("title", "Enter the title")
        return said


def about(said: Questionnaire) -> str:
    """How large a questionnaire is and where it is from."""
    sections = count_words(len(said.sections), "section", "sections")
    questions = count_words(len(said.question), "question", "questions")
    source = f" From: {said.source}." if said.source else ""
    checked = "" if not said.source else (" Checked." if said.checked else " Not checked yet.")
    return f"{sections}, {questions}.{source}{checked}"


class QuestionnaireForm(Form):
    """What a questionnaire is called and for."""

    title = fields.TextField(label="Title", max_length=200)
    purpose = fields.LongTextField(label="What it is for", rows=2, max_length=1000, required=False)
    revision = _revision()


class VersionForm(Form):
    """What stands before the sections."""

    introduction = fields.LongTextField(
        label="Introduction",
        max_length=5000,
        required=False,
        help_text="Stands before the first question: why it is asked, who sees the answers.",
    )
    sections_are = fields.TextField(
        label="What a section is called",
        max_length=40,
        required=False,
        width=20,
        help_text="Such as Standard, Part or Theme. Left empty: Section.",
    )
    source = fields.TextField(
        label="Where it is taken from",
        max_length=300,
        required=False,
        help_text="The guidance or tool, with its date.",
    )
    checked = fields.CheckboxField(label="It was compared with that", required=False)
    revision = _revision()


class SectionForm(Form):
    """A section."""

    title = fields.TextField(label="Title", max_length=200)
    help = fields.LongTextField(
        label="Help",
        rows=3,
        max_length=5000,
        required=False,
        help_text="Stands below the title: what the section asks about.",
    )
    revision = _revision()


class QuestionForm(Form):
    """A question of one kind. `rows` is the questionnaire, the kind, the question there is and the scales
    to choose from."""

    words = fields.LongTextField(label="Question", rows=2, max_length=500, ask="Enter the question")
    help = fields.LongTextField(
        label="Help",
        rows=2,
        max_length=2000,
        required=False,
        help_text="What counts, what to look at, what evidence is wanted.",
    )
    answers = fields.LongTextField(
        label="Answers to choose, one a line", rows=5, max_length=5000, ask="Enter the answers"
    )
    scale = fields.RadioField(
        label="Grades",
        ask="Select the grades",
        help_text="Words of your own: add the question, then change its grades under Answers.",
    )
    most_words = fields.WholeNumberField(
        label="Most words", required=False, min_value=0, max_value=5000, width=4
    )
    least = fields.NumberField(label="Least", required=False, max_digits=14, decimal_places=4)
    most = fields.NumberField(label="Most", required=False, max_digits=14, decimal_places=4)
    places = fields.WholeNumberField(
        label="Decimals", required=False, min_value=0, max_value=4, width=2
    )
    unit = fields.TextField(
        label="Unit",
        max_length=40,
        required=False,
        width=10,
        help_text="Such as people or days.",
    )
    required = fields.CheckboxField(label="It must be answered before submitting", required=False)
    may_not_apply = fields.CheckboxField(
        label="It may be said not to apply, with a reason", required=False
    )
    capacity = fields.SelectField(label="Who answers it", required=False)
    after = fields.SelectField(
        label="Is it the same as an earlier question, asked again afterwards?",
        required=False,
        help_text="Such as before and after a training. Results show the shift.",
    )
    section = fields.SelectField(label="Section", required=False)
    revision = _revision()

    def __init__(
        self,
        *args: Any,
        rows: tuple[Questionnaire, Kind, Question | None, Sequence[Scale]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.said, self.kind, self.question, self.scales = rows
        kind = self.kind
        left_out = {
            "answers": kind not in BY_OPTION or kind == Kind.GRADE,
            "scale": kind != Kind.GRADE,
            "most_words": kind != Kind.TEXT,
            "least": kind not in NUMERIC,
            "most": kind not in NUMERIC,
            "places": kind not in NUMERIC,
            "unit": kind != Kind.NUMBER,
            "capacity": not self.said.capacities,
            "after": not self._before(),
            "section": self.question is None or len(self.said.sections) < 2,
        }
        for name, out in left_out.items():
            if out:
                del self.fields[name]
        self._offer()

    def _before(self) -> list[Question]:
        """What this may be asked after: questions of its kind that stand before it."""
        found = []
        for one in self.said.questions():
            if self.question is not None and one.key == self.question.key:
                break
            if one.kind == self.kind:
                found.append(one)
        return found

    def _offer(self) -> None:
        if "scale" in self.fields:
            field = self.fields["scale"]
            now = self.question.options if self.question else ()
            others = [one for one in self.scales if one.options != now]
            field.choices = [("now", "As they are now")] if now else []
            field.choices += [(one.key, one.title) for one in others]
            grades = {one.key: ", ".join(each.title for each in one.options) for one in others}
            field.hints = {
                one.key: grades[one.key] for one in others if grades[one.key] != one.title
            }
            if now:
                field.hints["now"] = ", ".join(each.title for each in now)
        if "capacity" in self.fields:
            self.fields["capacity"].choices = [
                ("", "Anybody who answers"),
                *((one.key, one.title) for one in self.said.capacities),
            ]
        if "after" in self.fields:
            self.fields["after"].choices = [
                ("", "No"),
                *((one.key, shortened(one.words)) for one in self._before()),
            ]
        if "section" in self.fields:
            self.fields["section"].choices = [(one.key, one.title) for one in self.said.sections]

    def clean_answers(self) -> str:
        """Refuse a list that is no choice, or names one thing twice."""
        lines = [line.strip() for line in self.cleaned_data["answers"].splitlines() if line.strip()]
        if len(lines) < 2:
            raise fields.ValidationError("Enter at least two answers, one a line")
        if len(lines) > MOST_ANSWERS:
            raise fields.ValidationError(f"Enter {MOST_ANSWERS} answers or fewer")
        for line in lines:
            if len(line) > 200:
                raise fields.ValidationError(f"Shorten “{line[:40]}…” to 200 characters")
            if lines.count(line) > 1:
                raise fields.ValidationError(f"“{line[:80]}” stands there twice: take one out")
        return "\n".join(lines)

    @property
    def made(self) -> Question:
        """The question as it was said; for a valid form."""
        data = self.cleaned_data
        return Question(
            key=self.question.key if self.question else "",
            words=data["words"],
            kind=self.kind,
            help=data["help"].strip(),
            required=data["required"],
            may_not_apply=data["may_not_apply"],
            most_words=data.get("most_words") or 0,
            least=data.get("least"),
            most=data.get("most"),
            places=data.get("places") or 0,
            unit=data.get("unit", "").strip(),
            options=self._options(),
            capacity=data.get("capacity", ""),
            after=data.get("after", ""),
        )

    def _options(self) -> tuple[Option, ...]:
        now = self.question.options if self.question else ()
        if "answers" in self.fields:
            return options_of(self.cleaned_data["answers"].splitlines(), now)
        if "scale" in self.fields:
            chosen = self.cleaned_data["scale"]
            return next((one.options for one in self.scales if one.key == chosen), now)
        return ()


def filled(question: Question, section: str) -> dict[str, Any]:
    """What the form of a question is filled with."""
    names = ("words", "help", "unit", "required", "may_not_apply", "capacity", "after")
    return {name: getattr(question, name) for name in names} | {
        "answers": "\n".join(one.title for one in question.options),
        "scale": "now",
        "most_words": question.most_words or None,
        "places": question.places or None,
        "least": _plain(question.least),
        "most": _plain(question.most),
        "section": section,
    }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def shortened(words: str, most: int = 90) -> str:
    """Words for a list to choose from."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


class AnswerForm(Form):
    """One answer to choose."""

    title = fields.TextField(label="Answer", max_length=200)
    value = fields.WholeNumberField(
        label="Value",
        required=False,
        min_value=-1000,
        max_value=1000,
        width=4,
        help_text="Puts grades in order and into averages. A list without order needs none.",
    )
    mark = fields.SelectField(label="Colour", choices=MARKS, required=False)
    meets = fields.CheckboxField(label="It counts as compliant", required=False)
    revision = _revision()


class CapacityForm(Form):
    """A capacity in which somebody answers or signs."""

    title = fields.TextField(
        label="Title", max_length=100, help_text="Such as headteacher or chair of governors."
    )
    signs = fields.CheckboxField(
        label="Signs the response off before it is submitted", required=False
    )
    revision = _revision()


class RevisionForm(Form):
    """Nothing to fill in: the button is the question, about what was read."""

    revision = _revision()


class FileForm(Form):
    """A file that holds a questionnaire."""

    file = fields.FileField(label="File", accept=".xlsx,.toml,.csv", most=BOUNDS.size)


class UseForm(Form):
    """What a questionnaire out of a file is called and used for; `rows` are the uses."""

    title = fields.TextField(label="Title", max_length=200)
    use = fields.RadioField(label="What is it used for?")
    upload = fields.TextField(label="File", widget=fields.forms.HiddenInput)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = [(one.key, one.title) for one in rows]
        if len(rows) == 1:
            self.fields["use"].initial = rows[0].key
