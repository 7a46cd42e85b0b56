"""The compact: what is in force, its versions, publishing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.reports.document.markdown import to_html
from safeloom.systems.compact.commands import compact as verbs
from safeloom.systems.compact.forms import ChangeCompactForm, CompactForm, GroupsForm
from safeloom.systems.compact.models import CompactVersion
from safeloom.systems.compact.queries import compact as queries
from safeloom.systems.compact.queries.members import groups_to_choose
from safeloom.systems.compact.views.acting import act_on, address
from safeloom.web.files import file_line
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import count_words, date_words, list_words


def trail(here: Partnership, found: CompactVersion | None = None) -> list[tuple[str, str]]:
    """The way back to the compact, or to one of its versions."""
    way = [("Compact", address("compact", here))]
    if found is not None:
        way.append((str(found), address("version", here, found.record.reference)))
    return way


@open_to("compact.see")
def current(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The version in force, or how to begin."""
    here, viewer = request.partnership, request.viewer
    found = queries.in_force(here, viewer.day)
    if found is not None:
        return _page(request, found)
    may = viewer.may("compact.publish", here.pk)
    page = RecordPage(
        title="Compact",
        next_step=("Publish a version", address("publish", here)) if may else None,
        sections=[_versions()],
    )
    return record_response(request, page, **_listed(request))


@open_to("compact.see")
def version(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One version, of whatever time."""
    rows = queries.versions(request.viewer, request.partnership)
    return _page(request, get_object_or_404(rows, record__reference=reference))


def _page(request: HttpRequest, found: CompactVersion) -> HttpResponse:
    here, viewer = request.partnership, request.viewer
    holds = queries.in_force(here, viewer.day) == found
    signature = queries.signature_of(found, viewer.person)
    asked = holds and queries.is_asked(found, viewer.person, viewer.day)
    may = viewer.may("compact.publish", here.pk)
    reference = found.record.reference
    words, kind = _status(found, viewer.day, holds)
    facts: list[tuple[str, Any]] = [
        ("In force from", date_words(found.in_force_from)),
        ("Signed by members of", list_words([name for _, name in queries.group_choices(found)])),
    ]
    if signature:
        facts.append(("You signed it on", date_words(signature.at)))
    step = None
    if asked and not signature:
        step = ("Sign the compact", address("sign", here, reference))
    elif may:
        step = ("Publish a version", address("publish", here))
    change = ("Change", address("change", here, reference)) if may else None
    sections = [Section("text", "What it says", "compact/text.html", change)]
    context = _listed(request) | {"text": to_html(found.text) if found.text else ""}
    if may:
        signed, many = queries.count_signed(found, viewer.day)
        context["signed"] = (
            f"{signed} of {count_words(many, 'member', 'members')} signed."
            if many
            else "Nobody holds a seat in its groups."
        )
        context["signatures"] = address("signatures", here, reference)
        sections.append(Section("signatures", "Signatures", "compact/signed.html"))
    file = queries.file_of(found)
    page = RecordPage(
        of=found.record,
        title=found.title,
        reference=reference,
        status=words,
        status_kind=kind,
        facts=facts,
        next_step=step,
        sections=[*sections, _versions()],
    )
    return record_response(
        request,
        page,
        trail=[] if holds else trail(here),
        line=file_line(here, file) if file else None,
        **context,
    )


def _status(found: CompactVersion, day, holds: bool) -> tuple[str, str]:
    if holds:
        return f"Version {found.number}, in force", "done"
    if found.in_force_from > day:
        return f"Version {found.number}, from {date_words(found.in_force_from)}", "wait"
    return f"Version {found.number}, replaced", "plain"


def _versions() -> Section:
    return Section("versions", "Versions", "compact/versions.html")


def _listed(request: HttpRequest) -> dict[str, Any]:
    here = request.partnership
    rows = queries.versions(request.viewer, here)
    return {"versions": [(row, address("version", here, row.record.reference)) for row in rows]}


@open_to("compact.publish")
def publish(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Publish a version."""
    here = request.partnership

    def act(form: CompactForm) -> str:
        made = verbs.publish(by=request.viewer.person, partnership=here, words=form.said)
        return f"{made} is published."

    latest = queries.in_force(here, request.viewer.day)
    before = {}
    if latest is not None:
        asked = [key for key, _ in queries.group_choices(latest)]
        before = {"title": latest.title, "text": latest.text, "groups": asked}
    return act_on(
        request,
        CompactForm,
        act,
        title="Publish a version of the compact",
        button="Publish version",
        back=address("compact", here),
        initial={"in_force_from": request.viewer.day, **before},
        rows=groups_to_choose(here),
        trail=trail(here),
    )


@open_to("compact.publish")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change a version: all of it while nobody has signed it, then only whom it asks."""
    here, by = request.partnership, request.viewer.person
    rows = queries.versions(request.viewer, here, "compact.publish")
    found = get_object_or_404(rows, record__reference=reference)
    asked = [key for key, _ in queries.group_choices(found)]
    said = {"groups": asked, "revision": found.record.revision}
    signed = found.signatures.exists()

    def act(form: Any) -> str:
        seen = form.cleaned_data["revision"]
        if signed:
            groups = list(form.cleaned_data["groups"])
            verbs.choose_groups(by=by, version=found, seen=seen, groups=groups)
        else:
            verbs.change(by=by, version=found, seen=seen, words=form.said)
        return f"{found} is changed."

    if not signed:
        said |= {
            "title": found.title,
            "text": found.text,
            "in_force_from": found.in_force_from,
        }
    lead = "It has been signed, so its words stay as they are. For others, publish a new version."
    return act_on(
        request,
        GroupsForm if signed else ChangeCompactForm,
        act,
        title=f"Change {found}",
        button="Save version",
        back=address("version", here, reference),
        initial=said,
        rows=groups_to_choose(here),
        trail=trail(here, found),
        lead=lead if signed else "",
    )
