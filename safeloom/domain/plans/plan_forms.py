"""What is asked for about plans and their lines. Whether it can be is for the commands to say."""

from typing import Any

from django.core.exceptions import ValidationError

from safeloom.domain.partnership.forms import Spoken
from safeloom.domain.partnership.models import Agency, Group, Post
from safeloom.domain.plans.definitions import Outcome, PlanKind, Rating
from safeloom.domain.plans.forms import PostField
from safeloom.domain.plans.line_standing import Due
from safeloom.domain.plans.models import Objective, Plan, Priority
from safeloom.foundation.today import today
from safeloom.kernel.written_dates import day_or_month
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

_DUE_HELP = (
    "A day or a month, such as 31 March 2027 or March 2027. What is no date, such as Ongoing, is kept "
    "in its words."
)
_MOST_WORDS = 60


def due_of(text: str) -> Due:
    """What is meant by a due date as people write it: a day, a month (its last day), or words. Raises
    `ValueError` for words that are too long."""
    bare = " ".join(text.split())
    if not bare:
        return Due()
    try:
        day, by_month = day_or_month(bare)
    except ValueError:
        if len(bare) > _MOST_WORDS:
            raise ValueError("shorten it to 60 characters, or write a date") from None
        return Due(words=bare)
    return Due(day, by_month=by_month)


def due_text(due: Due) -> str:
    """The same as it stands in a form."""
    return due.words if due.day is None else due.show()


class DueField(fields.TextField):
    """By when something is due: a day, a month, or words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 80, "width": 20, "help_text": _DUE_HELP, **kwargs})

    def clean(self, value: Any) -> Due:
        """The text as a `Due`."""
        try:
            return due_of(super().clean(value) or "")
        except ValueError as problem:
            words = str(problem)
            raise ValidationError(f"{words[:1].upper()}{words[1:]}") from None


class YearField(fields.SelectField):
    """A year from April, by the year in which it begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"required": False, **kwargs})
        first = today().year - 4
        self.choices = [
            ("", "The whole plan"),
            *((str(one), year_words(one)) for one in range(first, first + 9)),
        ]

    def clean(self, value: Any) -> int | None:
        """The year as a number."""
        said = super().clean(value)
        return int(said) if said else None


def year_words(year: int) -> str:
    """`April 2026 to March 2027`."""
    return f"April {year} to March {year + 1}"


class PlanForm(Spoken):
    """What a plan says of itself."""

    title = fields.TextField(label="Title", max_length=200, ask="Enter the title of the plan")
    kind = fields.RadioField(label="Kind", choices=PlanKind.choices)
    group = fields.RecordField(
        Group.objects.none(),
        label="Whose it is",
        required=False,
        empty_label="The whole partnership’s",
    )
    serves = fields.RecordField(
        Plan.objects.none(),
        label="Which plan it serves",
        required=False,
        empty_label="None",
        help_text="Of a group’s programme: its lines then help that plan’s priorities on.",
    )
    purpose = fields.LongTextField(label="What it is for", required=False, rows=3)
    start = DateField(label="From", required=False)
    end = DateField(label="To", required=False)
    adopted = DateField(label="Adopted on", required=False)
    launched = DateField(label="Launched on", required=False)
    reviewed = DateField(label="Last reviewed on", required=False)


class PriorityForm(Form):
    """A strategic priority."""

    title = fields.TextField(label="Priority", max_length=200, ask="Enter the priority")
    description = fields.LongTextField(label="What it means", required=False, rows=3)
    order = fields.WholeNumberField(label="Place in the plan", initial=1, min_value=0, width=3)


class ObjectiveForm(Form):
    """What is to be reached under a priority."""

    title = fields.LongTextField(
        label="Objective or outcome", rows=3, ask="Enter what is to be reached"
    )
    order = fields.WholeNumberField(label="Place", initial=1, min_value=0, width=3)


class LineFields(Spoken):
    """What a line says."""

    wording = fields.LongTextField(label="Task", rows=3, ask="Enter what is to be done")
    priority = fields.RecordField(
        Priority.objects.none(), label="Priority", required=False, empty_label="None"
    )
    objective = fields.RecordField(
        Objective.objects.none(), label="Objective or outcome", required=False, empty_label="None"
    )
    serves = fields.RecordField(
        Priority.objects.none(),
        label="Priority of the plan it serves",
        required=False,
        empty_label="None",
    )
    number = fields.TextField(label="Number in the plan", max_length=20, width=5, required=False)
    order = fields.WholeNumberField(label="Place in the plan", initial=0, min_value=0, width=3)
    year = YearField(label="Year")


class LeadFields(Spoken):
    """Who leads a line."""

    agency = fields.RecordField(Agency.objects.none(), label="Agency that leads it", required=False)
    post = PostField(Post.objects.none(), label="Post that leads it", required=False)
    group = fields.RecordField(Group.objects.none(), label="Group that leads it", required=False)
    words = fields.TextField(
        label="Or in words",
        max_length=120,
        required=False,
        help_text="Where it is none of these. A post, not a person’s name.",
    )


class AddLineForm(LineFields, LeadFields):
    """A new line with its lead and its date."""

    due = DueField(label="Due", required=False)
    added = DateField(label="In the plan from", initial=today)
    field_order = (
        "wording", "priority", "objective", "serves", "number", "order", "year", "due",
        "agency", "post", "group", "words", "added",
    )  # fmt: skip


class LeadForm(LeadFields):
    """Who leads a line from a day on."""

    start = DateField(label="From", initial=today)


class MoveForm(Form):
    """Another due date, and why."""

    due = DueField(label="Due", required=False)
    reason = fields.TextField(label="Why it is moved", max_length=500)


class UpdateForm(Form):
    """How a line goes."""

    day = DateField(label="As at", initial=today)
    rating = fields.RadioField(label="How it stands", choices=Rating.choices)
    text = fields.LongTextField(
        label="Update", required=False, rows=4, help_text="What was done, what is next."
    )


class ActionForm(Spoken):
    """Who owns the action a line becomes."""

    owner = fields.RecordField(Agency.objects.none(), label="Agency that owns it")
    post = PostField(Post.objects.none(), label="Post in it", required=False)
    due = DateField(label="Due")


class YearEndForm(Form):
    """What became of the lines of a year: three answers a line, by its key."""

    says_optional = False
    day = DateField(label="Closed on", initial=today)
    into = fields.RecordField(
        Plan.objects.none(), label="What is carried forward goes into", empty_label=None
    )

    def __init__(self, *args: Any, lines: list, rows: dict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = rows["into"]
        self.asked = [str(one.line.pk) for one in lines]
        for one in lines:
            key = str(one.line.pk)
            self.fields[f"outcome-{key}"] = fields.SelectField(
                label="What became of it",
                choices=[("", "Not said yet"), *Outcome.choices],
                required=False,
            )
            self.fields[f"reason-{key}"] = fields.TextField(
                label="Why", max_length=500, required=False
            )
            self.fields[f"due-{key}"] = DueField(
                label="New date", required=False, help_text="", width=10
            )

    def answered(self) -> list[tuple[str, str, str, Due]]:
        """The key, outcome, reason and new date of each line of which something is said."""
        said = self.cleaned_data
        return [
            (key, said[f"outcome-{key}"], said[f"reason-{key}"], said[f"due-{key}"])
            for key in self.asked
            if said[f"outcome-{key}"]
        ]
