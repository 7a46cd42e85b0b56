"""The certificate of a submission."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from safeloom.domain.questionnaires.models import Response, SignOff
from safeloom.domain.questionnaires.queries.answering import plain, rows_of
from safeloom.domain.questionnaires.queries.beside import files_of
from safeloom.foundation.workflow.models import Move


@dataclass(frozen=True)
class Certificate:
    """What was handed in, when, by whom; `digest` is that of the answers as they stand: it is another once
    one of them is another."""

    response: Response
    at: datetime
    by: str
    signed: list[SignOff]
    answers: int
    digest: str

    @property
    def groups(self) -> str:
        """The digest in groups of four, to be read aloud and to wrap."""
        return " ".join(self.digest[start : start + 4] for start in range(0, len(self.digest), 4))


def certificate_of(response: Response) -> Certificate | None:
    """The certificate of what was last submitted; None where nothing was. 5 queries."""
    rows = Move.objects.filter(record=response.record_id, step="submit")
    move = rows.select_related("by__principal").order_by("-number").first()
    if move is None:
        return None
    answers, digest = digest_of_answers(response)
    return Certificate(
        response,
        move.at,
        move.by.name if move.by else "",
        list(response.signed_off.select_related("capacity")),
        answers,
        digest,
    )


def digest_of_answers(response: Response) -> tuple[int, str]:
    """How many answers count, and the SHA-256 of them all: in JSON by the questions' keys, each with what
    it says and the digests of its files."""
    files = files_of(response)
    said = {}
    for key, row in sorted(rows_of(response).items()):
        if row.counts:
            said[key] = [
                row.given.text,
                sorted(row.given.options),
                plain(row.given),
                row.given.day.isoformat() if row.given.day else "",
                row.given.not_applicable,
                sorted(one.file.sha256 for one in files.get(key, ())),
            ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return len(said), hashlib.sha256(text.encode()).hexdigest()
