"""Forms of what arrived."""

from typing import Any

from safeloom.systems.national.commands.comparing import Compared
from safeloom.systems.national.commands.items import Arrival
from safeloom.systems.national.content import kinds
from safeloom.systems.national.models import ComparisonRow, NationalStep
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm

Gap = ComparisonRow.Gap
Kind = NationalStep.Kind


class ItemForm(Form):
    """What arrived."""

    title = fields.TextField(label="Title", max_length=200)
    kind = fields.RadioField(label="Kind")
    from_whom = fields.TextField(
        label="From whom", max_length=200, help_text="The body that published or asked."
    )
    arrived = DateField(label="Arrived on")
    closes = DateField(
        label="Closing day",
        required=False,
        help_text="The last day for an answer, if one is asked.",
    )
    link = fields.TextField(
        label="Link", max_length=500, required=False, help_text="An address that begins https://."
    )
    summary = fields.LongTextField(label="What it is about", required=False, max_length=5_000)
    owner = fields.RecordField(
        None,
        label="Who compares local practice with it",
        required=False,
        empty_label="The business unit",
    )
    compare_by = DateField(label="Compare by", required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds().items())
        self.fields["owner"].queryset = rows

    def clean_link(self) -> str:
        """Refuse what is no address of a page."""
        link = self.cleaned_data["link"].strip()
        if link and not link.startswith(("https://", "http://")):
            raise fields.ValidationError("Enter an address that begins https://")
        return link


class ChangeItemForm(RevisionedForm, ItemForm):
    """What arrived, changed."""


def arrival_of(data: dict[str, Any]) -> Arrival:
    """What a valid form says."""
    names = Arrival.__dataclass_fields__
    return Arrival(**{name: data[name] for name in names if name in data})


class RowForm(Form):
    """A row of the comparison."""

    says = fields.LongTextField(label="What it says", rows=3, max_length=3_000)
    stands = fields.LongTextField(label="Where we stand", rows=4, max_length=3_000, required=False)
    gap = fields.RadioField(label="How far apart are the two?", choices=Gap.choices)
    missing = fields.LongTextField(
        label="What is missing", rows=3, max_length=3_000, required=False
    )


class ChangeRowForm(RevisionedForm, RowForm):
    """A row, changed."""


def compared_of(data: dict[str, Any]) -> Compared:
    """What a valid form says."""
    return Compared(**{name: data[name] for name in Compared.__dataclass_fields__})


class DecideForm(Form):
    """What is decided of an item, with the reason."""

    kind = fields.RadioField(
        label="What holds?",
        choices=[choice for choice in Kind.choices if choice[0] != Kind.COMPARED],
    )
    words = fields.LongTextField(label="Why?", rows=3, max_length=2_000)


class AnswerForm(Form):
    """The answer."""

    text = fields.LongTextField(label="Answer", rows=15, max_length=50_000)
    seen = fields.WholeNumberField(label="Version", widget=fields.forms.HiddenInput)


class JudgeForm(Form):
    """Whether an answer is approved."""

    approved = fields.RadioField(
        label="Is this the partnership’s answer?",
        choices=[("yes", "Approve it"), ("no", "Send it back")],
    )
    words = fields.LongTextField(
        label="What is to be changed", rows=3, max_length=2_000, required=False
    )
    version = fields.WholeNumberField(label="Version", widget=fields.forms.HiddenInput)


class SentForm(Form):
    """When the answer left."""

    day = DateField(label="Sent on")


class SureForm(Form):
    """Nothing to fill in: the button is the question."""
