"""The page of a version, which reads like the questionnaire; publishing it, discarding a draft."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from safeloom.domain.questionnaires import definitions
from safeloom.domain.questionnaires.addresses import at, of_questionnaire, of_version
from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.commands import authoring as verbs
from safeloom.domain.questionnaires.commands import parts
from safeloom.domain.questionnaires.commands.publishing import publish as publish_version
from safeloom.domain.questionnaires.comparing import changes as changes_between
from safeloom.domain.questionnaires.forms.authoring import RevisionForm, VersionForm
from safeloom.domain.questionnaires.models import Version
from safeloom.domain.questionnaires.queries import versions as queries
from safeloom.domain.questionnaires.queries.facts import FactWords, facts_to_ask
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.views.authoring import CHANGE, SEE, press, trail
from safeloom.domain.questionnaires.wording import bounds_words, condition_words
from safeloom.foundation.access.pages import open_to
from safeloom.web.acting import act_on
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

FOLDER = "questionnaires/authoring"


@dataclass(frozen=True)
class Shown(Section):
    """A section of the questionnaire as a section of the page."""

    said: definitions.Section | None = None
    number: int = 0
    asked_when: str = ""
    questions: tuple[dict[str, Any], ...] = ()


def trail_to(here: Any, version: Version) -> list[tuple[str, str]]:
    """The way back to a version."""
    way = trail(here, version.questionnaire)
    return [*way, (f"Version {version.number}", of_version(here, version))]


@open_to(SEE)
def version(
    request: HttpRequest, partnership_key: str, reference: str, number: int
) -> HttpResponse:
    """A version: its sections and questions, and on a draft the way to change each."""
    here, viewer = request.partnership, request.viewer
    found = queries.version(viewer, here, reference, number)
    said = questionnaire_of(found)
    is_draft = found.published is None
    may = is_draft and viewer.may(CHANGE, here.pk)
    needs = problems_of(said) if is_draft else []
    facts = facts_to_ask(here, found.questionnaire.use)
    intro = ("Change", at("change-version", here, reference)) if may else None
    sections: list[Section] = [
        Section("introduction", "Introduction", f"{FOLDER}/introduction.html", intro)
    ]
    if may:
        sections.insert(0, Section("needs", "What is still needed", f"{FOLDER}/needs.html"))
    if said.capacities or may:
        who = ("Change", at("capacities", here, reference)) if may else None
        sections.append(Section("capacities", "Who answers", f"{FOLDER}/capacities_said.html", who))
    step = None
    if may:
        step = _next_step(here, reference, said, needs)
    elif viewer.may("campaign.change", here.pk) and queries.is_asked_now(found):
        step = ("Open a campaign", at("begin-campaign-of", here, reference))
    status = ("Draft", "wait") if is_draft else ("Published", "done")
    page = RecordPage(
        title=found.questionnaire.record.title,
        reference=f"{reference}, version {number}",
        status=status[0],
        status_kind=status[1],
        facts=_facts(found, said),
        next_step=step,
        sections=[*sections, *shown_sections(said, facts, here if may else None, reference)],
        side=[Section("acts", "What can be done", f"{FOLDER}/acts.html")],
    )
    return record_response(
        request,
        page,
        template=f"{FOLDER}/version.html",
        trail=trail(here, found.questionnaire),
        version=found,
        said=said,
        problems=needs,
        draft=found,
        draft_url="",
        publish=at("publish-version", here, reference) if may and not needs else "",
        may=may,
        move=at("move-part", here, reference) if may else "",
        acts=_acts(request, found, may),
    )


def _next_step(
    here: Any, reference: str, said: definitions.Questionnaire, needs: list[Any]
) -> tuple[str, str]:
    """What whoever writes a draft does next: fill the first empty section, publish, or begin a section."""
    if not needs:
        return "Publish", at("publish-version", here, reference)
    empty = next((one for one in said.sections if not one.questions), None)
    if empty is not None:
        return "Add a question", at("add-question", here, reference, empty.key)
    return f"Add a {said.sections_are.lower()}", at("add-section", here, reference)


def _facts(found: Version, said: definitions.Questionnaire) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = []
    if found.published:
        facts.append(("Published", date_words(found.published)))
        if found.published_by:
            facts.append(("By", found.published_by.name))
    facts.append(("Questions", len(said.question)))
    if said.source:
        facts += [("From", said.source), ("Checked", "Yes" if said.checked else "Not yet")]
    return facts


def _acts(request: HttpRequest, found: Version, may: bool) -> list[tuple[str, str]]:
    here = request.partnership
    reference, number = found.questionnaire.record.reference, found.number
    acts = [("Try it out as whoever answers", at("try-version", here, reference, number))]
    if may:
        acts.append(("Add a section", at("add-section", here, reference)))
    if number > 1:
        acts.append(
            ("What changed since the last version", at("version-changes", here, reference, number))
        )
    acts += [
        ("Take it away as Excel", at("take-away-version", here, reference, number, "xlsx")),
        ("Take it away as text (TOML)", at("take-away-version", here, reference, number, "toml")),
    ]
    if may:
        acts.append(("Replace the draft by a file", at("draft-from-file", here, reference)))
        acts.append(("Discard the draft", at("discard-draft", here, reference)))
    return acts


def shown_sections(
    said: definitions.Questionnaire,
    facts: list[FactWords],
    here: Any,
    reference: str,
) -> list[Shown]:
    """Each section with its questions as they are read; with `here`, the ways to change them."""
    place = {one.key: number for number, one in enumerate(said.questions(), start=1)}
    found = []
    for number, section in enumerate(said.sections, start=1):
        shown = [
            {
                "said": one,
                "number": place[one.key],
                "bounds": bounds_words(said, one),
                "asked_when": condition_words(said, one.condition, facts),
                "acts": _question_acts(here, reference, one) if here else [],
                "remove": at("remove-question", here, reference, one.key) if here else "",
                "first": place[one.key] == 1,
                "last": place[one.key] == len(place),
            }
            for one in section.questions
        ]
        found.append(
            Shown(
                f"part-{section.key}",
                f"{said.sections_are} {number}: {section.title}",
                f"{FOLDER}/section.html",
                said=section,
                number=number,
                asked_when=condition_words(said, section.condition, facts),
                questions=tuple(shown),
            )
        )
    return found


def _question_acts(here: Any, reference: str, one: definitions.Question) -> list[tuple[str, str]]:
    acts = [
        ("Change", at("change-question", here, reference, one.key)),
        ("When it is asked", at("condition", here, reference, one.key)),
    ]
    if one.options:
        acts.append(("Answers", at("answers", here, reference, one.key)))
    return acts


@open_to(CHANGE)
def introduction(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what stands before the sections."""
    here = request.partnership
    found = queries.draft(request.viewer, here, reference)
    names = ("introduction", "sections_are", "source", "checked")

    def act(form: VersionForm) -> str:
        data = form.cleaned_data
        verbs.change_version(
            by=request.viewer.person,
            version=found,
            seen=data["revision"],
            **{name: data[name] for name in names},
        )
        return "The introduction is changed."

    return act_on(
        request,
        VersionForm,
        act,
        title="Change the introduction",
        button="Save introduction",
        back=of_version(here, found),
        initial={name: getattr(found, name) for name in names} | {"revision": found.revision},
        trail=trail_to(here, found),
    )


