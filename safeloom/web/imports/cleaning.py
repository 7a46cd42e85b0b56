"""Text of a cell as it was meant: without what cannot be seen, and in the letters it seems to be in."""

import re

# Seen as a space, or not at all: of zero width, soft hyphens, marks of direction.
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_UNSEEN = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, 0x2060),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2061, 0x206A)),
    ]
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_CONTROL = dict.fromkeys([*range(1, 9), 11, 12, *range(14, 32), 127])
_TABLE = _SPACES | _UNSEEN | _WIDE | _CONTROL
_PLAIN_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Letters of Cyrillic and Greek that look like one of ours.
_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТХҮаеосрхуіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν",
        "ABESIJKMHOPCTXYaeocpxyijshdqwABEZHIKMNOPTYXoav",
        strict=True,
    )
)
_FOREIGN = re.compile(r"[Ͱ-ԯ]")
_OURS = re.compile(r"[A-Za-z]")
# What UTF-8 looks like when it was opened as Windows-1252 and saved.
_BROKEN = re.compile("[ÂÃ][\x80-\xbf€-™]|â€|Ã")


def clean(text: str) -> str:
    """The text without spaces around it, with plain spaces in it and without what cannot be seen. An
    apostrophe before figures or a mark, there to make a spreadsheet take them for text, goes."""
    if not text.isascii():
        text = text.translate(_TABLE)
    elif _PLAIN_CONTROL.search(text):
        text = text.translate(_CONTROL)
    text = text.strip()
    if "  " in text:
        text = re.sub(r" {2,}", " ", text)
    if text[:1] == "'" and text[1:2] and not text[1:2].islower():
        text = text[1:].lstrip()
    return text


def unmasked(text: str) -> tuple[str, str]:
    """The text in our letters, and which letter of another alphabet stood among them in place of one
    of ours (empty where none did). A text wholly in another alphabet is left as it is."""
    if text.isascii() or not _FOREIGN.search(text) or not _OURS.search(text):
        return text, ""
    found = [letter for letter in text if letter in _ALIKE]
    changed = "".join(_ALIKE.get(letter, letter) for letter in text)
    if not found or _FOREIGN.search(changed):
        return text, ""
    return changed, found[0]


def looks_like(letter: str) -> str:
    """The letter of ours that one of another alphabet looks like."""
    return _ALIKE[letter]


def alphabet_of(letter: str) -> str:
    """The alphabet of a letter that is not ours."""
    return "Greek" if letter < "Ѐ" else "Cyrillic"


def mended(text: str) -> str:
    """The text as it was before it was read in the wrong encoding (`CafÃ©` is `Café`); unchanged where
    that is not what happened to it."""
    if text.isascii() or not _BROKEN.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def plain(text: str) -> str:
    """A name without what people write differently: capitals, spaces, apostrophes, & for and."""
    bare = text.casefold().replace("&", " and ").replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[-_,.]", " ", bare).split())


def plain_heading(text: str) -> str:
    """A heading without capitals, marks and what stands around it."""
    bare = unmasked(clean(str(text)))[0].casefold().replace("&", " and ")
    bare = bare.replace("’", "").replace("'", "").replace("–", " ").replace("—", " ")
    return " ".join(re.sub(r"[-_/\\.,:;*?!()\[\]|\"“”]", " ", bare).split())
