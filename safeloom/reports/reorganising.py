"""What becomes of reports being written when an agency becomes another. Frozen ones stay as they are."""

from django.db.models import Q

from safeloom.domain.partnership.commands.reorganising.moves import Line, Moves, named
from safeloom.domain.partnership.models import StatutoryRole
from safeloom.kernel.dates import show_date
from safeloom.reports.models import Report, ReportSection


def follow(moves: Moves) -> list[Line]:
    """Nothing is written: from the day, who may write a section follows from what its owner became, and
    who signs from who is a statutory partner. These are the lines that say so."""
    if not moves.ending:
        return []
    return [*_sections(moves), *_sign_offs(moves)]


def _sections(moves: Moves) -> list[Line]:
    owned = Q(owner__in=moves.agencies) | Q(owner__post__agency__in=moves.agencies)
    rows = ReportSection.objects.filter(owned, report__in=_open(moves))
    lines = []
    for row in rows.select_related("report__record", "owner__agency", "owner__post"):
        agency = getattr(row.owner, "post", None)
        heirs = moves.heirs(agency.agency_id if agency else row.owner_id)
        words = f"{row.report.record.reference}, section “{row.title}” of {row.owner.name}"
        if len(heirs) == 1:
            happens, warning = f"May be written by {named(heirs)} from the day", ""
        else:
            happens = "Nobody outside the unit may write it"
            warning = "Say who owns it now: it cannot belong to several."
        lines.append(Line(f"section-{row.pk}", words, happens, warning=warning))
    return lines


def _sign_offs(moves: Moves) -> list[Line]:
    ended = StatutoryRole.objects.filter(agency__in=moves.agencies, end=moves.eve)
    if not ended.exists():
        return []
    return [
        Line(
            f"report-{report.pk}",
            f"{report.record.reference} {report.record.title}, version {report.version}",
            f"Is signed from {show_date(moves.day)} by who is a statutory partner then; what was signed "
            "before stays to be seen",
        )
        for report in _open(moves).select_related("record")
    ]


def _open(moves: Moves):
    rows = Report.objects.filter(record__partnership=moves.partnership_id)
    return rows.filter(pk__in=[report.pk for report in rows if not report.is_frozen])
