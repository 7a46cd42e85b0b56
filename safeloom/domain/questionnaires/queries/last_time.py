"""What a body answered last time: beside this time's answers, and never among them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeloom.domain.partnership.queries.succession import agency_and_before
from safeloom.domain.questionnaires.definitions import BY_OPTION, Given, Question
from safeloom.domain.questionnaires.models import AnswerFile, Response
from safeloom.domain.questionnaires.queries.answering import rows_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.workflows import COUNTED
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.today import ENGLAND
from safeloom.foundation.workflow.models import Move


@dataclass(frozen=True)
class LastTime:
    """An answer of the response before: what was asked then, what was given, on which day, with which
    files. It `fits` where it can be an answer to what is asked now."""

    question: Question
    given: Given
    day: date
    files: tuple[StoredFile, ...]
    fits: bool


def response_before(response: Response) -> Response | None:
    """What the same body handed in to the campaign before, about the same; where an agency was not there
    yet, what the one agency that went over into it handed in. Of several that merged none speaks for it:
    then there is nothing. 5 queries at most."""
    campaign = response.campaign
    if campaign.previous_id is None or (response.agency_id is None and response.person_id is None):
        return None
    rows = Response.objects.filter(
        campaign=campaign.previous_id, person=response.person_id, record__isnull=False
    ).select_related("record", "campaign__version__questionnaire__record")
    if response.agency_id is None:
        rows = rows.filter(agency__isnull=True)
    else:
        rows = rows.filter(agency__in=agency_and_before(response.agency_id))
    same = list(
        rows.filter(about=response.about_id)
        if response.about_id
        else rows.filter(about__isnull=True)
    )
    own = [one for one in same if one.agency_id == response.agency_id]
    found = next(iter(own or same), None)
    if found is None or (not own and len(same) > 1):
        return None
    last = Move.objects.filter(record=found.record_id).order_by("-number").first()
    if last is None or last.to not in COUNTED:
        return None
    found.handed_in = last.at.astimezone(ENGLAND).date()
    return found


def last_time(response: Response, keys: set[str] | None = None) -> dict[str, LastTime]:
    """What was answered last time to questions of today's keys, of what counted then. 8 queries at most."""
    before = response_before(response)
    if before is None:
        return {}
    then, now = (
        questionnaire_of(before.campaign.version).question,
        questionnaire_of(response.campaign.version).question,
    )
    files: dict[UUID, list[StoredFile]] = {}
    rows = {key: row for key, row in rows_of(before, keys).items() if row.counts and key in now}
    tied = AnswerFile.objects.filter(answer__in=[row.pk for row in rows.values()])
    for one in tied.filter(file__removed__isnull=True).select_related("file"):
        files.setdefault(one.answer_id, []).append(one.file)
    return {
        key: LastTime(
            then[key],
            row.given,
            before.handed_in,
            tuple(files.get(row.pk, ())),
            _fits(now[key], then[key], row.given),
        )
        for key, row in rows.items()
    }


def _fits(now: Question, then: Question, given: Given) -> bool:
    if now.kind != then.kind:
        return False
    if given.not_applicable:
        return now.may_not_apply
    if now.kind in BY_OPTION:
        return all(key in now.option for key in given.options)
    return True
