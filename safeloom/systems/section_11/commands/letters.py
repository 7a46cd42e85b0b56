"""Writing to a body what the unit makes of its response."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.models import Response
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn, next_revision
from safeloom.systems.section_11.commands.writing import told
from safeloom.systems.section_11.models import FeedbackLetter


@transaction.atomic
def write_letter(
    *, by: Person | None, response: Response, text: str, seen: int | None = None
) -> FeedbackLetter:
    """Write or change the draft of the next letter. `seen` is the revision of the draft that was shown, 0 for
    none. Raises ValidationError at `text`, `Stale`."""
    in_turn(response.record)
    if not text.strip():
        raise ValidationError({"text": "Write the letter."})
    draft = response.letters.filter(sent__isnull=True).first()
    if seen is not None and seen != (draft.revision if draft else 0):
        raise Stale
    if draft is None:
        draft = FeedbackLetter.objects.create(
            response=response,
            number=response.letters.count() + 1,
            text=text.strip(),
            written=datetime.now(UTC),
            by=by,
        )
    else:
        next_revision(draft, None)
        draft.text, draft.written, draft.by = text.strip(), datetime.now(UTC), by
        draft.save(update_fields=["text", "written", "by"])
    told(by, response, "section-11.write-letter", number=draft.number)
    return draft


@transaction.atomic
def send_letter(*, by: Person | None, letter: FeedbackLetter, seen: int | None = None) -> None:
    """Let the body read a letter on the page of its response; from now on it stays as it is. Raises `Stale`,
    ValidationError where it was sent."""
    in_turn(letter.response.record)
    next_revision(letter, seen)
    letter.refresh_from_db(fields=["sent"])
    if letter.sent is not None:
        raise ValidationError("This letter was sent.")
    letter.sent, letter.sent_by = datetime.now(UTC), by
    letter.save(update_fields=["sent", "sent_by"])
    told(by, letter.response, "section-11.send-letter", number=letter.number)
