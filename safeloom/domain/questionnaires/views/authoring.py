"""Questionnaires: the list, the page of each, beginning one and its versions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from safeloom.domain.questionnaires.addresses import (
    at,
    of_questionnaire,
    of_version,
    to_assurance,
)
from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.commands import authoring as verbs
from safeloom.domain.questionnaires.forms.authoring import (
    BeginForm,
    QuestionnaireForm,
    RevisionForm,
)
from safeloom.domain.questionnaires.models import Questionnaire
from safeloom.domain.questionnaires.queries import versions as queries
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.web.acting import STALE, act_on
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.marks import tag
from safeloom.web.records import RecordPage, Section, record_response

SEE, CHANGE = "questionnaire.see", "questionnaire.change"


def trail(here: Any, found: Questionnaire | None = None) -> list[tuple[str, str]]:
    """The way back to the list, or to a questionnaire."""
    way = [("Questionnaires", at("questionnaires", here))]
    if found is not None:
        way.append((found.record.title, of_questionnaire(here, found)))
    return way


def _state(row: Any) -> Any:
    if row.draft and row.last:
        return tag(f"Version {row.last}, next in draft", "wait")
    if row.draft:
        return tag("Draft", "wait")
    return f"Version {row.last}" if row.last else "No version"


def _state_words(row: Any) -> str:
    if row.draft and row.last:
        return f"Version {row.last}, next in draft"
    return "Draft" if row.draft else (f"Version {row.last}" if row.last else "No version")


LIST = ListPage(
    title="Questionnaires",
    noun=("questionnaire", "questionnaires"),
    search=["record__title", "record__reference", "purpose"],
    default_order="record__title",
    columns=[
        Column(
            "Questionnaire",
            "record.title",
            sort="record__title",
            link=lambda row: of_questionnaire(row.partnership, row),
        ),
        Column("Reference", "record.reference", sort="record__reference"),
        Column("Used for", lambda row: queries.use_title(row.use), sort="use"),
        Column("Version", _state, export=_state_words),
        Column("Published", "last_published", sort="last_published", kind="date"),
        Column("Questions", "many", sort="many", kind="number"),
    ],
    filters=[
        Filter(
            "use",
            "Used for",
            lambda request: [(use.key, use.title) for use in queries.uses()],
            "use",
        ),
    ],
    empty="Audits, returns and surveys are written here, then sent to agencies and people.",
)


@open_to(SEE)
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The questionnaires of the partnership."""
    here, viewer = request.partnership, request.viewer
    actions = []
    if viewer.may(CHANGE, here.pk):
        actions = [
            ("Begin a questionnaire", at("begin-questionnaire", here)),
            ("Bring one in from a file", at("questionnaire-from-file", here)),
        ]
    return list_response(
        request,
        LIST,
        queries.listed(viewer, here),
        actions=actions,
        trail=to_assurance(viewer, here),
    )


@open_to(SEE)
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A questionnaire: its versions, and what its draft still needs."""
    here, viewer = request.partnership, request.viewer
    found = queries.questionnaire(viewer, here, reference)
    versions = queries.versions_of(found)
    draft = next((one for one in versions if one.published is None), None)
    last = next((one for one in versions if one.published is not None), None)
    may = viewer.may(CHANGE, here.pk)
    facts = [("Used for", queries.use_title(found.use))]
    if found.purpose:
        facts.append(("What it is for", found.purpose))
    step = None
    begins = (
        ("Begin a version", at("begin-version", here, reference)) if may and not draft else None
    )
    sections = [Section("versions", "Versions", "questionnaires/authoring/versions.html", begins)]
    needs: list[Any] = []
    if draft is not None:
        said = questionnaire_of(draft)
        needs = problems_of(said)
        if may:
            step = ("Write the draft", at("version", here, reference, draft.number))
        sections.insert(0, Section("draft", "The draft", "questionnaires/authoring/needs.html"))
    elif last is not None and viewer.may("campaign.change", here.pk):
        step = ("Open a campaign", at("begin-campaign-of", here, reference))
    status = _status(draft, last)
    page = RecordPage(
        of=found.record,
        title=found.record.title,
        reference=reference,
        status=status[0],
        status_kind=status[1],
        facts=facts,
        next_step=step,
        sections=sections,
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        versions=[(one, at("version", here, reference, one.number)) for one in versions],
        draft=draft,
        draft_url=at("version", here, reference, draft.number) if draft else "",
        problems=needs,
        publish=at("publish-version", here, reference) if draft and may and not needs else "",
        change=at("change-questionnaire", here, reference) if may else "",
    )


def _status(draft: Any, last: Any) -> tuple[str, str]:
    if last is None:
        return ("Draft", "wait") if draft else ("No version", "plain")
    return (f"Version {last.number}", "done")


@open_to(CHANGE)
def begin(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Begin a questionnaire, empty or with ready content."""
    here = request.partnership
    offered = [(use, queries.ready_of(use)) for use in queries.uses()]
    made: list[Questionnaire] = []

    def act(form: BeginForm) -> str:
        data = form.cleaned_data
        use, _, key = data["start"].partition("/")
        content = {one.key: ready for one, ready in offered}[use][key] if key else None
        title = data["title"] or (content.title if content else "")
        made.append(
            verbs.begin_questionnaire(
                by=request.viewer.person,
                partnership=here,
                use=use,
                title=title,
                purpose=data["purpose"],
                content=content,
            )
        )
        return f"{made[0].record.title} is begun: write its draft."

    return act_on(
        request,
        BeginForm,
        act,
        title="Begin a questionnaire",
        button="Begin questionnaire",
        back=lambda: at("version", here, made[0].record.reference, 1),
        cancel=at("questionnaires", here),
        rows=offered,
        trail=trail(here),
        template="questionnaires/authoring/begin.html",
        from_file=at("questionnaire-from-file", here),
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what a questionnaire is called and for."""
    here = request.partnership
    found = queries.questionnaire(request.viewer, here, reference, CHANGE)

    def act(form: QuestionnaireForm) -> str:
        data = form.cleaned_data
        verbs.change_questionnaire(
            by=request.viewer.person,
            questionnaire=found,
            seen=data["revision"],
            title=data["title"],
            purpose=data["purpose"],
        )
        return "The questionnaire is changed."

    return act_on(
        request,
        QuestionnaireForm,
        act,
        title="Change the questionnaire",
        button="Save questionnaire",
        back=of_questionnaire(here, found),
        initial={
            "title": found.record.title,
            "purpose": found.purpose,
            "revision": found.record.revision,
        },
        trail=trail(here, found),
    )


@open_to(CHANGE)
def begin_version(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Begin the next version, a copy of the last."""
    here = request.partnership
    found = queries.questionnaire(request.viewer, here, reference, CHANGE)
    made: list[Any] = []

    def act(form: RevisionForm) -> str:
        made.append(verbs.begin_version(by=request.viewer.person, questionnaire=found))
        return f"Version {made[0].number} is begun as a draft."

    return act_on(
        request,
        RevisionForm,
        act,
        title="Begin a version",
        button="Begin version",
        back=lambda: of_version(here, made[0]),
        cancel=of_questionnaire(here, found),
        initial={"revision": found.record.revision},
        lead="It begins as a copy of the last one. What was published, and what was answered to it, stays "
        "as it is.",
        trail=trail(here, found),
    )


def press(request: HttpRequest, act: Any, back: str) -> HttpResponse:
    """Do what a button says and go back; what is refused is said there."""
    try:
        act()
    except Stale:
        messages.error(request, STALE)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return HttpResponseRedirect(back)
