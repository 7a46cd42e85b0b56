"""Texts as they are searched: without capitals, accents and apostrophes, words with one space between."""

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘ʼ`´′]")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60  # letters of a word that are kept
MOST_TERMS = 8


def fold(text: str) -> str:
    """The words of a text, folded. Folding twice changes nothing more."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", plain)).casefold()
    return " ".join(word[:_LONGEST] for word in _WORD.findall(plain))


def code_of(text: str) -> str:
    """A reference or code as it is compared: folded, without spaces."""
    return fold(text).replace(" ", "")


def terms_of(text: str) -> list[str]:
    """The first eight different words of what was asked."""
    return list(dict.fromkeys(fold(text).split()))[:MOST_TERMS]
