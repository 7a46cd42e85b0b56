"""What is asked for. Whether it can be is for the commands to say."""

from typing import Any

from safeloom.domain.finance.content import shipped_heads
from safeloom.domain.finance.definitions import Pace, Side
from safeloom.foundation.today import today
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

REVISION = "Revision"


class _Day(Form):
    """A form about a day that has come."""

    day = DateField(label="Date")
    reference = fields.TextField(
        label="Reference", max_length=60, required=False, help_text="As it stands in your ledger."
    )
    amount = fields.MoneyField(label="Amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].latest = today()


class YearForm(Form):
    """A financial year."""

    start = DateField(label="First day")
    end = DateField(label="Last day")
    opening = fields.MoneyField(
        label="In hand on the first day",
        required=False,
        help_text="Only for the first year kept here: later ones begin with what the one before closed with.",
    )
    term_days = fields.WholeNumberField(
        label="Days in which an invoice is to be paid", width=3, min_value=1, max_value=365
    )
    flag_percent = fields.NumberField(
        label="Difference from the budget that is flagged",
        suffix="%",
        width=4,
        max_digits=5,
        decimal_places=2,
        help_text="An underspend or overspend that is forecast to be as large as this is pointed out.",
    )


class ChangeYearForm(YearForm):
    """What of a year can be changed."""

    start = None
    end = None
    revision = fields.WholeNumberField(label=REVISION, widget=fields.forms.HiddenInput)


class SureForm(Form):
    """Something that is asked before it is done."""

    revision = fields.WholeNumberField(
        label=REVISION, widget=fields.forms.HiddenInput, required=False
    )


class ChooseHeadsForm(Form):
    """Heads that come with Safeloom."""

    keys = fields.CheckboxesField(label="Heads", ask="Select at least one head")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [
            (each.key, f"{Side(each.side).label}: {each.title}") for each in shipped_heads()
        ]
        self.fields["keys"].hints = {
            each.key: ", ".join(each.parts) for each in shipped_heads() if each.parts
        }
        self.fields["keys"].small = True


class HeadForm(Form):
    """A head."""

    title = fields.TextField(label="Name", max_length=120, ask="Enter the name of the head")
    side = fields.RadioField(label="Side", choices=Side.choices)
    parent = fields.RecordField(
        None, label="Part of", required=False, empty_label="Nothing: it is a head of its own"
    )
    pace = fields.RadioField(
        label="How does spending on it run?",
        choices=Pace.choices,
        help_text="The forecast follows it.",
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = rows
        self.fields["parent"].label_from_instance = _with_side


def _with_side(head: Any) -> str:
    return f"{head.title} ({head.get_side_display().lower()})"


class ChangeHeadForm(Form):
    """What of a head can be changed."""

    title = fields.TextField(label="Name", max_length=120, ask="Enter the name of the head")
    pace = fields.RadioField(label="How does spending on it run?", choices=Pace.choices)
    position = fields.WholeNumberField(
        label="Place in the account", width=3, min_value=0, max_value=999
    )
    ended = DateField(
        label="Takes nothing new after",
        required=False,
        help_text="Leave empty while it is in use. What it holds stays.",
    )
    revision = fields.WholeNumberField(label=REVISION, widget=fields.forms.HiddenInput)


class _Agreed(Form):
    """Something that was agreed."""

    agreed_on = DateField(label="Agreed on")
    group = fields.RecordField(None, label="Agreed by", required=False, empty_label="Not said")
    note = fields.TextField(
        label="Note", max_length=300, required=False, help_text="Such as the minute. Nobody’s name."
    )


class AgreementForm(_Agreed):
    """What is paid towards a head."""

    head = fields.RecordField(None, label="Towards which head of income?")
    total = fields.MoneyField(
        label="Total to be shared",
        required=False,
        help_text="Leave empty where every line below is an amount: they are the total.",
    )
    lines = fields.LongTextField(
        label="Who pays what, one to a line",
        rows=12,
        max_length=20_000,
        ask="Enter at least one line",
        help_text="An agency, a comma, and its share: 45.5%, or £12,000, or equal, or a population such as "
        "310,000 people. For a share of a share write what it is called (Health, 45%), and below it "
        "its parts, each beginning with a hyphen.",
    )
    whole_pounds = fields.CheckboxField(
        label="In whole pounds",
        required=False,
        help_text="Otherwise to the penny. What rounding leaves over goes to whoever lost most by it, so "
        "that the parts are always the whole.",
    )

    field_order = ["head", "total", "lines", "whole_pounds"]

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset, self.fields["group"].queryset = rows


class InvoiceForm(_Day):
    """An invoice."""

    agency = fields.RecordField(None, label="To whom?")
    reference = fields.TextField(label="Invoice number", max_length=60)
    term_days = fields.WholeNumberField(
        label="To be paid within how many days?", width=3, min_value=0, max_value=365
    )

    field_order = ["agency", "day", "reference", "amount", "term_days"]

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = rows


class CreditForm(_Day):
    """A credit note."""

    reference = fields.TextField(label="Credit note number", max_length=60)
    reason = fields.TextField(label="Reason", max_length=300, ask="Enter the reason")


class ReceiptForm(_Day):
    """Money that came in."""

    invoice = fields.RecordField(
        None, label="On which invoice?", required=False, empty_label="None: paid without an invoice"
    )
    amount = fields.MoneyField(
        label="Amount", help_text="For money paid back begin with a minus. Part of it will do."
    )

    field_order = ["invoice", "day", "amount", "reference"]

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invoice"].queryset = rows
        self.fields["invoice"].label_from_instance = _invoice


def _invoice(row: Any) -> str:
    return f"{row.reference}, £{row.amount:,.2f}"


class BudgetForm(_Agreed):
    """What is planned for each head: a field for each."""

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heads, groups = rows
        self.fields["group"].queryset = groups
        self.heads = {f"head-{head.pk}": head for head in heads}
        for name, head in self.heads.items():
            field = fields.MoneyField(
                label=f"{head.get_side_display()}: {head}", required=False, width=10
            )
            field.speak(str(head))
            self.fields[name] = field
        self.order_fields([*self.heads])

    @property
    def amounts(self) -> dict:
        """The amount of each head that was filled in; for a valid form. Blank is not nothing."""
        said = {head: self.cleaned_data.get(name) for name, head in self.heads.items()}
        return {head: amount for head, amount in said.items() if amount is not None}


class _OnHead(_Day):
    head = fields.RecordField(None, label="Head")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = rows[0]
        if "adjusts" in self.fields:
            self.fields["adjusts"].queryset = rows[1]
            if not rows[1].exists():
                del self.fields["adjusts"]


def _adjusts() -> fields.RecordField:
    return fields.RecordField(
        None,
        label="Does it put a closed year right?",
        required=False,
        empty_label="No",
        help_text="It counts in the year of its date all the same: a closed year stays as it is.",
    )


class IncomeForm(_OnHead):
    """Money that came in."""

    words = fields.TextField(
        label="Where it came from", max_length=200, ask="Enter where it came from"
    )
    amount = fields.MoneyField(
        label="Amount",
        help_text="To correct an entry, or to move it to another head, begin with a minus.",
    )
    adjusts = _adjusts()

    field_order = ["words", "head", "day", "amount", "reference", "adjusts"]


class SpendForm(_OnHead):
    """Spending that is asked for."""

    reference = None
    title = fields.TextField(label="What is it for?", max_length=200)
    supplier = fields.TextField(
        label="Supplier",
        max_length=200,
        required=False,
        help_text="A firm, or what kind of supplier: no private person’s name.",
    )
    amount = fields.MoneyField(label="Amount", help_text="As it will be paid, VAT included.")
    reason = fields.LongTextField(
        label="Why it is needed", rows=4, max_length=5_000, required=False
    )
    adjusts = _adjusts()

    field_order = ["title", "head", "supplier", "amount", "day", "reason", "adjusts"]


class ReasonForm(Form):
    """A reason."""

    reason = fields.LongTextField(
        label="Reason",
        rows=3,
        max_length=500,
        ask="Enter the reason",
        help_text="It stays beside it.",
    )


class PayForm(_Day):
    """A payment."""

    amount = fields.MoneyField(
        label="Amount", help_text="For money that came back begin with a minus. Part of it will do."
    )
    last = fields.CheckboxField(label="Nothing more is to be paid", required=False)

    field_order = ["day", "amount", "reference", "last"]


class ReserveForm(Form):
    """A reserve."""

    title = fields.TextField(label="Name", max_length=200, ask="Enter the name of the reserve")
    purpose = fields.LongTextField(label="What is it set aside for?", rows=3, max_length=2_000)
    opened = DateField(label="Kept here from")
    opening = fields.MoneyField(label="Holds on that day")


class MovementForm(_OnHead):
    """Money put into a reserve or taken out."""

    way = fields.RadioField(
        label="Which way?", choices=[("out", "Out of the reserve"), ("in", "Into the reserve")]
    )
    head = fields.RecordField(
        None,
        label="Under which head of the account?",
        help_text="Taken out, it is income; put in, expenditure.",
    )
    reason = fields.TextField(label="What for?", max_length=300)

    field_order = ["way", "day", "amount", "head", "reason", "reference"]

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, rows=(rows, None), **kwargs)
        self.fields["head"].label_from_instance = _both_sides


def _both_sides(head: Any) -> str:
    return f"{head.get_side_display()}: {head}"


class LimitForm(Form):
    """A limit of delegation."""

    post = fields.RecordField(
        None, label="Post", help_text="Whoever holds it on the day may approve."
    )
    up_to = fields.MoneyField(
        label="Up to", required=False, help_text="Leave empty for any amount."
    )
    heads = fields.RecordsField(
        None, label="On which heads?", required=False, help_text="None ticked: on all of them."
    )
    start = DateField(label="From")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset, self.fields["heads"].queryset = rows
        self.fields["post"].label_from_instance = _at_agency
        self.fields["heads"].small = True


def _at_agency(post: Any) -> str:
    return f"{post.title}, {post.agency}"


class EndLimitForm(Form):
    """The last day of a limit."""

    end = DateField(label="Last day")
    revision = fields.WholeNumberField(label=REVISION, widget=fields.forms.HiddenInput)
