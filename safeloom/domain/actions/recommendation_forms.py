"""Forms of recommendations and of assurance."""

from typing import Any

from django.conf import settings

from safeloom.domain.actions.content import sectors, themes
from safeloom.domain.actions.models import AssuranceAnswer, RecommendationDecision
from safeloom.foundation.files.definitions import ACCEPT
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm

Verdict = RecommendationDecision.Verdict


class RecommendationForm(Form):
    """A recommendation; `rows` are the agencies to choose from."""

    field_order = ("wording", "origin", "made", "owner", "themes", "sectors", "audience", "source")

    wording = fields.LongTextField(
        label="What is recommended?", rows=4, max_length=4_000, help_text="No child’s name."
    )
    origin = fields.TextField(
        label="Where does it come from?",
        required=False,
        max_length=200,
        help_text="For what is not recorded here, such as another area’s review.",
    )
    made = DateField(label="Made on")
    owner = fields.RecordField(
        None,
        label="Owner",
        required=False,
        empty_label="The business unit",
        help_text="Whoever sees to it that something follows.",
    )
    audience = fields.RecordsField(None, label="Agencies it is made to", required=False)
    sectors = fields.CheckboxesField(label="Sectors it is made to", required=False)
    themes = fields.CheckboxesField(label="Themes", required=False)
    source = fields.TextField(label="Source", required=False, widget=fields.forms.HiddenInput)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (self.data or self.initial).get("source"):
            # The record says where it comes from.
            del self.fields["origin"]
        for name in ("owner", "audience"):
            self.fields[name].queryset = rows
        self.fields["sectors"].choices = [(one.key, one.title) for one in sectors().values()]
        self.fields["themes"].choices = list(themes().items())
        for name in ("audience", "sectors", "themes"):
            self.fields[name].small = True


class ChangeRecommendationForm(RevisionedForm, RecommendationForm):
    """A recommendation, changed; its source stays."""


class DecideForm(RevisionedForm):
    """What was decided. `rows` are the verdicts that can be given now."""

    verdict = fields.RadioField(label="What was decided?")
    reasons = fields.LongTextField(
        label="Reasons",
        rows=4,
        max_length=4_000,
        required=False,
        help_text="Needed unless all of it is accepted.",
    )
    day = DateField(label="Decided on")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = rows


class AskForm(Form):
    """Which agencies are asked, and by when; `rows` are those it is made to."""

    agencies = fields.RecordsField(None, label="Agencies", ask="Select at least one agency")
    due = DateField(label="Answer by")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = rows
        self.fields["agencies"].small = True


class AnswerForm(Form):
    """How far it is embedded in an agency."""

    embedded = fields.RadioField(
        label="Is it embedded in your agency’s practice?",
        choices=AssuranceAnswer.Embedded.choices,
        ask="Select how far it is embedded",
    )
    words = fields.LongTextField(
        label="What shows it?",
        rows=6,
        max_length=5_000,
        help_text="What changed, how you know, what an audit or staff said. No child’s name.",
    )
    file = fields.FileField(
        label="Evidence", required=False, help_text="A file the partnership may see."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].most = settings.FILE_MOST
        self.fields["file"].widget.attrs["accept"] = ACCEPT


class JudgeForm(Form):
    """Whether an answer is accepted."""

    accepted = fields.RadioField(
        label="Do you accept this answer?",
        choices=[("yes", "Accept it"), ("no", "Send it back")],
    )
    words = fields.LongTextField(label="What is missing", rows=4, max_length=2_000, required=False)
    answer = fields.TextField(label="Answer", widget=fields.forms.HiddenInput)
