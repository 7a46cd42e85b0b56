"""The form of a link."""

from typing import Any

from safeloom.foundation.links.queries import kinds_by_hand
from safeloom.web import fields
from safeloom.web.forms import Form


class LinkForm(Form):
    """How a record belongs to another, and which."""

    kind = fields.RadioField(label="This record", ask="Choose how they belong together")
    target = fields.TextField(
        label="Reference of the other record",
        max_length=20,
        width=10,
        help_text="It stands above the title of its page, for example AC-0012.",
        ask="Enter the reference of the other record",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = []
        for kind in kinds_by_hand():
            choices.append((kind.key, kind.forward))
            if kind.backward != kind.forward:
                choices.append((f"-{kind.key}", kind.backward))
        self.fields["kind"].choices = choices

    @property
    def said(self) -> tuple[str, bool]:
        """The kind of link, and whether it leads from the other record to this one; for a valid form."""
        chosen = self.cleaned_data["kind"]
        return chosen.removeprefix("-"), chosen.startswith("-")
