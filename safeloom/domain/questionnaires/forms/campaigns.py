"""Forms of campaigns and of the steps of responses."""

from collections.abc import Sequence
from typing import Any

from safeloom.domain.partnership.fields import PersonField
from safeloom.domain.questionnaires.models import Campaign
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm

HIDDEN = fields.forms.HiddenInput


class ChooseForm(Form):
    """Which questionnaire is asked. `rows` are versions."""

    questionnaire = fields.RadioField(label="Which questionnaire?", ask="Select a questionnaire")

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questionnaire"].choices = [
            (row.questionnaire.record.reference, row.questionnaire.record.title) for row in rows
        ]


class _DatesForm(Form):
    title = fields.TextField(
        label="Title", max_length=200, help_text="For example, Section 11 audit 2026 to 2027."
    )
    opens = DateField(
        label="Opens on",
        help_text="Invitations leave at 8 in the morning of that day, or when you send it if that is later.",
    )
    due = DateField(label="Due on", help_text="The day by which you ask for answers.")
    closes = DateField(label="Closes on", help_text="The last day on which answers are taken.")
    remind_before = fields.WholeNumberField(
        label="How many days before it is due are people reminded?",
        min_value=1,
        max_value=90,
        initial=7,
        help_text="Those who have not answered get a mail then, and each week once it is late.",
    )
    owner = fields.RecordField(
        None, label="Who looks after it", required=False, empty_label="Nobody in particular"
    )


class BeginForm(_DatesForm):
    """A new campaign. `rows` are its owners, earlier campaigns, and what the use asks."""

    cycle = fields.RadioField(
        label="What is asked",
        choices=Campaign.Cycle.choices,
        initial=Campaign.Cycle.FULL,
        hints={"update": "Questions may be left out where the questionnaire says so."},
    )
    anonymous = fields.RadioField(
        label="Who answers?",
        choices=[("no", "Those you choose, under their name"), ("yes", "Anybody, without a name")],
        initial="no",
        hints={"yes": "By links and QR codes. Nothing is kept of who answers."},
    )
    moderated = fields.CheckboxField(
        label="The unit moderates the answers: its grades stand beside those of the body",
        required=False,
    )
    previous = fields.RecordField(
        None,
        label="Last time’s answers stand beside these",
        required=False,
        empty_label="None",
        help_text="Whoever answered then can keep an answer or change it.",
    )

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners, earlier, asks = rows
        self.fields["owner"].queryset = owners
        self.fields["previous"].queryset = earlier
        if "anyone" not in asks:
            del self.fields["anonymous"]
        elif set(asks) == {"anyone"}:
            self.fields["anonymous"].choices = self.fields["anonymous"].choices[1:]
            self.fields["anonymous"].initial = "yes"
        if not earlier.exists():
            del self.fields["previous"]

    @property
    def said(self) -> dict[str, Any]:
        """What was said; for a valid form."""
        data = dict(self.cleaned_data)
        data["anonymous"] = data.get("anonymous") == "yes"
        data.setdefault("previous", None)
        return data


class ChangeForm(_DatesForm, RevisionedForm):
    """A campaign that is there. `rows` are its owners."""

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = rows


class ReasonForm(Form):
    """Why."""

    reason = fields.LongTextField(label="Why", max_length=1000, rows=3, ask="Say why")


class SureForm(Form):
    """Nothing is asked but to go on."""


class ExtendForm(Form):
    """Until when, and why."""

    until = DateField(label="Until")
    reason = fields.LongTextField(label="Why", max_length=1000, rows=3, ask="Say why")


class SeenForm(Form):
    """A form on something that others take steps in: it knows how many there were."""

    seen = fields.WholeNumberField(label="Steps", widget=HIDDEN)


class ReopenForm(SeenForm):
    """Why a response is opened again, and until when."""

    reason = fields.LongTextField(
        label="Why",
        max_length=1000,
        rows=3,
        ask="Say why",
        help_text="It is kept with the response, and whoever answers reads it.",
    )
    until = DateField(
        label="Until",
        required=False,
        help_text="Needed where the last day for answers has passed.",
    )


