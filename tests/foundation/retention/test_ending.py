"""What is past its rule ends once a steward confirms it, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Account, Person
from safeloom.foundation.retention import commands, tick
from safeloom.foundation.retention.due import HELD, HELD_BY_RECORD, OPEN, _plus, due
from safeloom.foundation.retention.rules import BY_A_RUN, declared
from safeloom.foundation.today import today
from safeloom.systems.compact.models import CompactSignature
from tests.factories import compact, foundation, retention
from tests.factories import partnership as made


@pytest.fixture
def vale(db):
    """A partnership."""
    return foundation.partnership("vale", "Vale Partnership")


def dues(vale) -> dict[str, tuple[bool, str]]:
    return {each.person.name: (each.whole, each.stopped) for each in due(vale, today())}


def test_each_rule_that_ends_with_leaving_leads_to_one_person():
    for each in declared():
        assert each.rule.keep not in BY_A_RUN or each.way, (
            f"{each.name} ends when somebody left; its model has no one field that says who"
        )


def test_only_who_left_long_ago_is_past_the_rule(vale):
    retention.left(vale, "Ada Long Gone", years=7)
    retention.left(vale, "Bo Just Gone", years=5)
    made.in_post(made.a_post(made.an_agency(vale)), made.somebody(vale, "Cy Here"))
    back = retention.left(vale, "Di Back Again", years=8)
    foundation.grant(back.principal, "scrutineer", vale)
    assert dues(vale) == {"Ada Long Gone": (True, "")}


def test_the_last_day_counts_to_the_day(vale):
    person = retention.left(vale, "Ada", years=0)
    last = today()
    entry = person.directory_entries.get()
    assert entry.end == last
    assert _plus(last, 6) == last.replace(year=last.year + 6)
    assert not due(vale, _plus(last, 6))
    (found,) = due(vale, _plus(last, 6) + timedelta(days=1))
    assert found.whole and found.last_day == last


@given(st.dates(), st.integers(0, 90))
@settings(max_examples=50)
def test_a_period_of_years_ends_on_the_same_day_of_the_year(day, years):
    if day.year + years > 9999:
        return
    found = _plus(day, years)
    assert found.year == day.year + years and found.month == day.month
    assert found.day == day.day or (day.month, day.day) == (2, 29)


def test_a_partnership_sets_its_own_period_and_the_longest_counts(vale):
    person = retention.left(vale, "Ada", years=7)
    moor = foundation.partnership("moor", "Moor Partnership")
    commands.set_period(by=None, partnership=vale, years=10, source="A schedule")
    assert dues(vale) == {}
    commands.set_period(by=None, partnership=vale, years=2, source="Another", checked=True)
    assert dues(vale) == {"Ada": (True, "")}
    commands.set_period(by=None, partnership=moor, years=20, source="Theirs")
    end = person.directory_entries.get().end
    foundation.Grant.objects.create(
        principal=person.principal, partnership=moor, role="scrutineer", end=end
    )
    assert dues(vale) == {}


def test_a_hold_on_a_person_or_on_what_they_had_to_do_with_stops_it(vale):
    ada, bo = retention.left(vale, "Ada"), retention.left(vale, "Bo")
    hold = retention.held(vale, person=ada)
    agency = bo.post_holdings.get().post.agency
    on_record = retention.held(vale, record=agency.record)
    assert dues(vale) == {"Ada": (True, HELD), "Bo": (True, HELD_BY_RECORD)}
    with pytest.raises(ValidationError, match="Nothing is past"):
        retention.confirmed(vale)
    commands.lift(by=None, found=hold)
    commands.lift(by=None, found=on_record)
    type(hold).objects.update(start=today() - timedelta(days=9), end=today() - timedelta(days=1))
    assert set(dues(vale).values()) == {(True, "")}


def test_an_open_account_stops_it_and_a_closed_one_goes(vale):
    ada = retention.left(vale, "Ada")
    account = foundation.account(ada)
    assert dues(vale) == {"Ada": (True, OPEN)}
    Account.objects.filter(pk=account.pk).update(is_active=False)
    run = retention.confirmed(vale)
    commands.carry_on(by=None, run=run)
    assert not Account.objects.filter(pk=account.pk).exists()


def test_names_become_neutral_contacts_empty_and_the_audit_holds_counts(vale):
    ada = retention.left(vale, "Ada Long Gone", work_telephone="01234 567890")
    run = retention.confirmed(vale)
    assert commands.carry_on(by=None, run=run) == 0
    ada = Person.objects.select_related("principal").get(pk=ada.pk)
    assert ada.name.startswith("Former person ") and "Ada" not in ada.name
    assert (ada.work_email, ada.work_telephone) == ("", "")
    row = AuditRow.objects.get(verb="retention.erase")
    assert row.after["people"] == 1 and "people: 1" in row.after["rows"]
    assert "Ada" not in str(row.after) and row.reason == "Yearly review"
    run.refresh_from_db()
    assert run.finished and dues(vale) == {}


def test_of_what_was_signed_the_typed_name_alone_is_taken_out(vale):
    ada = retention.left(vale, "Ada Long Gone")
    version = compact.published(vale, made.a_group(vale))
    signed = CompactSignature.objects.create(
        version=version, person=ada, name="Ada Long Gone", at=datetime.now(UTC), content="a" * 64
    )
    commands.carry_on(by=None, run=retention.confirmed(vale))
    signed.refresh_from_db()
    assert (signed.name, signed.content, signed.person_id) == ("", "a" * 64, ada.pk)
    (told,) = [each for each in declared() if each.model is CompactSignature]
    assert told.ends == "By a run, confirmed here"


def test_a_run_cut_off_goes_on_and_ends_nobody_twice(vale):
    for name in ("Ada", "Bo", "Cy"):
        retention.left(vale, name)
    run = retention.confirmed(vale)
    assert commands.carry_on(by=None, run=run, most=2) == 1
    assert "0 people left" in tick.carry_on_confirmed()
    assert tick.carry_on_confirmed() == ""
    assert run.items.filter(done__isnull=False, why_not="").count() == 3
    erased = AuditRow.objects.filter(verb="retention.erase")
    assert [row.after["people"] for row in erased] == [2, 1]


def test_who_came_back_or_is_held_after_the_preview_is_left_alone(vale):
    ada, bo = retention.left(vale, "Ada"), retention.left(vale, "Bo")
    run = retention.confirmed(vale)
    foundation.grant(ada.principal, "scrutineer", vale)
    retention.held(vale, person=bo)
    commands.carry_on(by=None, run=run)
    ada.principal.refresh_from_db()
    assert ada.principal.name == "Ada"
    assert {item.why_not for item in run.items.all()} == {HELD, "no longer past its rule"}


def test_what_was_not_previewed_is_not_confirmed(vale):
    retention.left(vale, "Ada")
    seen = commands.digest_of(due(vale, today()))
    retention.left(vale, "Bo")
    with pytest.raises(commands.Changed):
        commands.confirm(by=None, partnership=vale, reason="Review", previewed=seen)
    assert not AuditRow.objects.filter(verb="retention.confirm").exists()


def test_private_contacts_end_when_somebody_left(vale):
    ada = retention.left(vale, "Ada", years=1)
    contact = ada.private_contacts.create(partnership=vale, telephone="07700 900123")
    assert dues(vale) == {"Ada": (False, "")}
    commands.carry_on(by=None, run=retention.confirmed(vale))
    contact.refresh_from_db()
    ada.principal.refresh_from_db()
    assert contact.telephone == "" and ada.principal.name == "Ada"
    assert dues(vale) == {}


def test_a_hold_is_on_one_thing_of_the_partnership(vale):
    elsewhere = made.an_area(foundation.partnership()).record
    for on in ({}, {"person": foundation.person(), "record": elsewhere}, {"record": elsewhere}):
        with pytest.raises(ValidationError):
            retention.held(vale, **on)
