"""What stands beside the questions of a page: answers, files, last time's, what was asked to be changed."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import F

from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerFile,
    EarlierAnswer,
    ModeratedGrade,
    Response,
)
from safeloom.domain.questionnaires.queries.answering import rows_of
from safeloom.domain.questionnaires.queries.evidence import evidence_of
from safeloom.domain.questionnaires.queries.last_time import LastTime, last_time
from safeloom.foundation.files.models import StoredFile

# How many of the body's earlier files are offered to choose from.
OFFERED = 20


@dataclass
class Beside:
    """By the question's key."""

    rows: dict[str, Answer]
    files: dict[str, list[AnswerFile]]
    last: dict[str, LastTime] = field(default_factory=dict)
    offered: list[StoredFile] = field(default_factory=list)
    moderated: dict[str, ModeratedGrade] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    earlier: dict[str, list[EarlierAnswer]] = field(default_factory=dict)


def beside(response: Response, keys: set[str], *, takes_files: bool) -> Beside:
    """What stands beside these questions: a fixed number of queries."""
    remarks: dict[str, list[str]] = defaultdict(list)
    asked = response.remarks.filter(settled__isnull=True, question__key__in=keys)
    for key, words in asked.values_list("question__key", "words"):
        remarks[key].append(words)
    graded = response.moderated.filter(question__key__in=keys).select_related("option")
    return Beside(
        rows=rows_of(response, keys),
        files=files_of(response, keys),
        last=last_time(response, keys),
        offered=list(evidence_of(response)[:OFFERED]) if takes_files else [],
        moderated={
            one.question_key: one for one in graded.annotate(question_key=F("question__key"))
        },
        remarks=dict(remarks),
        earlier=earlier_of(response, keys),
    )


def files_of(response: Response, keys: set[str] | None = None) -> dict[str, list[AnswerFile]]:
    """The files of answers, by the question's key. 1 query."""
    rows = AnswerFile.objects.filter(answer__response=response, file__removed__isnull=True)
    if keys is not None:
        rows = rows.filter(answer__question__key__in=keys)
    found: dict[str, list[AnswerFile]] = defaultdict(list)
    for one in rows.select_related("file").annotate(question_key=F("answer__question__key")):
        found[one.question_key].append(one)
    return dict(found)


def earlier_of(response: Response, keys: set[str] | None = None) -> dict[str, list[EarlierAnswer]]:
    """What answers were before, the last first, by the question's key. 1 query."""
    rows = EarlierAnswer.objects.filter(answer__response=response).select_related("by__principal")
    if keys is not None:
        rows = rows.filter(answer__question__key__in=keys)
    found: dict[str, list[EarlierAnswer]] = defaultdict(list)
    for one in rows.annotate(question_key=F("answer__question__key")):
        found[one.question_key].append(one)
    return dict(found)


def general_remarks(response: Response) -> list[str]:
    """What was asked to be changed in a response as a whole. 1 query."""
    rows = response.remarks.filter(settled__isnull=True, question__isnull=True)
    return list(rows.values_list("words", flat=True))


def to_change(response: Response) -> dict[str, int]:
    """How many changes are asked for at each question, by its key. 1 query."""
    rows = response.remarks.filter(settled__isnull=True, question__isnull=False)
    return dict(Counter(rows.values_list("question__key", flat=True)))
