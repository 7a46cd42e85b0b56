"""Adding, changing, reviewing, accepting and closing risks."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.views.asking import source_asked
from safeloom.domain.partnership.forms import revisioned
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.plans import addresses, forms
from safeloom.domain.plans.commands import reviewing
from safeloom.domain.plans.commands import risks as commands
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.models import Risk
from safeloom.domain.plans.queries import risks as queries
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.web.forms import Form


@open_to("risk.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a risk, begun from a record where `?source=` names one. Of a sealed record it says nothing."""
    here = request.partnership
    where = source_asked(request, request.POST.get("source") or request.GET.get("source"))
    source = where.record if where else None
    if source is not None and source.sensitivity == Record.Sensitivity.SEALED:
        source = None

    def act(said: dict[str, Any]) -> Risk:
        owner = Who(**{name: said.pop(name) for name in ("group", "agency", "post")})
        new = commands.NewRisk(owner=owner, **(said | {"source": source}))
        return commands.add_risk(by=request.viewer.person, partnership=here, new=new)

    return ask(
        request,
        partial(forms.AddRiskForm, titles=queries.theme_titles(here)),
        act,
        title="Add a risk",
        button="Add risk",
        done="The risk is on the register. Say as actions what else is to be done about it.",
        rows=queries.owners(here, today()),
        initial={"source": source.pk if source else "", "opened": request.viewer.day},
        lead=f"Begun from {source.reference} {source.title}." if source else "",
        back=lambda risk: addresses.of_risk(here, risk),
        cancel=where.address if where else addresses.act("risks", here),
        trail=_trail(request),
    )


@open_to("risk.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what a risk says."""
    risk = _risk(request, reference)
    return _ask(
        request,
        risk,
        partial(forms.ChangeRiskForm, titles=queries.theme_titles(request.partnership)),
        lambda said: commands.change_risk(
            by=request.viewer.person, risk=risk, seen=said.pop("revision"), **said
        ),
        title="Change the risk",
        button="Save risk",
        done="The risk was changed.",
        initial=_said(risk),
        current=lambda: _said(_risk(request, reference)),
    )


@open_to("risk.change")
def own(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say who owns a risk."""

    def act(*, by: Any, risk: Risk, seen: int, start: Any, **said: Any) -> Risk:
        owner = Who(**said)
        return commands.set_owner(by=by, risk=risk, seen=seen, owner=owner, start=start)

    return _change(
        request,
        reference,
        "risk.change",
        forms.OwnerForm,
        act,
        title="Who owns the risk?",
        button="Save owner",
        done="The owner was saved.",
        rows=queries.owners(request.partnership, today()),
    )


@open_to("risk.review")
def review(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Look at a risk again and say how high it is now."""
    return _change(
        request,
        reference,
        "risk.review",
        forms.ReviewForm,
        reviewing.review_risk,
        title="Review the risk",
        button="Save review",
        done="The review was saved.",
        lead="Leave likelihood and impact as they are where the score is what it was.",
    )


@open_to("risk.accept")
def accept(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Write down that a risk is accepted as it is."""
    rows = queries.owners(request.partnership, today())
    return _change(
        request,
        reference,
        "risk.accept",
        forms.AcceptForm,
        reviewing.accept_risk,
        title="Accept the risk until a day",
        button="Save acceptance",
        done="The acceptance was saved.",
        rows={name: rows[name] for name in ("group", "post")},
    )


@open_to("risk.accept")
def take_back(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Accept a risk no longer."""
    return _change(
        request,
        reference,
        "risk.accept",
        forms.DayAndReasonForm,
        reviewing.take_back_acceptance,
        title="Take the acceptance back",
        button="Take it back",
        done="It is accepted no longer.",
    )


@open_to("risk.change")
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Take a risk off the register."""
    return _change(
        request,
        reference,
        "risk.change",
        forms.DayAndReasonForm,
        commands.close_risk,
        title="Close the risk",
        button="Close risk",
        done="The risk is off the register. It is found under the state “Closed”.",
        lead="Its page stays, and it can be opened again.",
    )


@open_to("risk.change")
def reopen(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Put a closed risk on the register again."""
    return _change(
        request,
        reference,
        "risk.change",
        forms.DayAndReasonForm,
        commands.reopen_risk,
        title="Open the risk again",
        button="Open risk",
        done="The risk is on the register again.",
    )


def _change(
    request: HttpRequest,
    reference: str,
    permission: str,
    form: type[Form],
    command: Callable[..., Any],
    **words: Any,
) -> HttpResponse:
    """Ask, and do it to the risk as it was shown: of a risk that was changed since nothing is done."""
    risk = _risk(request, reference, permission)
    return _ask(
        request,
        risk,
        revisioned(form),
        lambda said: command(
            by=request.viewer.person, risk=risk, seen=said.pop("revision"), **said
        ),
        initial={"revision": risk.record.revision},
        current=lambda: {"revision": _risk(request, reference, permission).record.revision},
        **words,
    )


def _ask(
    request: HttpRequest, risk: Risk, form: Any, act: Callable[[dict[str, Any]], Any], **words: Any
) -> HttpResponse:
    back = addresses.of_risk(request.partnership, risk)
    return ask(
        request,
        form,
        act,
        back=back,
        subject=risk.record.reference,
        trail=[*_trail(request), (risk.record.reference, back)],
        **words,
    )


def _risk(request: HttpRequest, reference: str, permission: str = "risk.change") -> Risk:
    rows = queries.risks(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def _said(risk: Risk) -> dict[str, Any]:
    names = ("title", "number", "description", "controls", "further", "opened", "cycle")
    said = {name: getattr(risk, name) for name in names}
    return said | {"theme": risk.theme.title, "revision": risk.record.revision}


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    here = request.partnership
    return [
        ("Plan", addresses.act("first", here)),
        ("Risk register", addresses.act("risks", here)),
    ]
