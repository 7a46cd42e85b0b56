"""Makes malformed files from a seed and reads each: `python -m tests.web.imports.hostile FILES MEGABYTES`
prints what became of them, as JSON. No database is opened: reading writes nothing."""

import io
import json
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache

import django

NAMES = ["Ash Fern", "Jo Reed", "Robin Moss", "=1+1", "@SUM(A1)", "Zoë", "Аsh", "\u202eevil", ""]
HEAD = ["Name", "Job title", "Organisation", "E-mail", "Telephone", "Since"]
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
_FAR = b'<row r="1048576"><c r="XFD1048576"/></row>'
_MERGED = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
_COLUMNS = b'<cols><col min="1" max="999999999" hidden="1"/></cols>'
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY l "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)


def workbook(chance: random.Random) -> bytes:
    """A workbook that is whole."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for _ in range(chance.randint(1, 3)):
        sheet = book.add_worksheet()
        sheet.write_row(chance.randint(0, 3), 0, HEAD)
        for row in range(4, chance.randint(5, 12)):
            sheet.write_string(row, 0, chance.choice(NAMES) or "x")
            sheet.write(row, 3, f"a{row}@vale.example")
            sheet.write_formula(row, 4, "=1/0", None, chance.choice([1, "#DIV/0!", ""]))
        if chance.random() < 0.3:
            sheet.merge_range(4, 1, 6, 2, "Head")
        if chance.random() < 0.2:
            sheet.hide_row(4) if hasattr(sheet, "hide_row") else None
    book.close()
    return made.getvalue()


def text(chance: random.Random) -> bytes:
    """A file in text that is whole."""
    separator = chance.choice(",;\t|")
    lines = [separator.join(HEAD)]
    lines += [separator.join([chance.choice(NAMES), "x", "", "", "1", "1/2/3"]) for _ in range(9)]
    return "\n".join(lines).encode(chance.choice(["utf-8", "utf-16", "utf-8-sig"]))


def cut(data: bytes, chance: random.Random) -> bytes:
    """Its beginning, or its end."""
    at = chance.randrange(1, len(data))
    return data[:at] if chance.random() < 0.7 else data[at:]


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Some bytes of it are others (a checksum is then wrong)."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def repacked(data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes]) -> bytes:
    """A workbook with parts changed and added."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return made.getvalue()


def _same(name: str, content: bytes) -> bytes:
    return content


