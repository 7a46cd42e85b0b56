"""The one page on which what somebody held is corrected, or taken away if it was a mistake."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.views.asking import ask


def holding_page(
    request: HttpRequest,
    holding: Any,
    *,
    what: str,
    back: str,
    subject: str,
    correct: Callable[..., Any],
    withdraw: str,
    again: Callable[[], Any],
) -> HttpResponse:
    """Change the days on which `what` was so; `withdraw` is the address of taking it away."""
    return ask(
        request,
        forms.revisioned(forms.DaysForm),
        lambda said: correct(seen=said.pop("revision"), **said),
        title=what,
        lead="Give a last day to end it, or correct the days.",
        button="Save days",
        done="The days were saved.",
        back=back,
        initial=_said(holding),
        current=lambda: _said(again()),
        subject=subject,
        template="partnership/holding.html",
        withdraw=withdraw,
    )


def withdrawing_page(
    request: HttpRequest, *, what: str, back: str, withdraw: Callable[[], Any]
) -> HttpResponse:
    """Take away what was entered by mistake, after asking."""
    return ask(
        request,
        forms.Form,
        lambda said: withdraw(),
        title=f"Was it a mistake? {what}",
        lead="It is taken away as if it had never been so. If it was so and ended, give its last day "
        "instead.",
        button="Take it away",
        warn=True,
        done="It was taken away.",
        back=back,
    )


def _said(holding: Any) -> dict[str, Any]:
    return {"start": holding.start, "end": holding.end, "revision": holding.revision}
