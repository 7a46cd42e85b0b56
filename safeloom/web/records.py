"""The record page: a header with the one next step, sections with in-page links, a side column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.records.models import Record
from safeloom.web.linking import beside
from safeloom.web.sealed import sealed_context
from safeloom.web.sections import Section

__all__ = ["RecordPage", "Section", "record_response"]


@dataclass(frozen=True)
class RecordPage:
    """What stands on a record page. `facts` are pairs of words and value under the title (owner,
    next date, kind …); `status_kind` is that of the tag; `next_step` is `(verb and object, address)`,
    at most one. `of` is the record it is about: beside it stand what that is linked to and what may be
    begun from it; where it is sealed, opening the page asks why and is noted, and the page wears its band."""

    title: str
    reference: str = ""
    status: str = ""
    status_kind: str = "plain"
    facts: Sequence[tuple[str, Any]] = ()
    next_step: tuple[str, str] | None = None
    sections: Sequence[Section] = ()
    side: Sequence[Section] = ()
    of: Record | None = None


def record_response(
    request: HttpRequest,
    record: RecordPage,
    *,
    template: str = "web/record.html",
    **context: Any,
) -> HttpResponse:
    """The page; `context` is what the sections' templates need, with `trail`, and `as_at` (of
    `safeloom.web.as_at.read_as_at`) where the date control is wanted: a date that cannot be read is
    said, with status 400."""
    context |= sealed_context(request, record.of)
    if record.of is not None:
        further = beside(request, record.of, [*record.sections, *record.side])
        record = replace(record, side=[*record.side, *further])
    as_at = context.get("as_at")
    status = 400 if as_at is not None and as_at.problem else 200
    return render(
        request, template, {"title": record.title, "record": record, **context}, status=status
    )
