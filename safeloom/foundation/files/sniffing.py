"""What a file is, judged by its bytes; its name must say the same.

Nothing is unpacked but the two small parts in which an Office file says what it is, and of those no more
than a fixed length: a decompression bomb stays packed. Every check here fails closed: what is not
recognised is refused, with words that say what to do.
"""

import codecs
import re
from collections.abc import Callable
from typing import Any, BinaryIO

import puremagic
from django.core.exceptions import ValidationError

from safeloom.foundation.files import messages_in, packed
from safeloom.foundation.files.definitions import ADVICE, BY_ENDING, KINDS, Kind
from safeloom.foundation.files.names import ending_of

HEAD = 4096
_CHUNK = 1 << 20
# Of text, only these of the control characters.
_ODD = "".join(map(chr, {*range(32), 127} - set(b"\t\n\f\r\x1b")))
_NO_TEXT = re.compile(r"\s*(<(!doctype|html|\?xml|script|svg|body|iframe)\b|\{\\rtf|#!|%pdf)", re.I)
_LISTED = ", ".join(kind.endings[0] for kind in KINDS)


class Refused(ValidationError):
    """The file is not taken; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__({"file": message})


def kind_of(stream: Any, name: str) -> Kind:
    """The kind of a file that its bytes and its name agree on. `stream` can be read and sought; where
    it stands afterwards is not said. Raises `Refused`."""
    ending = ending_of(name)
    kind = BY_ENDING.get(ending)
    if kind is None:
        if ending in ADVICE:
            raise Refused(f"A {ending} file is not taken. {ADVICE[ending]}")
        raise Refused(f"The name must end in what the file is. These are taken: {_LISTED}.")
    stream.seek(0)
    head = stream.read(HEAD)
    if not head.strip():
        raise Refused("The file is empty. Choose another one.")
    problem = _CHECKS[kind.key](stream, head)
    if problem:
        raise Refused(f"{problem} {_what_to_do(kind, head)}".strip())
    return kind


def _what_to_do(kind: Kind, head: bytes) -> str:
    found = _looks_like(head)
    if found and found not in kind.endings:
        told = BY_ENDING.get(found)
        if told:
            return f"Inside it looks like a {told.title}: give it the ending {found} if it is one."
        return f"Inside it looks like a {found} file, which is not taken."
    return ""


def _looks_like(head: bytes) -> str:
    """The ending that the first bytes stand for, or nothing where that cannot be told."""
    try:
        found = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    # A ZIP or an old Office file may be many things: its name is not guessed from that.
    return "" if head[:2] == b"PK" or head.startswith(messages_in.COMPOUND) else found


def _pdf(stream: BinaryIO, head: bytes) -> str:
    if not head.startswith(b"%PDF-"):
        return "The file is called .pdf and is not one. Print or export it to PDF again."
    if b"%%EOF" not in _tail(stream, 2048):
        return "The PDF is damaged or was cut off. Export it again."
    return ""


def _png(stream: BinaryIO, head: bytes) -> str:
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or head[12:16] != b"IHDR":
        return "The file is called .png and is not one."
    if b"IEND" not in _tail(stream, 1024):
        return "The picture is damaged or was cut off. Save it again."
    return ""


def _jpeg(stream: BinaryIO, head: bytes) -> str:
    if not re.match(rb"\xff\xd8\xff[\xc0-\xfe]", head, re.S):
        return "The file is called .jpg and is not one."
    if b"\xff\xd9" not in _tail(stream, 1 << 16):
        return "The picture is damaged or was cut off. Save it again."
    return ""


def _text(stream: BinaryIO, head: bytes) -> str:
    if _reads(stream):
        return ""
    return "The file holds what is no plain text. Save it as plain text (UTF-8)."


def _reads(stream: BinaryIO) -> bool:
    """Whether it is text from end to end: in UTF-16 with its mark, UTF-8, or what Excel in England
    writes; without control characters, and not a page, a script or another format in words."""
    stream.seek(0)
    head = stream.read(2)
    forms = (
        ("utf-16",)
        if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        else ("utf-8-sig", "cp1252")
    )
    return any(_decodes(stream, form) for form in forms)


def _decodes(stream: BinaryIO, form: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(form)()
    first = True
    try:
        while True:
            chunk = stream.read(_CHUNK)
            text = decoder.decode(chunk, final=not chunk)
            if _is_odd(text) or (first and _NO_TEXT.match(text)):
                return False
            first = first and not text
            if not chunk:
                return True
    except UnicodeError:
        return False


def _is_odd(text: str) -> bool:
    # A search for each in turn is quicker over megabytes than a pattern.
    return any(letter in text for letter in _ODD)


def _tail(stream: BinaryIO, length: int) -> bytes:
    end = stream.seek(0, 2)
    stream.seek(max(end - length, 0))
    return stream.read(length)


_CHECKS: dict[str, Callable[[BinaryIO, bytes], str]] = {
    "pdf": _pdf,
    "docx": packed.check("docx"),
    "xlsx": packed.check("xlsx"),
    "pptx": packed.check("pptx"),
    "odt": packed.check_open("odt"),
    "ods": packed.check_open("ods"),
    "odp": packed.check_open("odp"),
    "csv": _text,
    "txt": _text,
    "png": _png,
    "jpeg": _jpeg,
    "msg": messages_in.check_msg,
    "eml": messages_in.check_eml,
}
