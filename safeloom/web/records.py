"""The record page: a header with the one next step, sections with in-page links, a side column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.records.models import Record
from safeloom.web.sealed import sealed_context


@dataclass(frozen=True)
class Section:
    """A section: `key` is its anchor, `template` draws it with the page's context, `change` is
    `(words, address)` of what may be changed in it."""

    key: str
    title: str
    template: str
    change: tuple[str, str] | None = None


@dataclass(frozen=True)
class RecordPage:
    """What stands on a record page. `facts` are pairs of words and value under the title (owner,
    next date, kind …); `status_kind` is that of the tag; `next_step` is `(verb and object, address)`,
    at most one. `of` is the record it is about: where that is sealed, opening the page asks why and is
    noted, and the page wears its band."""

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
    as_at = context.get("as_at")
    status = 400 if as_at is not None and as_at.problem else 200
    return render(
        request, template, {"title": record.title, "record": record, **context}, status=status
    )
