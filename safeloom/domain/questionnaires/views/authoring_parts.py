"""Adding, changing and removing sections, questions, answers to choose and capacities of a draft."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.questionnaires.addresses import at, of_version
from safeloom.domain.questionnaires.commands import parts as verbs
from safeloom.domain.questionnaires.definitions import Kind, Question, Questionnaire, Section
from safeloom.domain.questionnaires.forms.authoring import (
    HINTS,
    QuestionForm,
    RevisionForm,
    SectionForm,
    filled,
    shortened,
)
from safeloom.domain.questionnaires.models import Version
from safeloom.domain.questionnaires.queries import versions as queries
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.views.authoring import CHANGE
from safeloom.domain.questionnaires.views.authoring_version import trail_to
from safeloom.foundation.access.pages import open_to
from safeloom.web.acting import act_on


def the_draft(request: HttpRequest, reference: str) -> tuple[Version, Questionnaire]:
    """The draft of a questionnaire, and what it says; 404 where the viewer may not change it."""
    found = queries.draft(request.viewer, request.partnership, reference)
    return found, questionnaire_of(found)


def the_section(said: Questionnaire, key: str) -> Section:
    """The section of a key, or 404."""
    found = next((one for one in said.sections if one.key == key), None)
    if found is None:
        raise Http404
    return found


def the_question(said: Questionnaire, key: str) -> Question:
    """The question of a key, or 404."""
    if key not in said.question:
        raise Http404
    return said.question[key]


def back_to(here: Any, version: Version, key: str) -> str:
    """The page of a version, at a part of it."""
    return f"{of_version(here, version)}#part-{key}"


@open_to(CHANGE)
def add_section(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a section at the end."""
    here = request.partnership
    found, said = the_draft(request, reference)
    made: list[str] = []

    def act(form: SectionForm) -> str:
        data = form.cleaned_data
        made.append(
            verbs.add_section(
                by=request.viewer.person,
                version=found,
                seen=data["revision"],
                title=data["title"],
                help=data["help"],
            )
        )
        return f"“{data['title']}” is added: add its questions."

    return act_on(
        request,
        SectionForm,
        act,
        title=f"Add a {said.sections_are.lower()}",
        button="Add section",
        back=lambda: back_to(here, found, made[0]),
        cancel=of_version(here, found),
        initial={"revision": found.revision},
        trail=trail_to(here, found),
    )


@open_to(CHANGE)
def change_section(
    request: HttpRequest, partnership_key: str, reference: str, key: str
) -> HttpResponse:
    """Change the words of a section."""
    here = request.partnership
    found, said = the_draft(request, reference)
    section = the_section(said, key)

    def act(form: SectionForm) -> str:
        data = form.cleaned_data
        verbs.change_section(
            by=request.viewer.person,
            version=found,
            seen=data["revision"],
            key=key,
            title=data["title"],
            help=data["help"],
        )
        return f"“{data['title']}” is changed."

    return act_on(
        request,
        SectionForm,
        act,
        title=f"Change “{section.title}”",
        button="Save section",
        back=back_to(here, found, key),
        initial={"title": section.title, "help": section.help, "revision": found.revision},
        trail=trail_to(here, found),
    )


@open_to(CHANGE)
def remove_section(
    request: HttpRequest, partnership_key: str, reference: str, key: str
) -> HttpResponse:
    """Take a section out, once asked whether one is sure."""
    here = request.partnership
    found, said = the_draft(request, reference)
    section = the_section(said, key)

    def act(form: RevisionForm) -> str:
        seen = form.cleaned_data["revision"]
        verbs.remove_section(by=request.viewer.person, version=found, seen=seen, key=key)
        return f"“{section.title}” is taken out."

    many = len(section.questions)
    return act_on(
        request,
        RevisionForm,
        act,
        title=f"Take out “{section.title}”",
        button="Take out section",
        back=of_version(here, found),
        initial={"revision": found.revision},
        lead="Its questions go with it: " + (f"{many:,}." if many else "it has none."),
        warn=True,
        trail=trail_to(here, found),
    )


