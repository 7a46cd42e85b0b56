"""What stands beside the page of every record: what it is linked to, and what may be begun from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from safeloom.foundation.links.queries import Linked, linked_to
from safeloom.foundation.records.models import Record
from safeloom.kernel.registry import Beginning, RecordKind, offered
from safeloom.web.sections import Section

MOST = 20


@dataclass(frozen=True)
class LinkedSection(Section):
    """What a record is linked to: the first lines with the way to take each away that was made by hand,
    and how many more there are."""

    lines: Sequence[tuple[Linked, str]] = ()
    more: int = 0


@dataclass(frozen=True)
class BeginSection(Section):
    """What may be begun from a record, as pairs of words and address."""

    lines: Sequence[tuple[str, str]] = ()


def beside(request: HttpRequest, record: Record, sections: Sequence[Section]) -> list[Section]:
    """The sections beside the page of a record that shows `sections`; none where there is nothing to show
    and nothing to do. What a section lists already is not told again."""
    here, viewer = request.partnership, request.viewer
    keys = {section.key for section in sections}
    keeps = record.partnership_id == here.pk and viewer.may("link.keep", here.pk)
    found = linked_to(viewer, here, record, leaving_out=keys)
    lines = [(one, _removal(request, one) if keeps else "") for one in found[:MOST]]
    beside: list[Section] = []
    add = ("Link to another record", reverse("portal:add-link", args=[here.key, record.pk]))
    linkable = keeps and record.kind in {kind.key for kind in offered(RecordKind)}
    if lines or linkable:
        beside.append(
            LinkedSection(
                "linked",
                "Linked to",
                "web/parts/linked.html",
                add if linkable else None,
                lines,
                max(len(found) - MOST, 0),
            )
        )
    if begins := _beginnings(request, record, sections):
        beside.append(
            BeginSection("begin", "Begin from here", "web/parts/begin.html", None, begins)
        )
    return beside


def _removal(request: HttpRequest, one: Linked) -> str:
    if one.made is None:
        return ""
    return reverse("portal:remove-link", args=[request.partnership.key, one.made.pk])


def _beginnings(
    request: HttpRequest, record: Record, sections: Sequence[Section]
) -> list[tuple[str, str]]:
    here, viewer = request.partnership, request.viewer
    if record.partnership_id != here.pk or record.kind not in {
        kind.key for kind in offered(RecordKind)
    }:
        return []
    there = {section.change[1] for section in sections if section.change}
    found = [
        (one.title, f"{reverse(one.url_name, args=[here.key])}?source={record.pk}")
        for one in offered(Beginning)
        if viewer.may(one.permission, here.pk)
    ]
    return [(words, url) for words, url in found if url not in there]
