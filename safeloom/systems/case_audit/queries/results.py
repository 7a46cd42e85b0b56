"""What an audit came to: settled grades by question, beside the agencies' own, and against an earlier one."""

from collections import Counter
from dataclasses import dataclass, field

from safeloom.domain.questionnaires.models import Answer, OptionRow, QuestionRow, Response
from safeloom.domain.questionnaires.queries.campaigns import submitted
from safeloom.foundation.access.rule import Viewer
from safeloom.systems.case_audit.models import AuditCase, CaseAudit, SettledGrade
from safeloom.systems.case_audit.queries.cases import graded_questions


@dataclass
class Line:
    """A question with its grades: how many agencies gave each, how many cases were settled at each, now and
    in the earlier audit; and of the agencies' own grades, how many were as settled, higher or lower."""

    question: QuestionRow
    options: list[OptionRow]
    own: Counter[str] = field(default_factory=Counter)
    settled: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    same: int = 0
    higher: int = 0
    lower: int = 0

    @property
    def meets(self) -> tuple[int, int]:
        """How many cases were settled as meeting, of how many."""
        return self._meeting(self.settled)

    @property
    def met_before(self) -> tuple[int, int]:
        """The same in the earlier audit."""
        return self._meeting(self.before)

    @property
    def met_by_own(self) -> tuple[int, int]:
        """How many of the agencies' own grades meet, of how many."""
        return self._meeting(self.own)

    def _words(self, counts: Counter[str]) -> list[tuple[str, int]]:
        return [(one.title, counts[one.key]) for one in self.options if counts[one.key]]

    @property
    def settled_words(self) -> list[tuple[str, int]]:
        """Each grade that was settled in words, with how many cases, the best first."""
        return self._words(self.settled)

    @property
    def own_words(self) -> list[tuple[str, int]]:
        """Each grade that agencies gave."""
        return self._words(self.own)

    @property
    def before_words(self) -> list[tuple[str, int]]:
        """Each grade that was settled in the earlier audit."""
        return self._words(self.before)

    def _meeting(self, counts: Counter[str]) -> tuple[int, int]:
        good = {one.key for one in self.options if one.meets}
        return sum(many for key, many in counts.items() if key in good), counts.total()


def results(audit: CaseAudit, viewer: Viewer | None = None) -> list[Line]:
    """The lines of an audit: of a finished one over all its cases, otherwise over those open to the viewer.
    A fixed number of queries."""
    lines = {
        one.key: Line(one, sorted(one.options.all(), key=lambda row: -row.number))
        for one in graded_questions(audit)
    }
    keys = _cases(audit, viewer)
    settled: dict[tuple, tuple[str, int | None]] = {}
    grades = SettledGrade.objects.filter(case__in=keys).values_list(
        "case_id", "question__key", "option__key", "option__value"
    )
    for case, key, option, value in grades:
        if key in lines:
            lines[key].settled[option] += 1
            settled[case, key] = (option, value)
    handed_in = submitted(
        Response.objects.filter(about__in=keys, campaign__audit_tool__audit=audit)
    )
    own = Answer.objects.filter(
        response__in=handed_in.values("pk"), counts=True, option__isnull=False
    ).values_list("response__about_id", "question__key", "option__key", "option__value")
    for case, key, option, value in own:
        line = lines.get(key)
        if line is None:
            continue
        line.own[option] += 1
        there = settled.get((case, key))
        if there is None or there[1] is None or value is None:
            continue
        line.same += value == there[1]
        line.higher += value > there[1]
        line.lower += value < there[1]
    if audit.earlier_id and audit.earlier is not None and audit.earlier.finished:
        earlier = SettledGrade.objects.filter(case__audit=audit.earlier_id)
        for key, option in earlier.values_list("question__key", "option__key"):
            if key in lines:
                lines[key].before[option] += 1
    return list(lines.values())


def _cases(audit: CaseAudit, viewer: Viewer | None) -> list:
    rows = AuditCase.objects.filter(audit=audit)
    if not audit.finished:
        rows = viewer.unsealed(rows) if viewer else rows.none()
    return list(rows.values_list("pk", flat=True))
