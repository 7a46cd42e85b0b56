"""The invented county's audits, and what a report says of them, counted by hand."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from safeloom.domain.questionnaires.models import Answer
from safeloom.foundation.today import today
from safeloom.reports.material import BlockContext
from safeloom.systems.case_audit.content import OVERALL
from safeloom.systems.case_audit.demonstration import make
from safeloom.systems.case_audit.models import AuditCase, CaseAudit, SettledGrade
from safeloom.systems.case_audit.report import audits_finished


def _percent(meets: list[bool]) -> Decimal:
    return (Decimal(100 * sum(meets)) / len(meets)).quantize(Decimal(1), ROUND_HALF_UP)


@pytest.mark.django_db
def test_a_county_has_an_audit_its_re_test_and_one_before_its_day() -> None:
    from safeloom.demonstration.making import make_county

    county = make_county(key="vale", size="small", reports=False, others=False)
    make(county)
    first, again, now = CaseAudit.objects.order_by("day")
    assert first.finished and again.finished and again.earlier == first
    assert not now.opened and now.day > today() and now.cases.count() == 2
    context = BlockContext(
        partnership=county.partnership,
        start=first.start,
        end=today(),
        day=today(),
        edition="",
    )
    told = {one.row.id: one.value for one in audits_finished(context).numbers}
    settled, own = defaultdict(list), defaultdict(list)
    audit_of = dict(AuditCase.objects.values_list("pk", "audit_id"))
    for grade in SettledGrade.objects.select_related("question", "option", "case"):
        if grade.question.key == OVERALL:
            settled[grade.case.audit_id].append(grade.option.meets)
    for answer in Answer.objects.select_related("question", "option", "response"):
        if answer.question.key == OVERALL and answer.response.about_id in audit_of:
            own[audit_of[answer.response.about_id]].append(answer.option.meets)
    for audit in (first, again):
        root = f"case-audit/{audit.record.reference.lower()}"
        assert told[f"{root}/meets/graded"] == len(settled[audit.pk]) == 2
        assert told[f"{root}/meets/share"] == _percent(settled[audit.pk])
        assert told[f"{root}/met-by-own/share"] == _percent(own[audit.pk])
    root = f"case-audit/{again.record.reference.lower()}/met-before"
    assert told[f"{root}/share"] == _percent(settled[first.pk])
    assert not any(now.record.reference.lower() in key for key in told)
