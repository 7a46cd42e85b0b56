"""Answering, submitting and what it comes to: the pages and the verbs, beside the least they could cost."""

import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.bench import questionnaires as made
from safeloom.bench.sizes import is_small

QUESTIONS_OF_PEOPLE, QUESTIONS_TAKEN_AWAY = 20, 60
ON_A_PAGE, SUBMITTED = 40, 120
# How many people answered; at the smallest size few, so that the bench itself is tried quickly.
PEOPLE, FEW = 20_000, 400
Work = Callable[[], object]


def _people() -> int:
    return FEW if is_small() else PEOPLE


def results() -> dict[str, Work]:
    """The page of what 20,000 people answered to 20 questions."""
    return _results("")


def results_parts() -> dict[str, Work]:
    """The same page, what came by each of eight links beside each other."""
    return _results("?by=link")


def _results(query: str) -> dict[str, Work]:
    from safeloom.domain.questionnaires.results_addresses import at

    people = _people()
    campaign = made.a_survey(people, QUESTIONS_OF_PEOPLE)
    client = made.client_of(made.manager())
    page = f"{at('results', campaign)}{query}"

    def work() -> None:
        answer = client.get(page)
        if f"{people:,} responses submitted".encode() not in answer.content:
            raise SystemExit("bench: not all responses were counted.")

    return {"work": work}


def export() -> dict[str, Work]:
    """What 20,000 people answered to 60 questions, written as a workbook: what the worker does."""
    from safeloom.domain.questionnaires.exports import write_file
    from safeloom.foundation.access.rule import Viewer
    from safeloom.foundation.today import today

    people = _people()
    campaign = made.a_survey(people, QUESTIONS_TAKEN_AWAY)
    viewer = Viewer(made.manager(), today())

    def work() -> None:
        told: list[int] = []
        with tempfile.TemporaryFile() as target:
            write_file(campaign, viewer, "xlsx", target, lambda done, of: told.append(done))
        if told[-1] != people:
            raise SystemExit("bench: not all responses were written.")

    return {"work": work}


def form_page() -> dict[str, Work]:
    """A page of 40 questions as an agency's lead sees it. The floor is Django drawing the same fields."""
    from django import forms

    from safeloom.domain.questionnaires.definitions import Kind

    plain = made.a_questionnaire(ON_A_PAGE, in_a_section=ON_A_PAGE)
    page, client, _ = _to_answer(plain)

    def work() -> None:
        if client.get(page).content.count(b'name="seen-') < ON_A_PAGE - 4:
            raise SystemExit("bench: the page did not show its questions.")

    drawn: dict[str, Any] = {}
    for one in plain.questions():
        if one.options:
            drawn[one.key] = forms.ChoiceField(
                label=one.words,
                choices=[(each.key, each.title) for each in one.options],
                widget=forms.RadioSelect,
            )
        elif one.kind == Kind.NUMBER:
            drawn[one.key] = forms.DecimalField(label=one.words)
        else:
            drawn[one.key] = forms.CharField(label=one.words, widget=forms.Textarea)
    bare = type("Bare", (forms.Form,), {**drawn, "default_renderer": _bare()})
    return {"work": work, "floor": lambda: str(bare().as_div())}


def _bare() -> Any:
    """Django's own templates."""
    from django.forms.renderers import DjangoTemplates

    return DjangoTemplates()


def autosave() -> dict[str, Work]:
    """One answer of such a page changed and saved as the script of the page does it."""
    page, client, _ = _to_answer(made.a_questionnaire(ON_A_PAGE))
    number, hidden = count(), _hidden(client, page)

    def work() -> None:
        said = {**hidden, "q-q2": f"So far {next(number)}"}
        answer = client.post(page, said, headers={"X-Autosave": "1"})
        if answer.status_code != 200 or answer.json()["conflicts"]:
            raise SystemExit(f"bench: an answer was not saved ({answer.status_code}).")
        # As the script does: what is sent next says what was seen last.
        hidden.update({f"seen-{key}": seen for key, seen in answer.json()["seen"].items()})

    return {"work": work}


def _hidden(client: Any, page: str) -> dict[str, Any]:
    found = client.get(page).content.decode()
    seen = dict(re.findall(r'type="hidden" name="(seen-[^"]+)" value="([^"]+)"', found))
    return {**seen, "shown": re.findall(r'name="shown" value="([^"]+)"', found)}


def submit() -> dict[str, Work]:
    """A response of 120 answered questions submitted: evaluated, counted, moved on and audited."""
    from safeloom.domain.questionnaires.commands.submitting import submit as submit_

    _, _, response = _to_answer(made.a_questionnaire(SUBMITTED, required=True))
    made.write_answers(response.campaign, [response], counts=False)
    person = response.contributors.get().person

    def work() -> None:
        with transaction.atomic():
            try:
                submit_(by=person, response=response)
            except ValidationError as problem:
                raise SystemExit(f"bench: it was not submitted: {problem.messages}.") from None
            transaction.set_rollback(True)

    return {"work": work}


def _to_answer(plain: Any) -> tuple[str, Any, Any]:
    """The address of the first section of a response, a lead who may answer it, and the response."""
    from django.urls import reverse

    from safeloom.domain.partnership.models import Agency
    from safeloom.domain.questionnaires.models import Response
    from safeloom.foundation.records.commands import open_record

    campaign = made.a_campaign(plain, anonymous=False, day=datetime.now(UTC))
    here = campaign.partnership
    agency = Agency.objects.filter(record__partnership=here).earliest("record__reference")
    record = open_record(partnership=here, kind="response", prefix="RS", title="Timed response")
    response = Response.objects.create(record=record, campaign=campaign, agency=agency)
    account = made.a_lead(response, "timed@bench.example")
    args = [here.key, record.reference, plain.sections[0].key]
    return reverse("questionnaires:answer-section", args=args), made.client_of(account), response
