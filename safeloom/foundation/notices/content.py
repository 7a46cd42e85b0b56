"""What a mail holds, as it is sealed: its text, and what goes with it. One sealed value, so that whatever
befalls the text (keys renewed, its keeping over, a restore) befalls what goes with it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

# Stands in no text of ours, and in no kind of file that is sent.
_BETWEEN = "\x00"


@dataclass(frozen=True)
class Attachment:
    """Text that goes with a mail: `content_type` with its parameters (`text/calendar; method=REQUEST`),
    `name` what a reader saves it as."""

    content_type: str
    name: str
    text: str


def packed(text: str, attachment: Attachment | None) -> bytes:
    """What is sealed. Raises ValidationError where a part cannot be told from another."""
    parts = [text]
    if attachment is not None:
        parts += [attachment.content_type, attachment.name, attachment.text]
    if any(_BETWEEN in part for part in parts):
        raise ValidationError("A mail holds text alone.")
    return _BETWEEN.join(parts).encode()


def unpacked(plain: bytes) -> tuple[str, Attachment | None]:
    """The text and what goes with it."""
    text, *rest = plain.decode().split(_BETWEEN)
    return text, Attachment(*rest) if rest else None
