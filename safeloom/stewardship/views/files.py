"""Every file that is kept."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.records.models import Record
from safeloom.stewardship.kept_files import kept
from safeloom.stewardship.views.hub import trail
from safeloom.web.files import scan_words, size_words
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.words import date_words

STATES = [("there", "Kept"), ("removed", "Removed")]


def _sealed(file: StoredFile) -> bool:
    return file.record.sensitivity == Record.Sensitivity.SEALED


def _state(file: StoredFile) -> str:
    if file.gone:
        return f"Deleted {date_words(file.gone)}"
    if file.removed:
        return f"Removed, deleted on {date_words(file.delete_on)}"
    return "Kept"


def _list(key: str) -> ListPage:
    def where(file: StoredFile) -> str:
        return "" if file.removed else reverse("portal:file-record", args=[key, file.pk])

    return ListPage(
        title="Files",
        noun=("file", "files"),
        search=["record__reference"],
        default_order="-kept",
        columns=[
            Column("File", lambda file: "A file" if _sealed(file) else file.title),
            Column("Hangs on", "record.reference", sort="record__reference", link=where),
            Column("Kind", "get_kind_display", sort="kind"),
            Column("Size", lambda file: size_words(file.size), sort="size"),
            Column("Added on", "kept", sort="kept", kind="date"),
            Column("By", lambda file: file.kept_by.name if file.kept_by else ""),
            Column("Virus scan", lambda file: f"{scan_words(file)[0]} {file.found}".strip()),
            Column("State", _state),
        ],
        filters=[
            Filter("scan", "Virus scan", StoredFile.Scan.choices, "scan"),
            Filter(
                "state",
                "State",
                STATES,
                lambda rows, value: rows.filter(removed__isnull=value == "there"),
            ),
        ],
        empty="Every file that hangs on a record of the partnership will stand here.",
    )


@open_to("file.follow")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Every file of the partnership, removed ones too."""
    return list_response(
        request,
        _list(partnership_key),
        kept(request.viewer, request.partnership),
        trail=trail(request),
    )
