"""Forms of inspections."""

from typing import Any

from safeloom.systems.inspections.commands.inspections import Said
from safeloom.systems.inspections.content import choices
from safeloom.systems.inspections.models import InspectionPosition
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm


class InspectionForm(Form):
    """An inspection; `rows` are the agencies to choose from."""

    title = fields.TextField(label="Title", max_length=200)
    kind = fields.SelectField(label="Kind")
    agency = fields.RecordField(
        None, label="Of which agency?", required=False, empty_label="The partnership"
    )
    inspected_by = fields.TextField(
        label="Inspected by",
        max_length=200,
        required=False,
        help_text="The inspectorate, or whose peers review.",
    )
    expected = fields.TextField(
        label="When it is expected",
        max_length=100,
        required=False,
        help_text="In words, while no day is known: “autumn 2027”.",
    )
    begins = DateField(label="First day", required=False)
    ends = DateField(label="Last day", required=False)
    certain = fields.CheckboxField(label="These days are known, not only expected", required=False)
    reported = DateField(label="Reported on", required=False)
    link = fields.TextField(
        label="Link to the report",
        max_length=500,
        required=False,
        help_text="An address that begins https://.",
    )
    scope = fields.LongTextField(label="What it looks at", required=False, max_length=3_000)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices()
        self.fields["agency"].queryset = rows

    def clean_link(self) -> str:
        """Refuse what is no address of a page."""
        link = self.cleaned_data["link"].strip()
        if link and not link.startswith(("https://", "http://")):
            raise fields.ValidationError("Enter an address that begins https://")
        return link


class ChangeInspectionForm(RevisionedForm, InspectionForm):
    """An inspection, changed."""


def said_of(data: dict[str, Any]) -> Said:
    """What a valid form says."""
    return Said(**{name: data[name] for name in Said.__dataclass_fields__})


class JudgementForm(Form):
    """What was judged."""

    heading = fields.TextField(
        label="What was judged",
        max_length=200,
        help_text="Such as overall effectiveness. The same heading again replaces its grade.",
    )
    grade = fields.TextField(label="Grade", max_length=100)


class PositionForm(Form):
    """Where one stands."""

    rating = fields.RadioField(label="How does it stand?", choices=InspectionPosition.Ready.choices)
    words = fields.LongTextField(
        label="In words",
        rows=5,
        max_length=5_000,
        ask="Say where you stand",
        help_text="No child’s or worker’s name.",
    )
    day = DateField(label="As at")


class SureForm(Form):
    """Nothing to fill in: the button is the question."""
