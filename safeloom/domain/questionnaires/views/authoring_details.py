"""The answers to choose of a question, the conditions of a part, and the capacities of a draft."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from safeloom.domain.questionnaires.addresses import of_version
from safeloom.domain.questionnaires.commands import parts as verbs
from safeloom.domain.questionnaires.definitions import FACT, Condition, Option, Questionnaire
from safeloom.domain.questionnaires.forms.authoring import AnswerForm, CapacityForm
from safeloom.domain.questionnaires.forms.conditions import ClauseForm, before, subjects
from safeloom.domain.questionnaires.queries.facts import FactWords, facts_to_ask
from safeloom.domain.questionnaires.views.authoring import CHANGE, press
from safeloom.domain.questionnaires.views.authoring_parts import (
    address_of,
    back_to,
    the_draft,
    the_question,
)
from safeloom.domain.questionnaires.views.authoring_version import trail_to
from safeloom.domain.questionnaires.wording import clause_words, condition_words
from safeloom.foundation.access.pages import open_to
from safeloom.web.acting import act_on

FOLDER = "questionnaires/authoring"


def _pressed(
    request: HttpRequest, acts: Mapping[str, Callable[[str, int], None]]
) -> HttpResponse | None:
    """Do what a pressed button of a list says (`up`, `down`, `remove` …) with what it names; None where
    none of them was."""
    if request.method != "POST":
        return None
    for name, act in acts.items():
        if name in request.POST:
            value, said = request.POST[name], request.POST.get("revision", "")
            seen = int(said) if said.isdecimal() and len(said) < 10 else -1
            return press(request, partial(act, value, seen), request.get_full_path())
    return None


@open_to(CHANGE)
def answers(request: HttpRequest, partnership_key: str, reference: str, key: str) -> HttpResponse:
    """The answers to choose of a question: their order, what each is worth, and one more."""
    here, by = request.partnership, request.viewer.person
    found, said = the_draft(request, reference)
    question = the_question(said, key)

    def move(up: bool) -> Callable[[str, int], None]:
        return lambda option, seen: verbs.move_option(
            by=by, version=found, seen=seen, key=key, option=option, up=up
        )

    def remove(option: str, seen: int) -> None:
        verbs.remove_option(by=by, version=found, seen=seen, key=key, option=option)

    if done := _pressed(request, {"up": move(True), "down": move(False), "remove": remove}):
        return done

    def act(form: AnswerForm) -> str:
        data = form.cleaned_data
        verbs.add_option(
            by=by, version=found, seen=data["revision"], key=key, option=_option("", data)
        )
        return f"“{data['title']}” is added."

    return act_on(
        request,
        AnswerForm,
        act,
        title="Answers to choose",
        button="Add answer",
        back=request.path,
        cancel=back_to(here, found, key),
        initial={"revision": found.revision},
        template=f"{FOLDER}/answers.html",
        trail=trail_to(here, found),
        question=question,
        revision=found.revision,
        options=[
            (one, address_of("change-answer", here, found, key, one.key))
            for one in question.options
        ],
    )


@open_to(CHANGE)
def change_answer(
    request: HttpRequest, partnership_key: str, reference: str, key: str, option: str
) -> HttpResponse:
    """Change one of the answers to choose."""
    here = request.partnership
    found, said = the_draft(request, reference)
    was = the_question(said, key).option.get(option)
    if was is None:
        raise Http404

    def act(form: AnswerForm) -> str:
        data = form.cleaned_data
        verbs.change_option(
            by=request.viewer.person,
            version=found,
            seen=data["revision"],
            key=key,
            option=_option(option, data),
        )
        return f"“{data['title']}” is changed."

    initial = {name: getattr(was, name) for name in ("title", "value", "mark", "meets")}
    return act_on(
        request,
        AnswerForm,
        act,
        title=f"Change the answer “{was.title}”",
        button="Save answer",
        back=address_of("answers", here, found, key),
        initial=initial | {"revision": found.revision},
        trail=trail_to(here, found),
    )


def _option(key: str, data: Mapping[str, Any]) -> Option:
    return Option(key, data["title"], data["value"], data["mark"], data["meets"])


@open_to(CHANGE)
def capacities(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """In what capacities questions are answered and responses signed."""
    here, by = request.partnership, request.viewer.person
    found, said = the_draft(request, reference)

    def move(up: bool) -> Callable[[str, int], None]:
        return lambda key, seen: verbs.move_capacity(
            by=by, version=found, seen=seen, key=key, up=up
        )

    def remove(key: str, seen: int) -> None:
        verbs.remove_capacity(by=by, version=found, seen=seen, key=key)

    if done := _pressed(request, {"up": move(True), "down": move(False), "remove": remove}):
        return done

    def act(form: CapacityForm) -> str:
        data = form.cleaned_data
        verbs.add_capacity(
            by=by,
            version=found,
            seen=data["revision"],
            title=data["title"],
            signs=data["signs"],
        )
        return f"“{data['title']}” is added."

    return act_on(
        request,
        CapacityForm,
        act,
        title="Who answers and signs",
        button="Add capacity",
        back=request.path,
        cancel=of_version(here, found),
        initial={"revision": found.revision},
        template=f"{FOLDER}/capacities.html",
        trail=trail_to(here, found),
        revision=found.revision,
        done=of_version(here, found),
        capacities=[
            (one, address_of("change-capacity", here, found, one.key)) for one in said.capacities
        ],
    )


@open_to(CHANGE)
def change_capacity(
    request: HttpRequest, partnership_key: str, reference: str, key: str
) -> HttpResponse:
    """Change a capacity."""
    here = request.partnership
    found, said = the_draft(request, reference)
    was = next((one for one in said.capacities if one.key == key), None)
    if was is None:
        raise Http404

    def act(form: CapacityForm) -> str:
        data = form.cleaned_data
        verbs.change_capacity(
            by=request.viewer.person,
            version=found,
            seen=data["revision"],
            key=key,
            title=data["title"],
            signs=data["signs"],
        )
        return f"“{data['title']}” is changed."

    return act_on(
        request,
        CapacityForm,
        act,
        title=f"Change “{was.title}”",
        button="Save capacity",
        back=address_of("capacities", here, found),
        initial={"title": was.title, "signs": was.signs, "revision": found.revision},
        trail=trail_to(here, found),
    )


@open_to(CHANGE)
def condition(request: HttpRequest, partnership_key: str, reference: str, key: str) -> HttpResponse:
    """When a section or question is asked: on what it depends now, and one thing more, first what, then
    how it is compared."""
    here, by = request.partnership, request.viewer.person
    found, said = the_draft(request, reference)
    words, now = _part(said, key)
    facts = facts_to_ask(here, found.questionnaire.use)

    def remove(number: str, seen: int) -> None:
        at = int(number) if number.isdecimal() and len(number) < 6 else -1
        verbs.remove_clause(by=by, version=found, seen=seen, key=key, number=at)

    def set_any(value: str, seen: int) -> None:
        verbs.set_any(by=by, version=found, seen=seen, key=key, any=value == "any")

    if done := _pressed(request, {"remove": remove, "any": set_any}):
        return done
    context = {
        "words": words,
        "asked_when": condition_words(said, now, facts),
        "clauses": [clause_words(said, one, facts) for one in now.clauses],
        "any": now.any,
        "revision": found.revision,
        "subjects": subjects(said, key, facts),
        "on": request.GET.get("on", ""),
        "trail": trail_to(here, found),
        "done": back_to(here, found, key),
    }
    subject = _subject(said, key, facts, context["on"])
    if subject is None:
        if request.method == "POST":
            return HttpResponseRedirect(request.path)
        context |= {"title": "When it is asked"}
        return render(request, f"{FOLDER}/condition.html", context)

    def act(form: ClauseForm) -> str:
        seen = form.cleaned_data["revision"]
        verbs.add_clause(by=by, version=found, seen=seen, key=key, clause=form.clause)
        return "The condition is added."

    return act_on(
        request,
        ClauseForm,
        act,
        title="When it is asked",
        button="Add condition",
        back=request.path,
        initial={"revision": found.revision},
        rows=subject,
        template=f"{FOLDER}/condition.html",
        **context,
    )


def _part(said: Questionnaire, key: str) -> tuple[str, Condition]:
    """The words and the condition of a section or question, or 404."""
    if key in said.question:
        return said.question[key].words, said.question[key].condition
    for section in said.sections:
        if section.key == key:
            return section.title, section.condition
    raise Http404


def _subject(said: Questionnaire, key: str, facts: list[FactWords], on: str) -> Any:
    """What was chosen to depend on; None where that is nothing it may depend on."""
    if on.startswith(FACT):
        return next((one for one in facts if f"{FACT}{one.name}" == on), None)
    return next((one for one in before(said, key) if one.key == on), None)
