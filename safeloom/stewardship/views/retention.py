"""Retention: what is kept how long, what stops its ending, what is past its rule, and ending that."""

import time
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.retention import commands
from safeloom.foundation.retention.due import due
from safeloom.foundation.retention.rules import AFTER_LEAVING, declared
from safeloom.stewardship import queries
from safeloom.stewardship.forms import HoldForm, PeriodForm, RunForm
from safeloom.stewardship.views.hub import trail
from safeloom.web.forms import INVALID, form_for, form_page, tell
from safeloom.web.words import count_words

_SECONDS = 5


@open_to("retention.see")
def rules(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Every personal field with its rule, the partnership's own period, holds and runs."""
    here, day = request.partnership, request.viewer.day
    context = {
        "title": "Retention",
        "declared": declared(),
        "after_leaving": AFTER_LEAVING,
        "periods": queries.periods(here),
        "period": queries.period_now(here, day),
        "holds": queries.holds(request.viewer, here, day),
        "runs": queries.runs(here),
        "may": request.viewer.may("retention.run", here.pk),
        "trail": trail(request),
    }
    return render(request, "stewardship/retention.html", context)


@open_to("retention.run")
def period(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Set the partnership's own period."""
    return _ask(
        request,
        PeriodForm,
        lambda form: commands.set_period(
            by=request.viewer.person, partnership=request.partnership, **form.cleaned_data
        ),
        "The period is set.",
        title="Set your own period",
        lead="How many years after their last post or seat ended you keep who people were. No national "
        "schedule says it: give the one of yours.",
        button="Set period",
    )


@open_to("retention.run")
def hold(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Put a legal hold on a person or a record."""
    here = request.partnership

    def put(form: HoldForm) -> None:
        said = dict(form.cleaned_data)
        reference = said.pop("reference")
        record = queries.record_of(request.viewer, here, reference) if reference else None
        if reference and record is None:
            raise ValidationError({"reference": "There is no record of that reference."})
        commands.hold(by=request.viewer.person, partnership=here, record=record, **said)

    return _ask(
        request,
        HoldForm,
        put,
        "The hold is on. Nothing it covers ends until it is lifted.",
        title="Put a legal hold",
        lead="On a person, or on a record: then nobody ends who has anything to do with it.",
        button="Put hold",
        people=queries.people_ever(here),
    )


@open_to("retention.run")
@require_POST
def lift(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Lift a hold; today is its last day."""
    found = get_object_or_404(
        queries.holds(request.viewer, request.partnership, request.viewer.day), pk=pk
    )
    commands.lift(by=request.viewer.person, found=found)
    messages.success(request, "The hold is lifted; today is its last day.")
    return HttpResponseRedirect(_at("retention", request))


@open_to("retention.run")
def preview(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Who is past their rule, and confirming that they shall end."""
    here, viewer = request.partnership, request.viewer
    found = due(here, viewer.day)
    digest = commands.digest_of(found)
    form = form_for(request, RunForm, initial={"previewed": digest})
    if request.method == "POST" and form.is_valid():
        try:
            run = commands.confirm(by=viewer.person, partnership=here, **form.cleaned_data)
        except commands.Changed:
            form.add_error(None, "What is due changed meanwhile. Look at it again, then confirm.")
            form.data = form.data.copy()
            form.data["previewed"] = digest
        except ValidationError as refused:
            tell(form, refused)
        else:
            return _go_on(request, run)
    context = {
        "title": "What is past its rule",
        "form": form,
        "ends": [each for each in found if not each.stopped],
        "stopped": [each for each in found if each.stopped],
        "kinds": queries.kinds_of(found),
        "button": "End what is past its rule",
        "trail": trail(request, ("Retention", "retention")),
    }
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "stewardship/retention_due.html", context, status=status)


@open_to("retention.see")
def run(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """How far a run is; carrying it on."""
    found = get_object_or_404(queries.runs(request.partnership), pk=pk)
    may = request.viewer.may("retention.run", request.partnership.pk)
    if request.method == "POST" and may:
        return _go_on(request, found)
    done, left, alone = queries.progress(found)
    context = {
        "title": "A run of the rules of retention",
        "run": found,
        "done": done,
        "left": left,
        "alone": alone,
        "may": may and bool(left),
        "trail": trail(request, ("Retention", "retention")),
    }
    return render(request, "stewardship/retention_run.html", context)


def _go_on(request: HttpRequest, found) -> HttpResponse:
    """Batches for some seconds; what is left then goes on by itself, or here."""
    until = time.monotonic() + _SECONDS
    left = 1
    while left and time.monotonic() < until:
        left = commands.carry_on(by=request.viewer.person, run=found)
    if left:
        words = f"{count_words(left, 'person is', 'people are')} left; it goes on by itself."
        messages.info(request, words.capitalize())
    else:
        messages.success(request, "What was past its rule has ended.")
    return HttpResponseRedirect(_at("retention-run", request, found.pk))


def _ask(request: HttpRequest, kind, act, done: str, *, people=None, **context) -> HttpResponse:
    given = {} if people is None else {"people": people}
    form = form_for(request, kind, **given)
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(_at("retention", request))
    context["cancel"] = _at("retention", request)
    return form_page(request, form, trail=trail(request, ("Retention", "retention")), **context)


def _at(name: str, request: HttpRequest, *args: object) -> str:
    return reverse(f"stewardship:{name}", args=[request.partnership.key, *args])
