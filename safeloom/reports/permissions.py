"""Who may do what with reports; the rows follow from the models' `ACCESS`."""

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.reports.models import Report, ReportSection

LIST, SEE, WRITE = "report.list", "report.see", "report.write"
MANAGE, SIGN = "report.manage", "report.sign"


def sections_to_write(viewer: Viewer, partnership: Partnership) -> "QuerySet[ReportSection]":
    """The sections somebody may write: whoever writes for the whole partnership all of them, an
    agency's lead those its agency owns, a group's member those the group owns."""
    sections = ReportSection.objects.select_related("report__record__partnership", "owner")
    return viewer.rows(WRITE, sections, partnership.pk)


def own_sections(viewer: Viewer, partnership: Partnership) -> "QuerySet[ReportSection]":
    """Of those, the ones that were given to somebody: to them, or to a post, group or agency they
    belong to or lead."""
    if viewer.person is None:
        return ReportSection.objects.none()
    mine = viewer.belongs | viewer.over(WRITE, partnership.pk)
    return sections_to_write(viewer, partnership).filter(owner_id__in=mine)


def reports_to_see(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> "QuerySet[Report]":
    """The reports somebody may read."""
    reports = Report.objects.select_related("record__partnership")
    return viewer.rows(permission, reports, partnership.pk)
