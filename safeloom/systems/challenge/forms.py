"""Forms of disagreements and of the challenge log."""

from collections.abc import Sequence
from typing import Any

from safeloom.domain.partnership.models import Post
from safeloom.systems.challenge import content
from safeloom.systems.challenge.commands.partners import Asked
from safeloom.systems.challenge.commands.raising import Raised
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

NO_CHILD = "Do not name a child or a family."


class PostField(fields.RecordField):
    """A post, with the agency it is of."""

    def label_from_instance(self, post: Post) -> str:
        return f"{post.title}, {post.agency.name}"


class _SeenForm(Form):
    """A form on something that others take steps in: it knows how many there were."""

    seen = fields.WholeNumberField(label="Steps", widget=fields.forms.HiddenInput)


class RaiseForm(Form):
    """A disagreement. `rows` are the agencies one may raise it for, all there are, and posts."""

    asks = fields.RecordField(None, label="Agency that raises it")
    post = PostField(None, label="Post that raises it", required=False, empty_label="Not known")
    answers = fields.RecordField(None, label="Agency it is with")
    theme = fields.SelectField(label="What it is about", ask="Select what it is about")
    about_child = fields.RadioField(
        label="Is it about a child?",
        choices=[("no", "No"), ("yes", "Yes")],
        ask="Select whether it is about a child",
    )
    words = fields.LongTextField(
        label="What you do not agree about",
        max_length=10_000,
        help_text=f"In your own words: what was decided or not done, and why it worries you. {NO_CHILD}",
    )
    wanted = fields.LongTextField(
        label="What would settle it", required=False, max_length=5_000, rows=3
    )

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asks"].queryset, self.fields["answers"].queryset = rows[0], rows[1]
        self.fields["post"].queryset = rows[2]
        self.fields["theme"].choices = [("", "Select one"), *content.themes().items()]

    @property
    def said(self) -> Raised:
        """What was said; for a valid form."""
        data = dict(self.cleaned_data)
        return Raised(**data | {"about_child": data["about_child"] == "yes"})


class SayForm(Form):
    """Something said; `rows` are the choices of for whom."""

    agency = fields.RadioField(label="For whom do you say it?")
    words = fields.LongTextField(
        label="What you say",
        max_length=10_000,
        ask="Write what you want to say",
        help_text=NO_CHILD,
    )

    def __init__(self, *args: Any, rows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = list(rows)


class ReasonForm(_SeenForm):
    """Why a step is taken."""

    reason = fields.LongTextField(
        label="Reason", max_length=2_000, rows=4, ask="Say why", help_text=NO_CHILD
    )


class SettleForm(_SeenForm):
    """How a disagreement ended."""

    outcome = fields.RadioField(label="How was it settled?", ask="Select how it was settled")
    settled = fields.LongTextField(
        label="What was agreed or decided",
        max_length=10_000,
        ask="Say what was agreed or decided",
        help_text=f"With its reasons, and what each side does now. {NO_CHILD}",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(content.outcomes().items())


class AskForm(Form):
    """A partner's challenge. `rows` are the agencies one may ask for, and all there are."""

    asks = fields.RecordField(None, label="Agency that asks")
    answers = fields.RecordField(None, label="Agency that is asked")
    on = DateField(label="Asked on")
    title = fields.TextField(label="What it is about, in a few words", max_length=200)
    question = fields.LongTextField(label="What was asked", max_length=10_000, help_text=NO_CHILD)

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asks"].queryset, self.fields["answers"].queryset = rows

    def said(self, source: Any) -> Asked:
        """What was said; for a valid form."""
        return Asked(**self.cleaned_data, source=source)


class AnswerForm(_SeenForm):
    """The answer to a challenge."""

    answer = fields.LongTextField(
        label="Answer", max_length=10_000, ask="Write the answer", help_text=NO_CHILD
    )


class CloseForm(_SeenForm):
    """What came of a challenge."""

    outcome = fields.LongTextField(
        label="Outcome", max_length=5_000, ask="Write what came of it", help_text=NO_CHILD
    )
    impact = fields.LongTextField(
        label="What changed by it",
        required=False,
        max_length=5_000,
        help_text="Where that is known: for children and families, or in how agencies work.",
    )