@open_to(CHANGE)
def move(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Move a section or question one place up or down."""
    here = request.partnership
    found = queries.draft(request.viewer, here, reference)
    back = of_version(here, found)
    if request.method != "POST":
        return HttpResponseRedirect(back)
    up = "up" in request.POST
    key = request.POST.get("up" if up else "down", "")
    revision = request.POST.get("revision", "")

    def act() -> None:
        seen = int(revision) if revision.isdecimal() and len(revision) < 10 else -1
        parts.move_part(by=request.viewer.person, version=found, seen=seen, key=key, up=up)

    return press(request, act, f"{back}#part-{key}")


@open_to(CHANGE)
def publish(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Publish the draft, once asked whether one is sure."""
    here = request.partnership
    found = queries.draft(request.viewer, here, reference)

    def act(form: RevisionForm) -> str:
        publish_version(by=request.viewer.person, version=found, seen=form.cleaned_data["revision"])
        return f"Version {found.number} is published."

    return act_on(
        request,
        RevisionForm,
        act,
        title=f"Publish version {found.number}",
        button="Publish version",
        back=of_version(here, found),
        initial={"revision": found.revision},
        lead="From then on nothing of it changes, so that every answer stands with the words it was given "
        "to. To change a word later, begin the next version.",
        trail=trail_to(here, found),
    )


@open_to(CHANGE)
def discard(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Discard the draft."""
    here = request.partnership
    found = queries.draft(request.viewer, here, reference)

    def act(form: RevisionForm) -> str:
        number, seen = found.number, form.cleaned_data["revision"]
        verbs.discard_draft(by=request.viewer.person, version=found, seen=seen)
        return f"The draft of version {number} is discarded."

    return act_on(
        request,
        RevisionForm,
        act,
        title=f"Discard the draft of version {found.number}",
        button="Discard draft",
        back=of_questionnaire(here, found.questionnaire),
        cancel=of_version(here, found),
        initial={"revision": found.revision},
        lead="What was written in it is gone then. What was published stays.",
        warn=True,
        trail=trail_to(here, found),
    )


@open_to(SEE)
def changed(
    request: HttpRequest, partnership_key: str, reference: str, number: int
) -> HttpResponse:
    """What a version says otherwise than the one published before it."""
    here, viewer = request.partnership, request.viewer
    found = queries.version(viewer, here, reference, number)
    before = queries.version_before(found)
    if before is None:
        raise Http404
    before.questionnaire = found.questionnaire
    page = RecordPage(
        title=f"What changed since version {before.number}",
        reference=f"{reference}, version {number}",
        sections=[Section("changes", "Changes", f"{FOLDER}/changes.html")],
    )
    return record_response(
        request,
        page,
        trail=trail_to(here, found),
        changes=changes_between(questionnaire_of(before), questionnaire_of(found)),
        before=before,
    )
