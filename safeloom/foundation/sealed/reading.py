"""Reading sealed material within a visit that began with a reason."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed import commands
from safeloom.foundation.sealed.models import Opening

_VISITS = "sealed_visits"


class ReasonNeeded(Exception):
    """A sealed record was about to be shown and nobody said why; the person is asked, and led back."""

    def __init__(self, record: Record) -> None:
        super().__init__(record.reference)
        self.record = record


def read(
    request: HttpRequest, record: Record, how: Opening.How = Opening.How.PAGE, what: str = ""
) -> Opening | None:
    """Note that this person reads a record; None where it is not sealed. Raises `ReasonNeeded` before the
    first read of a visit. That they may see it is for the caller to know."""
    if not record.is_sealed:
        return None
    visit = visit_of(request, record)
    if visit is None:
        raise ReasonNeeded(record)
    return commands.note_read(by=request.viewer.person, visit=visit, how=how, what=what)


def begin_visit(request: HttpRequest, record: Record, reason: str) -> Opening:
    """Begin a visit in this session; its reason holds for `SEALED_VISIT`. Raises `ValidationError`."""
    visit = commands.open_sealed(by=request.viewer.person, record=record, reason=reason)
    until = timezone.now() + settings.SEALED_VISIT
    held = _standing(request)
    held[str(record.pk)] = [str(visit.pk), until.isoformat()]
    request.session[_VISITS] = held
    return visit


def visit_of(request: HttpRequest, record: Record) -> Opening | None:
    """The visit to a record that this session is in, or None. 1 query where there is one."""
    held = _standing(request).get(str(record.pk))
    if held is None:
        return None
    rows = Opening.objects.filter(pk=held[0], record=record, person=request.viewer.person)
    return rows.select_related("record__partnership").first()


def _standing(request: HttpRequest) -> dict[str, list[str]]:
    now = timezone.now()
    held = request.session.get(_VISITS, {})
    return {key: one for key, one in held.items() if datetime.fromisoformat(one[1]) > now}
