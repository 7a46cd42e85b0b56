"""Showing things as they were, or will be, on any date."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from safeloom.foundation.today import today
from safeloom.web.dates import DateField
from safeloom.web.forms import Form


class AsAtForm(Form):
    """The date control; empty means today."""

    says_optional = False
    as_at = DateField(label="As at", required=False)


@dataclass(frozen=True)
class AsAt:
    """The date a page is shown for. `problem` says what is wrong with the date asked for; `day` is
    then today."""

    day: date
    form: AsAtForm
    problem: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the page shows how things stand now."""
        return self.day == today()


def read_as_at(request: HttpRequest) -> AsAt:
    """The date from `?as_at=2026-12-04` or from the three inputs of the control."""
    asked = any(name.split("-")[0] == "as_at" for name in request.GET)
    form = AsAtForm(request.GET if asked else None, initial={"as_at": today()})
    if asked and not form.is_valid():
        return AsAt(today(), form, form.errors["as_at"][0])
    chosen = form.cleaned_data["as_at"] if asked else None
    return AsAt(chosen or today(), AsAtForm(initial={"as_at": chosen or today()}))
