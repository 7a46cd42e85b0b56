"""What an XLSX file says beside the values of its cells: which formulas failed or were never worked out,
which cells are percentages, which are filled with a colour, and which rows and columns are hidden.

The fast reader of values sees none of it. Only what `safeloom.web.bounds` let through comes here.
"""

import colorsys
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

# Larger than any of these parts of a workbook that people keep by hand.
_LARGEST_PART = 8_000_000
_LARGEST_SHEET = 120_000_000
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s([^<>]*)>")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s([^<>]*)>")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(\s[^<>]*)>")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_SAYS = {
    name: re.compile(rb"""\s""" + name.encode() + rb"""\s*=\s*["']([^"'<>]*)["']""")
    for name in ("r", "s", "t", "min", "max")
}
_PLACE = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")
_NO_RESULT = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_RESULT = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>[^<]")
# The fills spreadsheet programs themselves call bad, neutral and good: too pale to tell by their hue.
_PALE = {"FFC7CE": "red", "FFEB9C": "amber", "C6EFCE": "green"}
_PERCENT_FORMATS = {9, 10}


@dataclass
class Marks:
    """Places are pairs of row and column, counted from 0. `errors` holds what an erring cell shows
    (`#REF!`), or an empty text where a formula's result is not in the file."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)
    colours: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def marks_of(packed: zipfile.ZipFile, name: str) -> Marks:
    """The marks of the sheet of a name; none where the workbook is put together in a way that cannot
    be followed. Raises `ValueError` where a part is made to harm."""
    try:
        parts = {part.filename.casefold(): part for part in packed.infolist()}
        path = _path_of(packed, parts, name)
        part = parts.get(path)
        if part is None or part.file_size > _LARGEST_SHEET:
            return Marks()
        percent, colours = _styles(packed, parts)
        return _read(packed.read(part), percent, colours)
    except ParseError:
        return Marks()
    except DefusedXmlException as problem:
        raise ValueError("a part of the workbook names things outside it") from problem


def _tree(packed: zipfile.ZipFile, part: zipfile.ZipInfo | None):
    if part is None or part.file_size > _LARGEST_PART:
        return None
    return fromstring(packed.read(part), forbid_dtd=True)


def _path_of(packed: zipfile.ZipFile, parts: dict, name: str) -> str:
    book = _tree(packed, parts.get("xl/workbook.xml"))
    links = _tree(packed, parts.get("xl/_rels/workbook.xml.rels"))
    if book is None or links is None:
        return ""
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet" and sheet.get("name") == name:
            key = next((v for k, v in sheet.attrib.items() if k.rpartition("}")[2] == "id"), "")
            target = targets.get(key, "").casefold()
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _styles(packed: zipfile.ZipFile, parts: dict) -> tuple[set[int], dict[int, str]]:
    """The numbers of the cell styles that show a percentage, and the colours of those that fill."""
    tree = _tree(packed, parts.get("xl/styles.xml"))
    if tree is None:
        return set(), {}
    formats, fills, styles = set(_PERCENT_FORMATS), [], []
    for part in tree:
        kind = part.tag.rpartition("}")[2]
        if kind == "numFmts":
            formats |= {
                int(each.get("numFmtId", "0")) for each in part if "%" in each.get("formatCode", "")
            }
        elif kind == "fills":
            fills = [_colour(fill) for fill in part]
        elif kind == "cellXfs":
            styles = list(part)
    percent, colours = set(), {}
    for number, style in enumerate(styles):
        if int(style.get("numFmtId") or 0) in formats:
            percent.add(number)
        fill = int(style.get("fillId") or 0)
        if 0 <= fill < len(fills) and fills[fill]:
            colours[number] = fills[fill]
    return percent, colours


def _colour(fill) -> str:
    """Red, amber, green or blue where a fill is one of those; empty for any other."""
    for part in fill.iter():
        code = (part.get("rgb") or "")[-6:].upper()
        if part.tag.rpartition("}")[2] == "fgColor" and re.fullmatch("[0-9A-F]{6}", code):
            return _PALE.get(code) or _hue(*(int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    return ""


def _hue(red: float, green: float, blue: float) -> str:
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.35 or value < 0.35:
        return ""
    degrees = hue * 360
    if degrees < 18 or degrees > 340:
        return "red"
    if degrees < 66:
        return "amber"
    if 75 < degrees < 170:
        return "green"
    return "blue" if 190 < degrees < 250 else ""


def _read(sheet: bytes, percent: set[int], colours: dict[int, str]) -> Marks:
    marks = Marks()
    for match in _COLUMN.finditer(sheet):
        if _HIDDEN.search(match[1]):
            first, last = (_SAYS[name].search(b" " + match[1]) for name in ("min", "max"))
            if first and last:
                marks.hidden_columns |= set(range(int(first[1]) - 1, min(int(last[1]), 16384)))
    for match in _ROW.finditer(sheet):
        said = _SAYS["r"].search(b" " + match[1])
        if said and _HIDDEN.search(match[1]):
            marks.hidden_rows.add(int(said[1]) - 1)
    formulas = _NO_RESULT.search(sheet) is not None
    if not (formulas or percent or colours or b'"e"' in sheet or b"'e'" in sheet):
        return marks
    wanted = {str(number).encode() for number in percent | set(colours)}
    for match in _CELL.finditer(sheet):
        said = match[1]
        style, kind = _SAYS["s"].search(said), _SAYS["t"].search(said)
        styled = style is not None and style[1] in wanted
        erring = kind is not None and kind[1] == b"e"
        if not (styled or erring or formulas):
            continue
        place = _place(said)
        if place is None:
            continue
        if styled:
            number = int(style[1])
            if number in percent:
                marks.percent.add(place)
            if number in colours:
                marks.colours[place] = colours[number]
        if erring or (formulas and not said.endswith(b"/")):
            _look_inside(sheet, match.end(), place, erring, marks)
    return marks


def _look_inside(sheet: bytes, at: int, place: tuple[int, int], erring: bool, marks: Marks) -> None:
    end = sheet.find(b"</", at)
    inside = sheet[at : min(end if end > 0 else at, at + 20_000)]
    if erring:
        shown = re.search(rb"#[A-Z0-9/_]+[!?]?", sheet[at : at + 20_000])
        marks.errors[place] = shown[0].decode() if shown else "#ERROR"
        return
    if not _NO_RESULT.match(inside):
        return
    # From the formula to the end of its cell: a result is a value that is not empty.
    close = re.compile(rb"</(?:[\w.-]+:)?c>").search(sheet, at)
    body = sheet[at : close.start()] if close else inside
    if not _RESULT.search(body):
        marks.errors[place] = ""


def _place(said: bytes) -> tuple[int, int] | None:
    where = _SAYS["r"].search(said)
    found = _PLACE.fullmatch(where[1]) if where else None
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1
