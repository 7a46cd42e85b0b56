"""Files that show what an answer says: kept once, standing with as many answers as they serve."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from safeloom.domain.questionnaires.commands.answering import (
    Closed,
    let_sign_offs_lapse,
    opened,
)
from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer, AnswerFile, Response
from safeloom.domain.questionnaires.queries.answering import places_of
from safeloom.domain.questionnaires.queries.evidence import evidence_of
from safeloom.foundation.files.commands import keep_file, remove_file
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import there
from safeloom.foundation.identity.models import Person

_CHUNK = 1 << 20


def attach(
    *,
    by: Person | None,
    response: Response,
    question_key: str,
    upload: File | None = None,
    file: StoredFile | None = None,
) -> AnswerFile:
    """Let a file stand with an answer: one that is sent, or one of the body's that is there already. What is
    sent a second time is kept once. Raises `Closed`; ValidationError at the question's key for a file that
    is not taken (its kind, its size, what it says it is)."""
    if response.record is None:
        raise Closed
    if upload is not None:
        file = _kept_before(response, upload)
    if file is None and upload is not None:
        # Asked before the bytes are stored, and again in the transaction that ties them.
        with transaction.atomic():
            _asked(response, by, question_key)
        try:
            file = keep_file(by=by, record=response.record, upload=upload)
        except ValidationError as refused:
            raise ValidationError({question_key: refused.messages}) from None
    with transaction.atomic():
        _asked(response, by, question_key)
        if file is None or not evidence_of(response).filter(pk=file.pk).exists():
            raise ValidationError({question_key: "Choose a file of your own."})
        return stand_with(by=by, response=response, question_key=question_key, files=[file])[0]


def stand_with(
    *, by: Person | None, response: Response, question_key: str, files: Sequence[StoredFile]
) -> list[AnswerFile]:
    """Let files of the body stand with an answer, within the transaction of a command that asked whether
    they may."""
    row = _answer(response, question_key, by)
    tied = [AnswerFile.objects.get_or_create(answer=row, file=file) for file in files]
    if any(is_new for _, is_new in tied):
        let_sign_offs_lapse(by=by, response=response)
    return [one for one, _ in tied]


@transaction.atomic
def detach(*, by: Person | None, response: Response, question_key: str, file: StoredFile) -> None:
    """Take a file away from an answer. Where it serves no other answer of the body, it is removed. Raises
    `Closed`."""
    _asked(response, by, question_key)
    rows = AnswerFile.objects.filter(
        answer__response=response, answer__question__key=question_key, file=file
    )
    if not rows.delete()[0]:
        return
    let_sign_offs_lapse(by=by, response=response)
    mine = file.record_id == response.record_id and file.removed is None
    if mine and not AnswerFile.objects.filter(file=file).exists():
        remove_file(by=by, file=file, reason="Taken away from the answer it was sent for.")


def _asked(response: Response, by: Person | None, key: str) -> None:
    """Raises `Closed` or ValidationError unless a question takes files from somebody now."""
    if opened(response, by, [key]).question[key].kind != Kind.FILE:
        raise ValidationError({key: "This question takes no files."})


def _answer(response: Response, key: str, by: Person | None) -> Answer:
    """The answer files stand with; one that it does not apply says so no more."""
    row, is_new = Answer.objects.get_or_create(
        response=response,
        question_id=places_of(response.campaign.version).questions[key],
        defaults={"by": by, "at": datetime.now(UTC)},
    )
    if not is_new:
        row.counts, row.by, row.at = False, by, datetime.now(UTC)
        fields = ["counts", "by", "at"]
        if row.not_applicable:
            row.not_applicable, row.text = False, ""
            row.revision += 1
            fields += ["not_applicable", "text", "revision"]
        row.save(update_fields=fields)
    return row


def _kept_before(response: Response, upload: File) -> StoredFile | None:
    """The file of the response that has these very bytes, if there is one. The bytes are read only where
    one has their number."""
    rows = there().filter(record=response.record_id, size=upload.size)
    if not rows.exists():
        return None
    digest = hashlib.sha256()
    for chunk in upload.chunks(_CHUNK):
        digest.update(chunk)
    upload.seek(0)
    return rows.filter(sha256=digest.hexdigest()).first()
