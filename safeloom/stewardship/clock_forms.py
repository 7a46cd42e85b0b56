"""Forms of the rules of clocks and of closure days."""

from typing import Any

from safeloom.foundation.clocks.commands import Setting
from safeloom.kernel.clocks import Unit
from safeloom.web.dates import DateField
from safeloom.web.fields import CheckboxField, RadioField, SelectField, TextField, WholeNumberField
from safeloom.web.forms import Form

ON, OFF = "on", "off"


class SettingForm(Form):
    """How a rule is set from a day on."""

    runs = RadioField(
        label="Is it used?",
        choices=[(ON, "Yes"), (OFF, "No")],
        hints={OFF: "What begins from the day on gets no such clock. Clocks that run go on."},
    )
    length = WholeNumberField(label="How long it runs", min_value=1)
    unit = SelectField(
        label="Counted in", choices=[(unit.value, unit.value.capitalize()) for unit in Unit]
    )
    since = DateField(
        label="From", help_text="Today or later. A clock that runs keeps the rule it began under."
    )
    source = TextField(
        label="Which procedure of yours says so?",
        required=False,
        max_length=300,
        help_text="Left empty where it stays as it is shipped.",
    )
    checked = CheckboxField(label="It was compared with that procedure", required=False)

    @property
    def said(self) -> Setting:
        """What was said; for a valid form."""
        data: dict[str, Any] = dict(self.cleaned_data)
        data |= {"runs": data["runs"] == ON, "unit": Unit(data["unit"])}
        return Setting(**data)


class ClosureForm(Form):
    """A day on which the partnership is closed."""

    day = DateField(label="Day")
    why = TextField(
        label="Why", max_length=120, help_text="Such as: offices close between the holidays."
    )
