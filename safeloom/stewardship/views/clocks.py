"""The rules of clocks: what is used, how long it runs, from which day; days on which nobody is there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.clocks import commands, settings
from safeloom.kernel.clock_words import explained
from safeloom.stewardship.clock_forms import OFF, ON, ClosureForm, SettingForm
from safeloom.stewardship.views.hub import trail
from safeloom.web.acting import act_on
from safeloom.web.words import date_words, lower_first


def _at(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(f"stewardship:{name}", args=[request.partnership.key, *args])


def _way(request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back; a co-ordinator has no stewardship to go back to."""
    way = trail(request, *more)
    return way if request.viewer.may("stewardship.see", request.partnership.pk) else way[1:]


def _line(each: settings.Set) -> dict[str, Any]:
    rule = each.now or each.shipped
    state = ("Off", "plain") if each.now is None else ("Used", "done")
    later = [
        f"From {date_words(row.start)}: " + (f"{row.length} {row.unit}" if row.runs else "off")
        for row in each.later
    ]
    return {
        "key": rule.key,
        "title": rule.title,
        "long": rule.long,
        "state": state,
        "checked": rule.checked,
        "says": explained(rule),
        "later": later,
        "statutory": rule.statutory,
    }


@open_to("clock.set")
def rules(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Every rule, and the closure days to come."""
    here, day = request.partnership, request.viewer.day
    groups = [
        (group.title, [_line(each) for each in group.rules]) for group in settings.groups(here, day)
    ]
    context = {
        "title": "Clocks",
        "groups": groups,
        "closures": list(settings.closure_days(here, day)),
        "trail": _way(request),
    }
    return render(request, "stewardship/clocks.html", context)


@open_to("clock.set")
def set_rule(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Set the rule that `?rule=` names from a day on; without one that can be set, back to all of them."""
    here, day = request.partnership, request.viewer.day
    rule = request.GET.get("rule", "")
    found = settings.one(here, rule, day)
    if found is None or found.shipped.statutory:
        return HttpResponseRedirect(_at(request, "clocks"))
    holds = found.now or found.shipped

    def act(form: SettingForm) -> str:
        commands.set_rule(by=request.viewer.person, partnership=here, key=rule, to=form.said)
        return f"“{holds.title}” is set from {date_words(form.cleaned_data['since'])} on."

    own = found.setting
    return act_on(
        request,
        SettingForm,
        act,
        title=f"Set the clock: {lower_first(holds.title)}",
        button="Set clock",
        back=_at(request, "clocks"),
        initial={
            "runs": ON if found.now else OFF,
            "length": holds.length,
            "unit": holds.unit.value,
            "since": day,
            "source": own.source if own else "",
            "checked": own.checked if own else False,
        },
        lead=" ".join(explained(found.shipped)),
        trail=_way(request, ("Clocks", "clocks")),
    )


@open_to("clock.set")
def close(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Say that the partnership is closed on a day."""

    def act(form: ClosureForm) -> str:
        commands.close_on(
            by=request.viewer.person, partnership=request.partnership, **form.cleaned_data
        )
        return f"{date_words(form.cleaned_data['day'])} is a closure day."

    return act_on(
        request,
        ClosureForm,
        act,
        title="Add a closure day",
        button="Add closure day",
        back=_at(request, "clocks"),
        lead="Clocks of working days that run move by it, but for those that the law sets.",
        trail=_way(request, ("Clocks", "clocks")),
    )


@open_to("clock.set")
@require_POST
def open_again(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take a closure day back."""
    found = get_object_or_404(settings.closure_days(request.partnership), pk=pk)
    commands.open_on(by=request.viewer.person, closure=found)
    messages.success(request, f"{date_words(found.day)} is no closure day any more.")
    return HttpResponseRedirect(_at(request, "clocks"))
