"""Forms of reports that are expected and that came."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from safeloom.domain.meetings.models import Meeting
from safeloom.foundation.files.definitions import ACCEPT
from safeloom.systems.reports_received.commands.expecting import Expectation
from safeloom.systems.reports_received.content import kinds, levels
from safeloom.systems.reports_received.cycle import Every
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm
from safeloom.web.words import date_words


class _Chosen(Form):
    """A form whose `rows` are what its fields choose from."""

    def __init__(self, *args: Any, rows: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset


class ExpectForm(_Chosen):
    """A report that is expected."""

    title = fields.TextField(label="Title", max_length=160)
    kind = fields.SelectField(label="Kind")
    agency = fields.RecordField(
        None, label="From which agency?", required=False, empty_label="None of them"
    )
    from_words = fields.TextField(
        label="From whom, if no agency of the partnership", max_length=200, required=False
    )
    group = fields.RecordField(
        None, label="Goes to", required=False, empty_label="No group in particular"
    )
    every = fields.RadioField(label="How often?", choices=[(one.value, one.words) for one in Every])
    first_due = DateField(label="First due")
    ended = DateField(
        label="Expected until", required=False, help_text="Empty while it is expected."
    )
    asks = fields.LongTextField(
        label="What it is to say",
        rows=5,
        max_length=3_000,
        required=False,
        help_text="The questions the board wants answered.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.key, one.title) for one in kinds().values()]


class ChangeExpectForm(RevisionedForm, ExpectForm):
    """A report that is expected, changed."""


def expectation_of(data: dict[str, Any]) -> Expectation:
    """What a valid form says."""
    return Expectation(**{name: data[name] for name in Expectation.__dataclass_fields__})


class ReceiveForm(Form):
    """A report that came."""

    due = DateField(label="Due on")
    received = DateField(label="Received on")
    covers = fields.TextField(
        label="What time it covers",
        max_length=100,
        required=False,
        help_text="For example, April 2025 to March 2026.",
    )
    file = fields.FileField(label="The report", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].most = settings.FILE_MOST
        self.fields["file"].widget.attrs["accept"] = ACCEPT


class NotNeededForm(Form):
    """Why one is not needed."""

    due = DateField(label="Due on")
    reason = fields.TextField(label="Why it is not needed", max_length=500)


class MeetingField(fields.RecordField):
    """A meeting, told with its day."""

    def label_from_instance(self, obj: Meeting) -> str:
        """`Executive group, 4 December 2026`."""
        return f"{obj.title}, {date_words(obj.day)}"


class PresentForm(RevisionedForm, _Chosen):
    """Where it was presented."""

    field_order = ("meeting", "group", "presented")
    meeting = MeetingField(
        None, label="At which meeting?", required=False, empty_label="One that is not recorded here"
    )
    group = fields.RecordField(
        None, label="Or before which group?", required=False, empty_label="Select one"
    )
    presented = DateField(label="On which day?", required=False)


class AssureForm(Form):
    """How far it assures."""

    level = fields.RadioField(label="How far does it assure the partnership?")
    words = fields.LongTextField(
        label="In words",
        rows=6,
        max_length=5_000,
        ask="Say of what it assures",
        help_text="Of what it assures, of what not, and what is to follow. No child’s name.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(one.key, one.title) for one in levels().values()]
