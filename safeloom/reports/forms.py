"""The forms of reports."""

from typing import Any

from django.db.models import QuerySet

from safeloom.foundation.identity.models import Principal
from safeloom.kernel.registry import ReportBlock
from safeloom.reports.definitions import ReportDefinition
from safeloom.reports.models import ReportSection
from safeloom.web.dates import DateField
from safeloom.web.fields import CheckboxesField, LongTextField, RecordField, SelectField, TextField
from safeloom.web.forms import Form, RevisionedForm


class OpenForm(Form):
    """Which report, on which days, under which guidance."""

    definition = SelectField(label="Report")
    period_start = DateField(label="First day reported on", help_text="For example, 1 4 2025")
    period_end = DateField(label="Last day reported on", help_text="For example, 31 3 2026")
    edition = SelectField(
        label="Guidance edition",
        required=False,
        help_text="The report keeps the checklist of the edition it begins under.",
    )

    def __init__(self, *args: Any, kinds: list[ReportDefinition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["definition"].choices = [(kind.key, kind.title) for kind in kinds]
        self.kinds = {kind.key: kind for kind in kinds}
        editions = {edition.key: edition.title for kind in kinds for edition in kind.editions}
        newest = "The one in force on the last day reported on"
        self.fields["edition"].choices = [("", newest), *editions.items()]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        start, end = found.get("period_start"), found.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", "The last day reported on must be after the first")
        kind, edition = self.kinds.get(found.get("definition", "")), found.get("edition")
        if kind and edition and edition not in {one.key for one in kind.editions}:
            self.add_error("edition", f"{kind.title} has no such guidance edition")
        return found


class TextForm(RevisionedForm):
    """The written part of a section."""

    text = LongTextField(label="Text", required=False, rows=18, strip=False)
    says_optional = False


class ManageForm(RevisionedForm):
    """Who writes a section, and how far it is."""

    owner = RecordField(
        Principal.objects.none(), label="Who writes it", required=False, empty_label="Nobody yet"
    )
    state = SelectField(label="State", choices=ReportSection.State.choices)
    says_optional = False

    def __init__(self, *args: Any, owners: "QuerySet[Principal]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners


class BlockForm(Form):
    """What a live block is about, and its days."""

    about = SelectField(label="About")
    among = CheckboxesField(label="About", required=False, help_text="Choose none to show all.")
    opening = DateField(label="Opening day", required=False)
    closing = DateField(label="Closing day", required=False)

    def __init__(
        self, *args: Any, block: ReportBlock, choices: list[tuple[Any, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if block.choices and block.several:
            self.fields["among"].choices = choices
            self.fields["about"] = self.fields.pop("among")
            self.order_fields(["about"])
        elif block.choices:
            self.fields["about"].choices = [("", "Select one"), *choices]
            del self.fields["among"]
        else:
            del self.fields["about"], self.fields["among"]
        if not block.dated:
            del self.fields["opening"], self.fields["closing"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        opening, closing = found.get("opening"), found.get("closing")
        if opening and closing and closing < opening:
            self.add_error("closing", "The closing day must be after the opening day")
        return found


class ReasonForm(Form):
    """Why something is done."""

    reason = LongTextField(label="Reason", rows=3, max_length=500, ask="Say why")


class NumberForm(Form):
    """Answering for a number typed by hand."""

    number = TextField()
    line = TextField(strip=False)
    reason = TextField(label="Why it can stand without a source", max_length=500, ask="Say why")


class PublishedForm(RevisionedForm):
    """When a report was published."""

    day = DateField(label="Published on")
