"""Text for Typst: only ever as a string literal, so that no text can be read as Typst code."""

import re
import unicodedata

from safeloom.reports.document.glyphs import COVERED

_SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # a no-break space stays one
_LONG_WORD = re.compile(r"\S{33,}")
_ASCII = re.compile(r"[\x20-\x7e]*")
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")


def literal(text: str, breaks: bool = True) -> str:
    """The text as a Typst string literal.

    White space is one space, characters that the fonts lack are named or shown as a box. ``breaks``
    lets words of more than 32 characters break.
    """
    text = _SPACE.sub(" ", text) if not _ASCII.fullmatch(text) or "  " in text else text
    text = printable(text)
    if breaks and len(text) > 32:
        text = _LONG_WORD.sub(_breakable, text)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def printable(text: str) -> str:
    """The text in characters that Typst's own fonts have: PDF/UA refuses any other."""
    if _ASCII.fullmatch(text):
        return text
    text = text.translate(_CONTROLS)
    return "".join(one if ord(one) in COVERED else _instead(one) for one in text)


def visible(text: str) -> bool:
    """Whether anything of the text can be seen in print."""
    return any(unicodedata.category(one)[0] not in "CZM" for one in printable(text))


def _instead(character: str) -> str:
    category = unicodedata.category(character)
    if category == "So":
        return f"[{unicodedata.name(character, 'symbol').lower()}]"
    return "" if category in ("Cc", "Cf", "Mn", "Me") else "□"


def _breakable(match: re.Match[str]) -> str:
    word = match[0]
    return "\u200b".join(word[start : start + 24] for start in range(0, len(word), 24))