class ChangesForm(ReopenForm):
    """What is to be changed. `rows` are the sections with the lines that were asked."""

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What is to be changed, as a whole"
        self.fields["reason"].ask = "Say what is to be changed"
        for section, lines in rows:
            for line in lines:
                self.fields[f"remark-{line.question.key}"] = fields.LongTextField(
                    label=line.question.words,
                    required=False,
                    max_length=2000,
                    rows=2,
                    help_text=f"{section.title}. Answered: {line.words or 'nothing'}"[:400],
                )
        self.ask()

    @property
    def remarks(self) -> dict[str, str]:
        """The remarks by the key of their question; for a valid form."""
        data = self.cleaned_data
        return {
            name.removeprefix("remark-"): words
            for name, words in data.items()
            if name.startswith("remark-")
        }


class DoneForm(SeenForm):
    """Feedback to the body."""

    feedback = fields.LongTextField(
        label="Feedback to the body",
        required=False,
        max_length=2000,
        help_text="What stands out, what to work on. Whoever answered reads it.",
    )


class InviteForm(Form):
    """Who is to answer. `rows` are people, the name of the agency whose own stand first, and the capacities
    of the questionnaire."""

    person = PersonField(
        None,
        label="Who",
        help_text="Anybody in the directory with a work e-mail, by agency. Who is missing is added under "
        "Partnership, People first.",
    )
    capacity = fields.RecordField(
        None, label="In what capacity", required=False, empty_label="Any: the whole of it"
    )
    leads = fields.CheckboxField(label="Leads the answer, and may bring in others", required=False)

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset, self.fields["person"].first, capacities = rows
        self.fields["capacity"].queryset = capacities
        if not capacities.exists():
            del self.fields["capacity"]


class OpenLinkForm(Form):
    """An open link. `rows` are areas and agencies."""

    label = fields.TextField(
        label="Where it hangs or goes",
        max_length=120,
        help_text="For example, Youth club, Marsh End. Results can be told apart by it.",
    )
    area = fields.RecordField(None, label="Area", required=False, empty_label="None")
    agency = fields.RecordField(None, label="Agency", required=False, empty_label="None")

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset, self.fields["agency"].queryset = rows


class GradesForm(Form):
    """The moderator's grades of a section. `rows` are its lines that are graded."""

    says_optional = False

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.graded = list(rows)
        for line in self.graded:
            key, grade = line.question.key, line.grade
            options = [(one.key, one.title) for one in line.question.options]
            self.fields[f"grade-{key}"] = fields.SelectField(
                label="Your grade",
                required=False,
                choices=[("", "None"), *options],
                initial=grade.option.key if grade else "",
            )
            self.fields[f"comment-{key}"] = fields.LongTextField(
                label="Comment",
                required=False,
                rows=2,
                max_length=2000,
                initial=grade.comment if grade else "",
            )
            self.fields[f"seen-{key}"] = fields.WholeNumberField(
                label="Seen",
                required=False,
                widget=HIDDEN,
                initial=grade.revision if grade else 0,
            )
        self.ask()

    def fields_of(self, key: str) -> dict[str, Any]:
        """The bound fields of a question."""
        return {name: self[f"{name}-{key}"] for name in ("grade", "comment", "seen")}

    @property
    def grades(self) -> dict[str, tuple[str, str]]:
        """What was said of each question; for a valid form."""
        data = self.cleaned_data
        return {
            line.question.key: (
                data[f"grade-{line.question.key}"],
                data[f"comment-{line.question.key}"],
            )
            for line in self.graded
        }

    @property
    def seen(self) -> dict[str, int]:
        """The revision of each grade that was shown; for a valid form."""
        return {
            line.question.key: self.cleaned_data[f"seen-{line.question.key}"] or 0
            for line in self.graded
        }
