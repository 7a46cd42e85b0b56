"""Forms of training assurance."""

from collections.abc import Sequence
from typing import Any

from safeloom.kernel.draw import LARGEST
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm


class DrawForm(Form):
    """By when to review, and the number to draw by."""

    due = DateField(label="When are the reviews due?")
    number = fields.WholeNumberField(
        label="Number to draw by",
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text="Leave it empty to have one drawn by lot. With the same number anybody can draw again.",
    )


class GiveForm(RevisionedForm):
    """Who reviews; `rows` are the agencies that may."""

    agency = fields.RecordField(None, label="Which agency reviews it?")
    due = DateField(label="When is the review due?")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = rows


class ReviewForm(RevisionedForm):
    """A peer's grades; `rows` are pairs of a section and the answer that is its own grade. As a `draft`
    nothing of it has to be there."""

    says_optional = False

    def __init__(self, *args: Any, rows: Sequence[Any], draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.graded = [line.question.key for _, line in rows]
        for section, line in rows:
            key = line.question.key
            self.fields[f"grade-{key}"] = fields.RadioField(
                label=f"{section.title}: your grade",
                choices=[(one.key, one.title) for one in line.question.options],
                help_text=f"{line.question.words} Their own grade: {line.words}",
            )
            self.fields[f"comment-{key}"] = fields.LongTextField(
                label=f"{section.title}: why",
                required=False,
                rows=3,
                max_length=2000,
                help_text="Needed where you grade it differently. No child’s name.",
            )
        self.fields["words"] = fields.LongTextField(
            label="What do you make of it as a whole?",
            max_length=4000,
            help_text="What is good, what to work on. The agency reads it. No child’s name.",
        )
        self.fields["done"] = DateField(label="When did you review it?")
        self.ask()
        if draft:
            for field in self.fields.values():
                field.required = False

    @property
    def grades(self) -> dict[str, tuple[str, str]]:
        """The grade and comment of each question; for a valid form."""
        data = self.cleaned_data
        return {key: (data[f"grade-{key}"], data[f"comment-{key}"]) for key in self.graded}
