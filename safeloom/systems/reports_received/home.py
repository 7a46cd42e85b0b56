"""Reports that are overdue or due soon: at home, in the digest, and on agendas."""

from datetime import date, datetime, timedelta

from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.kernel.registry import AgendaLine, HomeLine
from safeloom.systems.reports_received.addresses import of_expected, of_received
from safeloom.systems.reports_received.models import ExpectedReport, ReceivedReport
from safeloom.systems.reports_received.queries.due import Due, open_dues
from safeloom.systems.reports_received.queries.reports import expected
from safeloom.web.words import date_words

SOON = timedelta(days=28)


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For the unit all that is overdue or due within four weeks; for an agency's lead what their agency is
    to send. 3 queries."""
    key = partnership.pk
    unit = viewer.may_everywhere("received_report.change", key)
    if not unit and not viewer.over("received_report.send", key):
        return []
    permission = "received_report.change" if unit else "received_report.send"
    rows = expected(viewer, partnership, permission)
    return [
        HomeLine(
            due.report.title,
            of_expected(partnership, due.report),
            due=due.day,
            late=due.day < viewer.day,
            detail="" if unit else "Send it to the business unit",
        )
        for due in open_dues(rows, viewer.day + SOON)
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """The same as at home."""
    return lines_of_home(person, day, mine)


def agenda(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """What a group's meeting on `day` has to look at: reports that came for it and were not presented before,
    and those that were due by then and did not come. 4 queries."""
    came = ReceivedReport.objects.filter(
        partnership=partnership, group=group, presented__isnull=True, received__lte=day
    ) | ReceivedReport.objects.filter(partnership=partnership, group=group, presented=day)
    lines = [
        AgendaLine(
            f"{row.record.title}: received {date_words(row.received)}",
            of_received(partnership, row),
            row.pk,
        )
        for row in without_sealed(came).select_related("record").order_by("received")
    ]
    rows = ExpectedReport.objects.filter(partnership=partnership, group=group)
    return lines + [_late(partnership, due) for due in open_dues(without_sealed(rows), day)]


def _late(partnership: Partnership, due: Due) -> AgendaLine:
    words = f"{due.report.title}: due {date_words(due.day)}, not received"
    return AgendaLine(words, of_expected(partnership, due.report), due.report.pk)
