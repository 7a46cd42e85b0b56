"""Writing the comparison, row by row."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.national.addresses import of_item
from safeloom.systems.national.commands import comparing as verbs
from safeloom.systems.national.forms import ChangeRowForm, RowForm, SureForm, compared_of
from safeloom.systems.national.models import ComparisonRow, NationalItem
from safeloom.systems.national.queries.items import may_compare
from safeloom.systems.national.views.items import found, trail


def _comparable(request: HttpRequest, reference: str) -> NationalItem:
    item = found(request, reference)
    if not may_compare(request.viewer, item, request.viewer.day):
        raise Http404
    return item


def _row(item: NationalItem, pk: UUID) -> ComparisonRow:
    rows = item.rows.filter(withdrawn__isnull=True).select_related("item__record__partnership")
    return get_object_or_404(rows, pk=pk)


def _ask(request: HttpRequest, item: NationalItem, form: Any, act: Any, **said: Any):
    here = request.partnership
    back = f"{of_item(here, item)}#comparison"
    return ask(request, form, act, back=back, trail=trail(here, item), **said)


@open_to("national.compare")
def add_row(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a row."""
    item = _comparable(request, reference)

    def act(data: dict[str, Any]) -> None:
        verbs.add_row(by=request.viewer.person, item=item, row=compared_of(data))

    title = f"Add a row to the comparison with {item.title}"
    return _ask(
        request, item, RowForm, act, title=title, button="Add row", done="The row is added."
    )


@open_to("national.compare")
def change_row(request: HttpRequest, partnership_key: str, reference: str, pk: UUID):
    """Change a row."""
    item = _comparable(request, reference)
    row = _row(item, pk)

    def said() -> dict[str, Any]:
        now = _row(item, pk)
        return {
            name: getattr(now, name) for name in ("says", "stands", "gap", "missing", "revision")
        }

    def act(data: dict[str, Any]) -> None:
        seen = data["revision"]
        verbs.change_row(by=request.viewer.person, row=row, seen=seen, said=compared_of(data))

    return _ask(
        request,
        item,
        ChangeRowForm,
        act,
        title=f"Change row {row.order} of the comparison",
        button="Save row",
        done="The row is changed.",
        initial=said(),
        current=said,
        subject=reference,
    )


@open_to("national.compare")
def remove_row(request: HttpRequest, partnership_key: str, reference: str, pk: UUID):
    """Take a row out."""
    item = _comparable(request, reference)
    row = _row(item, pk)
    return _ask(
        request,
        item,
        SureForm,
        lambda data: verbs.withdraw_row(by=request.viewer.person, row=row),
        title=f"Take row {row.order} out of the comparison?",
        button="Take row out",
        done="The row is taken out.",
        lead=row.says,
        warn=True,
    )


@open_to("national.compare")
def compared(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say that all is compared."""
    item = _comparable(request, reference)
    kind = verbs.Kind.COMPARED
    return _ask(
        request,
        item,
        SureForm,
        lambda data: verbs.decide(by=request.viewer.person, item=item, kind=kind),
        title="Is the comparison finished?",
        button="Finish comparison",
        done="The comparison is finished.",
        lead="Each row says where the partnership stands. Rows can still be changed.",
    )
