"""How large a table may be, seen to before anything is unpacked into memory."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

SAVE = "Open it in your spreadsheet program and save it as .xlsx or .csv."
_CHUNK = 1 << 20
# No tag is longer, nor the text after one that is kept for the next chunk.
_LONGEST = 1 << 20
# Rows, cells and shared texts, whatever their prefix.
_TEXT = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")
_TAG = re.compile(rb"<(?:[\w.-]+:)?(c|row)([\s/][^<>]*)?>")
_ATTRIBUTES = re.compile(
    rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"'<>&]*"|'[^"'<>&]*'))*\s*/?""",
)
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
_SAYS_PLACE = re.compile(rb"\sr\s*=")


class Unreadable(Exception):
    """No table can be had from the file; the message says why and what to do. `status` is that of
    the answer: 413 where it is too large, 422 otherwise."""

    def __init__(self, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Bounds:
    """The most that is taken: bytes of the file, bytes unpacked, rows, columns, and cells of a sheet."""

    size: int = 10_000_000
    unpacked: int = 150_000_000
    rows: int = 50_000
    columns: int = 100
    cells: int = 1_000_000


def check_size(rows: int, columns: int, bounds: Bounds) -> None:
    """Refuse a table of more rows or columns than are taken."""
    if rows > bounds.rows:
        raise Unreadable(f"The table has more than {bounds.rows:,} rows. Send it in parts.", 413)
    if columns > bounds.columns:
        raise Unreadable(
            f"The table has more than {bounds.columns} columns. Take out what is not needed.", 413
        )


def check_packed(packed: zipfile.ZipFile, bounds: Bounds) -> None:
    """Refuse what would unpack to too much, before anything else opens it. What the archive claims
    is not believed: each part is unpacked and counted, and each looked at as if it were a sheet,
    since any part may be named as one."""
    parts = packed.infolist()
    names = {part.filename.casefold() for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"The file is {_kind_of(names)} and no .xlsx spreadsheet. {SAVE}")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("The file holds macros (.xlsm), which are not taken. Save it as .xlsx.")
    left = bounds.unpacked
    too_large = Unreadable("The file unpacks to far more than a table holds.", 413)
    if len(parts) > 1000 or sum(part.file_size for part in parts) > left:
        raise too_large
    for part in parts:
        places = _Places(bounds)
        rest = b""
        for chunk in _chunks(packed, part):
            left -= len(chunk)
            if left < 0:
                raise too_large
            rest = places.look(rest + chunk)
        places.look(rest + b"<")


def _kind_of(names: set[str]) -> str:
    """What an archive that is no workbook seems to be."""
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)"
    if "word/document.xml" in names:
        return "a Word document"
    return "an OpenDocument file" if "content.xml" in names else "a ZIP archive"


def _chunks(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


class _Places:
    """Where the cells of a part stand: one far away would make the whole sheet between as large."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.row, self.column, self.cells = 0, 0, 0

    def look(self, text: bytes) -> bytes:
        """Look through all but the last tag, which the next chunk may go on with, and give that
        back. A tag that is not written as spreadsheet programs write it is refused: what it says
        might be read differently afterwards."""
        end = text.rfind(b"<")
        if end < 0:
            return b""
        if len(text) - end > _LONGEST:
            if b">" not in text[end:]:
                raise Unreadable(f"The file is damaged or no spreadsheet. {SAVE}")
            end = len(text)
        found = _TAG.findall(text, 0, end)
        self.cells += len(found) + len(_TEXT.findall(text, 0, end))
        if self.cells > self.bounds.cells:
            raise Unreadable("The file holds far more than a table.", 413)
        for kind, attributes in found:
            if not _ATTRIBUTES.fullmatch(attributes):
                raise Unreadable(f"The file is damaged or no spreadsheet. {SAVE}")
            self._go(kind, attributes)
        return text[end:]

    def _go(self, kind: bytes, attributes: bytes) -> None:
        place = _PLACE.search(attributes)
        if place is None and _SAYS_PLACE.search(attributes):
            raise Unreadable(f"The file is damaged or no spreadsheet. {SAVE}")
        if kind == b"row":
            self.row = int(place[2]) if place else self.row + 1
            self.column = 0
        elif place is None:
            self.column += 1
        else:
            self.row = max(self.row, int(place[2]))
            self.column = 0
            for letter in place[1].upper():
                self.column = self.column * 26 + letter - 64
        check_size(self.row, self.column, self.bounds)
