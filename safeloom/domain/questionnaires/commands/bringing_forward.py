"""Taking last time's answer for this time's, to be looked at."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.commands.answering import Conflict, Saved, opened, write
from safeloom.domain.questionnaires.commands.evidence import stand_with
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.queries.answering import rows_of, same
from safeloom.domain.questionnaires.queries.last_time import last_time
from safeloom.foundation.identity.models import Person


@transaction.atomic
def keep_last_time(
    *, by: Person | None, response: Response, question_key: str, seen: Mapping[str, int]
) -> Saved:
    """Take last time's answer to a question, its files with it. It is unconfirmed, and counts for nothing,
    until somebody looked at it. `seen` is what was shown, as `save_answers` has it: what a colleague wrote
    since is in conflict and left as it is. Raises `Closed`; ValidationError at the question where there was
    none that fits."""
    opened(response, by, [question_key])
    found = last_time(response, {question_key}).get(question_key)
    if found is None or not found.fits:
        raise ValidationError({question_key: "There is no answer of last time to use here."})
    given = replace(found.given, unconfirmed=True)
    rows = rows_of(response, [question_key])
    row = rows.get(question_key)
    if row is not None and row.revision != seen.get(question_key, 0) and not same(row.given, given):
        conflict = Conflict(row.given, row.by, row.at, row.revision)
        return write(
            by=by, response=response, rows=rows, given={}, conflicts={question_key: conflict}
        )
    if found.files:
        stand_with(by=by, response=response, question_key=question_key, files=found.files)
        rows = rows_of(response, [question_key])
    return write(by=by, response=response, rows=rows, given={question_key: given}, again=True)
