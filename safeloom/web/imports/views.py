"""Bringing a file in: sent, its columns told apart once, looked through, accepted, undone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.commands import Stale
from safeloom.web.exports import table_response
from safeloom.web.forms import INVALID, form_page
from safeloom.web.imports import accepting, engine, maps
from safeloom.web.imports.forms import MapForm, UploadForm
from safeloom.web.imports.held import held, hold
from safeloom.web.imports.kind import Kind
from safeloom.web.imports.looking import NotMapped, Preview, look
from safeloom.web.imports.models import Import, Upload
from safeloom.web.uploads import Problem, RowsRefused, Unreadable

_SHOWN = 200
_FIRST = 8
_WORDS = {"new": "New", "changed": "Changes", "unchanged": "There already"}
_PROBLEMS = ("Row", "Field", "Value", "Problem", "What to do")


def _kinds(viewer: Viewer, here: Partnership) -> dict[str, type[Kind]]:
    """The kinds of file a viewer may bring in."""
    return {
        key: kind
        for key, kind in engine.kinds().items()
        if (viewer.may if kind.narrow else viewer.may_everywhere)(kind.permission, here.pk)
    }


def _own(viewer: Viewer, here: Partnership, kind: type[Kind]) -> set | None:
    """The agencies whose rows the viewer may give; None: any."""
    if viewer.may_everywhere(kind.permission, here.pk):
        return None
    return viewer.over(kind.permission, here.pk)


def of_kind(view: Callable[..., HttpResponse], kind: type[Kind]) -> Callable[..., HttpResponse]:
    """A view of one kind of file, open to whoever may change what it holds."""

    @wraps(view)
    def opened(request: HttpRequest, partnership_key: str) -> HttpResponse:
        if kind.key not in _kinds(request.viewer, request.partnership):
            raise Http404
        return view(request, kind)

    return open_to(kind.permission)(opened)


def _at(name: str, here: Partnership, kind: str = "") -> str:
    return reverse(f"imports:{name}-{kind}" if kind else f"imports:{name}", args=[here.key])


def _of_import(here: Partnership, found: Import) -> str:
    return reverse("imports:done", args=[here.key, found.pk])


def _trail(here: Partnership, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Bring in a file", _at("start", here)), *more]


@open_to("import.use")
def start(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What may be brought in, and what was."""
    here, viewer = request.partnership, request.viewer
    kinds = _kinds(viewer, here)
    everywhere = [key for key, kind in kinds.items() if _own(viewer, here, kind) is None]
    context = {
        "title": "Bring in a file",
        "kinds": [
            {"kind": kind, "url": _at("send", here, key), "fields": kind.fields}
            for key, kind in kinds.items()
        ],
        "done": [
            {"import": each, "kind": engine.kinds()[each.kind], "url": _of_import(here, each)}
            for each in accepting.recent(here, everywhere, viewer.person)
        ],
    }
    return render(request, "web/imports/start.html", context)


def send(request: HttpRequest, kind: type[Kind]) -> HttpResponse:
    """Send a file to look through."""
    here, viewer = request.partnership, request.viewer
    sending = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sending else UploadForm()
    status = None
    if sending and form.is_valid():
        sent = form.cleaned_data["file"]
        data = sent.read()
        try:
            _, table = engine.table_of(kind, here, data, day=viewer.day)
        except Unreadable as problem:
            form.add_error("file", str(problem))
            status = problem.status
        else:
            hold(account=viewer.account, partnership=here, kind=kind.key, name=sent.name, data=data)
            known = table.remembered or not (
                table.columns.notes or table.columns.problems or table.columns.missing(kind)
            )
            return HttpResponseRedirect(_at("preview" if known else "columns", here, kind.key))
    return form_page(
        request,
        form,
        title=f"Bring in {kind.title.lower()}",
        button="Look through file",
        template="web/imports/send.html",
        status=status,
        kind=kind,
        cancel=_at("start", here),
        trail=_trail(here),
    )


def columns(request: HttpRequest, kind: type[Kind]) -> HttpResponse:
    """Say once what the columns hold; files with the same headings are then read so."""
    here, viewer = request.partnership, request.viewer
    found = held(account=viewer.account, partnership=here, kind=kind.key)
    if found is None:
        return _gone(request, kind)
    kept, data = found
    try:
        made, table = engine.table_of(
            kind, here, data, day=viewer.day, own=_own(viewer, here, kind)
        )
    except Unreadable as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(_at("send", here, kind.key))
    said = request.POST if request.method == "POST" else None
    form = MapForm(said, kind=made, table=table)
    if request.method == "POST" and form.is_valid():
        maps.remember(
            partnership=here, kind=kind.key, headings=table.headings, fields=form.chosen()
        )
        return HttpResponseRedirect(_at("preview", here, kind.key))
    return form_page(
        request,
        form,
        title=f"What do the columns of {kept.name} hold?",
        button="Save columns",
        template="web/imports/columns.html",
        table=table,
        cancel=_at("send", here, kind.key),
        trail=_trail(here, (kind.title, _at("send", here, kind.key))),
    )


