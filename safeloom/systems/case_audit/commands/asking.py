"""Asking agencies to audit the cases that were drawn, each with its tool."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.campaigns import ask, open_campaign, send_campaign
from safeloom.domain.questionnaires.models import Response, Version
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.systems.case_audit.commands.writing import told
from safeloom.systems.case_audit.content import USE
from safeloom.systems.case_audit.models import AuditTool, CaseAudit


@transaction.atomic
def set_tool(
    *,
    by: Person | None,
    audit: CaseAudit,
    version: Version,
    due: date,
    kind: str = "",
    opens: date | None = None,
) -> AuditTool:
    """Say with which tool agencies of a kind audit, or all that have none of their own. Raises
    ValidationError at `version`, `due` or `kind`, or once the challenge day was opened."""
    in_turn(audit.record)
    _not_opened(audit)
    if kind and kind not in Agency.Kind.values:
        raise ValidationError({"kind": "Select a kind of agency."})
    if audit.tools.filter(kind=kind).exists():
        raise ValidationError({"kind": "There is a tool for these already."})
    campaign = open_campaign(
        by=by,
        partnership=audit.partnership,
        title=audit.record.title,
        version=version,
        use=USE,
        opens=opens or today(),
        due=due,
        closes=due + timedelta(days=14),
    )
    tool = AuditTool.objects.create(audit=audit, kind=kind, campaign=campaign)
    told(by, audit.record, "case-audit.set-tool", kind=kind, campaign=campaign.record.reference)
    return tool


@transaction.atomic
def ask_agencies(
    *, by: Person | None, audit: CaseAudit, agencies: Iterable[Agency], send: bool = True
) -> list[Response]:
    """Ask agencies to audit each case that was drawn, by the tool of their kind; of cases drawn from an
    agency's own list, that agency alone. Each response is sealed: open to its agency, to who asks and to
    the leads. Who was asked already stays as asked. Without `send` nobody is written to, as where what they
    said is brought in from elsewhere. Raises ValidationError where no case was drawn, an agency
    has no tool, or once the challenge day was opened."""
    in_turn(audit.record)
    _not_opened(audit)
    tools = {one.kind: one.campaign for one in audit.tools.select_related("campaign__record")}
    chosen = list(agencies)
    cases = list(audit.cases.select_related("record__partnership", "draw"))
    if not cases:
        raise ValidationError("Draw cases first.")
    if not chosen:
        raise ValidationError({"agencies": "Select who audits."})
    for one in chosen:
        if one.kind not in tools and "" not in tools:
            raise ValidationError({"agencies": f"There is no tool for {one.name}: set one first."})
    leads = [one.person.principal for one in audit.leads.select_related("person__principal")]
    made: list[Response] = []
    for case in cases:
        own = case.draw.agency_id
        asked = [one for one in chosen if own in (None, one.pk)]
        for kind, campaign in tools.items():
            theirs = [
                one for one in asked if one.kind == kind or (not kind and one.kind not in tools)
            ]
            if theirs:
                made += ask(
                    by=by, campaign=campaign, agencies=theirs, about=case.record, entitled=leads
                )
    for campaign in tools.values():
        if send and campaign.sent is None and campaign.responses.exists():
            send_campaign(by=by, campaign=campaign)
    told(by, audit.record, "case-audit.ask")
    return made


def _not_opened(audit: CaseAudit) -> None:
    audit.refresh_from_db(fields=["opened"])
    if audit.opened is not None:
        raise ValidationError("The day on which grades are settled was opened: ask nobody further.")
