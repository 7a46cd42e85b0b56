"""Cells of a CSV or XLSX file that a spreadsheet program cannot take for a formula.

A text that begins with = + - @ (also in their wide forms), a tab or a line break may be run as a
formula when the file is opened; what was typed by one person would then act on another's machine.
"""

import re
from datetime import date, datetime
from decimal import Decimal

# What is not seen before it may be left out by whatever reads the file.
_UNSEEN = r"[\s\x00-\x1f\ufeff\u200b-\u200f\u2060]*"
_DANGEROUS = re.compile(_UNSEEN + r"[=+\-@＝＋－＠]|[ \u00a0]*[\t\r\n]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Cell = str | int | Decimal | date | bool | None


def safe_text(text: str) -> str:
    """The text with an apostrophe before it where it could be run as a formula.

    Characters that no spreadsheet can hold (control codes) are left out.
    """
    clean = _ILLEGAL.sub("", text)
    return f"'{clean}" if _DANGEROUS.match(clean) else clean


def guarded(text: str) -> str:
    """The exact text, with an apostrophe before it where it could be run as a formula or begins with an
    apostrophe: taking one apostrophe from the beginning, where there is one, gives the text back."""
    return f"'{text}" if text.startswith("'") or _DANGEROUS.match(text) else text


def cell(value: Cell) -> str | int | Decimal | date | None:
    """A value as it may stand in a file: text made safe, true numbers and dates left as they are.

    Nothing is an empty cell, and yes and no are words. `-5` as a number stays a number; `-5` that
    somebody typed as text is text. Raises `TypeError` for any other type, floats included.
    """
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or isinstance(value, int | Decimal | date | datetime):
        return value
    if isinstance(value, str):
        return safe_text(value)
    raise TypeError(f"a cell holds text, a number or a date, not {type(value).__name__}")
