"""Saying of many responses at once that they are moderated: those chosen on the board, or all that wait."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from safeloom.domain.questionnaires.addresses import of_campaign
from safeloom.domain.questionnaires.commands.moderating_many import (
    ManyModerated,
    say_many_moderated,
)
from safeloom.domain.questionnaires.forms.many import ManyForm
from safeloom.domain.questionnaires.queries.progress import body_of
from safeloom.domain.questionnaires.queries.to_look_at import HandedIn, handed_in
from safeloom.domain.questionnaires.views.finding import MODERATE, campaign_of, campaign_trail
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import form_for, form_page, tell
from safeloom.web.words import count_words, list_words

LEFT_OUT = "Left out, as they are not handed in or are moderated already"


@open_to(MODERATE)
def many(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Choose which are moderated, and say so of all of them; those that cannot be are named, and the others
    are done."""
    here, viewer = request.partnership, request.viewer
    campaign = campaign_of(request, reference, MODERATE)
    back = of_campaign(here, campaign)
    if request.method == "POST":
        seen = _read(request.POST.get("seen", ""))
        rows = handed_in(viewer, campaign, seen)
    else:
        chosen = request.GET.getlist("chosen")
        rows = handed_in(viewer, campaign, chosen or None)
        _tell_left_out(request, [one for one in rows if not one.waits])
        rows = [one for one in rows if one.waits]
        seen = {one.reference: one.steps for one in rows}
    if not rows:
        messages.info(request, "Nothing that you chose waits to be moderated.")
        return HttpResponseRedirect(back)
    form = form_for(request, ManyForm, rows=rows, initial={"seen": _written(seen)})
    if request.method == "POST" and form.is_valid():
        try:
            found = _moderated(request, form, seen)
        except ValidationError as refused:
            tell(form, refused)
        else:
            _say(request, found)
            return HttpResponseRedirect(back)
    return form_page(
        request,
        form,
        title="Moderate many at once",
        button="Say that they are moderated",
        template="questionnaires/moderate_many.html",
        lead=f"{campaign.record.title}: {count_words(len(rows), 'response waits', 'responses wait')} "
        "to be moderated. Each keeps its own grades; whoever answered is told by mail.",
        cancel=back,
        trail=campaign_trail(request, campaign),
    )


def _moderated(request: HttpRequest, form: Any, seen: Mapping[str, int]) -> ManyModerated:
    data = form.cleaned_data
    return say_many_moderated(
        by=request.viewer.person,
        chosen=[(one.response, seen[one.reference]) for one in form.chosen],
        feedback=data["feedback"],
        close=data["close"],
    )


def _say(request: HttpRequest, found: ManyModerated) -> None:
    if found.done:
        words = count_words(len(found.done), "response is", "responses are")
        messages.success(request, f"{words[:1].upper()}{words[1:]} moderated.")
    if found.refused:
        named = "; ".join(
            f"{body_of(one) or one.record.reference} ({why.rstrip('.')})"
            for one, why in found.refused
        )
        messages.error(request, f"Not moderated: {named}.")


def _tell_left_out(request: HttpRequest, rows: list[HandedIn]) -> None:
    if rows:
        messages.warning(request, f"{LEFT_OUT}: {list_words([one.called for one in rows])}.")


def _read(text: str) -> dict[str, int]:
    pairs = (one.partition("=") for one in text.split(",") if one)
    return {
        name: int(number) for name, _, number in pairs if number.isdecimal() and len(number) < 10
    }


def _written(seen: Mapping[str, int]) -> str:
    return ",".join(f"{reference}={steps}" for reference, steps in seen.items())
