"""Forms of surveys."""

from collections.abc import Sequence
from typing import Any

from safeloom.domain.partnership.models import Agency
from safeloom.web import fields
from safeloom.web.forms import Form


class LinksForm(Form):
    """Which agencies get a link each. `rows` are those without one by kind: its key, its words, and they."""

    kinds = fields.CheckboxesField(
        label="Which agencies get a link each?", ask="Select at least one kind of agency"
    )

    def __init__(
        self, *args: Any, rows: Sequence[tuple[str, str, list[Agency]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [
            (key, f"{words} ({len(found)})") for key, words, found in rows
        ]
