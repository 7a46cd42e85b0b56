"""What is asked for. Whether it can be is for the commands to say."""

from django.db.models import QuerySet

from safeloom.domain.meetings.models import AgendaItem, MeetingSeries
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm
from safeloom.web.times import TimeField

TIME = "For example, 14:30 or 2.30pm."
LINK = "An address that begins https://."


class Offering(Form):
    """A form that offers rows of querysets, or pairs of value and words:
    `Form(..., rows={"group": …, "source": [("", "Nothing")]})`."""

    def __init__(
        self,
        *args,
        rows: dict[str, QuerySet | list[tuple[str, str]]] | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (rows or {}).items():
            if isinstance(offered, list):
                self.fields[name].choices = offered
            else:
                self.fields[name].queryset = offered


class SeriesForm(Offering):
    """A series of meetings."""

    title = fields.TextField(
        label="Title",
        max_length=200,
        help_text="What the meetings are called, such as Board meeting.",
    )
    usual_day = fields.TextField(
        label="Usual day",
        max_length=120,
        required=False,
        help_text="In words, such as the second Tuesday of each quarter.",
    )
    usual_start = TimeField(label="Usually begins at", required=False, help_text=TIME)
    usual_end = TimeField(label="Usually ends at", required=False)
    usual_place = fields.TextField(label="Usual place", max_length=200, required=False)
    usual_link = fields.TextField(
        label="Usual link to join online", max_length=500, required=False, help_text=LINK
    )
    attendance_target = fields.WholeNumberField(
        label="Attendance target",
        suffix="%",
        required=False,
        help_text="Of all invitations to seats in a period, the share that should be attended.",
    )
    quorum = fields.RadioField(
        label="Which statutory partners must be there to decide?",
        choices=MeetingSeries.Quorum.choices,
        initial=MeetingSeries.Quorum.NONE,
        help_text="A partner is there when one of its seats marked as statutory is filled.",
    )
    quorum_seats = fields.WholeNumberField(
        label="Least number of seats that must be filled", required=False, min_value=1
    )
    deputies_count = fields.CheckboxField(
        label="A deputy counts towards the quorum", required=False, initial=True
    )


class NewSeriesForm(SeriesForm):
    """A new series, of a group."""

    field_order = ["title", "group"]
    group = fields.RecordField(None, label="Group")


class MeetingForm(Offering):
    """When and where a meeting is."""

    day = DateField(label="Day", help_text="For example, 4 12 2026.")
    start = TimeField(label="Begins at", required=False, help_text=TIME)
    end = TimeField(label="Ends at", required=False)
    place = fields.TextField(label="Place", max_length=200, required=False)
    link = fields.TextField(
        label="Link to join online", max_length=500, required=False, help_text=LINK
    )
    title = fields.TextField(
        label="Title",
        max_length=200,
        required=False,
        help_text="Empty: called after its series or group, and its day.",
    )


class NewMeetingForm(MeetingForm):
    """A meeting of a group, of no series."""

    field_order = ["group"]
    group = fields.RecordField(None, label="Group")


class ItemForm(Offering):
    """An item of an agenda."""

    title = fields.TextField(label="Title", max_length=200)
    purpose = fields.TextField(
        label="What it is for",
        max_length=300,
        required=False,
        help_text="Such as: to decide, to note, to discuss.",
    )
    minutes = fields.WholeNumberField(label="How long", suffix="minutes", required=False)
    presenter = fields.RecordField(
        None, label="Presented by", required=False, empty_label="Nobody who is listed here"
    )
    presenter_words = fields.TextField(
        label="Presented by somebody else", max_length=120, required=False
    )
    source = fields.SelectField(
        label="Show below it",
        required=False,
        help_text="What is due on the day, taken from elsewhere in Safeloom.",
    )


class CancelForm(Form):
    """Why a meeting is cancelled."""

    reason = fields.TextField(
        label="Why is it cancelled?", max_length=300, help_text="Those invited are told."
    )


class InAttendanceForm(Form):
    """Somebody who is at a meeting besides the seats."""

    name = fields.TextField(label="Name", max_length=120, autocomplete="off")
    role = fields.TextField(
        label="As what",
        max_length=200,
        required=False,
        help_text="Such as: presents item 4; takes the minutes; observes.",
    )
    email = fields.EmailField(
        label="E-mail address", required=False, help_text="For the invitation, where one is sent."
    )


class NotesForm(RevisionedForm):
    """What was said of an item, and what became of it."""

    says_optional = False
    notes = fields.LongTextField(label="Notes", rows=3, max_length=20_000, required=False)
    outcome = fields.RadioField(
        label="What became of it?", choices=AgendaItem.Outcome.choices, required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].small = True


class DecisionForm(Offering):
    """A decision."""

    wording = fields.LongTextField(
        label="What was decided?", rows=2, max_length=5_000, help_text="No child’s name."
    )
    reasons = fields.LongTextField(label="Why?", rows=2, max_length=5_000, required=False)
    proposed = fields.CheckboxesField(label="Proposed by", required=False)
    agreed = fields.CheckboxesField(label="Agreed by", required=False)
    not_agreed = fields.CheckboxesField(label="Not agreed by", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("proposed", "agreed", "not_agreed"):
            self.fields[name].small = True


class AgreedActionForm(Offering):
    """An action that is agreed at a meeting."""

    wording = fields.LongTextField(
        label="What is to be done?", rows=2, max_length=2_000, help_text="No child’s name."
    )
    owner = fields.SelectField(label="Owner", ask="Select the agency that owns it")
    due = DateField(label="Due", ask="Enter the due date", help_text="For example, 31 3 2027")


class LastDayForm(Form):
    """The last day of a series."""

    day = DateField(label="Last day")


class SureForm(Form):
    """Nothing to fill in: the button is the question."""


class OrderForm(Form):
    """The place of each item of an agenda."""

    def __init__(self, *args, items: list[tuple[str, str, int]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for key, title, place in items:
            self.fields[f"place-{key}"] = fields.WholeNumberField(
                label=title, initial=place, min_value=1, max_value=999, width=3
            )
        self.ask()


def revisioned(form: type[Form]) -> type[Form]:
    """The form as asked of something another person may be changing."""
    return type(f"Changing{form.__name__}", (form, RevisionedForm), {})
