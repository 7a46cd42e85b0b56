"""Case audits, their cases and tools."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.formats.reading import read_toml
from safeloom.domain.questionnaires.models import Response, Version
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today
from safeloom.foundation.workflow.models import Move
from safeloom.systems.case_audit.commands import asking, audits, challenge_day, drawing
from safeloom.systems.case_audit.content import USE
from safeloom.systems.case_audit.models import AuditCase, CaseAudit
from tests.factories import Place, partnership, sample
from tests.factories.questionnaires import answered

TWO = """
title = "Case audit tool"
[scales.quality]
options = [
  { key = "inadequate", title = "Inadequate", value = 0, mark = "red" },
  { key = "good", title = "Good", value = 2, mark = "green", meets = true },
  { key = "outstanding", title = "Outstanding", value = 3, mark = "blue", meets = true },
]
[[sections]]
key = "part-voice"
title = "Voice"
[[sections.questions]]
key = "voice"
words = "How well is the child heard?"
kind = "grade"
scale = "quality"
required = true
[[sections.questions]]
key = "voice-why"
words = "What shows it?"
kind = "text"
[[sections]]
key = "part-outcome"
title = "Outcome"
[[sections.questions]]
key = "overall"
words = "As a whole?"
kind = "grade"
scale = "quality"
required = true
"""
REFERENCES = "\n".join(f"K-{number}" for number in range(1001, 1021))


def a_tool(here: Partnership, title: str = "Case audit tool") -> Version:
    """A published tool of two grades."""
    made = begin_questionnaire(
        by=None,
        partnership=here,
        use=USE,
        title=title,
        content=read_toml(TWO),
        source="Of tests",
    )
    return publish(by=None, version=made.versions.get())


def an_audit(here: Partnership, by: Person | None = None, **said) -> CaseAudit:
    """An audit of neglect, begun."""
    plan = {
        "theme": "Neglect of young children",
        "kind": "multi-agency",
        "why": "Repeat plans rose.",
        "good": "The child is seen and heard.",
        "start": today() - timedelta(days=180),
        "end": today() - timedelta(days=1),
    }
    return audits.begin_audit(by=by, partnership=here, plan=audits.Plan(**(plan | said)))


def drawn(audit: CaseAudit, by: Person | None = None, many: int = 2) -> list[AuditCase]:
    """So many cases drawn by the number 41."""
    draw = drawing.draw_cases(by=by, audit=audit, references=REFERENCES, many=many, number=41)
    return list(draw.cases.all())


def asked(
    audit: CaseAudit, *agencies: Agency, by: Person | None = None, version: Version | None = None
) -> list[Response]:
    """These agencies asked by one tool."""
    asking.set_tool(
        by=by,
        audit=audit,
        version=version or a_tool(audit.partnership),
        due=today() + timedelta(days=20),
    )
    return asking.ask_agencies(by=by, audit=audit, agencies=agencies)


def handed_in(response: Response, why: str = "", **grades: str) -> Response:
    """What an agency graded, handed in."""
    given: Mapping[str, Given] = {key: Given(options=(one,)) for key, one in grades.items()}
    answered(response, {**given, **({"voice-why": Given(text=why)} if why else {})})
    Move.objects.create(
        record=response.record,
        number=1,
        step="submit",
        of="draft",
        to="submitted",
        at=datetime.now(UTC),
    )
    return response


@sample(
    *(
        f"case-audit:{name}"
        for name in ("audit", "draw", "set-tool", "ask", "plan-day", "open-day", "find", "finish")
    ),
    by=(),
)
def _audit(place: Place) -> dict[str, object]:
    return {"reference": an_audit(place.partnership).record.reference}


@sample("case-audit:check-draw", by=())
def _draw(place: Place) -> dict[str, object]:
    audit = an_audit(place.partnership)
    (case,) = drawn(audit, many=1)
    record = case.record
    record.sensitivity, record.title = "ordinary", "Of the matrix"
    record.save(update_fields=["sensitivity", "title"])
    return {"reference": audit.record.reference, "pk": case.draw_id}


# Who opens it in the matrix is made after the rows are, and cannot be entitled: an ordinary record leads on
# to its page. What becomes of it is in tests/systems/case_audit/test_leaks.py.
@sample("case-audit:case", "case-audit:settle", by=("agency",))
def _case(place: Place) -> dict[str, object]:
    audit = an_audit(place.partnership)
    (case,) = drawn(audit, many=1)
    asked(audit, place.agency or partnership.an_agency(place.partnership))
    challenge_day.open_day(by=None, audit=audit)
    record = case.record
    record.sensitivity, record.title = "ordinary", "Of the matrix"
    record.save(update_fields=["sensitivity", "title"])
    return {"reference": record.reference}
