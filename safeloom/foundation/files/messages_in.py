"""Messages out of mail programs, and the old container that Outlook writes them in."""

import re
from typing import BinaryIO

# The first bytes of Microsoft's compound files: Outlook messages, old Office files, Office files with
# a password. What stands in one is told by names in its directory, in UTF-16.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_HEADERS = {b"from", b"to", b"date", b"subject", b"message-id", b"received", b"mime-version"}
_HEADER = re.compile(rb"([!-9;-~]{1,80}):[^\r\n\x00]*(?:\r?\n[ \t][^\r\n\x00]*)*\r?\n")


def says(stream: BinaryIO, name: str) -> bool:
    """Whether a compound file holds something of this name."""
    wanted, rest = name.encode("utf-16-le"), b""
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        if wanted in rest + chunk:
            return True
        rest = chunk[-len(wanted) :]
    return False


def check_msg(stream: BinaryIO, head: bytes) -> str:
    """What is wrong with an Outlook message, or nothing."""
    if not head.startswith(COMPOUND) or not says(stream, "__properties_version1.0"):
        return "The file is called .msg and is no Outlook message. Save the message again."
    if says(stream, "_VBA_PROJECT"):
        return "The file holds macros, which are not taken. Save what it holds without them."
    return ""


def check_eml(stream: BinaryIO, head: bytes) -> str:
    """What is wrong with an e-mail message (RFC 5322), or nothing: it begins with headers, two of
    those that every message has among them."""
    stream.seek(0)
    text = stream.read(1 << 16)
    place, found = 0, set()
    while header := _HEADER.match(text, place):
        found.add(header[1].lower())
        place = header.end()
    if len(found & _HEADERS) < 2 or b"\x00" in text:
        return "The file is called .eml and is no e-mail message. Save the message again."
    return ""
