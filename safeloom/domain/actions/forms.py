"""Forms of the tracker."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from safeloom.domain.actions.definitions import Said
from safeloom.domain.partnership.models import Post
from safeloom.foundation.files.definitions import ACCEPT
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form


class PostField(fields.RecordField):
    """A post, told with its agency."""

    def label_from_instance(self, obj: Post) -> str:
        """`Head of safeguarding, Vale Council`."""
        return f"{obj.title}, {obj.agency.name}"


class _Owned(Form):
    """Who owns an action. `rows` are the agencies, posts and people to choose from."""

    owner = fields.RecordField(None, label="Owner", ask="Select the agency that owns it")
    post = PostField(
        None, label="Post", required=False, empty_label="None", help_text="Of that agency."
    )
    person = fields.RecordField(
        None, label="Person", required=False, empty_label="Nobody in person"
    )

    def __init__(self, *args: Any, rows: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset


class AddActionForm(_Owned):
    """A new action."""

    field_order = ("wording", "owner", "post", "person", "due", "opened", "origin", "source")

    wording = fields.LongTextField(
        label="What is to be done?",
        rows=3,
        max_length=2000,
        help_text="One thing, so that it can be said to be done. No child’s name.",
    )
    due = DateField(label="Due", ask="Enter the due date", help_text="For example, 31 3 2027")
    opened = DateField(label="Agreed on")
    origin = fields.TextField(
        label="Where does it come from?",
        required=False,
        max_length=200,
        help_text="For what is not recorded here, such as a letter.",
    )
    source = fields.TextField(label="Source", required=False, widget=fields.forms.HiddenInput)


class UpdateForm(Form):
    """How an action goes."""

    said = fields.RadioField(
        label="How does it go?", choices=Said.choices, ask="Choose how it goes"
    )
    text = fields.LongTextField(label="Update", rows=4, max_length=5000, required=False)
    evidence = fields.LongTextField(
        label="What shows that it is done?",
        rows=3,
        max_length=5000,
        required=False,
        help_text="Something others can see: what changed, where it is written, what was counted.",
    )
    file = fields.FileField(label="File", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].most = settings.FILE_MOST
        self.fields["file"].widget.attrs["accept"] = ACCEPT
