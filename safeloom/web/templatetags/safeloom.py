"""Tags and filters for every page: `{% load safeloom %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeloom.foundation.identity.drafts import FIELD
from safeloom.foundation.identity.drafts import account_key as key_of
from safeloom.kernel.rag import Rag
from safeloom.web import words as words_

register = template.Library()

register.filter("date_words", words_.date_words)
register.filter("moment_words", words_.moment_words)
register.filter("thousands", words_.thousands)
register.filter("lower_first", words_.lower_first)

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


@register.simple_tag
def rag(value: Rag | str | None, words: str = "") -> SafeString:
    """`{% rag "amber" %}`: its shape and its word, never colour alone. Nothing is "Not known".
    `words` replaces the word where a field has its own for the same five."""
    found = words_.rating(value)
    return format_html(
        '<span class="rag rag-{}"><svg viewBox="0 0 16 16" width="16" height="16" '
        'aria-hidden="true" focusable="false">{}</svg>{}</span>',
        found.value,
        SafeString(_RAG_SHAPES[found.value]),
        words or found.word,
    )


@register.simple_tag
def arrow(direction: str, words: str = "") -> SafeString:
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


@register.simple_tag
def tag(words: str, kind: str = "plain") -> SafeString:
    """`{% tag "Draft" %}`, a state in words. `kind`: `plain`, `done`, `wait`, `late` or `sealed`."""
    return format_html('<strong class="tag tag-{}">{}</strong>', kind, words) if words else ""


@register.inclusion_tag("web/parts/chart.html")
def chart(chart: Any, open: bool = False) -> dict[str, Any]:
    """A chart under the sentence it shows, with its table one click away (`open=True`: shown)."""
    return {"chart": chart, "open": open}


@register.simple_tag
def next_step(words: str, url: str) -> SafeString:
    """The one next step of a page, as its one button."""
    return format_html(
        '<a class="govuk-button" role="button" draggable="false" href="{}">{}</a>', url, words
    )


@register.filter
def days_left(day: date | datetime | None, today: date) -> str:
    """`due today`, `3 days left`, `2 days late`; an empty string for nothing."""
    if day is None:
        return ""
    left = (day - today).days
    if left == 0:
        return "due today"
    count = words_.count_words(abs(left), "day", "days")
    return f"{count} {'left' if left > 0 else 'late'}"


@register.simple_tag(takes_context=True)
def account_key(context: RequestContext) -> SafeString | str:
    """The hidden field that lets a draft be held for its own account when the session has ended."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, key_of(user))