def preview(request: HttpRequest, kind: type[Kind]) -> HttpResponse:
    """What the file would write, with every problem; accepting it writes exactly that."""
    here = request.partnership
    found = _looked(request, kind)
    if isinstance(found, HttpResponse):
        return found
    kept, seen = found
    problems = seen.problems
    if request.method == "POST":
        if request.POST.get("upload") != str(kept.pk):
            messages.error(request, "Another file was sent since. This is the one held now.")
            return HttpResponseRedirect(request.path)
        if not problems or "skip" in request.POST:
            problems = _accept(request, kept, seen)
            if isinstance(problems, HttpResponse):
                return problems
    first = [
        (
            _WORDS[seen.kind.state(entry)],
            list(zip(kind.columns, seen.kind.shown(entry), strict=True)),
        )
        for entry in seen.entries[:_FIRST]
    ]
    context = {
        "title": f"Look through {kept.name}",
        "kind": kind,
        "upload": kept,
        "preview": seen,
        "first": first,
        "problems": problems[:_SHOWN],
        "more": max(len(problems) - _SHOWN, 0),
        "notes": seen.notes[:_SHOWN],
        "more_notes": max(len(seen.notes) - _SHOWN, 0),
        "wrong": len(problems),
        "bad": seen.read - seen.ready,
        "again": _at("send", here, kind.key),
        "columns": _at("columns", here, kind.key),
        "listed": _at("problems", here, kind.key),
        "trail": _trail(here, (kind.title, _at("send", here, kind.key))),
    }
    status = INVALID if request.method == "POST" else 200
    return render(request, "web/imports/preview.html", context, status=status)


def _accept(request: HttpRequest, kept: Upload, seen: Preview) -> HttpResponse | list[Problem]:
    """Write it and go on; or what was refused."""
    here, kind = request.partnership, seen.kind
    try:
        done = accepting.accept(preview=seen, by=request.viewer.person, upload=kept)
    except RowsRefused as refused:
        return refused.problems
    except ValidationError as refused:
        words = " ".join(refused.messages)
        return [Problem(1, "file", kept.name, words, "Mend it, or look the file through again.")]
    except Stale:
        messages.error(request, "Somebody changed the same rows. Look the file through again.")
        return HttpResponseRedirect(request.path)
    except accepting.AlreadyAccepted:
        return _gone(request, type(kind))
    if done._state.adding:
        messages.info(request, f"Everything in {kept.name} was there already: nothing is changed.")
        return HttpResponseRedirect(_at("start", here))
    rows = "1 row" if seen.ready == 1 else f"{seen.ready:,} rows"
    messages.success(request, f"{rows} of {kept.name} {'is' if seen.ready == 1 else 'are'} in.")
    return HttpResponseRedirect(_of_import(here, done))


def problems(request: HttpRequest, kind: type[Kind]) -> HttpResponse:
    """The problems and notes of the file as a table to take away, for whoever mends it."""
    found = _looked(request, kind)
    if isinstance(found, HttpResponse):
        return found
    _, seen = found
    listed = [(*_told(each), "Problem") for each in seen.problems]
    listed += [(*_told(each), "Worth a look") for each in seen.notes]
    title = f"Problems of {kind.title.lower()}"
    return table_response("csv", title, (*_PROBLEMS, "Kind"), listed, request.viewer.day)


@open_to("import.use")
def done(request: HttpRequest, partnership_key: str, pk: Any) -> HttpResponse:
    """What was brought in, and whether it can be undone; a POST undoes it."""
    here = request.partnership
    found = _import(request, pk)
    reasons = [] if found.undone else accepting.obstacles(found)
    if request.method == "POST":
        try:
            accepting.undo(by=request.viewer.person, found=found)
        except accepting.CannotUndo as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "It is undone: everything is as it was before the file.")
            return HttpResponseRedirect(request.path)
    kind = engine.kinds()[found.kind]
    context = {
        "title": f"{kind.title} brought in",
        "import": found,
        "kind": kind,
        "reasons": reasons,
        "listing": reverse(kind.listing, args=[here.key]),
        "again": _at("send", here, kind.key),
        "trail": _trail(here),
    }
    status = INVALID if request.method == "POST" else 200
    return render(request, "web/imports/done.html", context, status=status)


def _import(request: HttpRequest, pk: Any) -> Import:
    here, viewer = request.partnership, request.viewer
    found = accepting.found(here, pk)
    kind = _kinds(viewer, here).get(found.kind) if found else None
    if found is None or kind is None:
        raise Http404
    if _own(viewer, here, kind) is not None and found.by_id != viewer.person.pk:
        raise Http404
    return found


def _looked(request: HttpRequest, kind: type[Kind]) -> tuple[Upload, Preview] | HttpResponse:
    """The held file and what it would write; or where to go where that cannot be said."""
    here, viewer = request.partnership, request.viewer
    found = held(account=viewer.account, partnership=here, kind=kind.key)
    if found is None:
        return _gone(request, kind)
    kept, data = found
    own = _own(viewer, here, kind)
    try:
        made, table = engine.table_of(kind, here, data, day=viewer.day, own=own)
        return kept, look(made, table, name=kept.name)
    except NotMapped:
        return HttpResponseRedirect(_at("columns", here, kind.key))
    except Unreadable as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(_at("send", here, kind.key))


def _gone(request: HttpRequest, kind: type[Kind]) -> HttpResponse:
    messages.info(request, "No file is held. Files are kept for an hour: send it again.")
    return HttpResponseRedirect(_at("send", request.partnership, kind.key))


def _told(each: Problem) -> tuple:
    return each.row, each.field, each.value, each.problem, each.mend
