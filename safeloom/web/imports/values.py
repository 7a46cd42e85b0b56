"""Cells as dates, telephone numbers, addresses and names; what is uncertain is said."""

import re
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from safeloom.kernel.written_dates import month_or_year, read_written_date
from safeloom.web.imports.kind import Row

# Written where nothing is known.
NOTHING = frozenset((
    "n/a", "na", "n.a.", "-", "--", "–", "—", "none", "nil", "tbc", "tba", "tbd", "?", "unknown",
    "not known", "n/k", "nk", "not applicable", "x", ".", "to be confirmed", "to be advised",
))  # fmt: skip
VACANT = frozenset(
    ["vacant", "vacancy", "vacant post", "currently vacant", "vacant seat", "unfilled"]
)
_AWAITED = frozenset(["tbc", "tba", "tbd", "to be confirmed", "to be advised"])
_EPOCH = date(1899, 12, 30)
# 1954 to 2064 in days since then: a number there may be a date that lost its form.
_SERIAL = range(20_000, 60_001)
_HONORIFICS = frozenset((
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady",
    "rev", "revd", "reverend", "cllr", "councillor", "supt", "dcs", "dcc", "acc", "insp", "dci",
    "pc", "sgt",
))  # fmt: skip
_AFTER_NAME = re.compile(
    r"(?:mbe|obe|cbe|kbe|dbe|qpm|kc|qc|jp|dl|mp|phd|ba|bsc|ma|msc|rn|rgn|frcp\w*|jr|jnr|sr|snr|ii|iii)\.?"
)


def nothing(text: str) -> bool:
    """Whether a text says that nothing is known, or is empty."""
    return not text or text.casefold() in NOTHING


def vacant(text: str) -> bool:
    """Whether a text says that nobody holds something."""
    bare = text.casefold().strip("()*- ")
    return bare in VACANT or bare in _AWAITED


def words_of(row: Row, name: str) -> str:
    """The text of a cell; empty where it says that nothing is known. That it is awaited is noted."""
    text = row.text(name)
    if not nothing(text):
        return text
    if text.casefold() in _AWAITED:
        row.note(name, "It is still to come, and left empty.", "Add it when it is known.")
    return ""


def date_of(row: Row, name: str) -> date | None:
    """The day in a cell; None where there is none or, with a problem, where it is none."""
    value = row.cells.get(name)
    if isinstance(value, date):
        return _likely(row, name, value)
    text = words_of(row, name)
    if not text:
        return None
    if found := _serial(value, text):
        row.note(name, f"The number {text} was read as a day.", "Format the cell as a date.")
        return _likely(row, name, found)
    try:
        return _likely(row, name, read_written_date(text))
    except ValueError as problem:
        said, _, mend = str(problem).partition(";")
        row.wrong(name, f"{sentence(said)}.", f"{sentence(mend.strip())}.")
        return None


def date_or_words(row: Row, name: str, day: date) -> tuple[date | None, str]:
    """The day in a cell, or the words it says instead: those are kept with a note where they cannot
    mean a day still to come."""
    text = row.text(name)
    span = None if isinstance(row.cells.get(name), date) else month_or_year(text)
    problems = len(row.problems)
    found = date_of(row, name)
    if found is not None or len(row.problems) == problems:
        return found, ""
    if (span and span[1] > day) or len(text) > 60 or re.search(r"[0-9]{2}[/.-][0-9]", text):
        return None, ""
    del row.problems[problems:]
    row.note(
        name, "It is no certain date, and is kept in these words.", "Give the day if it is known."
    )
    return None, text


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _serial(value: object, text: str) -> date | None:
    if isinstance(value, Decimal):
        number = value
    elif re.fullmatch("[0-9]{5}", text):
        number = Decimal(text)
    else:
        return None
    return _EPOCH + timedelta(days=int(number)) if int(number) in _SERIAL else None


def _likely(row: Row, name: str, found: date) -> date | None:
    if 1900 < found.year < 2100:
        return found
    row.wrong(name, f"The year {found.year} cannot be meant.", "Check the year.")
    return None


def email_of(row: Row, name: str) -> str:
    """The address in a cell, without what mail programs put around it; empty where there is none."""
    text = re.sub(r"^mailto:\s*", "", words_of(row, name), flags=re.I)
    if not text:
        return ""
    if bracketed := re.search(r"<([^<>]+@[^<>]+)>", text):
        text = bracketed[1]
    text = text.strip(" .,;:<>()[]'\"")
    if text.count("@") > 1:
        row.wrong(name, "Two addresses stand here.", "Keep one.")
        return ""
    text = re.sub(r"\s*@\s*", "@", text)
    try:
        validate_email(text)
    except ValidationError:
        row.wrong(name, "This is no whole e-mail address.", "Write it as name@agency.example.")
        return ""
    if len(text) > 254:
        row.wrong(name, "The address is too long.", "Check it.")
        return ""
    return text


def telephone_of(row: Row, name: str) -> str:
    """The number in a cell; a first 0 that a spreadsheet took off is put back, with a note."""
    text = words_of(row, name)
    if not text:
        return ""
    if isinstance(row.cells.get(name), Decimal):
        text = f"{row.cells[name]:f}".removesuffix(".0")
    if re.fullmatch(r"[0-9.]+E\+?[0-9]+", text, re.I):
        row.wrong(
            name,
            "The spreadsheet shortened the number, and its last figures are lost.",
            "Type it again as text, with an apostrophe before it.",
        )
        return ""
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[12378][0-9]{9}", text):
        text = f"0{text}"
        row.note(name, f"It lost its first 0, and is taken as {text}.", "Format the cell as text.")
    elif re.fullmatch(r"44[1-9][0-9]{8,9}", text):
        text = f"+{text}"
        row.note(name, f"It is taken as {text}.", "Write it with its +.")
    elif len(digits) < 3 or len(digits) < len(text) / 4:
        row.wrong(name, "This is no telephone number.", "Write it as 01234 567890.")
        return ""
    if len(text) > 30:
        row.wrong(name, "The number is longer than 30 characters.", "Keep one number.")
        return ""
    return text


def turned(text: str) -> tuple[str, bool]:
    """A name with the forename first, and whether it was turned round: `Fern, Dr Ash` is `Dr Ash Fern`.
    What follows a name after a comma and is none (`Ash Fern, OBE`) stays there."""
    surname, comma, rest = (part.strip() for part in text.partition(","))
    if not comma or not surname or not rest or "," in rest:
        return text, False
    if all(_AFTER_NAME.fullmatch(word.casefold()) for word in rest.split()):
        return text, False
    if len(rest.split()) > 3 or len(surname.split()) > 3 or re.search(r"[0-9/@]", text):
        return text, False
    if bracketed := re.fullmatch(r"(.+?)\s*\((\w+)\.?\)", rest):
        rest = f"{bracketed[2]} {bracketed[1]}"
    return f"{rest} {surname}", True


def honorific(text: str) -> bool:
    """Whether a text is how somebody is addressed (`Dr`) and no title of a post."""
    words = text.casefold().replace(".", "").split()
    return 0 < len(words) <= 2 and all(word in _HONORIFICS for word in words)


def without_honorific(name: str) -> str:
    """A name without how the person is addressed, for comparing."""
    words = name.split()
    while len(words) > 1 and words[0].casefold().strip(".") in _HONORIFICS:
        words = words[1:]
    return " ".join(words)


def yes(text: str) -> bool:
    """Whether a text says yes."""
    return text.casefold() in ("yes", "y", "true", "1", "x", "✓", "✔", "statutory")
