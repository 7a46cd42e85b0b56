"""What case audits add to the page of a response: by what neutral reference its agency knows the case."""

from dataclasses import dataclass
from datetime import date

from safeloom.domain.questionnaires.models import Response
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.systems.case_audit.addresses import of_case
from safeloom.systems.case_audit.content import USE, day_words
from safeloom.systems.case_audit.models import AuditCase
from safeloom.systems.case_audit.queries.cases import cases
from safeloom.web.records import Section


@dataclass(frozen=True)
class CaseSection(Section):
    """The neutral reference; the way to the case for those to whom it is open."""

    case: AuditCase | None = None
    url: str = ""
    day: str = ""


def response_section(
    viewer: Viewer, here: Partnership, record: Record, day: date
) -> CaseSection | None:
    """The section, on the page of an agency's tool. Whoever sees that may know the reference."""
    response = Response.objects.filter(
        record=record, campaign__use=USE, about__isnull=False
    ).first()
    if response is None:
        return None
    case = AuditCase.objects.select_related("audit", "record").get(record=response.about_id)
    opened = cases(viewer, here).filter(pk=case.pk).exists()
    return CaseSection(
        "case",
        "The case",
        "case_audit/section.html",
        None,
        case,
        of_case(here, case) if opened else "",
        day_words(case.audit.kind),
    )
