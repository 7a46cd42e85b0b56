"""Forms of measures, targets, supply and returns."""

from typing import Any

from safeloom.domain.indicators.content import shipped
from safeloom.domain.indicators.definitions import (
    Breakdown,
    Counted,
    Frequency,
    Polarity,
    State,
    Totals,
    Unit,
)
from safeloom.domain.indicators.models import Measure
from safeloom.kernel.ages import OLDEST
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

KEPT = [
    "theme", "order", "definition", "numerator", "denominator", "population_from",
    "population_to", "part_of_whole", "unit", "decimals",
    "polarity", "frequency", "counted", "breakdown", "totals", "source", "edition", "checked",
    "hides_small", "shows_zero", "start", "end",
]  # fmt: skip


class MeasureForm(Form):
    """A measure."""

    title = fields.TextField(label="Title", max_length=200)
    key = fields.TextField(
        label="Key",
        max_length=60,
        width=20,
        help_text="Small letters, numbers and hyphens. It names the measure in files and reports, "
        "and never changes.",
    )
    theme = fields.TextField(label="Theme or priority", max_length=100, required=False)
    order = fields.WholeNumberField(label="Place in the list", initial=0, min_value=0)
    definition = fields.LongTextField(label="Definition", required=False)
    unit = fields.SelectField(label="Unit", choices=Unit.choices)
    numerator = fields.TextField(
        label="What is counted", max_length=300, help_text="The numerator, if there are parts."
    )
    denominator = fields.TextField(
        label="Out of what",
        max_length=300,
        required=False,
        help_text="The denominator. Leave it empty for a plain number.",
    )
    population_from = fields.WholeNumberField(
        label="From age",
        width=3,
        min_value=0,
        max_value=OLDEST,
        required=False,
        help_text="For a rate whose denominator is the population of the area profile: then only "
        "what is counted is returned. Leave both ages empty where the denominator is returned too.",
    )
    population_to = fields.WholeNumberField(
        label="To age", width=3, min_value=0, max_value=OLDEST, required=False
    )
    part_of_whole = fields.CheckboxField(
        label="What is counted is a part of it (as in a percentage)", required=False
    )
    decimals = fields.WholeNumberField(
        label="Decimal places", width=2, initial=0, min_value=0, max_value=4
    )
    polarity = fields.SelectField(label="Which way is better", choices=Polarity.choices)
    frequency = fields.SelectField(label="How often it is returned", choices=Frequency.choices)
    counted = fields.SelectField(label="Counted", choices=Counted.choices)
    breakdown = fields.SelectField(label="Returned for", choices=Breakdown.choices)
    totals = fields.SelectField(label="Areas or agencies together", choices=Totals.choices)
    source = fields.TextField(label="Source", max_length=300, required=False)
    edition = fields.TextField(label="Guidance edition", max_length=20, width=5, required=False)
    checked = fields.CheckboxField(label="Checked against its source", required=False)
    hides_small = fields.CheckboxField(
        label="Hide small numbers in public", required=False, initial=True
    )
    shows_zero = fields.CheckboxField(label="Show zero in public", required=False, initial=True)
    start = DateField(label="Measured from", required=False)
    end = DateField(label="Measured until", required=False)


class ChangeMeasureForm(MeasureForm):
    """A measure that is there: the key stays."""

    key = None
    revision = fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)


def initial_of(measure: Measure) -> dict[str, Any]:
    """What stands in the form of a measure."""
    kept = {name: getattr(measure, name) for name in KEPT}
    return kept | {"title": measure.title, "revision": measure.revision}


class ChooseMeasuresForm(Form):
    """Measures that come with Safeloom, those the partnership has left out."""

    keys = fields.CheckboxesField(label="Measures", ask="Select at least one measure")

    def __init__(self, *args: Any, there: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = {key: each for key, each in shipped().items() if key not in there}
        self.fields["keys"].choices = [(key, each["title"]) for key, each in left.items()]
        self.fields["keys"].hints = {
            key: f"{each['theme']}. {each['definition']} "
            f"{'Checked' if each['checked'] else 'Not checked'} against its source."
            for key, each in left.items()
        }


class TargetForm(Form):
    """A target from a day on."""

    value = fields.NumberField(label="Target", max_digits=15, decimal_places=4)
    tolerance = fields.NumberField(
        label="Tolerance",
        max_digits=15,
        decimal_places=4,
        min_value=0,
        initial=0,
        help_text="How far short of the target is at risk and not yet off track, in the measure's "
        "unit.",
    )
    start = DateField(
        label="From", required=False, help_text="The target until then ends the day before."
    )


class AskForm(Form):
    """An agency is asked for a measure."""

    agency = fields.RecordField(None, label="Agency")
    area = fields.RecordField(None, label="Area", required=False)
    days_allowed = fields.WholeNumberField(
        label="Days after the period ends", initial=30, min_value=0, max_value=366
    )
    start = DateField(label="For periods that end from", required=False)

    def __init__(self, *args: Any, agencies: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["area"].queryset = areas


class StopForm(Form):
    """Until when an agency is asked."""

    end = DateField(label="Last day of the last period asked for")


def reason_field() -> fields.TextField:
    """Why a final number is replaced."""
    return fields.TextField(label="Reason for the change", max_length=500, required=False)


class ReturnForm(Form):
    """One return: as a row of many, or alone. Empty numbers with the state "supplied" are nothing
    said; it is for the rules of `checking` to judge the rest."""

    says_optional = False
    numerator = fields.NumberField(label="Numerator", required=False)
    denominator = fields.NumberField(label="Denominator", required=False)
    value = fields.NumberField(label="Value", required=False)
    state = fields.SelectField(label="State", choices=State.choices, required=False)
    narrative = fields.LongTextField(label="Narrative", rows=2, max_length=5000, required=False)
    reason = reason_field()
    seen = fields.WholeNumberField(label="Seen", widget=fields.forms.HiddenInput, required=False)

    def __init__(self, *args: Any, measure: Measure, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measure.has_parts:
            self.fields["numerator"].label = measure.numerator
            self.fields["denominator"].label = measure.denominator
            self.fields["value"].label = f"{measure.get_unit_display()}, if the parts are not known"
            if measure.takes_population:
                del self.fields["denominator"]
                self.fields[
                    "numerator"
                ].help_text = (
                    f"Out of people {measure.band.aged()}, whose number is in the area profile."
                )
        else:
            del self.fields["numerator"], self.fields["denominator"]
            self.fields[
                "value"
            ].label = f"{measure.numerator} ({measure.get_unit_display().lower()})"
        if not again:
            del self.fields["reason"]

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as an entry takes it; for a valid form."""
        data = self.cleaned_data
        numbers = {name: data.get(name) for name in ("numerator", "denominator", "value")}
        words = {name: data.get(name) or "" for name in ("narrative", "reason")}
        return {"state": data.get("state") or State.SUPPLIED, **numbers, **words}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        said = self.said
        state = said.pop("state")
        return state == State.SUPPLIED and not any(
            value not in (None, "") for value in said.values()
        )


class RestateForm(ReturnForm):
    """What a return shall say instead."""

    seen = None
    revision = fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["narrative"].widget.attrs["rows"] = 6
