"""Entering and restating returns."""

from datetime import date
from decimal import Decimal

import pytest

from safeloom.domain.indicators.commands import (
    enter_return,
    enter_returns,
    mark_not_applicable,
    restate_return,
    set_target,
)
from safeloom.domain.indicators.definitions import State
from safeloom.domain.indicators.entries import entry_for
from safeloom.domain.indicators.models import Restatement, Return
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.web.uploads import RowsRefused
from tests.factories import indicators as make

LATER = make.LATER
Q1 = make.period("Q1 2026-27")


def refused(**said) -> list:
    with pytest.raises(RowsRefused) as caught:
        enter_return(by=None, entry=entry_for(**said), day=LATER)
    return [(each.field, each.problem) for each in caught.value.problems]


def test_a_restatement_keeps_the_old_value_its_reason_and_who(vale, areas):
    measure = make.percentage(vale)
    found = make.returned(measure, Q1, areas[0], (9, 10), narrative="Good.")
    changed = restate_return(
        by=None,
        found=found,
        seen=1,
        reason="Two were counted twice",
        numerator=Decimal(7),
        denominator=Decimal(8),
        day=LATER,
    )
    assert (changed.numerator, changed.revision, changed.narrative) == (7, 2, "")
    kept = Restatement.objects.get(of=found)
    assert (kept.numerator, kept.denominator, kept.narrative) == (9, 10, "Good.")
    assert (kept.reason, kept.revision) == ("Two were counted twice", 1)
    assert kept.written_in == changed.written_in
    assert "before 90.0%" in changed.written_in.after["written"][0]


def test_a_final_number_is_not_replaced_without_a_reason(vale, areas):
    measure = make.measure(vale)
    make.returned(measure, Q1, areas[0], 3)
    assert [
        field for field, _ in refused(measure=measure, period=Q1, about=areas[0], value=Decimal(4))
    ] == ["reason"]
    assert Return.objects.get().value == 3


def test_a_provisional_number_or_none_is_replaced_without_a_reason(vale, areas):
    measure = make.measure(vale)
    make.returned(measure, Q1, areas[0], 3, state=State.PROVISIONAL)
    make.returned(measure, Q1, areas[1])
    for area in areas[:2]:
        make.returned(measure, Q1, area, 4)
    assert [row.value for row in Return.objects.all()] == [4, 4]
    assert set(Restatement.objects.values_list("reason", flat=True)) == {
        "Provisional until then",
        "Supplied later",
    }


def test_the_same_again_writes_nothing(vale, areas):
    measure = make.measure(vale)
    make.returned(measure, Q1, areas[0], 3)
    rows = AuditRow.objects.count()
    entry = entry_for(measure, Q1, areas[0], value=Decimal(3), narrative="Explained.")
    written = enter_returns(by=None, partnership=vale, entries=[entry], day=LATER)
    assert (written.new, written.restated, written.unchanged) == (0, 0, 1)
    assert AuditRow.objects.count() == rows
    assert Return.objects.get().revision == 1


def test_what_changed_since_it_was_seen_is_stale(vale, areas):
    measure = make.measure(vale)
    found = make.returned(measure, Q1, areas[0], 3)
    make.returned(measure, Q1, areas[0], 4, reason="Corrected")
    with pytest.raises(Stale):
        restate_return(by=None, found=found, seen=1, reason="Mine", value=Decimal(5), day=LATER)
    assert Return.objects.get().value == 4


def test_one_wrong_entry_keeps_all_out(vale, areas):
    measure = make.measure(vale)
    entries = [
        entry_for(measure, Q1, areas[0], value=Decimal(1), row=2),
        entry_for(measure, Q1, areas[1], value=Decimal(-1), row=3),
    ]
    with pytest.raises(RowsRefused) as caught:
        enter_returns(by=None, partnership=vale, entries=entries, day=LATER)
    assert [(each.row, each.field, each.value) for each in caught.value.problems] == [
        (3, "value", "-1")
    ]
    assert not Return.objects.exists()


