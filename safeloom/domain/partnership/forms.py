"""What is asked for. Whether it can be is for the commands to say."""

from django.db.models import QuerySet

from safeloom.domain.partnership.fields import PersonField
from safeloom.domain.partnership.models import (
    Agency,
    Chairing,
    Group,
    SchoolEntry,
    StatutoryRole,
)
from safeloom.foundation.today import today
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm


def first_day(label: str = "First day", **more) -> DateField:
    """The first day of a row; empty is as far back as is known."""
    more.setdefault("required", False)
    return DateField(label=label, help_text="For example, 1 4 2024. Empty: not known.", **more)


def last_day(label: str = "Last day") -> DateField:
    """The last day of a row; empty is until further notice."""
    return DateField(label=label, help_text="Empty: until further notice.", required=False)


class Spoken(Form):
    """A form that offers rows of some querysets: `RowForm(..., rows={"agency": …})`."""

    def __init__(self, *args, rows: dict[str, QuerySet] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in (rows or {}).items():
            self.fields[name].queryset = queryset


def gss_field() -> fields.TextField:
    """The code of the Office for National Statistics."""
    return fields.TextField(
        label="GSS code", required=False, width=10, help_text="E and 8 digits, such as E10000017."
    )


def dfe_la_field() -> fields.TextField:
    """The code of the Department for Education."""
    return fields.TextField(
        label="DfE local authority code",
        required=False,
        width=3,
        help_text="3 digits, such as 888.",
    )


class AreaForm(Form):
    """An area."""

    name = fields.TextField(label="Name", max_length=120, ask="Enter the name of the area")
    gss_code = gss_field()
    dfe_la_code = dfe_la_field()
    start = first_day()
    end = last_day()


class AgencyForm(Form):
    """An agency."""

    name = fields.TextField(label="Name", max_length=120, ask="Enter the name of the agency")
    kind = fields.SelectField(label="Kind", choices=[("", "Select one"), *Agency.Kind.choices])
    standing = fields.RadioField(
        label="Standing",
        choices=Agency.Standing.choices,
        initial=Agency.Standing.RELEVANT,
        help_text="Whether it is a statutory partner is said on its page, with dates.",
    )
    ods_code = fields.TextField(
        label="ODS code", required=False, width=10, help_text="Of an NHS body, such as QE1."
    )
    urn = fields.TextField(
        label="URN", required=False, width=10, help_text="Of a school or college: 6 digits."
    )
    gss_code = gss_field()
    dfe_la_code = dfe_la_field()
    start = first_day()
    end = last_day()


class SchoolForm(RevisionedForm):
    """What the register says of a school."""

    phase = fields.SelectField(
        label="Phase", choices=[("", "Select one"), *SchoolEntry.Phase.choices]
    )
    group = fields.SelectField(
        label="Kind of school", choices=[("", "Select one"), *SchoolEntry.Group.choices]
    )
    type_words = fields.TextField(
        label="Type",
        required=False,
        max_length=80,
        help_text="In the register’s words, such as Voluntary aided school.",
    )
    la_code = fields.TextField(
        label="Local authority code", required=False, width=3, help_text="3 digits, such as 888."
    )
    number = fields.TextField(
        label="Establishment number", required=False, width=5, help_text="4 digits, such as 2050."
    )
    status = fields.RadioField(
        label="Status", choices=SchoolEntry.Status.choices, initial=SchoolEntry.Status.OPEN
    )
    day = DateField(
        label="From",
        required=False,
        help_text="The first day on which this is so; what stood before ends on the eve. To correct what "
        "stands there, leave its own first day. Empty: as far back as is known.",
    )


class PersonForm(Form):
    """A person, and how they are reached at work."""

    name = fields.TextField(label="Name", max_length=120, ask="Enter the person’s name")
    work_email = fields.EmailField(label="Work e-mail", required=False, autocomplete="off")
    work_telephone = fields.TextField(
        label="Work telephone", required=False, max_length=30, width=20
    )


class PrivateContactForm(Form):
    """How a person is reached at home."""

    telephone = fields.TextField(
        label="Private telephone", required=False, max_length=40, width=20, autocomplete="off"
    )
    address = fields.LongTextField(
        label="Private address", required=False, max_length=300, rows=4, autocomplete="off"
    )


class FindPrivateForm(Form):
    """A private number or address that somebody has at hand."""

    private = fields.TextField(
        label="Private telephone or address",
        help_text="They are encrypted, so they are found only when typed in full: the whole number, or "
        "the whole address with its postcode. Spaces, commas and capitals do not matter.",
        max_length=300,
        autocomplete="off",
        ask="Enter a whole telephone number or address",
    )


class NewPersonForm(PersonForm):
    """A person who is new to the directory."""

    start = first_day("In the directory from")


class GroupForm(Form):
    """A group."""

    name = fields.TextField(label="Name", max_length=120, ask="Enter the name of the group")
    kind = fields.RadioField(label="Kind", choices=Group.Kind.choices)
    start = first_day()
    end = last_day()


class NewGroupForm(Spoken, GroupForm):
    """A new group and what it answers to."""

    parent = fields.RecordField(
        Group.objects.none(),
        label="Answers to",
        required=False,
        empty_label="No other group",
    )
    field_order = ["name", "kind", "parent", "start", "end"]


class PostForm(Form):
    """A post."""

    title = fields.TextField(label="Title", max_length=120, ask="Enter the title of the post")
    start = first_day()
    end = last_day()


class SeatForm(Spoken):
    """A seat."""

    title = fields.TextField(
        label="Title",
        max_length=120,
        ask="Enter the title of the seat",
        help_text="What the seat is for, such as Director of children’s services.",
    )
    agency = fields.RecordField(
        Agency.objects.none(),
        label="Agency",
        required=False,
        empty_label="No agency (a lay member, the scrutineer)",
    )
    statutory = fields.CheckboxField(label="A statutory partner’s seat", required=False)
    start = first_day()
    end = last_day()


class HolderForm(Spoken):
    """Who holds a post or seat, from when to when."""

    person = PersonField(
        None, label="Person", help_text="Somebody who is missing here is added to people first."
    )
    start = first_day(initial=today)
    end = last_day()


class ChairForm(HolderForm):
    """Who chairs a group, from when to when."""

    part = fields.RadioField(label="As", choices=Chairing.Part.choices, initial=Chairing.Part.CHAIR)
    field_order = ["person", "part", "start", "end"]


class DaysForm(Form):
    """The days of something."""

    start = first_day()
    end = last_day()


class LastDayForm(Form):
    """The last day of something."""

    day = DateField(label="Last day", initial=today)


class CoverForm(Spoken):
    """Where an agency works."""

    areas = fields.RecordsField(None, label="Areas", ask="Select at least one area")
    start = first_day()
    end = last_day()


class PartnerForm(Form):
    """An agency's part as a statutory partner."""

    partner = fields.RadioField(label="As", choices=StatutoryRole.Partner.choices)
    start = first_day()
    end = last_day()


class ParentForm(Spoken):
    """What a group answers to."""

    parent = fields.RecordField(None, label="Answers to")
    start = first_day(initial=today)
    end = last_day()


class SharingForm(Spoken):
    """With whom a group is shared."""

    partnership = fields.RecordField(None, label="Partnership")
    start = first_day(initial=today)
    end = last_day()


class SuccessionForm(Spoken):
    """What carries on from something."""

    successor = fields.RecordField(None, label="Successor")
    day = DateField(label="From", initial=today)


def revisioned(form: type[Form]) -> type[Form]:
    """The form as asked of something another person may be changing."""
    return type(f"Changing{form.__name__}", (form, RevisionedForm), {})


class SamePersonForm(Form):
    """Who is the same person as another entry."""

    other = fields.SelectField(label="The same person", ask="Select who is the same person")

    def __init__(self, *args, people: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "Select one"), *people]


class MergeForm(Form):
    """Which of two entries is kept."""

    keep = fields.RadioField(label="Which entry is kept?", ask="Select the entry to keep")
    close = fields.CheckboxField(
        label="Close the account of the other entry", required=False, help_text="Both have one."
    )

    def __init__(self, *args, people: list, accounts: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [
            (str(person.pk), f"{person.name} ({person.work_email or 'no e-mail known'})")
            for person in people
        ]
        if not accounts:
            del self.fields["close"]
