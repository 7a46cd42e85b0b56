"""Neutral references of cases: taken where nothing in them tells who it is, refused otherwise."""

import re
from hashlib import sha256

from django.core.exceptions import ValidationError

MOST = 5_000
LONGEST = 40
_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]*")
_DATE = re.compile(
    r"(?<!\d)(\d{1,2}[/._-]\d{1,2}[/._-](\d{4}|\d{2})|(19|20)\d\d[/._-]\d{1,2}[/._-]\d{1,2})(?!\d)"
)
_RUN_TOGETHER = re.compile(
    r"(?<!\d)((0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d"
    r"|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)
_NAME = re.compile(r"[A-Za-z]*[a-z]{3,}[A-Za-z]*")
# Words that tell nobody who it is.
_PLAIN = frozenset({"case", "child", "family", "file", "audit", "early", "help", "ref", "record"})


def read_references(text: str) -> list[str]:
    """The references in a pasted list, one to a line or parted by commas, each once. Raises ValidationError
    at `references` that says which line to mend, without repeating what may be somebody's name."""
    found: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for one in re.split(r"[,;\t]", line):
            if one.strip():
                _check(one.strip(), number)
                found[one.strip()] = None
    if not found:
        _refuse("Paste the references of the cases, one to a line.")
    if len(found) > MOST:
        _refuse(f"Paste {MOST:,} references or fewer.")
    return list(found)


def hash_of(references: list[str]) -> str:
    """The SHA-256 hash of a list, its references in order of their letters, one to a line."""
    return sha256("\n".join(sorted(set(references))).encode()).hexdigest()


def _check(one: str, number: int) -> None:
    where = f"Line {number}"
    if sum(char.isdigit() for char in one) == 10 and re.fullmatch(r"[\d ./_-]+", one):
        _refuse(f"{where} looks like an NHS number. Use a reference made for this audit.")
    if _DATE.search(one) or _RUN_TOGETHER.search(one):
        _refuse(f"{where} looks like a date of birth. Use a reference made for this audit.")
    words = [word.lower() for word in _NAME.findall(one)]
    if not any(char.isdigit() for char in one) or any(word not in _PLAIN for word in words):
        _refuse(f"{where} looks like a name. Use a reference with a number, such as K-1042.")
    if len(one) > LONGEST or not _SHAPE.fullmatch(one):
        _refuse(
            f"{where} is not a reference. Use up to {LONGEST} letters, digits, hyphens and slashes."
        )


def _refuse(words: str) -> None:
    raise ValidationError({"references": words})
