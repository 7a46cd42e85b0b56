"""Forms of the Section 11 audit."""

from collections.abc import Sequence
from typing import Any

from safeloom.domain.partnership.models import Agency
from safeloom.kernel.draw import LARGEST
from safeloom.systems.section_11.models import Screening, Visit
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm


class ScreenForm(RevisionedForm):
    """A first look."""

    outcome = fields.RadioField(
        label="What do you make of it?",
        choices=Screening.Outcome.choices,
        hints={
            "enough": "It answers what was asked, and what was added shows it.",
            "ask": "Something is missing or does not show what it says.",
            "visit": "It is better seen than read.",
        },
    )
    words = fields.LongTextField(
        label="What to ask for, or to look at",
        required=False,
        max_length=2000,
        help_text="For the unit alone. No child’s name.",
    )


class DrawForm(Form):
    """How many bodies of each kind to draw; `rows` are pairs of a kind and how many there are."""

    says_optional = False

    number = fields.WholeNumberField(
        label="Number to draw by",
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text="Leave it empty to have one drawn by lot. With the same number anybody can draw again.",
    )

    def __init__(self, *args: Any, rows: Sequence[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = dict(Agency.Kind.choices)
        own = {
            kind: fields.WholeNumberField(
                label=f"{titles[kind]}: how many of {there}?",
                required=False,
                min_value=0,
                max_value=there,
                width=3,
            )
            for kind, there in rows
        }
        self.fields = own | self.fields

    @property
    def many(self) -> dict[str, int]:
        """How many of each kind, of a valid form."""
        return {
            kind: count for kind, count in self.cleaned_data.items() if kind != "number" and count
        }


class PlanVisitForm(Form):
    """A visit to come."""

    day = DateField(label="Day of the visit")
    visitors = fields.TextField(
        label="Who visits?", max_length=300, help_text="For example, two members of the unit."
    )
    why = fields.RadioField(label="Why this body?", choices=Visit.Why.choices)


class MoveVisitForm(RevisionedForm):
    """Another day, other visitors."""

    day = DateField(label="Day of the visit")
    visitors = fields.TextField(label="Who visits?", max_length=300)


class NoteVisitForm(RevisionedForm):
    """What was seen."""

    held = DateField(label="Day on which it was held")
    spoke_with = fields.TextField(
        label="Whom did you speak with?",
        max_length=300,
        required=False,
        help_text="By post, not by name: a team manager, three social workers.",
    )
    seen_there = fields.LongTextField(
        label="What did you see?", max_length=5000, rows=8, help_text="No child’s name."
    )
    bears_out = fields.RadioField(
        label="Does it bear out what they said?", choices=Visit.BearsOut.choices
    )


class LetterForm(RevisionedForm):
    """A letter."""

    text = fields.LongTextField(
        label="The letter",
        max_length=20_000,
        rows=24,
        help_text="A line that begins with ## is a heading.",
    )


class SendForm(RevisionedForm):
    """Nothing to fill in: the button is the question."""


class EquivalentForm(Form):
    """A return made elsewhere; `rows` are the standards, as pairs of key and title."""

    what = fields.TextField(
        label="What return is it?",
        max_length=300,
        help_text="For example, the return to a neighbouring partnership that asks the same.",
    )
    day = DateField(label="Day of that return")
    standards = fields.CheckboxesField(label="Which standards does it cover?")
    reason = fields.LongTextField(
        label="Why is it as good as this one?",
        max_length=2000,
        help_text="The return itself is added as a file on the page of the response.",
    )

    def __init__(self, *args: Any, rows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standards"].choices = rows
