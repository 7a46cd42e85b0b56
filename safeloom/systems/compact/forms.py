"""Forms of the compact and of induction packs."""

from typing import Any

from django.conf import settings

from safeloom.foundation.files.definitions import ACCEPT
from safeloom.systems.compact.commands.compact import Words
from safeloom.systems.compact.commands.induction import Item
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

MARKDOWN = "Headings, lists and links in Markdown: # Heading, - item, [words](https://address)."


def _file_field(help_text: str) -> fields.FileField:
    return fields.FileField(label="File", required=False, help_text=help_text)


class _WithFile(Form):
    """A form with a file that may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].most = settings.FILE_MOST
        self.fields["file"].widget.attrs["accept"] = ACCEPT


class CompactForm(_WithFile):
    """A version of the compact."""

    title = fields.TextField(label="Title", max_length=200, initial="Partnership compact")
    in_force_from = DateField(
        label="In force from",
        help_text="From this day members are asked to sign it. The version before holds until then.",
    )
    groups = fields.RecordsField(
        None,
        label="Whose members sign it?",
        ask="Select at least one group",
        help_text="Whoever holds a seat there, on any day.",
    )
    text = fields.LongTextField(
        label="Text", rows=15, max_length=50_000, required=False, help_text=MARKDOWN
    )
    file = _file_field("A file in place of the text, or beside it.")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = rows
        self.fields["groups"].small = True

    @property
    def said(self) -> Words:
        """What was said; for a valid form."""
        data = self.cleaned_data
        names = ("title", "in_force_from", "text", "file")
        return Words(groups=list(data["groups"]), **{name: data[name] for name in names})


class ChangeCompactForm(CompactForm):
    """A version that nobody has signed."""

    revision = fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)


class GroupsForm(Form):
    """Whom a version asks that has been signed."""

    groups = fields.RecordsField(
        None, label="Whose members sign it?", ask="Select at least one group"
    )
    revision = fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = rows
        self.fields["groups"].small = True


class SignForm(Form):
    """A signature."""

    name = fields.TextField(
        label="Your full name", max_length=200, autocomplete="name", ask="Enter your name to sign"
    )
    confirm = fields.CheckboxField(
        label="I have read the compact and agree to it",
        ask="Tick that you have read the compact and agree to it",
    )
    content = fields.TextField(label="Content", widget=fields.forms.HiddenInput)


class ItemForm(_WithFile):
    """An item of an induction pack."""

    title = fields.TextField(label="Title", max_length=200)
    text = fields.LongTextField(
        label="Text", rows=10, max_length=50_000, required=False, help_text=MARKDOWN
    )
    link = fields.TextField(
        label="Link", max_length=500, required=False, help_text="An address that begins https://."
    )
    file = _file_field("What is to be read, where it is a file.")
    order = fields.WholeNumberField(label="Place in the pack", initial=1, min_value=0, width=3)

    def clean_link(self) -> str:
        """Refuse what is no address of a page."""
        link = self.cleaned_data["link"].strip()
        if link:
            checking = fields.forms.URLField(assume_scheme="https", max_length=500)
            checking.error_messages["invalid"] = "Enter an address that begins https://"
            link = checking.clean(link)
            if not link.startswith(("https://", "http://")):
                raise fields.ValidationError("Enter an address that begins https://")
        return link

    @property
    def said(self) -> Item:
        """What was said; for a valid form."""
        names = ("title", "text", "link", "file", "order")
        return Item(**{name: self.cleaned_data[name] for name in names})


class AddItemForm(ItemForm):
    """A new item, for a group."""

    field_order = ("group",)
    group = fields.RecordField(None, label="Group")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = rows


class ChangeItemForm(ItemForm):
    """An item that is there."""

    again = fields.CheckboxField(
        label="Ask everybody to read it again",
        required=False,
        help_text="For a change that matters. A new file always asks again.",
    )
    revision = fields.WholeNumberField(label="Revision", widget=fields.forms.HiddenInput)


class ReadForm(Form):
    """That one has read a version."""

    version = fields.WholeNumberField(label="Version", widget=fields.forms.HiddenInput)


class SureForm(Form):
    """Nothing to fill in: the button is the question."""
