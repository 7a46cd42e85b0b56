"""The cases of audits and what each agency said of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer, QuestionRow, Response
from safeloom.domain.questionnaires.queries.campaigns import standing
from safeloom.domain.questionnaires.workflows import COUNTED
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.case_audit.models import AuditCase, CaseAudit, CaseDraw, SettledGrade


def cases(
    viewer: Viewer, here: Partnership, permission: str = "case-audit.see"
) -> QuerySet[AuditCase]:
    """The cases that are open to the viewer: to leads from the draw, to an agency from the challenge day."""
    rows = AuditCase.objects.select_related("record__partnership", "audit__record", "draw")
    return viewer.rows(permission, rows, here.pk)


def draws_open(viewer: Viewer, here: Partnership, audit: CaseAudit) -> QuerySet[CaseDraw]:
    """The draws of an audit of which a case is open to the viewer."""
    return CaseDraw.objects.filter(pk__in=cases(viewer, here).filter(audit=audit).values("draw_id"))


def graded_questions(audit: CaseAudit) -> list[QuestionRow]:
    """The questions of an audit's tools that take a grade, in the order of the tool for all; of a question
    that stands in several tools, the first. 1 query."""
    rows = QuestionRow.objects.filter(
        version__campaigns__audit_tool__audit=audit, kind=Kind.GRADE
    ).order_by("version__campaigns__audit_tool__kind", "section__number", "number")
    found: dict[str, QuestionRow] = {}
    for row in rows.prefetch_related("options"):
        found.setdefault(row.key, row)
    return list(found.values())


def tools_of(case: AuditCase) -> list[Response]:
    """The agencies' tools of a case with the `state` they stand in, by agency. For who may open the case."""
    rows = Response.objects.filter(about=case.record_id, campaign__audit_tool__audit=case.audit_id)
    rows = rows.select_related("record", "agency__principal", "campaign")
    return list(standing(rows).order_by("agency__principal__name"))


def awaited(audit: CaseAudit) -> int:
    """How many tools of an audit are not handed in. For its leads alone. 1 query."""
    rows = Response.objects.filter(campaign__audit_tool__audit=audit)
    return standing(rows).exclude(state__in=COUNTED).count()


@dataclass
class Beside:
    """A question of a case: what each agency answered, in the order of the tools, and what was settled."""

    question: QuestionRow
    said: list[Answer | None]
    settled: SettledGrade | None = None


@dataclass
class SideBySide:
    """The tools of a case side by side."""

    tools: list[Response] = field(default_factory=list)
    rows: list[Beside] = field(default_factory=list)


def side_by_side(case: AuditCase) -> SideBySide:
    """What each agency handed in of a case, question by question. For who may open the case. A fixed number
    of queries."""
    tools = tools_of(case)
    counted = {one.pk: place for place, one in enumerate(tools) if one.state in COUNTED}  # type: ignore[attr-defined]
    answers = Answer.objects.filter(response__in=counted, counts=True)
    answers = answers.select_related("question__section", "option").order_by(
        "question__section__number", "question__number"
    )
    rows: dict[str, Beside] = {}
    settled = {one.question.key: one for one in settled_of([case.pk])}
    for answer in answers:
        key = answer.question.key
        row = rows.setdefault(key, Beside(answer.question, [None] * len(tools), settled.get(key)))
        row.said[counted[answer.response_id]] = answer
    for question in graded_questions(case.audit):
        rows.setdefault(
            question.key, Beside(question, [None] * len(tools), settled.get(question.key))
        )
    return SideBySide(tools, list(rows.values()))


def settled_of(keys: Iterable[UUID]) -> QuerySet[SettledGrade]:
    """The grades that were settled of these cases."""
    rows = SettledGrade.objects.filter(case__in=list(keys))
    return rows.select_related("question", "option", "by__principal")
