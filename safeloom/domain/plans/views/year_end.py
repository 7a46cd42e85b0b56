"""Closing a year of a plan: each line, what became of it."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from safeloom.domain.plans import addresses
from safeloom.domain.plans import plan_forms as forms
from safeloom.domain.plans.commands import year_end as commands
from safeloom.domain.plans.line_standing import LineStanding
from safeloom.domain.plans.plan_forms import YearEndForm, year_words
from safeloom.domain.plans.queries import lines as queries
from safeloom.domain.plans.queries.choices import plans_to_carry_into
from safeloom.domain.plans.views.plan_changes import CHANGE, plan_of, trail
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import form_for, form_page
from safeloom.web.words import count_words


@open_to(CHANGE)
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say of the lines of a plan, or of one of its years, what became of them. What is left open can be
    said later; what somebody else said meanwhile is told at its line."""
    here = request.partnership
    plan = plan_of(request, reference)
    years = queries.years(plan)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else None
    rows = queries.to_close(plan, year, _answered(request))
    lines = queries.standings(rows, here, request.viewer.day)
    form = form_for(
        request,
        YearEndForm,
        lines=lines,
        rows={"into": plans_to_carry_into(here, plan)},
        initial={"into": plan.pk},
    )
    if request.method == "POST" and form.is_valid():
        by_key = {str(one.line.pk): one.line for one in lines}
        ended = [
            commands.Ended(line=by_key[key], outcome=outcome, reason=reason, due=due)
            for key, outcome, reason, due in form.answered()
        ]
        try:
            new = commands.close_year(
                by=request.viewer.person,
                plan=plan,
                seen=None,
                day=form.cleaned_data["day"],
                into=form.cleaned_data["into"],
                ended=ended,
            )
        except ValidationError as refused:
            _tell(form, refused)
        else:
            said = count_words(len(ended), "line", "lines")
            carried = f", {len(new)} carried forward" if new else ""
            messages.success(request, f"Said of {said} what became of them{carried}.")
            return HttpResponseRedirect(addresses.of_plan(here, plan))
    return form_page(
        request,
        form,
        title=f"Close {year_words(year) if year else 'a year'} of the plan",
        button="Save what became of them",
        template="plans/year_end.html",
        cancel=addresses.of_plan(here, plan),
        trail=trail(request, plan),
        plan=plan,
        years=[(year_words(one), f"?year={one}", one == year) for one in years],
        lines=[(one, _fields(form, one)) for one in lines],
    )


def _answered(request: HttpRequest) -> list[UUID]:
    """The lines of which something was posted: what somebody else said of one meanwhile is told at it."""
    found = []
    for name, said in request.POST.items():
        if name.startswith("outcome-") and said:
            with suppress(ValueError):
                found.append(UUID(name.removeprefix("outcome-")))
    return found


def _fields(form: forms.YearEndForm, one: LineStanding) -> dict[str, Any]:
    key = str(one.line.pk)
    return {name: form[f"{name}-{key}"] for name in ("outcome", "reason", "due")}


def _tell(form: forms.YearEndForm, refused: ValidationError) -> None:
    told = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for name, found in told.items():
        field = name if name in form.fields else f"reason-{name}"
        for message in found:
            form.add_error(field if field in form.fields else None, message)
