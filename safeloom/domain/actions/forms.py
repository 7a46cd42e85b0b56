"""Forms of the tracker."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from safeloom.domain.actions.definitions import Said, Verdict
from safeloom.domain.partnership.fields import PersonField
from safeloom.domain.partnership.models import Post
from safeloom.foundation.files.definitions import ACCEPT
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm


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
    person = PersonField(None, label="Person", required=False, empty_label="Nobody in person")

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (self.data or self.initial).get("source"):
            # The record says where it comes from.
            del self.fields["origin"]


class LinkUpdateForm(Form):
    """How an action goes, in words."""

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


class UpdateForm(LinkUpdateForm):
    """How an action goes, in words and with a file."""

    file = fields.FileField(label="File", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].most = settings.FILE_MOST
        self.fields["file"].widget.attrs["accept"] = ACCEPT


class DecideForm(RevisionedForm):
    """What is decided of an action. `rows` are the verdicts there are."""

    verdict = fields.RadioField(
        label="What do you decide?",
        ask="Choose what you decide",
        hints={
            Verdict.ACCEPTED: "What was done is shown. It stays on the list as evidenced, to be closed.",
            Verdict.CLOSED: "It is done, and off the list.",
            Verdict.SENT_BACK: "It is not done yet: its owner is to go on.",
            Verdict.DROPPED: "It counts neither as done nor as late.",
        },
    )
    words = fields.LongTextField(
        label="Why?",
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, rows: Sequence[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            Verdict.ACCEPTED: "Accept the evidence",
            Verdict.CLOSED: "Close it as done",
            Verdict.SENT_BACK: "Send it back",
            Verdict.DROPPED: "Close it as no longer needed",
        }
        self.fields["verdict"].choices = [(one.value, words[one]) for one in rows]
        self.fields["words"].help_text = (
            "Needed to send it back, and where it is no longer needed."
            if Verdict.SENT_BACK in rows
            else "Needed, since its owner does not say that it is done."
        )


class WordsForm(RevisionedForm):
    """Why something is done."""

    words = fields.LongTextField(label="Why?", rows=3, max_length=2000, ask="Say why")


class WordingForm(RevisionedForm):
    """What is to be done, worded better."""

    wording = fields.LongTextField(label="What is to be done?", rows=3, max_length=2000)
    origin = fields.TextField(label="Where does it come from?", required=False, max_length=200)


class DueForm(RevisionedForm):
    """A new due date."""

    to = DateField(label="New due date", ask="Enter the new due date")
    reason = fields.LongTextField(
        label="Why does it move?", rows=2, max_length=500, ask="Say why it moves"
    )


class ReassignForm(_Owned, RevisionedForm):
    """Who owns it from today."""

    field_order = ("owner", "post", "person", "reason")
    reason = fields.TextField(label="Why?", required=False, max_length=300)


class SplitForm(RevisionedForm):
    """The actions that stand in the place of one."""

    wordings = fields.LongTextField(
        label="What is to be done?",
        rows=6,
        max_length=8000,
        help_text="Each action on a line of its own.",
        ask="Enter the actions, each on its line",
    )

    def clean_wordings(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.cleaned_data["wordings"].splitlines() if line.strip()]


class SendLinkForm(Form):
    """To whom a link goes. `rows` are those it may go to."""

    person = fields.RecordField(
        None,
        label="Owner",
        ask="Select who gets the link",
        help_text="Owners in person or by their post, with a work e-mail and without an account.",
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = rows


class RuleForm(Form):
    """When an action is at risk, from a day on."""

    start = DateField(label="From", help_text="Today or a later day.")
    soon = fields.WholeNumberField(
        label="Days before it is due", width=3, min_value=0, max_value=366
    )
    quiet = fields.WholeNumberField(
        label="Days without an update", width=3, min_value=0, max_value=366
    )
