"""What is asked of minutes."""

from django.forms import HiddenInput

from safeloom.web import fields
from safeloom.web.forms import Form


class ApproveForm(Form):
    """That minutes are approved as they were shown."""

    agreed_at = fields.SelectField(label="Agreed at", required=False)
    shown = fields.TextField(label="What was shown", widget=HiddenInput)

    def __init__(self, *args, rows: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed_at"].choices = [("", "No meeting: by the chair"), *rows]


class CorrectForm(Form):
    """What is corrected, and why."""

    reason = fields.TextField(label="What is corrected, and why?", max_length=300)


class SureForm(Form):
    """Nothing to fill in: the button is the question."""
