"""What the pages of who answers say."""

from collections.abc import Mapping
from typing import Any

from django import template

from safeloom.domain.questionnaires.answering_way import Way
from safeloom.domain.questionnaires.evaluating import Tally

register = template.Library()


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    """What stands under a key; nothing where nothing does."""
    return found.get(key, "")


@register.simple_tag
def url_of(way: Way, page: str, *further: object) -> str:
    """The address of a page of who answers."""
    return way.url(page, *further)


@register.simple_tag
def count_of(tally: Tally) -> str:
    """`12 of 14 answered`."""
    return f"{tally.answered} of {tally.applicable} answered"
