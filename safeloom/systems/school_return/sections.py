"""A school's returns over the years, on its page."""

from datetime import date

from django.db.models import Count, Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.views.tables import Cell, Table, TableSection, section
from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.queries.campaigns import standing
from safeloom.domain.questionnaires.queries.rows import responses
from safeloom.domain.questionnaires.workflows import OPEN, RESPONSE
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.systems.school_return.content import USE
from safeloom.systems.school_return.queries.lists import days_late
from safeloom.web.words import date_words


def returns(viewer: Viewer, here: Partnership, record: Record, day: date) -> TableSection | None:
    """The returns of a school that the viewer may see, the latest first: where each stands, and of what it
    was graded on how much is in place. 2 queries; nothing where it was never asked."""
    agency = Agency.objects.filter(record=record).first()
    if agency is None:
        return None
    graded = Q(
        answers__counts=True, answers__question__kind=Kind.GRADE, answers__option__isnull=False
    )
    rows = standing(responses(viewer, here)).filter(
        agency=agency, campaign__use=USE, campaign__sent__isnull=False
    )
    rows = rows.annotate(
        graded=Count("answers", filter=graded),
        met=Count("answers", filter=graded & Q(answers__option__meets=True)),
    )
    lines = [
        [
            Cell(row.campaign.record.title, engine.of_response(here, row)),
            _state(row, day),
            f"{row.met} of {row.graded}" if row.graded else "",
        ]
        for row in rows.order_by("-campaign__due")
    ]
    if not lines:
        return None
    table = Table(["Round", "State", "In place"], lines)
    return section("school-returns", "Safeguarding returns", table)


def _state(row, day: date) -> str:
    words = RESPONSE.state(row.state).title
    late = days_late(row, day)
    due = f", due {date_words(row.due)}" if row.state in OPEN else ""
    return f"{words}{due}{', late' if late else ''}"
