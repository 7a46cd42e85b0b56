"""The induction pack as its readers see it."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.reports.document.markdown import to_html
from safeloom.systems.compact.commands import induction as verbs
from safeloom.systems.compact.forms import ReadForm
from safeloom.systems.compact.models import InductionItem
from safeloom.systems.compact.queries import induction as queries
from safeloom.systems.compact.queries.members import groups_of
from safeloom.systems.compact.views.acting import act_on, address
from safeloom.web.files import file_line


def trail(here: Partnership) -> list[tuple[str, str]]:
    """The way back to the packs."""
    return [("Induction", address("induction", here))]


@open_to("induction.see")
def pack(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What the viewer is to read, group by group; for the unit every group's pack."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may("induction.change", here.pk)
    packs = []
    for group, items in groupby(queries.pack(viewer, here), key=lambda item: item.group):
        shown = [(item, address("item", here, item.record.reference)) for item in items]
        packs.append((group, shown, any(item.mine for item, _ in shown)))
    left = sum(item.mine and not item.read for _, items, _ in packs for item, _ in items)
    context = {
        "title": "Induction",
        "packs": packs,
        "left": left,
        "mine": any(asked for _, _, asked in packs),
        "add": address("add-item", here) if may else "",
        "progress": address("progress", here) if may and packs else "",
    }
    return render(request, "compact/induction.html", context)


@open_to("induction.see")
def item(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Read one item, and say so."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(queries.items(viewer, here), record__reference=reference)
    file = queries.file_of(found)
    receipts = queries.receipts_of(viewer.person)
    may = viewer.may("induction.change", here.pk)

    def act(form: ReadForm) -> str:
        version = form.cleaned_data["version"]
        verbs.read_item(by=viewer.person, item=found, version=version)
        return f"You have read {found.title}."

    return act_on(
        request,
        ReadForm,
        act,
        title=found.title,
        button="I have read this",
        back=address("induction", here),
        initial={"version": found.version},
        template="compact/item.html",
        item=found,
        asked=found.withdrawn is None
        and found.group_id in groups_of(viewer.person, here, viewer.day),
        read=receipts.get((found.pk, found.version)),
        before=_read_before(found, receipts),
        text=to_html(found.text) if found.text else "",
        line=file_line(here, file) if file else None,
        acts=_acts(here, found) if may and found.withdrawn is None else [],
        trail=trail(here),
    )


def _read_before(found: InductionItem, receipts: dict) -> bool:
    return any(key == found.pk and version < found.version for key, version in receipts)


def _acts(here: Partnership, found: InductionItem) -> list[tuple[str, str]]:
    reference = found.record.reference
    return [
        ("Change item", address("change-item", here, reference)),
        ("Take it out of the pack", address("withdraw-item", here, reference)),
    ]
