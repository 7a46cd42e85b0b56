"""What a mail holds, as it is sealed: its text, and what goes with it. One sealed value, so that whatever
befalls the text (keys renewed, its keeping over, a restore) befalls what goes with it. And its subject."""

import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError

# Stands in no text of ours, and in no kind of file that is sent.
_BETWEEN = "\x00"
# How many characters a subject has at most.
SUBJECT = 200


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


def subject_of(before: str, name: str, after: str = "") -> str:
    """A subject with a name in it that somebody typed, as `queue_mail` takes it: one line, nothing unseen,
    not too long. It is the name that gives way, so that what is said around it stays."""
    told = "".join(_shown(letter) for letter in name)
    line, room = " ".join(told.split()), SUBJECT - len(before) - len(after)
    if len(line) > room:
        line = f"{line[: room - 1].rstrip()}…"
    return f"{before}{line}{after}"


def _shown(letter: str) -> str:
    """A soft hyphen or a joiner is left out; a line end, or a space of any kind, is a space."""
    if letter.isprintable():
        return letter
    return "" if unicodedata.category(letter) == "Cf" else " "
