"""Forms of case audits."""

from collections.abc import Sequence
from typing import Any

from safeloom.domain.partnership.fields import PeopleField
from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import QuestionRow
from safeloom.kernel.draw import LARGEST
from safeloom.systems.case_audit.content import kinds
from safeloom.systems.case_audit.models import AuditFinding
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm


class BeginForm(Form):
    """What is audited. `rows` are the people who may lead and the audits of which it may test the impact."""

    theme = fields.TextField(
        label="Theme", max_length=200, help_text="For example, neglect of young children."
    )
    kind = fields.RadioField(label="What kind of audit is it?")
    why = fields.LongTextField(label="Why is it audited?", max_length=3000)
    good = fields.LongTextField(
        label="What does good look like?",
        max_length=3000,
        help_text="The success factors that grades are given against.",
    )
    start = DateField(label="Cases from")
    end = DateField(label="Cases to")
    day = DateField(label="Day on which grades are settled", required=False)
    leads = PeopleField(
        None,
        label="Who leads it?",
        required=False,
        help_text="They may open every case of it, as may whoever draws the cases.",
    )
    earlier = fields.RecordField(
        None,
        label="Audit of which it tests the impact",
        required=False,
        empty_label="None",
        help_text="Its settled grades stand beside those of this one.",
    )

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, earlier = rows
        shown = kinds()
        self.fields["kind"].choices = [(key, one["title"]) for key, one in shown.items()]
        self.fields["kind"].hints = {key: one["words"] for key, one in shown.items()}
        self.fields["leads"].queryset = people
        self.fields["leads"].small = True
        self.fields["earlier"].queryset = earlier
        if not earlier.exists():
            del self.fields["earlier"]


class DrawForm(Form):
    """A list of neutral references and how many to draw. `rows` are the agencies it may come from."""

    references = fields.LongTextField(
        label="References of all cases to draw from",
        rows=10,
        max_length=250_000,
        help_text="One to a line. Never a name, date of birth or NHS number. The list is not kept: "
        "only the cases drawn, how many there were, and a hash that shows it is the same list.",
    )
    many = fields.WholeNumberField(label="How many to draw", min_value=1, max_value=50, width=3)
    agency = fields.RecordField(
        None,
        label="Whose cases are they?",
        required=False,
        empty_label="The whole partnership’s",
        help_text="Cases from an agency’s own list are audited by that agency alone.",
    )
    number = fields.WholeNumberField(
        label="Number to draw by",
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text="Leave it empty to have one drawn by lot. With the same list and number anybody "
        "can draw again.",
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = rows


class CheckForm(Form):
    """The list from which cases were drawn, to draw again."""

    references = fields.LongTextField(
        label="References of all cases that were drawn from",
        rows=10,
        max_length=250_000,
        help_text="The same list, in any order. It is not kept.",
    )


class ToolForm(Form):
    """The questionnaire by which agencies audit. `rows` are the published versions."""

    version = fields.SelectField(label="Tool")
    kind = fields.SelectField(
        label="For which agencies?",
        required=False,
        choices=[("", "All that have no tool of their own"), *Agency.Kind.choices],
    )
    due = DateField(label="To be handed in by")

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [
            (str(one.pk), one.questionnaire.record.title) for one in rows
        ]


def _kind(agency: Agency) -> str:
    return str(agency.get_kind_display())


class AskForm(Form):
    """Who audits. `rows` are the agencies."""

    agencies = fields.RecordsField(None, label="Which agencies audit the cases?", group=_kind)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = rows
        self.fields["agencies"].small = True


class DayForm(RevisionedForm):
    """The day on which grades are settled."""

    day = DateField(label="Day")


class SureForm(RevisionedForm):
    """Nothing to fill in: the button is the question."""


class FindingForm(Form):
    """Good practice or a finding."""

    kind = fields.RadioField(label="What is it?", choices=AuditFinding.Kind.choices)
    words = fields.LongTextField(
        label="What was found?",
        max_length=2000,
        help_text="Across cases: name none, by reference neither.",
    )


class SettleForm(RevisionedForm):
    """All grades of a case in one screen. `rows` are pairs of a question and what agencies said of it."""

    says_optional = False
    present = fields.LongTextField(
        label="Who was present?",
        rows=2,
        max_length=1000,
        help_text="By post, not by name: a team manager of the council, a detective sergeant.",
    )

    def __init__(self, *args: Any, rows: Sequence[tuple[QuestionRow, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [question for question, _ in rows]
        for question, said in rows:
            options = sorted(question.options.all(), key=lambda one: -one.number)
            self.fields[f"grade-{question.key}"] = fields.SelectField(
                label=question.words,
                required=False,
                choices=[("", "Not settled"), *((one.key, one.title) for one in options)],
                help_text=said,
            )
            self.fields[f"reason-{question.key}"] = fields.LongTextField(
                label="Reasons", required=False, max_length=2000, rows=2
            )
        self.ask()

    @property
    def grades(self) -> dict[str, tuple[str, str]]:
        """What was settled, of a valid form."""
        data = self.cleaned_data
        return {
            one.key: (data[f"grade-{one.key}"], data[f"reason-{one.key}"])
            for one in self.questions
            if data[f"grade-{one.key}"]
        }
