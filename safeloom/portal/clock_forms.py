"""Forms of clocks."""

from datetime import datetime, time
from typing import Any

from safeloom.foundation.today import ENGLAND, today
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

REASON = "It stands on the record. Do not name a child in it."


class _AtForm(Form):
    """A form on an instant: a day, which left empty, or today, means now."""

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as the command takes it; for a valid form."""
        data = dict(self.cleaned_data)
        day = data["at"]
        now = day is None or day == today()
        return data | {"at": None if now else datetime.combine(day, time(), ENGLAND)}


class PauseForm(_AtForm):
    """Why a clock stands still, and from when."""

    reason = fields.TextField(
        label="Reason", max_length=500, ask="Say why the clock is paused", help_text=REASON
    )
    at = DateField(label="From", required=False, help_text="Left empty, from now.")


class ResumeForm(_AtForm):
    """From when a clock runs on."""

    at = DateField(label="It runs on from", required=False, help_text="Left empty, from now.")


class StopForm(Form):
    """Why a clock no longer matters."""

    reason = fields.TextField(
        label="Reason", max_length=500, ask="Say why the clock is stopped", help_text=REASON
    )

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as the command takes it; for a valid form."""
        return dict(self.cleaned_data)


class RestartForm(Form):
    """From which event a clock begins again."""

    at = DateField(label="Day of the event", ask="Enter the day of the event")
    hour = fields.TextField(
        label="Time of the event",
        required=False,
        max_length=5,
        width=5,
        help_text="Only for a clock that counts hours. For example, 14:30.",
    )
    reason = fields.TextField(
        label="Reason", max_length=500, ask="Say why the clock begins again", help_text=REASON
    )

    def clean_hour(self) -> time:
        """Read the time."""
        typed = self.cleaned_data["hour"].strip()
        try:
            return time.fromisoformat(typed.zfill(5)) if typed else time()
        except ValueError:
            raise fields.ValidationError("Enter the time as 14:30") from None

    @property
    def said(self) -> dict[str, Any]:
        """What was said, as the command takes it; for a valid form."""
        data = self.cleaned_data
        at = datetime.combine(data["at"], data["hour"], ENGLAND)
        return {"at": at, "reason": data["reason"]}
