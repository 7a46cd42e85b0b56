"""Forms of sealed material."""

from typing import Any

from django.db.models import QuerySet

from safeloom.foundation.identity.models import Principal
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form


class ReasonForm(Form):
    """Why somebody opens sealed material."""

    reason = fields.TextField(
        label="Why are you opening it?",
        max_length=500,
        ask="Say why you are opening it",
        help_text="Such as: preparing for the meeting on Thursday. It stays in the log, which everybody "
        "who may open this can read. Do not name a child.",
    )


class _Named(fields.RecordField):
    def label_from_instance(self, principal: Principal) -> str:
        return f"{principal.name} ({principal.get_kind_display().lower()})"


class EntitleForm(Form):
    """Who else may open it, and for how long. `principals` are those of the partnership."""

    principal = _Named(
        Principal.objects.none(),
        label="Who?",
        help_text="A person, or all who belong to a post, group or agency while they do.",
        ask="Select who may open it",
    )
    end = DateField(
        label="Until",
        required=False,
        help_text="The last day. Left empty, until somebody ends it.",
    )

    def __init__(self, *args: Any, principals: QuerySet[Principal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].queryset = principals


class EndForm(Form):
    """The last day on which somebody may open it."""

    end = DateField(label="Last day", ask="Enter the last day")
