"""Files for tests: the smallest that are what they say. Nobody in them exists."""

import io
import struct
import zipfile
import zlib
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.records.models import Record
from tests.factories import Place, sample

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
# What every scanner finds, by agreement (eicar.org), and nothing else does anything with.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_TYPES = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": ("word/document.xml", f"{_TYPES}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{_TYPES}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_TYPES}.presentationml.presentation.main+xml"),
}
_OPEN = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(kind: str, said: str = "", **more: str | bytes) -> bytes:
    """A Word, Excel or PowerPoint file with `more` parts; `said` is added to what it says of its parts."""
    name, content_type = _MAIN[kind]
    types = f'<Types><Override PartName="/{name}" ContentType="{content_type}"/>{said}</Types>'
    return packed({"[Content_Types].xml": types, name: "<document/>", **more})


def open_document(kind: str, **more: str | bytes) -> bytes:
    """An OpenDocument file."""
    said = f"application/vnd.oasis.opendocument.{_OPEN[kind]}"
    return packed({"mimetype": said, "content.xml": "<office/>", **more})


@cache
def png() -> bytes:
    """A picture of one point."""

    def part(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    points = zlib.compress(b"\x00\xff")
    start = b"\x89PNG\r\n\x1a\n"
    return start + part(b"IHDR", header) + part(b"IDAT", points) + part(b"IEND", b"")


def compound(*names: str) -> bytes:
    """A compound file, as Outlook and old Office write them, that holds these names."""
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return start + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


EACH = {
    "pdf": PDF,
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document("odt"),
    "ods": open_document("ods"),
    "odp": open_document("odp"),
    "csv": "Area,Plans\nÄsh,12\n".encode(),
    "txt": b"Terms of reference of the Quality group.\n",
    "png": png(),
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9",
    "msg": compound("Root Entry", "__properties_version1.0"),
    "eml": b"From: ash@safeloom.example\r\nTo: robin@safeloom.example\r\nSubject: Papers\r\n\r\nHere.\r\n",
}


def upload(name: str = "Terms of reference.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """What a form brings."""
    return SimpleUploadedFile(name, data)


def kept(
    record: Record, name: str = "Terms of reference.pdf", data: bytes = PDF, **said
) -> StoredFile:
    """A file of a record."""
    return keep_file(by=None, record=record, upload=upload(name, data), **said)


@sample("portal:add-file", by=("agency",))
def _record(place: Place) -> dict[str, object]:
    return {"record": place.agency.record_id}


@sample(
    *(f"portal:{name}" for name in ("file", "file-record", "replace-file", "remove-file")),
    by=("agency",),
)
def _file(place: Place) -> dict[str, object]:
    return {"pk": kept(place.agency.record).pk}
