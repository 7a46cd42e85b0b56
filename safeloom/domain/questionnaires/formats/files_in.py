"""A questionnaire out of a file that somebody sends: TOML or a spreadsheet, told apart by what is in it."""

import tomllib
from pathlib import PurePath

from safeloom.domain.questionnaires.checking import unstorable
from safeloom.domain.questionnaires.definitions import Problem as Wrong
from safeloom.domain.questionnaires.formats.reading import LONGEST, Unreadable, read_toml
from safeloom.domain.questionnaires.formats.sheet_columns import default_key
from safeloom.domain.questionnaires.formats.spreadsheets import BOUNDS, ReadIn, read_xlsx, told
from safeloom.web import bounds
from safeloom.web.uploads import Problem

MOST_QUESTIONS = 600


def read_file(name: str, data: bytes) -> ReadIn:
    """What a file says. Raises `web.bounds.Unreadable` where nothing can be had from it."""
    stem = PurePath(name).stem.replace("_", " ").replace("-", " ").strip() or "Questionnaire"
    title = stem[:1].upper() + stem[1:200]
    found = _toml(data) if is_toml(data) else read_xlsx(data, title)
    if found.said is not None and len(found.said.question) > MOST_QUESTIONS:
        raise bounds.Unreadable(
            f"It has more than {MOST_QUESTIONS} questions. Nobody answers so many: make several of it.",
            413,
        )
    return found


def is_toml(data: bytes) -> bool:
    """Whether a file is text in TOML: a table in text has a row of headings first, no `name = value`."""
    if len(data) > BOUNDS.size or b"\x00" in data[:4096] or data.startswith(b"PK"):
        return False
    for line in data.decode("utf-8", errors="replace").lstrip("\ufeff").splitlines():
        if words := line.strip():
            if words.startswith("#"):
                continue
            name, equals, _ = words.partition("=")
            return words.startswith("[") or (bool(equals) and name.strip().isidentifier())
    return False


def _toml(data: bytes) -> ReadIn:
    if len(data) > LONGEST:
        raise bounds.Unreadable("The file is too long for a questionnaire.", 413)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bounds.Unreadable(
            "The file is no text in UTF-8. Save it so, and send it again."
        ) from None
    try:
        said = read_toml(text)
    except Unreadable as wrong:
        return ReadIn(None, [_at(text, one) for one in wrong.problems])
    wrong_parts = unstorable(said)
    if wrong_parts:
        return ReadIn(None, [_at(text, one) for one in wrong_parts])
    return ReadIn(said)


def _at(text: str, wrong: Wrong) -> Problem:
    """A problem at the line on which the key it is about stands first, or where TOML says it breaks."""
    problem, mend = told(wrong.words)
    row = 1
    if wrong.where:
        row = _line_with(text, wrong.where)
    else:
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as broken:
            row = _line_of(str(broken)) or len(text.splitlines())
        except RecursionError:
            row = 1
    return Problem(row, wrong.where or "File", "", problem, mend)


def _line_with(text: str, key: str) -> int:
    """The first line that names a key, or the words a key is made of; 1 where none does."""
    lines = list(enumerate(text.splitlines(), start=1))
    for number, line in lines:
        if f'"{key}"' in line:
            return number
    for number, line in lines:
        _, equals, value = line.partition("=")
        if equals and default_key(value.strip().strip("\"'")) == key:
            return number
    return 1


def _line_of(said: str) -> int:
    _, _, rest = said.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdecimal() else 0
