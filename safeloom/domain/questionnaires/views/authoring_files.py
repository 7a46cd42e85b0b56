"""A questionnaire out of a file: sent, looked through, accepted; and a version taken away as one."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from safeloom.domain.questionnaires.addresses import at, of_version
from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.commands import bringing
from safeloom.domain.questionnaires.comparing import changes
from safeloom.domain.questionnaires.definitions import Questionnaire
from safeloom.domain.questionnaires.formats.example import EXAMPLE
from safeloom.domain.questionnaires.formats.files_in import read_file
from safeloom.domain.questionnaires.formats.spreadsheets import ReadIn, to_xlsx
from safeloom.domain.questionnaires.formats.writing_out import to_toml
from safeloom.domain.questionnaires.forms.authoring import FileForm, RevisionForm, UseForm
from safeloom.domain.questionnaires.models import Version
from safeloom.domain.questionnaires.queries import versions as queries
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.views.authoring import CHANGE, SEE, trail
from safeloom.domain.questionnaires.views.authoring_parts import the_draft
from safeloom.domain.questionnaires.views.authoring_version import trail_to
from safeloom.foundation.access.pages import open_to
from safeloom.web.acting import act_on
from safeloom.web.downloads import private_download
from safeloom.web.exports import XLSX
from safeloom.web.forms import form_for, form_page
from safeloom.web.imports.held import held, hold
from safeloom.web.imports.models import Upload
from safeloom.web.uploads import Unreadable

KIND = "questionnaire"
GONE = "The file is no longer here: it is kept for an hour. Send it again."
FOLDER = "questionnaires/authoring"
_SHOWN = 200


@open_to(CHANGE)
def send(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Send a file to begin a questionnaire with."""
    here = request.partnership
    return _send(
        request,
        at("look-through", here),
        title="Bring in a questionnaire",
        cancel=at("questionnaires", here),
        trail=trail(here),
    )


@open_to(CHANGE)
def send_for_draft(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Send a file that takes the place of what a draft says."""
    here = request.partnership
    found, _ = the_draft(request, reference)
    return _send(
        request,
        at("draft-look-through", here, reference),
        title="Replace the draft by a file",
        cancel=of_version(here, found),
        trail=trail_to(here, found),
    )


def _send(request: HttpRequest, then: str, **context: Any) -> HttpResponse:
    form = form_for(request, FileForm)
    status = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        data = sent.read()
        try:
            read_file(sent.name, data)
        except Unreadable as problem:
            form.add_error("file", str(problem))
            status = problem.status
        else:
            hold(
                account=request.viewer.account,
                partnership=request.partnership,
                kind=KIND,
                name=sent.name,
                data=data,
            )
            return HttpResponseRedirect(then)
    return form_page(
        request,
        form,
        button="Look through file",
        template=f"{FOLDER}/send.html",
        status=status,
        example=at("example-file", request.partnership),
        **context,
    )


@open_to(CHANGE)
def example(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """A workbook as an example of what may be brought in."""
    return private_download(to_xlsx(EXAMPLE), "example-questionnaire.xlsx", XLSX)


@open_to(CHANGE)
def look(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What a file says, before a questionnaire is begun with it."""
    here, by = request.partnership, request.viewer.person
    again = at("questionnaire-from-file", here)
    kept, found = _held(request)
    if kept is None or found is None:
        return _gone(request, again)
    if found.said is None:
        return _wrong(request, kept, found, again, trail=trail(here))
    said = found.said
    made: list[Any] = []

    def act(form: UseForm) -> str:
        data = form.cleaned_data
        _refuse_another(kept, data["upload"])
        content = replace(said, title=data["title"])
        made.append(
            bringing.begin_from_file(
                by=by, partnership=here, use=data["use"], upload=kept, content=content
            )
        )
        return f"{made[0].record.title} is begun as a draft."

    return act_on(
        request,
        UseForm,
        act,
        title=f"Look through {kept.name}",
        button="Begin questionnaire",
        back=lambda: at("version", here, made[0].record.reference, 1),
        cancel=again,
        initial={"title": said.title, "upload": kept.pk},
        rows=queries.uses(),
        trail=trail(here),
        template=f"{FOLDER}/look.html",
        **_shown(found, said, None),
    )


@open_to(CHANGE)
def look_for_draft(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What a file says, before it takes the place of what a draft says."""
    here, by = request.partnership, request.viewer.person
    version, before = the_draft(request, reference)
    again = at("draft-from-file", here, reference)
    kept, found = _held(request)
    if kept is None or found is None:
        return _gone(request, again)
    if found.said is None:
        return _wrong(request, kept, found, again, trail=trail_to(here, version))
    said = replace(found.said, title=before.title)

    def act(form: RevisionForm) -> str:
        seen = form.cleaned_data["revision"]
        bringing.replace_from_file(by=by, version=version, seen=seen, upload=kept, content=said)
        return "The draft says what the file says."

    return act_on(
        request,
        RevisionForm,
        act,
        title=f"Look through {kept.name}",
        button="Replace the draft",
        back=of_version(here, version),
        cancel=again,
        initial={"revision": version.revision},
        trail=trail_to(here, version),
        template=f"{FOLDER}/look.html",
        **_shown(found, said, before),
    )


def _held(request: HttpRequest) -> tuple[Upload | None, ReadIn | None]:
    found = held(account=request.viewer.account, partnership=request.partnership, kind=KIND)
    if found is None:
        return None, None
    kept, data = found
    try:
        return kept, read_file(kept.name, data)
    except Unreadable:  # it was read when it was sent
        return None, None


def _refuse_another(kept: Upload, said: str) -> None:
    """Refuse to accept another file than the one that was looked through."""
    if str(kept.pk) != said:
        raise ValidationError("Another file was sent since. This is the one held now.")


def _gone(request: HttpRequest, again: str) -> HttpResponse:
    messages.error(request, GONE)
    return HttpResponseRedirect(again)


def _wrong(
    request: HttpRequest, kept: Upload, found: ReadIn, again: str, **context: Any
) -> HttpResponse:
    context |= {
        "title": f"Look through {kept.name}",
        "problems": found.problems[:_SHOWN],
        "many": len(found.problems),
        "more": max(len(found.problems) - _SHOWN, 0),
        "notes": found.notes,
        "again": again,
    }
    return render(request, f"{FOLDER}/file_problems.html", context)


def _shown(found: ReadIn, said: Questionnaire, before: Questionnaire | None) -> dict[str, Any]:
    return {
        "said": said,
        "many_questions": len(said.question),
        "notes": found.notes,
        "problems": problems_of(said),
        "changes": changes(before, said) if before else [],
        "replaces": before is not None,
    }


@open_to(SEE)
def take_away(
    request: HttpRequest, partnership_key: str, reference: str, number: int, form: str
) -> HttpResponse:
    """A version as a file that can be brought in again."""
    found: Version = queries.version(request.viewer, request.partnership, reference, number)
    name = f"{reference.lower()}-version-{number}.{form}"
    if form == "xlsx":
        return private_download(to_xlsx(questionnaire_of(found)), name, XLSX)
    if form == "toml":
        content = to_toml(questionnaire_of(found)).encode()
        return private_download(content, name, "application/toml; charset=utf-8")
    raise Http404
