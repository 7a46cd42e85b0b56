"""Office files are ZIP archives; which one says what in its parts."""

import re
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

from safeloom.foundation.files.definitions import KIND
from safeloom.foundation.files.messages_in import COMPOUND, says

# What says of what kind each part is, and no more of it than this.
_CONTENTS = "[Content_Types].xml"
_MOST = 1_000_000
# The list of the parts of an archive: about ten thousand of them.
_MOST_LIST = 1 << 20
# The type of the main part, and the folder its parts stand in.
_MAIN = {
    "docx": (b"wordprocessingml.document.main+xml", "word/"),
    "xlsx": (b"spreadsheetml.sheet.main+xml", "xl/"),
    "pptx": (b"presentationml.presentation.main+xml", "ppt/"),
}
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError),
    *(ValueError, KeyError, IndexError, RuntimeError, NotImplementedError, UnicodeError),
)
_MACROS = re.compile(
    r"(^|/)(vba(project|data)[^/]*|macrosheets/.*|intlmacrosheets/.*|activex/.*\.bin)$", re.I
)
_OPEN_MACROS = re.compile(r"^/?(basic|scripts)/", re.I)
_SAYS_MACROS = re.compile(rb"macroenabled|vbaproject|macrosheet", re.I)


class _Bounded:
    """An archive's bytes, of which no one read takes more than the list of parts may be long."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.seek, self.tell = stream.seek, stream.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        found = self.stream.read(min(size, _MOST_LIST + 1) if size >= 0 else _MOST_LIST + 1)
        if len(found) > _MOST_LIST:
            raise zipfile.BadZipFile("more is asked for than a list of parts holds")
        return found


def check(key: str) -> Callable[[BinaryIO, bytes], str]:
    """The check of a Word, Excel or PowerPoint file: a function of its stream and its first bytes
    that says what is wrong, or nothing."""
    main, folder = _MAIN[key]

    def look(archive: zipfile.ZipFile, names: list[str]) -> str:
        said = _part(archive, _CONTENTS)
        if any(_MACROS.search(name) for name in names) or _SAYS_MACROS.search(said):
            return f"The file holds macros, which are not taken. Save it as {_ending(key)} without them."
        # Written as no Office program writes it, it might be read there differently than here.
        if b"<!" in said or b"&" in said:
            return _damaged(key)
        if main not in said or not any(name.startswith(folder) for name in names):
            return f"The file is called {_ending(key)} and is not one."
        return ""

    return _with(key, look)


def check_open(key: str) -> Callable[[BinaryIO, bytes], str]:
    """The check of an OpenDocument file."""
    wanted = KIND[key].content_type.encode()

    def look(archive: zipfile.ZipFile, names: list[str]) -> str:
        if _part(archive, "mimetype").strip() != wanted or "content.xml" not in names:
            return f"The file is called {_ending(key)} and is not one."
        if any(_OPEN_MACROS.match(name) for name in names):
            return f"The file holds macros, which are not taken. Save it as {_ending(key)} without them."
        return ""

    return _with(key, look)


def _with(
    key: str, look: Callable[[zipfile.ZipFile, list[str]], str]
) -> Callable[[BinaryIO, bytes], str]:
    def checked(stream: BinaryIO, head: bytes) -> str:
        if head.startswith(COMPOUND):
            if says(stream, "EncryptedPackage"):
                return "The file has a password. Take the password off and send it again."
            return f"The file is in an old form. Save it as {_ending(key)}."
        if not head.startswith(b"PK\x03\x04"):
            return f"The file is called {_ending(key)} and is not one. Save it as {_ending(key)} again."
        try:
            with zipfile.ZipFile(_Bounded(stream)) as archive:  # type: ignore[arg-type]
                parts = archive.infolist()
                if any(part.flag_bits & 1 for part in parts):
                    return "The file has a password. Take the password off and send it again."
                names = [part.filename for part in parts]
                if len(set(names)) != len(names):
                    return _damaged(key)
                return look(archive, names)
        except _DAMAGED:
            return _damaged(key)

    return checked


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    part = archive.getinfo(name)
    if part.compress_type not in _PLAIN:
        raise zipfile.BadZipFile("packed in a way that Office files are not")
    with archive.open(part) as opened:
        found = opened.read(_MOST + 1)
    if len(found) > _MOST:
        raise zipfile.BadZipFile("more than a file says of itself")
    return found


def _damaged(key: str) -> str:
    return f"The file is damaged. Open it and save it as {_ending(key)} again."


def _ending(key: str) -> str:
    return KIND[key].endings[0]