@open_to(CHANGE)
def add_question(
    request: HttpRequest, partnership_key: str, reference: str, key: str
) -> HttpResponse:
    """Add a question to a section: its kind of answer first, then the rest."""
    here = request.partnership
    found, said = the_draft(request, reference)
    section = the_section(said, key)
    kind = _kind(request)
    if kind is None:
        return _choose_kind(request, found, f"Add a question to “{section.title}”", "")
    made: list[str] = []

    def act(form: QuestionForm) -> str:
        made.append(
            verbs.add_question(
                by=request.viewer.person,
                version=found,
                seen=form.cleaned_data["revision"],
                section=key,
                question=form.made,
            )
        )
        return f"“{shortened(form.made.words)}” is added."

    return act_on(
        request,
        QuestionForm,
        act,
        title=f"Add a question: {kind.title.lower()}",
        button="Add question",
        another="Add it and write another",
        back=lambda: (
            request.get_full_path() if "another" in request.POST else back_to(here, found, made[0])
        ),
        cancel=back_to(here, found, key),
        initial={"revision": found.revision},
        rows=(said, kind, None, queries.scales_of(said)),
        trail=trail_to(here, found),
        template="questionnaires/authoring/question.html",
        other_kind=request.path,
    )


@open_to(CHANGE)
def change_question(
    request: HttpRequest, partnership_key: str, reference: str, key: str
) -> HttpResponse:
    """Change a question, or first the kind of its answer."""
    here = request.partnership
    found, said = the_draft(request, reference)
    question = the_question(said, key)
    if "choose" in request.GET:
        return _choose_kind(
            request, found, f"What does “{question.words}” take for an answer?", question.kind
        )
    kind = _kind(request) or question.kind

    def act(form: QuestionForm) -> str:
        data = form.cleaned_data
        verbs.change_question(
            by=request.viewer.person,
            version=found,
            seen=data["revision"],
            key=key,
            question=form.made,
            section=data.get("section", ""),
        )
        return "The question is changed."

    return act_on(
        request,
        QuestionForm,
        act,
        title="Change the question",
        button="Save question",
        back=back_to(here, found, key),
        initial=filled(question, said.section_of[key].key) | {"revision": found.revision},
        rows=(said, kind, question, queries.scales_of(said)),
        trail=trail_to(here, found),
        template="questionnaires/authoring/question.html",
        other_kind=f"{request.path}?choose=kind",
        kind=kind,
    )


def _kind(request: HttpRequest) -> Kind | None:
    try:
        return Kind(request.GET.get("kind", ""))
    except ValueError:
        return None


def _choose_kind(request: HttpRequest, found: Version, title: str, chosen: str) -> HttpResponse:
    context = {
        "title": title,
        "kinds": [(one.value, one.title, HINTS[one]) for one in Kind],
        "chosen": chosen or Kind.TEXT.value,
        "cancel": of_version(request.partnership, found),
        "trail": trail_to(request.partnership, found),
    }
    return render(request, "questionnaires/authoring/kind.html", context)


@open_to(CHANGE)
def remove_question(
    request: HttpRequest, partnership_key: str, reference: str, key: str
) -> HttpResponse:
    """Take a question out, once asked whether one is sure."""
    here = request.partnership
    found, said = the_draft(request, reference)
    question = the_question(said, key)
    section = said.section_of[key].key

    def act(form: RevisionForm) -> str:
        seen = form.cleaned_data["revision"]
        verbs.remove_question(by=request.viewer.person, version=found, seen=seen, key=key)
        return f"“{question.words}” is taken out."

    return act_on(
        request,
        RevisionForm,
        act,
        title="Take out the question",
        button="Take out question",
        back=back_to(here, found, section),
        cancel=back_to(here, found, key),
        initial={"revision": found.revision},
        lead=f"“{question.words}”",
        warn=True,
        trail=trail_to(here, found),
    )


def address_of(name: str, here: Any, found: Version, *args: Any) -> str:
    """A page of a draft."""
    return at(name, here, found.questionnaire.record.reference, *args)
