"""Which schools a round asks."""

from collections.abc import Sequence

from safeloom.domain.partnership.models import SchoolEntry
from safeloom.web import fields
from safeloom.web.forms import Form

# In place of a phase, of what stands in no register.
SETTINGS = "settings"


class AskForm(Form):
    """Schools by phase and kind. `rows` are the phases with words and how many are not asked yet."""

    says_optional = False

    phases = fields.CheckboxesField(label="Phases", ask="Select at least one phase")
    types = fields.CheckboxesField(
        label="Kinds of school",
        choices=SchoolEntry.Group.choices,
        initial=SchoolEntry.Group.values,
        required=False,
        help_text="Early years outside the register are asked whatever is chosen here.",
    )

    def __init__(self, *args, rows: Sequence[tuple[str, str, int]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phases"].choices = [
            (key or SETTINGS, f"{words} ({many:,})") for key, words, many in rows
        ]
        if not any(key for key, _, _ in rows):
            del self.fields["types"]
