"""Reports that are expected and those that came, as lists and pages want them."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.reports_received.models import (
    AssuranceGiven,
    ExpectedFrom,
    ExpectedReport,
    NotNeeded,
    ReceivedReport,
)
from safeloom.systems.reports_received.queries.due import next_dues

SEE = "received_report.see"


class State(TextChoices):
    """Where an expected report stands; worked out, never stored."""

    LATE = "late", "Overdue"
    DUE = "due", "Expected"
    ENDED = "ended", "No longer expected"


TAGS = {State.LATE: "late", State.DUE: "plain", State.ENDED: "plain"}


def expected(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[ExpectedReport]:
    """The reports a viewer may see as expected: a lead those of their agency, a group's member those that
    go to their group."""
    rows = ExpectedReport.objects.select_related(
        "record__partnership", "partnership", "group__principal"
    )
    return viewer.rows(permission, rows, partnership.pk)


def with_due(rows: QuerySet[ExpectedReport], day: date) -> QuerySet[ExpectedReport]:
    """Expected reports with `from_now` (the agency's name of the day, or the words), `due` (the first day
    not settled), `state`, and the level last given as `level`. 3 queries beforehand."""
    dues = next_dues(rows)
    came = ReceivedReport.objects.filter(report=OuterRef("pk")).order_by("-due")
    given = AssuranceGiven.objects.filter(received__report=OuterRef("pk"))
    source = ExpectedFrom.objects.filter(holding(day), report=OuterRef("pk"))
    rows = rows.annotate(
        due=_case(dues),
        from_now=Coalesce(
            Subquery(source.annotate(called=name_on(day, "agency__")).values("called")[:1]),
            "from_words",
        ),
        level=Coalesce(
            Subquery(given.order_by("-received__due", "-at", "-id").values("level")[:1]), Value("")
        ),
        last_received=Subquery(came.values("received")[:1]),
    )
    return rows.annotate(
        state=Case(
            When(due__lt=day, then=Value(State.LATE.value)),
            When(due__isnull=False, then=Value(State.DUE.value)),
            default=Value(State.ENDED.value),
            output_field=CharField(),
        )
    )


def _case(dues: dict[Any, date | None]) -> Any:
    """The due days as a column: there are tens of expected reports, and the cycle is no matter of SQL."""
    whens = [When(pk=key, then=Value(day)) for key, day in dues.items() if day is not None]
    return Case(*whens, default=Value(None), output_field=DateField())


def received(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[ReceivedReport]:
    """The reports that came, as far as the viewer may see them, each with `level`, the last one given."""
    given = AssuranceGiven.objects.filter(received=OuterRef("pk")).order_by("-at", "-id")
    rows = ReceivedReport.objects.select_related(
        "record__partnership", "partnership", "report__record", "group__principal", "meeting"
    )
    rows = rows.annotate(level=Coalesce(Subquery(given.values("level")[:1]), Value("")))
    return viewer.rows(permission, rows, partnership.pk)


def came_of(
    viewer: Viewer, partnership: Partnership, report: ExpectedReport
) -> list[ReceivedReport]:
    """What came of an expected report, the latest first. 1 query."""
    return list(received(viewer, partnership).filter(report=report).order_by("-due"))


def not_needed_of(report: ExpectedReport) -> list[NotNeeded]:
    """When it was not needed, the latest first. 1 query."""
    return list(report.not_needed.select_related("by__principal").order_by("-due"))


def source_of(report: ExpectedReport, day: date) -> ExpectedFrom | None:
    """The agency it is expected of on a day; None where it comes from elsewhere."""
    rows = report.sources.filter(holding(day))
    return rows.select_related("agency__principal", "agency__record").first()


def assurances_of(row: ReceivedReport) -> list[AssuranceGiven]:
    """How far it was said to assure, the latest first. 1 query."""
    return list(row.assurances.select_related("by__principal"))


def by_agency(rows: QuerySet[ExpectedReport], agency: str) -> QuerySet[ExpectedReport]:
    """Those that were or are expected of an agency."""
    return rows.filter(Q(pk__in=ExpectedFrom.objects.filter(agency=agency).values("report")))
