"""What a page of sealed material wears: the band, who may open it, who did."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from safeloom.foundation.files.queries import where
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed import queries
from safeloom.foundation.sealed.models import Entitlement, Opening
from safeloom.foundation.sealed.reading import read
from safeloom.web.words import date_words, moment_words

_SHOWN = 8


@dataclass(frozen=True)
class Sealed:
    """What the template shows. `print_url` takes a POST when the page is printed; `reader` and `at` stand
    on paper; the addresses of who may open it are empty for who may not change that."""

    reference: str
    reader: str
    at: datetime
    print_url: str
    log_url: str
    entitle_url: str
    home_url: str
    entitled: list[tuple[str, str, str]]
    openings: list[tuple[str, str, str]]


def sealed_context(
    request: HttpRequest, record: Record | None, how: Opening.How = Opening.How.PAGE
) -> dict[str, Any]:
    """For a page about a record: nothing where it is ordinary. Where it is sealed, the reading is noted
    (`ReasonNeeded` before the first) and `sealed` is what the page wears. 4 queries, and those of noting."""
    if record is None or not record.is_sealed:
        return {}
    read(request, record, how)
    here: Partnership = request.partnership
    day = request.viewer.day
    may_change = (
        request.viewer.may("sealed.entitle", here.pk)
        and where(request.viewer, here, record, change=True) is not None
    )
    openings = list(queries.openings_of(record)[:_SHOWN])
    return {
        "sealed": Sealed(
            reference=record.reference,
            reader=request.viewer.person.name,
            at=timezone.now(),
            print_url=reverse("portal:sealed-print", args=[here.key, record.pk]),
            log_url=reverse("portal:sealed-log", args=[here.key, record.pk]),
            entitle_url=reverse("portal:sealed-entitle", args=[here.key, record.pk])
            if may_change
            else "",
            home_url=reverse("portal:home", args=[here.key]),
            entitled=[
                (
                    one.principal.name,
                    when_words(one, day),
                    _end_url(here, one) if may_change else "",
                )
                for one in queries.lasting(record, day)
            ],
            openings=[(moment_words(one.at), one.person.name, what_words(one)) for one in openings],
        )
    }


def when_words(one: Entitlement, day: date) -> str:
    """From which day to which, where that is not simply now and until further notice."""
    told = []
    if one.start is not None and one.start > day:
        told.append(f"from {date_words(one.start)}")
    if one.end is not None:
        told.append(f"to {date_words(one.end)}")
    return " ".join(told)


def what_words(one: Opening) -> str:
    """What was done, with its reason where one was given."""
    return f"{one.get_how_display()}: {one.reason}" if one.reason else one.get_how_display()


def _end_url(here: Partnership, one: Entitlement) -> str:
    return reverse("portal:sealed-end", args=[here.key, one.pk])
