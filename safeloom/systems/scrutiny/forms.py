"""Forms of scrutiny."""

from typing import Any

from safeloom.systems.scrutiny import content
from safeloom.systems.scrutiny.commands.planning import Plan
from safeloom.systems.scrutiny.models import Judgement, Shown
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm

NO_NAME = "No child’s, family’s or worker’s name."


class FrameworkForm(Form):
    """The success factors from a day on."""

    since = DateField(label="In force from")
    source = fields.TextField(
        label="Where it comes from", max_length=200, help_text="Such as the meeting that agreed it."
    )
    factors = fields.LongTextField(
        label="Success factors",
        rows=12,
        max_length=5_000,
        help_text="One a line: its title, a colon, and what good looks like.",
    )


def pairs(text: str) -> list[tuple[str, str]]:
    """The lines of a framework, as titles and what good looks like."""
    lines = [line.partition(":") for line in text.splitlines() if line.strip()]
    return [(title.strip(), words.strip()) for title, _, words in lines]


class _PostsField(fields.RecordsField):
    def label_from_instance(self, post: Any) -> str:
        return f"{post.title}, {post.agency.name}"


class PlanForm(Form):
    """What an exercise asks; `rows` are the factors and the posts to choose from."""

    title = fields.TextField(label="Title", max_length=200)
    question = fields.LongTextField(
        label="The question asked", rows=3, max_length=2_000, help_text=NO_NAME
    )
    event = DateField(label="Day of the scrutiny event", required=False)
    factors = fields.RecordsField(None, label="Success factors looked at")
    posts = _PostsField(None, label="Who takes part", required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factors"].queryset, self.fields["posts"].queryset = rows
        self.fields["posts"].small = True


class ChangePlanForm(RevisionedForm, PlanForm):
    """An exercise, changed."""


def plan_of(data: dict[str, Any]) -> Plan:
    """What a valid form says."""
    return Plan(**{name: data[name] for name in Plan.__dataclass_fields__})


class EvidenceForm(Form):
    """A row of evidence; `rows` are the judgements (factors) of the exercise."""

    says_optional = False
    method = fields.RadioField(label="How was it found out?", ask="Select how it was found out")
    what = fields.TextField(label="What was looked at", max_length=200, help_text=NO_NAME)
    source = fields.TextField(
        label="Its reference, if it stands here",
        max_length=20,
        required=False,
        help_text="Of an audit, inspection or other record, such as IP-0001.",
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.judgements = list(rows)
        self.fields["method"].choices = list(content.methods().items())
        for number, one in enumerate(self.judgements):
            self.fields[f"strength-{number}"] = fields.SelectField(
                label=f"{one.factor.title}: how strong?",
                choices=[("", "Showed nothing of it"), *Shown.Strength.choices],
                required=False,
            )
            self.fields[f"words-{number}"] = fields.LongTextField(
                label=f"{one.factor.title}: what it showed",
                rows=2,
                max_length=3_000,
                required=False,
            )
        self.ask()

    def clean(self) -> dict[str, Any]:
        """Refuse a strength without words, and words without a strength."""
        data = super().clean() or self.cleaned_data
        for number in range(len(self.judgements)):
            strength, words = data.get(f"strength-{number}"), data.get(f"words-{number}")
            if strength and not words:
                self.add_error(f"words-{number}", "Say what it showed")
            if words and not strength:
                self.add_error(f"strength-{number}", "Select how strong it is")
        return data


class JudgeForm(Form):
    """A judgement."""

    rating = fields.RadioField(
        label="Your judgement", choices=Judgement.Rating.choices, ask="Select a judgement"
    )
    words = fields.LongTextField(
        label="What it rests on",
        rows=4,
        max_length=5_000,
        ask="Say what it rests on",
        help_text=NO_NAME,
    )


class WriteForm(RevisionedForm):
    """The report, as far as it is."""

    says_optional = False
    report = fields.LongTextField(
        label="Report",
        rows=16,
        max_length=50_000,
        required=False,
        help_text=f"In your own voice. {NO_NAME}",
    )
    young = fields.LongTextField(
        label="What the young scrutineers say",
        rows=8,
        max_length=20_000,
        required=False,
        help_text="In their own words, without their names.",
    )


class CommentForm(Form):
    """A comment of the unit."""

    words = fields.LongTextField(
        label="Your comment",
        rows=5,
        max_length=5_000,
        ask="Write your comment",
        help_text="The scrutineer reads it. It changes nothing of the report.",
    )


class SureForm(Form):
    """Nothing to fill in: the button is the question."""
