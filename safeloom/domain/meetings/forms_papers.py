"""What is asked of papers."""

from typing import Any

from django.conf import settings

from safeloom.domain.meetings.forms import Offering
from safeloom.foundation.files.definitions import ACCEPT
from safeloom.web import fields
from safeloom.web.forms import Form

EVERYBODY, RESTRICTED = "everybody", "restricted"


class PaperForm(Offering):
    """What a paper is, and whose."""

    title = fields.TextField(label="Title", max_length=200, help_text="Do not name a child in it.")
    item = fields.SelectField(label="For which item?", required=False)
    agency = fields.RecordField(
        None, label="From which agency?", required=False, empty_label="None that is listed here"
    )
    post = fields.RecordField(
        None, label="From which post?", required=False, empty_label="None that is listed here"
    )


class ContentForm(Form):
    """A version of a paper."""

    file = fields.FileField(label="File", required=False)
    text = fields.LongTextField(
        label="Or the paper itself",
        rows=8,
        required=False,
        help_text="Where there is no file: a short paper can be written here.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.most = settings.FILE_MOST
        file.widget.attrs["accept"] = ACCEPT


class NewPaperForm(PaperForm, ContentForm):
    """A new paper, and who may open it."""

    field_order = ["title", "file", "text", "item", "agency", "post", "access", "those"]
    access = fields.RadioField(
        label="Who may open it?",
        ask="Select who may open it",
        choices=[
            (EVERYBODY, "Everybody who sees the meeting"),
            (RESTRICTED, "Only those chosen below, and you"),
        ],
        initial=EVERYBODY,
        hints={
            RESTRICTED: "It is sealed: they say why before they open it, and each reading is logged. "
            "Nobody else learns that it exists. This cannot be changed later."
        },
    )
    those = fields.CheckboxesField(
        label="Those who may open a restricted paper",
        required=False,
        help_text="Of those who hold a seat, or chair, on the day of the meeting. Others can be added on "
        "the page of the paper.",
    )

    def clean(self) -> dict[str, Any]:
        """Nobody is chosen for a paper that everybody may open."""
        data = super().clean()
        if data.get("access") == EVERYBODY and data.get("those"):
            self.add_error(
                "access", "Select “Only those chosen below, and you”, or choose nobody below"
            )
        return data


class WithdrawForm(Form):
    """Why a paper is withdrawn."""

    reason = fields.TextField(label="Why is it withdrawn?", max_length=300)
