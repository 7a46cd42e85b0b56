"""Writing a report together: text, owners, states, live blocks."""

import pytest

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.reports import commands
from safeloom.reports.building import build, inspect
from safeloom.reports.models import ReportSection
from safeloom.reports.obstacles import obstacles
from tests.factories import foundation, indicators, reports

pytestmark = pytest.mark.django_db
STATES = ReportSection.State


def test_a_report_begins_with_the_sections_of_its_edition(vale) -> None:
    report = reports.a_report(vale, edition="2013")
    keys = list(report.sections.values_list("key", flat=True))
    assert keys[:2] == ["foreword", "partnership"] and "effectiveness" in keys
    assert report.record.title == "Yearly report 2025-26"
    assert report.record.reference == "YR-0001"
    assert list(
        reports.section(report, "effectiveness").blocks.values_list("block", flat=True)
    ) == ["scorecard"]


def test_saving_over_a_change_one_has_not_seen_writes_nothing(vale) -> None:
    section = reports.section(reports.a_report(vale))
    first = commands.change_section(by=None, section=section, text="Hers", seen=1)
    with pytest.raises(Stale):
        commands.change_section(by=None, section=section, text="His", seen=1)
    assert reports.section(first.report).text == "Hers"


def test_each_change_is_audited_once_with_before_and_after(vale) -> None:
    report = reports.a_report(vale)
    writer = foundation.person()
    count = AuditRow.objects.count()
    commands.change_section(by=writer, section=reports.section(report), text="New")
    row = AuditRow.objects.latest("at")
    assert AuditRow.objects.count() == count + 1
    assert (row.verb, row.by_id, row.after["text"]) == ("report.change-section", writer.pk, "New")
    assert row.subject == "YR-0001 foreword"


def test_an_empty_section_cannot_be_called_ready(vale) -> None:
    report = reports.a_report(vale)
    with pytest.raises(commands.Refused, match="no text and no live block"):
        commands.mark_section(by=None, section=reports.section(report), state=STATES.READY)


def test_changing_the_text_of_an_approved_section_makes_it_a_draft(vale) -> None:
    section = reports.written(reports.a_report(vale))
    commands.mark_section(by=None, section=section, state=STATES.APPROVED)
    assert reports.written(section.report, text="Other").state == STATES.DRAFT


def test_live_blocks_are_put_in_moved_and_taken_out(vale) -> None:
    section = reports.section(reports.a_report(vale))
    measure = indicators.measure(vale)
    commands.add_block(by=None, section=section, block="scorecard")
    second = commands.add_block(
        by=None, section=section, block="measure_chart", about=[measure.record]
    )
    commands.move_block(by=None, block=second, up=True)
    blocks = list(section.blocks.values_list("block", "position"))
    assert blocks == [("measure_chart", 1), ("scorecard", 2)]
    second.refresh_from_db()
    commands.move_block(by=None, block=second, up=True)
    commands.remove_block(by=None, block=second)
    assert list(section.blocks.values_list("block", "position")) == [("scorecard", 1)]


def test_a_live_block_is_about_something_of_the_same_partnership(vale) -> None:
    section = reports.section(reports.a_report(vale))
    strange = indicators.measure(foundation.partnership())
    for about, words in (([], "Choose what"), ([strange.record], "another partnership")):
        with pytest.raises(commands.Refused, match=words):
            commands.add_block(by=None, section=section, block="measure_chart", about=about)


def test_numbers_typed_by_hand_stand_in_the_way_until_somebody_answers_for_them(vale) -> None:
    report = reports.a_report(vale)
    section = reports.written(report, text="We trained 412 people.\n\nIn 2025 we met.")
    assert _kinds(report)["number"] == 1
    commands.accept_number(
        by=None,
        section=section,
        number="412",
        line="We trained 412 people.",
        reason="From the register of courses.",
    )
    assert "number" not in _kinds(report)
    reports.written(report, text="We trained 412 people, all well.")
    assert _kinds(report)["number"] == 1


def test_a_number_cannot_be_answered_for_where_it_no_longer_stands(vale) -> None:
    section = reports.written(reports.a_report(vale), text="We trained 412 people.")
    with pytest.raises(commands.Refused, match="has changed"):
        commands.accept_number(
            by=None, section=section, number="9", line="We trained 9 people.", reason="So."
        )


def test_a_reference_to_no_figure_stands_in_the_way(vale) -> None:
    report = reports.a_report(vale)
    reports.written(report, text="It was [[nothing/total/2025-26/value]] in all.")
    assert _kinds(report)["figure"] == 1
    assert inspect(report) == build(report).sections


def _kinds(report) -> dict[str, int]:
    found: dict[str, int] = {}
    for obstacle in obstacles(report, inspect(report)):
        found[obstacle.kind] = found.get(obstacle.kind, 0) + 1
    return found