def _in(part: str, before: bytes, after: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, content: content.replace(before, after) if part in name else content


def bombed(data: bytes, chance: random.Random) -> bytes:
    """It unpacks to far more than it is."""
    return chance.choice(_bombs(data))


@cache
def _bombs(data: bytes) -> list[bytes]:
    """Made once: a bomb costs who makes it more than who refuses it."""
    sizes = {"xl/media/a.bin": 160_000_000, "xl/styles2.xml": 5_000_000, "xl/x.xml": 151_000_000}
    return [repacked(data, _same, {name: b" " * size}) for name, size in sizes.items()]


def macros(data: bytes, chance: random.Random) -> bytes:
    """It holds a program."""
    return repacked(data, _same, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def entities(data: bytes, chance: random.Random) -> bytes:
    """Its XML names a file of this machine, or itself over and over."""
    part = chance.choice(["sheet1.xml", "workbook.xml", "styles.xml", "sharedStrings.xml", "rels"])
    doctype = chance.choice([_ENTITY, _LAUGHS]).encode()

    def change(name: str, content: bytes) -> bytes:
        if part not in name:
            return content
        head, _, rest = content.partition(b"?>")
        return head + b"?>" + doctype + rest.replace(b"Name", b"&a;").replace(b"sheet", b"sheet", 1)

    return repacked(data, change, {})


def deep(data: bytes, chance: random.Random) -> bytes:
    """Its XML is nested without end."""
    levels = chance.choice([500, 1_000, 2_000, 3_000, 20_000])
    tower = b"<a>" * levels + b"</a>" * levels
    return repacked(data, _in("styles.xml", b"<fonts", tower + b"<fonts"), {})


def vast(data: bytes, chance: random.Random) -> bytes:
    """A cell stands at the end of the world, or the sheet says that it is as large."""
    change = chance.choice(
        [
            _in("sheet1.xml", b"</sheetData>", _FAR + b"</sheetData>"),
            _in("sheet1.xml", b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="'),
            _in("sheet1.xml", b"</sheetData>", b"</sheetData>" + _MERGED),
            _in("sheet1.xml", b"<sheetData>", _COLUMNS + b"<sheetData>"),
            _in("workbook.xml", b'sheetId="1"', b'sheetId="1" x="&#0;"'),
        ]
    )
    return repacked(data, change, {})


def mislabelled(data: bytes, chance: random.Random) -> bytes:
    """It is something else than it says."""
    return chance.choice(
        [
            b"<html><table><tr><td>Name</td></tr></table></html>",
            b"\xd0\xcf\x11\xe0" + bytes(600),
            b"%PDF-1.7\n" + data[:200],
            b"{\\rtf1 Name}",
            b"PK\x03\x04" + data[:50],
            b"\x1f\x8b" + data,
            b'{"Name": "Ash"}',
            repacked(data, _same, {"word/document.xml": b"<x/>"}),
            b"\xff\xfe" + data,
            b"\xfe\xff\x00",
            bytes(range(256)) * chance.randint(1, 40),
        ]
    )


def formulas(data: bytes, chance: random.Random) -> bytes:
    """Text that would run where it is opened, and quotes that never close."""
    lines = [
        "Name,Agency",
        "\"=cmd|' /C calc'!A0,x",
        "+1,@a",
        '-1,"open',
        "\x00,\x07",
        '"a""b,' * 50,
    ]
    return "\n".join(chance.sample(lines, len(lines))).encode()


def wide(data: bytes, chance: random.Random) -> bytes:
    """Rows of countless cells, or countless rows, or one cell without end."""
    return chance.choice(
        [
            b"Name," * 50_000,
            b"Name\n" + b"\n" * 200_000,
            b"Name\n" + b"x" * 300_000,
            b"Name,Agency\n" + b"a,b\n" * 60_000,
            b"," * 99 + b"\n" + b"Name,E-mail\n" * 500,
        ]
    )


WAYS = (cut, spoilt, bombed, macros, entities, deep, vast, mislabelled, formulas, wide, cut, spoilt)


def main() -> None:
    """Make and read so many files within so many megabytes."""
    many, megabytes = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    django.setup()
    from safeloom.foundation.identity.models import Partnership
    from safeloom.foundation.today import today
    from safeloom.web.imports import engine
    from safeloom.web.imports.looking import NotMapped, find_table
    from safeloom.web.uploads import Unreadable, read_book

    kinds = [kind for key, kind in engine.kinds().items() if key != "returns"]
    chance = random.Random(20261125)
    whole = [workbook(chance) for _ in range(12)] + [text(chance) for _ in range(12)]
    found: dict = {"files": 0, "refused": 0, "read": 0, "crashed": [], "slowest": 0.0}
    for number in range(many):
        way = WAYS[number % len(WAYS)]
        books = whole[:1] if way is bombed else whole[:12]
        data = chance.choice(whole if way in (cut, spoilt) else books)
        data = way(data, chance)
        began = time.process_time()
        try:
            kind = chance.choice(kinds)(Partnership(key="vale"), day=today())
            find_table(kind, read_book(data), {})
            found["read"] += 1
        except (Unreadable, NotMapped) as refused:
            assert str(refused).strip(), way.__name__
            found["refused"] += 1
        except Exception as problem:
            found["crashed"].append(f"{number} {way.__name__}: {problem!r}"[:300])
        found["slowest"] = max(found["slowest"], time.process_time() - began)
        found["files"] += 1
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
