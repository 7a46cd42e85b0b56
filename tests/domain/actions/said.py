"""What pages of the tracker say."""

import html
import re


def text(answer) -> str:
    """The words of a page."""
    body = b"".join(answer) if answer.streaming else answer.content
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.decode())))


def day(name: str, of) -> dict[str, object]:
    """A date as a form posts it."""
    return {f"{name}-day": of.day, f"{name}-month": of.month, f"{name}-year": of.year}
