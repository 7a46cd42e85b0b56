"""Tags and filters for every page: `{% load safeloom %}`."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from safeloom.foundation.identity.drafts import FIELD
from safeloom.foundation.identity.drafts import account_key as key_of
from safeloom.web import marks
from safeloom.web import words as words_

register = template.Library()

register.filter("date_words", words_.date_words)
register.filter("moment_words", words_.moment_words)
register.filter("thousands", words_.thousands)
register.filter("lower_first", words_.lower_first)

register.filter("unbroken", marks.unbroken)

register.simple_tag(marks.rag)
register.simple_tag(marks.arrow)
register.simple_tag(marks.tag)


@register.inclusion_tag("web/parts/chart.html")
def chart(chart: Any, open: bool = False) -> dict[str, Any]:
    """A chart under the sentence it shows, with its table one click away (`open=True`: shown)."""
    return {"chart": chart, "open": open}


@register.simple_tag
def next_step(words: str, url: str) -> SafeString:
    """The one next step of a page, as its one button."""
    return format_html('<a class="govuk-button" href="{}">{}</a>', url, words)


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


@register.filter
def with_code(text: str) -> SafeString:
    """Text in which what stands between backticks is code."""
    return SafeString(re.sub("`([^`]+)`", r"<code>\1</code>", escape(text)))


@register.simple_tag(takes_context=True)
def account_key(context: RequestContext) -> SafeString | str:
    """The hidden field that lets a draft be held for its own account when the session has ended."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, key_of(user))
