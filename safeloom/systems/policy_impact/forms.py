"""Forms of policy impact."""

from typing import Any

from safeloom.domain.meetings.models import Meeting
from safeloom.systems.policy_impact.models import ImpactAssurance
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm
from safeloom.web.words import date_words

NO_NAME = "No child’s, family’s or worker’s name."
REFERENCE = "If it is here: it stands above the title of its page, for example IP-0001."


class RotaForm(Form):
    """Whose turn it is; `rows` are the agencies."""

    agencies = fields.RecordsField(None, label="Which agencies present?")
    first = DateField(label="When does the first present?")
    months = fields.WholeNumberField(
        label="Months from one to the next", help_text="0 lets all present on one day."
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = rows


class MoveForm(RevisionedForm):
    """Another day."""

    due = DateField(label="When do they present?")


class SayForm(RevisionedForm):
    """What was changed, and what that did."""

    policy = fields.TextField(label="Policy changed", max_length=200)
    changed = DateField(label="In force from", required=False)
    why = fields.LongTextField(
        label="Why it was changed", rows=3, max_length=5_000, required=False, help_text=NO_NAME
    )
    because = fields.TextField(
        label="Reference of the recommendation, review or audit",
        max_length=20,
        width=10,
        required=False,
        help_text=REFERENCE,
    )
    done = fields.LongTextField(
        label="What was done", rows=4, max_length=10_000, required=False, help_text=NO_NAME
    )
    difference = fields.LongTextField(
        label="What difference it makes for children",
        rows=5,
        max_length=10_000,
        required=False,
        help_text=f"Not what was done: what is different. {NO_NAME}",
    )


class EvidenceForm(Form):
    """What shows it."""

    what = fields.TextField(label="What is the evidence?", max_length=200)
    source = fields.TextField(
        label="Reference of the measure, audit or survey",
        max_length=20,
        width=10,
        required=False,
        help_text=REFERENCE,
    )
    shows = fields.LongTextField(
        label="What does it show?", rows=4, max_length=5_000, help_text=NO_NAME
    )


class _MeetingField(fields.RecordField):
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.title}, {date_words(obj.day)}"


class PresentForm(RevisionedForm):
    """Where it was presented; `rows` are the meetings."""

    says_optional = False

    meeting = _MeetingField(
        None, label="At which meeting?", required=False, empty_label="One that is not recorded here"
    )
    presented = DateField(label="Or on which day?", required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = rows


class AssureForm(RevisionedForm):
    """What the board makes of it."""

    level = fields.RadioField(
        label="Assurance",
        choices=ImpactAssurance.Level.choices,
        ask="Select how far it assures",
    )
    words = fields.LongTextField(
        label="In words",
        rows=5,
        max_length=5_000,
        ask="Say of what it assures",
        help_text=f"Of what, of what not, and what is to follow. {NO_NAME}",
    )
    follow_up = DateField(label="When does the board look again?", required=False)


class SureForm(Form):
    """Nothing to fill in: the button is the question."""