def test_nonsense_is_refused_with_the_field_it_stands_in(vale, areas):
    percent, count = make.percentage(vale), make.measure(vale)
    for_percent = {"measure": percent, "period": Q1, "about": areas[0]}
    for_count = {"measure": count, "period": Q1, "about": areas[0]}
    five, six = Decimal(5), Decimal(6)
    assert refused(**for_percent, numerator=six, denominator=five)[0][0] == "numerator"
    assert refused(**for_percent, numerator=five)[0][0] == "denominator"
    assert refused(**for_percent, numerator=five, denominator=Decimal(0))[0][0] == "numerator"
    assert refused(**for_percent, numerator=five, denominator=six, value=five)[0][0] == "value"
    assert refused(**for_percent)[0][0] == "numerator"
    assert refused(**for_count)[0][0] == "value"
    assert refused(**for_count, value=Decimal("1.5"))[0][0] == "value"
    assert refused(**for_count, numerator=five)[0][0] == "numerator"
    assert refused(**for_count, value=five, state=State.NOT_SUPPLIED)[0][0] == "value"
    assert refused(measure=count, period=Q1, value=five)[0][0] == "about"
    assert refused(measure=count, period=make.period("2025-26"), about=areas[0], value=five)[0][
        0
    ] == ("period")
    assert not Return.objects.exists()


def test_a_period_that_is_not_over_cannot_be_returned(vale, areas):
    entry = entry_for(make.measure(vale), Q1, areas[0], value=Decimal(1))
    with pytest.raises(RowsRefused, match="not over until 30 June 2026"):
        enter_return(by=None, entry=entry, day=date(2026, 6, 30))
    assert enter_return(by=None, entry=entry, day=date(2026, 7, 1)).value == 1


def test_a_red_number_needs_words_unless_it_is_provisional(vale, areas):
    measure = make.percentage(vale)
    set_target(by=None, measure=measure, value=Decimal(90), tolerance=Decimal(5))
    place = {"measure": measure, "period": Q1, "about": areas[0]}
    red = {"numerator": Decimal(84), "denominator": Decimal(100)}
    assert refused(**place, **red)[0][0] == "narrative"
    make.returned(measure, Q1, areas[0], (84, 100), state=State.PROVISIONAL, narrative="")
    make.returned(measure, Q1, areas[1], (85, 100), narrative="")
    make.returned(measure, Q1, areas[2], (84, 100), narrative="Half the team left.")


def test_a_target_for_the_total_does_not_judge_an_area(vale, areas):
    measure = make.measure(vale)
    set_target(by=None, measure=measure, value=Decimal(10))
    make.returned(measure, Q1, areas[0], 11, narrative="")


def test_an_agency_gives_only_what_it_is_asked_for(vale, areas, council):
    measure = make.measure(vale)
    make.supply(measure, council, areas[0])
    for area, allowed in ((areas[0], True), (areas[1], False)):
        entry = entry_for(measure, Q1, area, value=Decimal(1))
        if allowed:
            found = enter_return(by=None, entry=entry, own={council.pk}, day=LATER)
            assert found.supplier == council
        else:
            with pytest.raises(RowsRefused, match="not for your agency"):
                enter_return(by=None, entry=entry, own={council.pk}, day=LATER)


def test_not_applicable_drops_the_number(vale, areas):
    entry = entry_for(make.measure(vale), Q1, areas[0], value=Decimal(1))
    found = mark_not_applicable(by=None, entry=entry, day=LATER)
    assert (found.state, found.value) == (State.NOT_APPLICABLE, None)


def test_many_returns_make_one_audit_row_with_a_digest_and_few_queries(
    vale, areas, django_assert_max_num_queries
):
    measures = [make.measure(vale) for _ in range(25)]
    periods = [make.period(f"Q{n} 2025-26") for n in (1, 2, 3, 4)]
    entries = [
        entry_for(measure, period, area, value=Decimal(7))
        for measure in measures
        for period in periods
        for area in areas
    ]
    rows = AuditRow.objects.count()
    with django_assert_max_num_queries(15):
        enter_returns(by=None, partnership=vale, entries=entries, day=LATER)
    assert AuditRow.objects.count() == rows + 1
    row = AuditRow.objects.get(verb="return.enter")
    assert row.after["returns"] == 300
    assert len(row.after["sha256"]) == 64
    assert set(Return.objects.values_list("written_in", flat=True)) == {row.pk}
