"""Writing, approving and sending the answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.systems.national.addresses import of_item
from safeloom.systems.national.commands import answering as verbs
from safeloom.systems.national.forms import AnswerForm, JudgeForm, SentForm
from safeloom.systems.national.queries.answers import latest
from safeloom.systems.national.views.items import found, trail

CHANGED = "Somebody wrote a new version meanwhile. Go back, and read it before you decide."


@open_to("national.answer")
def write(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Write the answer, or a new version of it."""
    here = request.partnership
    item = found(request, reference, "national.answer")
    last = latest(item)

    def act(data: dict[str, Any]) -> None:
        try:
            verbs.write_answer(
                by=request.viewer.person, item=item, seen=data["seen"], text=data["text"]
            )
        except Stale:
            raise ValidationError({"text": CHANGED}) from None

    return ask(
        request,
        AnswerForm,
        act,
        title=f"Answer to {item.title}",
        button="Save answer",
        done="The answer is written. Somebody else approves it.",
        back=of_item(here, item),
        initial={"text": last.text if last else "", "seen": last.version if last else 0},
        trail=trail(here, item),
    )


@open_to("national.approve")
def judge(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Approve the answer, or send it back."""
    here = request.partnership
    item = found(request, reference, "national.approve")
    last = latest(item)
    if last is None:
        raise Http404

    def act(data: dict[str, Any]) -> None:
        if data["version"] != last.version:
            raise ValidationError({"approved": CHANGED})
        verbs.judge_answer(
            by=request.viewer.person,
            answer=last,
            approved=data["approved"] == "yes",
            words=data["words"],
        )

    return ask(
        request,
        JudgeForm,
        act,
        title=f"The answer to {item.title}",
        button="Save decision",
        done="Your decision is noted.",
        back=of_item(here, item),
        initial={"version": last.version},
        template="national/judge.html",
        answer=last,
        trail=trail(here, item),
    )


@open_to("national.answer")
def sent(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Note the day on which the answer left."""
    here = request.partnership
    item = found(request, reference, "national.answer")
    last = latest(item)
    if last is None:
        raise Http404
    return ask(
        request,
        SentForm,
        lambda data: verbs.send_answer(by=request.viewer.person, answer=last, day=data["day"]),
        title=f"When was the answer to {item.title} sent?",
        button="Save",
        done="It is noted that the answer was sent.",
        back=of_item(here, item),
        initial={"day": request.viewer.day},
        trail=trail(here, item),
    )
