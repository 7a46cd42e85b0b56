"""The form of one change of several actions."""

from typing import Any

from safeloom.domain.actions.commands.many import DUE, REASSIGN, UPDATE, Change
from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.forms import PostField
from safeloom.domain.partnership.fields import PersonField
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

NEEDED = {
    UPDATE: (("said", "Choose how they go"), ("text", "Enter the update")),
    DUE: (("to", "Enter the new due date"), ("reason", "Say why it moves")),
    REASSIGN: (("owner", "Select the agency that owns them"),),
}


class ManyForm(Form):
    """What is to be done with each. `rows` are the agencies, posts and people to choose from."""

    what = fields.RadioField(
        label="What changes?",
        choices=[
            (UPDATE, "One update for all of them"),
            (DUE, "A new due date"),
            (REASSIGN, "Another owner"),
        ],
        ask="Choose what changes",
    )
    said = fields.SelectField(
        label="How do they go?", choices=[("", "Select one"), *Said.choices], required=False
    )
    text = fields.LongTextField(label="Update", rows=3, max_length=5000, required=False)
    to = DateField(label="New due date", required=False)
    owner = fields.RecordField(None, label="Owner", required=False)
    post = PostField(None, label="Post", required=False, empty_label="None")
    person = PersonField(None, label="Person", required=False, empty_label="Nobody in person")
    reason = fields.TextField(
        label="Why?",
        required=False,
        max_length=300,
        help_text="For a new due date always.",
    )
    chosen = fields.TextField(label="Chosen", widget=fields.forms.HiddenInput)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen change needs."""
        data = super().clean() or {}
        for name, words in NEEDED.get(data.get("what", ""), ()):
            if name not in self.errors and not data.get(name):
                self.add_error(name, words)
        return data

    @property
    def change(self) -> Change:
        """What was said, for a valid form; what belongs to another change is left out."""
        data = self.cleaned_data
        names = {
            UPDATE: ("said", "text"),
            DUE: ("to", "reason"),
            REASSIGN: ("owner", "post", "person", "reason"),
        }[data["what"]]
        return Change(what=data["what"], **{name: data[name] for name in names})
