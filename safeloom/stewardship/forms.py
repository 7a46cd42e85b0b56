"""The forms of stewardship."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import HiddenInput

from safeloom.domain.partnership.fields import PersonField
from safeloom.foundation.access.definitions import ROLE, ROLES
from safeloom.foundation.access.models import Grant, GrantReview
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.stewardship import queries
from safeloom.stewardship.reviewing import Reach, detail, told
from safeloom.web.dates import DateField
from safeloom.web.fields import (
    CheckboxesField,
    CheckboxField,
    EmailField,
    RadioField,
    RecordField,
    TextField,
    WholeNumberField,
)
from safeloom.web.forms import Form

HINTS = {
    "partnership": "over the whole partnership",
    "agency": "over one agency",
    "group": "over one group",
}


class PrincipalField(RecordField):
    """A choice of people, posts, groups and agencies, each with what it is."""

    def label_from_instance(self, obj: Principal) -> str:
        """`Ash Invented (person)`."""
        return f"{obj.name} ({obj.get_kind_display().lower()})"


class OpenAccountForm(Form):
    """Who gets an account, and the address they sign in with."""

    person = PersonField(None, label="Person", help_text="People of the directory without account.")
    email = EmailField(
        label="Work e-mail address",
        help_text="Their own address, not one that several share. They sign in with it.",
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = queries.people_without_account(partnership)

    def clean_email(self) -> str:
        """Refuse an address that cannot sign anybody else in."""
        email = self.cleaned_data["email"].strip().lower()
        if queries.address_is_taken(email):
            raise ValidationError("This address cannot be used. Enter another one.")
        return email


class GiveRoleForm(Form):
    """Who gets which role, over what, from when to when."""

    principal = PrincipalField(
        None,
        label="Who",
        help_text="A role given to a post, group or agency reaches whoever belongs to it.",
    )
    role = RadioField(
        label="Role",
        choices=[(role.key, role.title) for role in ROLES],
        hints={role.key: HINTS[role.over] for role in ROLES},
    )
    over = PrincipalField(
        None,
        label="Over which agency or group",
        help_text="Only for a role over one agency or one group.",
        required=False,
    )
    start = DateField(label="From", help_text="For example, 1 4 2026", required=False)
    end = DateField(
        label="To", help_text="The last day. Empty: until further notice.", required=False
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].queryset = queries.may_be_given(partnership)
        self.fields["over"].queryset = queries.may_be_over(partnership)

    def clean(self) -> dict[str, Any]:
        """Refuse a role over the wrong kind of thing, and an end before the start."""
        said = super().clean()
        role, over = ROLE.get(said.get("role", "")), said.get("over")
        if role and role.over == "partnership" and over:
            self.add_error("over", "This role is over the whole partnership: select nothing here.")
        elif role and role.over != "partnership" and (over is None or over.kind != role.over):
            self.add_error("over", f"Select the {role.over} this role is over")
        start, end = said.get("start"), said.get("end")
        if start and end and end < start:
            self.add_error("end", "The last day must not be before the first.")
        return said


class EndRoleForm(Form):
    """The last day of a role."""

    last_day = DateField(
        label="Last day",
        help_text="The role is held on this day still. Yesterday takes it away at once.",
        ask="Enter the last day",
    )


class SecondStepForm(Form):
    """The roles that ask for a second step."""

    roles = CheckboxesField(
        label="Roles that ask for a second step",
        choices=[(role.key, role.title) for role in ROLES],
        required=False,
    )


class ReviewForm(Form):
    """A decision on each of some roles; deciding later changes nothing."""

    LATER = "later"
    CHOICES = (
        (LATER, "Decide later"),
        (GrantReview.Outcome.KEPT, "Keep the role"),
        (GrantReview.Outcome.ENDED, "End the role now"),
    )

    def __init__(
        self, *args: Any, grants: Sequence[Grant], reached: Reach, day: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for grant in grants:
            self.fields[f"role-{grant.pk}"] = RadioField(
                label=told(grant),
                help_text=detail(grant, reached, day),
                choices=self.CHOICES,
                initial=self.LATER,
            )

    def decisions(self) -> dict[int, str]:
        """What was decided, by the grant's key."""
        return {
            int(name.removeprefix("role-")): said
            for name, said in self.cleaned_data.items()
            if said != self.LATER
        }


class CopyForm(Form):
    """Whose copy, and for which request."""

    person = PersonField(None, label="Person", ask="Select the person")
    reference = TextField(
        label="Reference of the request",
        max_length=40,
        width=10,
        help_text="How you find the request again, such as SAR-12. It stands in the audit: name nobody.",
        ask="Enter the reference of the request",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class PeriodForm(Form):
    """A period of the partnership's own."""

    years = WholeNumberField(label="Years", width=3, min_value=0, max_value=99)
    start = DateField(label="From", required=False, help_text="Empty: from today.")
    source = TextField(
        label="Source",
        max_length=300,
        help_text="The schedule that says so.",
        ask="Enter the schedule that says so",
    )
    checked = CheckboxField(label="It was compared with that schedule", required=False)


class HoldForm(Form):
    """A legal hold."""

    person = PersonField(None, label="Person", required=False)
    reference = TextField(
        label="Or the reference of a record", max_length=20, width=10, required=False
    )
    reason = TextField(label="Reason", max_length=500)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class RunForm(Form):
    """Confirming what was previewed."""

    reason = TextField(
        label="Reason",
        max_length=500,
        help_text="Such as the yearly review of records. It stands in the audit: name nobody.",
        ask="Say why this is done now",
    )
    previewed = TextField(label="Previewed", widget=HiddenInput)
