"""The files of a record, as a section of its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.conf import settings
from django.http import FileResponse
from django.urls import reverse

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.files import queries
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.web.records import Section
from safeloom.web.words import date_words

# What is sent runs nothing and loads nothing, should a browser show it all the same.
_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
_STEPS = ("bytes", "KB", "MB")
SCAN_KINDS = {
    StoredFile.Scan.CLEAN: "done",
    StoredFile.Scan.WAITING: "wait",
    StoredFile.Scan.INFECTED: "late",
}


def sent(file: StoredFile) -> FileResponse:
    """The bytes of a file, never shown in the page. That they may leave is for the view to know."""
    response = FileResponse(
        queries.opened(file),
        as_attachment=True,
        filename=file.download_name,
        content_type=file.content_type,
    )
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@dataclass(frozen=True)
class Line:
    """One file of the section. Without `url` it cannot be downloaded, and `held` says why."""

    file: StoredFile
    url: str
    held: str
    what: str
    in_force: str
    scan: tuple[str, str]
    earlier: Sequence["Line"]
    acts: Sequence[tuple[str, str]]

    @property
    def size(self) -> str:
        """`340 KB`, `1.2 MB`."""
        return size_words(self.file.size)

    @property
    def added(self) -> str:
        """`4 December 2026 by Robin Fernhollow`."""
        who = self.file.kept_by
        return date_words(queries.kept_day(self.file)) + (f" by {who.name}" if who else "")


@dataclass(frozen=True)
class FilesSection(Section):
    """A section that lists the files of a record."""

    lines: Sequence[Line] = ()
    sorts: bool = False
    keeps: bool = False


def files_section(viewer: Viewer, here: Partnership, record: Record, day: date) -> FilesSection:
    """The files of a record that the viewer sees (that they do is for the page to know), and on `day`
    which of its dated ones is in force. 2 queries at most."""
    kind = queries.kind_of_record(record)
    sorts = kind.sorts if kind else ()
    keeps = bool(
        kind
        and kind.change
        and record.partnership_id == here.pk
        and viewer.may_everywhere(kind.change, here.pk)
        and viewer.may_everywhere("file.keep", here.pk)
    )
    files = queries.files_of(record)
    holding = {sort.key: queries.in_force(files, sort.key, day) for sort in sorts if sort.dated}
    titles = {sort.key: sort.title for sort in sorts}
    lines = [
        file_line(here, file, titles, holding.get(file.sort) is file, keeps=keeps) for file in files
    ]
    add = ("Add a file", reverse("portal:add-file", args=[here.key, record.pk]))
    return FilesSection(
        "files", "Files", "web/parts/files.html", add if keeps else None, lines, bool(sorts), keeps
    )


def size_words(size: int) -> str:
    """A size in bytes as people say it; a thousand to a step, as file managers show it."""
    step = 0
    amount = float(size)
    while amount >= 999.5 and step < len(_STEPS) - 1:
        amount, step = amount / 1000, step + 1
    said = f"{amount:.1f}" if step == 2 and amount < 10 else f"{amount:.0f}"
    return f"{said} {_STEPS[step]}"


def file_line(
    here: Partnership,
    file: StoredFile,
    titles: Mapping[str, str] = MappingProxyType({}),
    in_force: bool = False,
    *,
    keeps: bool = False,
) -> Line:
    """A file as a line of a list, or alone: `web/parts/file_name.html` shows `line`."""
    since = f"from {date_words(file.in_force_from)}" if file.in_force_from else ""
    url = reverse("portal:file", args=[here.key, file.pk]) if queries.may_download(file) else ""
    acts = []
    if keeps:
        acts = [
            ("Add a newer version", reverse("portal:replace-file", args=[here.key, file.pk])),
            ("Remove", reverse("portal:remove-file", args=[here.key, file.pk])),
        ]
    return Line(
        file=file,
        url=url,
        held="" if url else held_words(file),
        what=titles.get(file.sort, ""),
        in_force=f"In force {since}" if in_force else since.capitalize(),
        scan=scan_words(file),
        earlier=[file_line(here, one, titles, False) for one in getattr(file, "earlier", ())],
        acts=acts,
    )


def scan_words(file: StoredFile) -> tuple[str, str]:
    """What the scanner said of a file, and the kind of its tag."""
    scan = StoredFile.Scan(file.scan)
    if scan == StoredFile.Scan.NOT_SCANNED and settings.CLAMD:
        scan = StoredFile.Scan.WAITING  # kept before there was a scanner
    return scan.label, SCAN_KINDS.get(scan, "plain")


def held_words(file: StoredFile) -> str:
    """Why a file cannot be downloaded, and what to do."""
    if file.scan == StoredFile.Scan.INFECTED:
        return (
            f"The scanner found {file.found}. Nobody can download the file. Remove it, "
            "and tell whoever it came from."
        )
    return "It can be downloaded once it has been scanned, mostly within minutes."
