"""Small marks that stand in text and tables: ratings, arrows, states."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeloom.kernel.direction import Arrow
from safeloom.kernel.rag import Rag
from safeloom.web.words import rating

# Numbered in turn, or drawn by lot.
_REFERENCE = re.compile(r"[A-Z]{2}-(?:[0-9]{4,}|[0-9A-Z]{6})")
_RAG_SHAPES = {
    "blue": '<circle cx="8" cy="8" r="7.5"/><path class="rag-tick" d="M4.4 8.4l2.5 2.5 4.8-5.4"/>',
    "green": '<circle cx="8" cy="8" r="7.5"/>',
    "amber": '<path d="M8 .8l7.6 14H.4z"/>',
    "red": '<path d="M1.2 1.2h13.6v13.6H1.2z"/>',
    "none": '<circle class="rag-open" cx="8" cy="8" r="6.5"/>',
}
_ARROWS = {
    "up": ("M8 1.5l5.5 6.2H10v6.8H6V7.7H2.5z", "Up"),
    "down": ("M8 14.5L2.5 8.3H6V1.5h4v6.8h3.5z", "Down"),
    "level": ("M14.5 8L8.3 2.5V6H1.5v4h6.8v3.5z", "Level"),
    "none": ("", "No comparison"),
}


def rag(value: Rag | str | None, words: str = "") -> SafeString:
    """A rating, `{% rag "amber" %}`: its shape and its word, never colour alone. Nothing is "Not known".
    `words` replaces the word where a field has its own for the same five."""
    found = rating(value)
    return format_html(
        '<span class="rag rag-{}"><svg viewBox="0 0 16 16" width="16" height="16" '
        'aria-hidden="true" focusable="false">{}</svg>{}</span>',
        found.value,
        SafeString(_RAG_SHAPES[found.value]),
        words or found.word,
    )


def arrow(direction: Arrow | str | None, words: str = "") -> SafeString:
    """`{% arrow "up" "Worse" %}`: an arrow and its words. `up`, `down`, `level` or `none`."""
    path, said = _ARROWS.get(str(getattr(direction, "value", direction)), _ARROWS["none"])
    if not path:
        return format_html('<span class="arrow quiet">{}</span>', words or said)
    return format_html(
        '<span class="arrow"><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" '
        'focusable="false"><path d="{}"/></svg><span class="govuk-visually-hidden">{}</span>{}'
        "</span>",
        path,
        f"{said}: " if words else said,
        words,
    )


def tag(words: str, kind: str = "plain") -> SafeString:
    """`{% tag "Draft" %}`, a state in words. `kind`: `plain`, `done`, `wait`, `late` or `sealed`."""
    return format_html('<strong class="tag tag-{}">{}</strong>', kind, words) if words else ""


def unbroken(text: object) -> object:
    """What stands in a cell; where it is a reference alone, so that no line ends at its hyphen."""
    if _REFERENCE.fullmatch(str(text)):
        return format_html('<span class="unbroken">{}</span>', text)
    return text


def nothing() -> SafeString:
    """A cell that holds nothing: a dash to see, a word to hear."""
    return SafeString(
        '<span class="quiet">–<span class="govuk-visually-hidden">nothing</span></span>'
    )
