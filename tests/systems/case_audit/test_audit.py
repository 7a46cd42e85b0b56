"""From the draw to settled grades and what they come to."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.records.models import SEALED_TITLE
from safeloom.kernel.draw import drawn as lots
from safeloom.systems.case_audit.commands import asking, audits, challenge_day, drawing
from safeloom.systems.case_audit.content import OVERALL, USE, kinds, ready
from safeloom.systems.case_audit.models import SettledGrade
from safeloom.systems.case_audit.queries.results import results
from tests.factories.case_audit import REFERENCES, an_audit, asked, drawn, handed_in

PRESENT = "A team manager and a detective sergeant"


def settled(case, **grades) -> None:
    case.refresh_from_db()
    challenge_day.settle(
        by=None,
        case=case,
        grades={key: (grade, "As agreed") for key, grade in grades.items()},
        present=PRESENT,
    )


def test_the_tool_that_is_shipped_is_whole() -> None:
    tool = ready()[USE]
    assert problems_of(tool) == []
    assert 10 <= len(list(tool.questions())) <= 16
    assert tool.question[OVERALL].kind == Kind.GRADE
    assert [one.title for one in tool.question[OVERALL].options][::-1] == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
    ]
    assert set(kinds()) == {"multi-agency", "early-help", "deep-dive"}


def test_a_draw_can_be_repeated_and_keeps_nothing_of_what_was_not_drawn(vale) -> None:
    audit = an_audit(vale)
    cases = drawn(audit, many=3)
    listed = REFERENCES.split()
    assert [one.reference for one in cases] == lots(reversed(listed), 3, 41)
    draw = cases[0].draw
    assert (draw.out_of, draw.many) == (20, 3)
    assert drawing.repeats(draw, REFERENCES)
    assert not drawing.repeats(draw, REFERENCES.replace("1001", "1099"))
    kept = {one.reference for one in cases}
    rows = "".join(str(row) for row in AuditRow.objects.values_list("before", "after", "reason"))
    assert not any(one in rows for one in listed)
    assert all(one.record.is_sealed and one.record.title == SEALED_TITLE for one in cases)
    with pytest.raises(ValidationError, match="already drawn"):
        drawing.draw_cases(by=None, audit=audit, references=kept.pop(), many=1)
    with pytest.raises(ValidationError, match="from 1 to 1"):
        drawing.draw_cases(by=None, audit=audit, references="K-2001", many=2)


def test_agencies_are_asked_of_each_case_once_by_the_tool_of_their_kind(
    vale, council, police
) -> None:
    audit = an_audit(vale)
    with pytest.raises(ValidationError, match="Draw cases first"):
        asking.ask_agencies(by=None, audit=audit, agencies=[council])
    drawn(audit)
    made = asked(audit, council)
    assert len(made) == 2 and all(one.record.is_sealed for one in made)
    again = asking.ask_agencies(by=None, audit=audit, agencies=[council, police])
    assert [one.agency for one in again] == [police, police]


def test_cases_of_an_agencys_own_list_are_audited_by_it_alone(vale, council, police) -> None:
    audit = an_audit(vale, kind="early-help")
    drawing.draw_cases(by=None, audit=audit, references="EH-1", many=1, agency=council)
    assert [one.agency for one in asked(audit, council, police)] == [council]


def test_grades_are_settled_from_the_day_on_and_own_grades_stay(audited, council) -> None:
    case = audited.cases[0]
    own = handed_in(audited.responses[case.pk, council.pk], voice="good", overall="good")
    with pytest.raises(ValidationError, match="from the challenge day"):
        settled(case, voice="inadequate")
    challenge_day.open_day(by=None, audit=audited.audit)
    with pytest.raises(ValidationError) as refused:
        challenge_day.settle(by=None, case=case, grades={}, present=" ")
    assert "present" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        settled(case, voice="marvellous")
    assert "voice" in refused.value.message_dict
    settled(case, voice="inadequate", overall="good")
    settled(case, overall="outstanding")
    assert dict(case.grades.values_list("question__key", "option__key")) == {
        "voice": "inadequate",
        "overall": "outstanding",
    }
    assert own.answers.get(question__key="voice").option.key == "good"
    with pytest.raises(Stale):
        challenge_day.settle(by=None, case=case, grades={}, present="Us", seen=1)


def test_nobody_changes_a_tool_once_all_are_seen(audited) -> None:
    challenge_day.open_day(by=None, audit=audited.audit)
    assert all(one.campaign.ended for one in audited.audit.tools.select_related("campaign"))
    with pytest.raises(ValidationError, match="draw no more"):
        drawing.draw_cases(by=None, audit=audited.audit, references="K-1", many=1)


def test_an_audit_is_finished_once_every_case_is_settled(audited) -> None:
    audit = audited.audit
    challenge_day.open_day(by=None, audit=audit)
    settled(audited.cases[0], overall="good")
    with pytest.raises(ValidationError, match="every case"):
        audits.finish_audit(by=None, audit=audit)
    settled(audited.cases[1], overall="good")
    audits.finish_audit(by=None, audit=audit)
    with pytest.raises(ValidationError, match="finished"):
        settled(audited.cases[1], overall="inadequate")


def test_findings_name_no_case(audited) -> None:
    case = audited.cases[0]
    for words in (f"In {case.reference.lower()} nobody asked.", f"See {case.record.reference}"):
        with pytest.raises(ValidationError, match="Name no case"):
            audits.add_finding(by=None, audit=audited.audit, kind="finding", words=words)
    audits.add_finding(by=None, audit=audited.audit, kind="good", words="Fathers were asked.")


def test_results_are_those_of_the_raw_answers_beside_the_audit_before(
    vale, council, police
) -> None:
    before = an_audit(vale)
    (old,) = drawn(before, many=1)
    version_of = asked(before, council)[0].campaign.version
    challenge_day.open_day(by=None, audit=before)
    settled(old, voice="inadequate", overall="inadequate")
    audits.finish_audit(by=None, audit=before)
    now = an_audit(vale, earlier=before)
    cases = drawn(now, many=3)
    rows = asked(now, council, police, version=version_of)
    voices = ("good", "inadequate", "outstanding", "good", "good")
    said = zip(voices, ("good", "good", "good", "inadequate", "good"), strict=True)
    for response, (voice, overall) in zip(rows, said, strict=False):
        handed_in(response, voice=voice, overall=overall)
    challenge_day.open_day(by=None, audit=now)
    for case, voice in zip(cases, ("good", "inadequate", "good"), strict=True):
        settled(case, voice=voice, overall="good")
    assert all(not line.own and not line.settled for line in results(now))  # open to nobody
    audits.finish_audit(by=None, audit=now)
    # The same from the raw rows, in plain Python.
    of_now = {case.pk for case in cases}
    answers = [
        one
        for one in Answer.objects.select_related("response", "option", "question")
        if one.response.about_id in of_now and one.option
    ]
    grades = [
        one
        for one in SettledGrade.objects.select_related("question", "option")
        if one.case_id in of_now
    ]
    found = {line.question.key: line for line in results(now)}
    assert list(found) == ["voice", "overall"]
    for key, line in found.items():
        mine = [one for one in answers if one.question.key == key]
        agreed = {one.case_id: one.option for one in grades if one.question.key == key}
        assert line.own == Counter(one.option.key for one in mine)
        assert line.settled == Counter(one.key for one in agreed.values())
        pairs = [(one.option.value, agreed[one.response.about_id].value) for one in mine]
        assert line.same == sum(own == other for own, other in pairs)
        assert line.higher == sum(own > other for own, other in pairs)
        assert line.lower == sum(own < other for own, other in pairs)
        assert line.before == Counter(["inadequate"])
        assert line.met_before == (0, 1)
    assert found["voice"].meets == (2, 3) and found["overall"].meets == (3, 3)
