"""Names of files: as they were sent, and as they are safe to send back."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
# Not taken by Windows in a name, or with a meaning of their own there.
_UNFIT = dict.fromkeys(map(ord, '<>:"/\\|?*'), "-")
# Control characters, and those that change the direction of text or are not seen: with them
# `exe.pdf` may be shown for `fdp.exe`.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Names of devices in Windows, whatever follows after a dot.
_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


def ending_of(name: str) -> str:
    """The ending of a name in small letters with its dot, or nothing."""
    return PurePosixPath(_seen(name).replace("\\", "/").lower()).suffix.strip()


def kept_name(name: str) -> str:
    """The name as it is kept: as it was sent, without what a database cannot hold."""
    told = name.replace("\x00", "").encode("utf-8", "replace").decode()
    return told[:255]


def download_name(name: str, ending: str) -> str:
    """The name as it is sent back: no folders, nothing unseen, nothing a system stumbles over, at
    most 120 characters, and the `ending` of what the file is. Cleaning it again changes nothing."""
    base = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    base = _seen(unicodedata.normalize("NFC", base)).translate(_UNFIT)
    if base.lower().endswith(ending):
        base = base[: -len(ending)]
    base = " ".join(base.split())[: LONGEST - len(ending) - 1].strip(" .-") or "file"
    if base.split(".")[0].strip().lower() in _DEVICES:
        base = f"_{base}"
    return f"{base}{ending}"


def _seen(text: str) -> str:
    return "".join(
        " " if letter in "\t\n\r" else letter
        for letter in text
        if letter in "\t\n\r" or unicodedata.category(letter) not in _UNSEEN
    )
