"""What is asked for about risks. Whether it can be is for the commands to say."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from safeloom.domain.partnership.forms import Spoken, revisioned
from safeloom.domain.partnership.models import Agency, Group, Post
from safeloom.domain.plans.definitions import USUAL_CYCLE, Impact, Likelihood, ScoreKind
from safeloom.foundation.today import today
from safeloom.kernel.risk import PRODUCTS, Score
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

NOT_KNOWN, AS_IT_WAS = ("", "Not known"), ("", "As it was")
UNKNOWN = "unknown"


class PostField(fields.RecordField):
    """A post, called with its agency."""

    def label_from_instance(self, obj: Post) -> str:
        """Its title and its agency's name."""
        return f"{obj.title}, {obj.agency}"


class OwnerFields(Spoken):
    """Who answers for something: any of them, a post before its agency before a group."""

    agency = fields.RecordField(Agency.objects.none(), label="Agency that owns it", required=False)
    post = PostField(
        Post.objects.none(),
        label="Post that owns it",
        required=False,
        help_text="A post and not a person: it passes to whoever holds it next.",
    )
    group = fields.RecordField(Group.objects.none(), label="Group that owns it", required=False)


class RiskFields(Form):
    """What a risk says."""

    title = fields.TextField(
        label="What may go wrong", max_length=200, ask="Enter what may go wrong"
    )
    theme = fields.SelectField(label="Theme", ask="Select the theme")
    number = fields.TextField(
        label="Number in the register",
        max_length=20,
        width=5,
        required=False,
        help_text="Yours, such as 1a. Leave it empty to go by its reference.",
    )
    description = fields.LongTextField(
        label="Cause and consequence", required=False, rows=4, help_text="No child is named here."
    )
    controls = fields.LongTextField(label="Controls in place", required=False, rows=4)
    further = fields.LongTextField(
        label="Further controls, in words",
        required=False,
        rows=3,
        help_text="What is not an action yet. Actions are added on the risk’s page.",
    )
    opened = DateField(label="On the register from", initial=today)
    cycle = fields.WholeNumberField(
        label="Months between reviews",
        initial=USUAL_CYCLE,
        min_value=1,
        max_value=36,
        width=2,
        help_text="6 is twice a year.",
    )

    def __init__(self, *args: Any, titles: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "Select one"), *((one, one) for one in titles)]


def _score(label: str, what: str, kind: Any, first: list[tuple[str, str]]) -> fields.SelectField:
    choices = [*first, *((str(value), words) for value, words in kind.choices)]
    return fields.SelectField(label=f"{label}: {what}", choices=choices, required=False)


class AddRiskForm(RiskFields, OwnerFields):
    """A new risk with its scores and its owner."""

    source = fields.TextField(label="Source", required=False, widget=fields.forms.HiddenInput)
    inherent_likelihood = _score("Before controls", "likelihood", Likelihood, [NOT_KNOWN])
    inherent_impact = _score("Before controls", "impact", Impact, [NOT_KNOWN])
    residual_likelihood = _score(
        "With the controls in place", "likelihood", Likelihood, [NOT_KNOWN]
    )
    residual_impact = _score("With the controls in place", "impact", Impact, [NOT_KNOWN])
    retained_likelihood = _score("To be kept (target)", "likelihood", Likelihood, [NOT_KNOWN])
    retained_impact = _score("To be kept (target)", "impact", Impact, [NOT_KNOWN])

    field_order = (
        "title", "theme", "number", "description", "controls",
        *(f"{kind}_{what}" for kind in ScoreKind.values for what in ("likelihood", "impact")),
        "further", "agency", "post", "group", "opened", "cycle", "source",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse one of likelihood and impact without the other; `scores` are those that are known."""
        return _with_scores(self, super().clean() or self.cleaned_data, ScoreKind.values)


ChangeRiskForm = revisioned(RiskFields)


class ReviewForm(Form):
    """How high a risk is now."""

    day = DateField(label="Reviewed on", initial=today)
    residual_likelihood = _score(
        "With the controls in place", "likelihood", Likelihood, [AS_IT_WAS, (UNKNOWN, "Not known")]
    )
    residual_impact = _score(
        "With the controls in place", "impact", Impact, [AS_IT_WAS, (UNKNOWN, "Not known")]
    )
    retained_likelihood = _score(
        "To be kept (target)", "likelihood", Likelihood, [AS_IT_WAS, (UNKNOWN, "Not known")]
    )
    retained_impact = _score(
        "To be kept (target)", "impact", Impact, [AS_IT_WAS, (UNKNOWN, "Not known")]
    )
    note = fields.LongTextField(
        label="What was found",
        required=False,
        rows=4,
        help_text="What changed, what the controls do, what is still to come.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse one of likelihood and impact without the other."""
        kinds = (ScoreKind.RESIDUAL, ScoreKind.RETAINED)
        return _with_scores(self, super().clean() or self.cleaned_data, kinds)


class OwnerForm(OwnerFields):
    """Who answers for a risk from a day on."""

    words = fields.TextField(
        label="Or in words",
        max_length=120,
        required=False,
        help_text="Where it is none of these. A post, not a person’s name.",
    )
    start = DateField(label="From", initial=today)


class AcceptForm(Spoken):
    """Who bears a risk as it is, until when, and why."""

    group = fields.RecordField(Group.objects.none(), label="Group that accepts it", required=False)
    post = PostField(
        Post.objects.none(), label="Or the post whose holder accepts it", required=False
    )
    start = DateField(label="From", initial=today)
    expires = DateField(
        label="Until", help_text="The last day. From the next day on it is looked at again."
    )
    why = fields.LongTextField(label="Why it is accepted", rows=4)


class DayAndReasonForm(Form):
    """From which day, and why."""

    day = DateField(label="From", initial=today)
    reason = fields.LongTextField(label="Reason", rows=3)


class ThemeForm(Form):
    """A theme of the register."""

    title = fields.TextField(label="Title", max_length=100)
    order = fields.WholeNumberField(label="Place in the register", initial=1, min_value=0, width=3)


class ChangeThemeForm(ThemeForm):
    """A theme, and how much of it is borne."""

    most = fields.SelectField(
        label="Highest residual score that is borne",
        choices=[("", "None is set"), *((str(one), str(one)) for one in PRODUCTS)],
        required=False,
        help_text="A risk above it is shown as outside the appetite.",
    )
    start = DateField(label="From", initial=today)

    def clean_most(self) -> int | None:
        """The score as a number."""
        said = self.cleaned_data["most"]
        return int(said) if said else None


def _with_scores(form: Form, said: dict[str, Any], kinds: Iterable[str]) -> dict[str, Any]:
    scores = {}
    for kind in kinds:
        likelihood = said.pop(f"{kind}_likelihood", "")
        impact = said.pop(f"{kind}_impact", "")
        if not likelihood and not impact:
            continue
        if UNKNOWN in (likelihood, impact):
            scores[kind] = Score()
        elif likelihood and impact:
            scores[kind] = Score(int(likelihood), int(impact))
        else:
            missing = "impact" if likelihood else "likelihood"
            words = f"Give the {missing} as well, or leave both as they are."
            form.add_error(f"{kind}_{missing}", ValidationError(words))
    return said | {"scores": scores}
