"""The evidence a body has given before, and how old it is."""

from datetime import date

from django.db.models import Q, QuerySet

from safeloom.domain.questionnaires.models import AnswerFile, Response
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import there

# Older evidence is flagged: policies are looked at every year.
OLD_MONTHS = 12


def evidence_of(response: Response) -> QuerySet[StoredFile]:
    """The files that may stand with answers of a response: its own, and those of the same body's earlier
    ones; of what is about something (a case), only what is about the same. The latest first."""
    same = {"answer__response__campaign__partnership": response.campaign.partnership_id}
    if response.person_id is not None:
        same["answer__response__person"] = response.person_id
    else:
        same["answer__response__agency"] = response.agency_id
    ties = AnswerFile.objects.filter(**same)
    ties = (
        ties.filter(answer__response__about=response.about_id)
        if response.about_id
        else ties.filter(answer__response__about__isnull=True)
    )
    rows = there().exclude(scan=StoredFile.Scan.INFECTED)
    return rows.filter(Q(record=response.record_id) | Q(pk__in=ties.values("file"))).order_by(
        "-kept", "-id"
    )


def months_between(then: date, day: date) -> int:
    """Whole months from one day to a later one."""
    months = (day.year - then.year) * 12 + day.month - then.month
    return max(0, months - (day.day < then.day))


def age_words(then: date, day: date) -> str:
    """How old something from `then` is on a day: `2 years old`, `5 months old`, `new`."""
    months = months_between(then, day)
    if months >= 12:
        years = months // 12
        return f"{years} year{'s' if years > 1 else ''} old"
    if months:
        return f"{months} month{'s' if months > 1 else ''} old"
    return "less than a month old"


def is_old(then: date, day: date) -> bool:
    """Whether evidence is to be looked at again: older than twelve months."""
    months = months_between(then, day)
    return months > OLD_MONTHS or (months == OLD_MONTHS and then.day != day.day)
