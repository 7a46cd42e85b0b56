"""Reading reports for the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from safeloom.domain.partnership.queries.partners import Partner
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel.registry import ReportBlock, offered
from safeloom.reports.building import TypedByHand, not_accepted
from safeloom.reports.models import (
    FrozenReport,
    Report,
    ReportSection,
    ReportVersion,
    SectionBlock,
    SignOff,
)
from safeloom.reports.partners import partners_of
from safeloom.reports.permissions import SIGN, reports_to_see

_SETTLED = (ReportSection.State.APPROVED, ReportSection.State.LEFT_OUT)


@dataclass(frozen=True)
class Signing:
    """A statutory partner and its signature, None while it has not signed. `mine` where the viewer
    may sign for it."""

    partner: Partner
    signature: SignOff | None
    mine: bool


def reports(viewer: Viewer, partnership: Partnership) -> "QuerySet[Report]":
    """The reports for the list, with how many sections there are and are settled."""
    return reports_to_see(viewer, partnership).annotate(
        sections_all=Count("sections"),
        sections_settled=Count("sections", filter=Q(sections__state__in=_SETTLED)),
    )


def latest(partnership: Partnership) -> Report | None:
    """The report whose period ends last, of those the newest."""
    return (
        Report.objects.filter(record__partnership=partnership)
        .select_related("record__partnership")
        .order_by("-period_end", "-record__created")
        .first()
    )


def sections_of(report: Report) -> list[ReportSection]:
    """The sections in order with their owners and live blocks: 2 queries."""
    return list(
        report.sections.select_related("owner")
        .prefetch_related("blocks", "accepted")
        .order_by("position")
    )


def current_version(report: Report) -> ReportVersion:
    """The version being written, or the last one frozen."""
    return report.versions.get(number=report.version)


def versions_of(report: Report) -> list[ReportVersion]:
    """All versions, newest first, with who signed and whether they are frozen, and then `has_word`;
    no frozen output is read."""
    frozen = FrozenReport.objects.only("version_id", "at", "content").annotate(
        has_word=Q(docx__isnull=False)
    )
    return list(
        report.versions.select_related("opened_by")
        .prefetch_related(
            Prefetch("frozen", queryset=frozen),
            Prefetch("sign_offs", queryset=SignOff.objects.select_related("agency__agency", "by")),
        )
        .order_by("-number")
    )


def signings(report: Report, viewer: Viewer) -> list[Signing]:
    """Who has to sign the current version, and who has."""
    standing = {
        signature.agency_id: signature
        for signature in SignOff.objects.filter(
            version__report=report, version__number=report.version, void_since__isnull=True
        ).select_related("by")
    }
    mine: set[UUID] = set()
    if viewer.person and viewer.may(SIGN, report.record.partnership_id):
        mine = set(viewer.belongs)
    return [
        Signing(partner, standing.get(partner.agency_id), partner.agency_id in mine)
        for partner in partners_of(report, viewer.day)
    ]


def frozen_file(report: Report, number: int, name: str) -> bytes | None:
    """One frozen file of a version, byte for byte; None where there is no such version or file."""
    fields = {
        "report.html": "html",
        "report.pdf": "pdf",
        "report.docx": "docx",
        "figures.csv": "figures_csv",
        "figures.json": "figures_json",
    }
    if name not in fields:
        return None
    rows = FrozenReport.objects.filter(version__report=report, version__number=number)
    content = rows.values_list(fields[name], flat=True).first()
    return None if content is None else bytes(content)


def section_now(pk: UUID) -> ReportSection:
    """A section as it is now, with its report and owner."""
    return ReportSection.objects.select_related("report__record", "owner").get(pk=pk)


def blocks_of(section: ReportSection) -> list[SectionBlock]:
    """The live blocks of a section in order, each with the `title` of its kind."""
    titles = {block.key: block.title for block in offered(ReportBlock)}
    found = list(section.blocks.prefetch_related("subjects__record"))
    for block in found:
        block.title = titles.get(block.block, block.block)
    return found


def block_of(pk: UUID, sections: "QuerySet[ReportSection]") -> SectionBlock | None:
    """A live block in one of these sections, if it is there."""
    rows = SectionBlock.objects.select_related("section__report__record__partnership")
    return rows.filter(pk=pk, section__in=sections).first()


def last_change(section: ReportSection) -> AuditRow | None:
    """The audit row of the last change of a section."""
    record = section.report.record
    subject = f"{record.reference} {section.key}"
    rows = AuditRow.objects.filter(record=record, subject=subject).select_related("by")
    return rows.order_by("-at", "-id").first()


def possible_owners(partnership: Partnership) -> "QuerySet[Principal]":
    """The people in a partnership's directory and its agencies, by name."""
    here = Q(person__directory_entries__partnership=partnership) | Q(
        agency__record__partnership=partnership
    )
    return Principal.objects.filter(here).distinct().order_by("name")


def records_in(partnership: Partnership, keys: Sequence[str]) -> list[Record]:
    """The records of the partnership with these keys, in their order; others are left out."""
    rows = Record.objects.filter(partnership=partnership).in_bulk(keys)
    found = {str(pk): row for pk, row in rows.items()}
    return [found[key] for key in keys if key in found]


def unsourced_in(section: ReportSection) -> list[TypedByHand]:
    """The numbers typed by hand into a section that nobody answers for yet."""
    return not_accepted(section.text, section.accepted.all())
