"""What is asked for. Whether it can be is for the commands to say."""

from typing import Any

from django.core.exceptions import ValidationError

from safeloom.domain.area_profile.definitions import Index, Phase, Said, SchoolType
from safeloom.foundation.today import today
from safeloom.kernel.ages import OLDEST
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form


class SourcedForm(Form):
    """Where a figure is from."""

    day = DateField(
        label="As at", help_text="The day it is true of. A mid-year estimate is of 30 June."
    )
    source = fields.TextField(
        label="Source",
        max_length=300,
        help_text="Who published it and in which series, so that anyone can find it again.",
        ask="Enter the source",
    )
    published = DateField(label="Published on", required=False)
    provisional = fields.CheckboxField(label="It is provisional", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("day", "published"):
            self.fields[name].latest = today()


class PopulationForm(SourcedForm):
    """A population."""

    from_age = fields.WholeNumberField(label="From age", width=3, min_value=0, max_value=OLDEST)
    to_age = fields.WholeNumberField(
        label="To age",
        width=3,
        min_value=0,
        max_value=OLDEST,
        help_text="Included: 0 to 17 are all children. 120 means “and over”.",
    )
    number = fields.WholeNumberField(label="Number of people", width=10, min_value=1)

    field_order = ["from_age", "to_age", "number"]


class PasteForm(SourcedForm):
    """Many populations of one day and source."""

    lines = fields.LongTextField(
        label="Area, ages and number, one to a line",
        rows=10,
        max_length=40_000,
        help_text="For example: Eden, 0-17, 41,200. Cells copied from a spreadsheet will do. "
        "Write “total” for the partnership as a whole.",
        ask="Enter at least one line",
    )

    field_order = ["lines"]


class SchoolsForm(SourcedForm):
    """Numbers of schools of one type, by phase."""

    kind = fields.SelectField(label="Type", choices=SchoolType.choices)

    field_order = ["kind", *Phase.values]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, label in Phase.choices:
            field = fields.WholeNumberField(label=label, width=4, min_value=0, required=False)
            field.speak(label)
            self.fields[value] = field
        self.order_fields(self.field_order)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each phase that was filled in; for a valid form."""
        said = {value: self.cleaned_data.get(value) for value in Phase.values}
        return {value: number for value, number in said.items() if number is not None}


class OneSchoolsForm(SourcedForm):
    """One number of schools."""

    phase = fields.SelectField(label="Phase", choices=Phase.choices)
    kind = fields.SelectField(label="Type", choices=SchoolType.choices)
    number = fields.WholeNumberField(label="Number of schools", width=4, min_value=0)

    field_order = ["phase", "kind", "number"]


class DeprivationForm(SourcedForm):
    """What an index says."""

    index = fields.SelectField(label="Index", choices=Index.choices)
    edition = fields.TextField(label="Edition", max_length=20, width=10, help_text="Such as 2025.")
    told_as = fields.RadioField(label="Told as", choices=Said.choices)
    value = fields.NumberField(label="Figure", width=10, max_digits=9, decimal_places=3)
    out_of = fields.WholeNumberField(
        label="Out of how many areas",
        width=5,
        min_value=1,
        required=False,
        help_text="For a rank.",
    )

    field_order = ["index", "edition", "told_as", "value", "out_of"]


class _Correcting(Form):
    reason = fields.TextField(
        label="Reason for the correction", max_length=500, ask="Enter the reason"
    )
    revision = fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)


class CorrectPopulationForm(_Correcting, PopulationForm):
    """What a population shall say instead."""


class CorrectSchoolsForm(_Correcting, OneSchoolsForm):
    """What a number of schools shall say instead."""


class CorrectDeprivationForm(_Correcting, DeprivationForm):
    """What shall be said about deprivation instead."""


__all__ = ["CORRECTING", "ValidationError"]
CORRECTING = {
    "population": CorrectPopulationForm,
    "schools": CorrectSchoolsForm,
    "deprivation": CorrectDeprivationForm,
}
