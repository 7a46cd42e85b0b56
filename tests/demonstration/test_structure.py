"""The invented county: the same each time, of the promised size, and nobody's."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from safeloom.demonstration.making import make_county
from safeloom.domain.partnership.models import (
    Agency,
    Area,
    AreaSuccession,
    Chairing,
    DirectoryEntry,
    Group,
    GroupLine,
    Seat,
    SeatHolding,
    StatutoryRole,
)
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import DemonstrationData
from tests.demonstration import told
from tests.demonstration.councils import COUNCILS

TODAY = date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def structure_alone(monkeypatch) -> None:
    """Measures, reports and what other apps add have tests of their own."""
    monkeypatch.setattr("safeloom.demonstration.report.make", lambda county: None)
    monkeypatch.setattr("safeloom.demonstration.indicators.make", lambda county: None)
    monkeypatch.setattr("safeloom.demonstration.making.offered", lambda kind: [])


def test_a_number_makes_the_same_county_each_time_and_another_number_another() -> None:
    one = make_county(key="one", number=7, size="small", today=TODAY, others=False)
    two = make_county(key="two", number=7, size="small", today=TODAY, others=False)
    other = make_county(key="other", number=8, size="small", today=TODAY, others=False)
    assert told.structure(one.partnership) == told.structure(two.partnership)
    assert told.structure(one.partnership) != told.structure(other.partnership)


@pytest.mark.parametrize("today", [TODAY, date(2024, 2, 29), date(2025, 4, 1), date(2026, 3, 31)])
def test_it_has_the_promised_size_on_its_day(today: date) -> None:
    county = make_county(key="demo", number=1, today=today, others=False)
    assert Area.objects.as_at(today).count() == 3
    assert Agency.objects.as_at(today).count() == 40
    assert set(Agency.objects.as_at(today).values_list("kind", flat=True)) == set(
        Agency.Kind.values
    )
    assert Group.objects.as_at(today).count() == 24
    assert len(county.quarters) == 16 and county.quarters[-1].end < today


def test_two_areas_came_out_of_one_before_the_quarters_of_a_small_county() -> None:
    county = make_county(key="demo", number=1, size="small", today=TODAY, others=False)
    (day,) = {row.day for row in AreaSuccession.objects.all()}
    assert AreaSuccession.objects.count() == 2 and day == county.reorganised
    former = Area.objects.get(record__title=county.places["former"])
    assert former.end == county.before < county.quarters[0].start
    assert Seat.objects.filter(agency__record__title__startswith="North", start=day).exists()


def test_groups_hang_in_one_tree_and_each_has_a_chair_and_seats_held_for_three_years() -> None:
    county = make_county(key="demo", number=1, today=TODAY, others=False)
    groups = Group.objects.as_at(TODAY)
    below = GroupLine.objects.as_at(TODAY).values_list("group_id", flat=True)
    (top,) = groups.exclude(pk__in=below)
    assert top.kind == Group.Kind.EXECUTIVE
    chaired = Chairing.objects.as_at(TODAY).filter(part=Chairing.Part.CHAIR)
    assert set(chaired.values_list("group_id", flat=True)) == {group.pk for group in groups}
    for day in (county.seats_begin, county.reorganised, TODAY):
        held = SeatHolding.objects.as_at(day).count()
        assert Seat.objects.as_at(day).count() * 0.9 <= held
    assert SeatHolding.objects.filter(end__lt=TODAY).count() > 50


def test_three_statutory_partners_at_any_time_the_council_through_the_reorganisation() -> None:
    county = make_county(key="demo", number=1, today=TODAY, others=False)
    for day in (county.seats_begin, county.before, county.reorganised, TODAY):
        partners = StatutoryRole.objects.as_at(day).values_list("partner", flat=True)
        assert sorted(partners) == ["health", "local-authority", "police"]


def test_all_of_it_was_audited_and_none_of_it_stays_when_something_fails(monkeypatch) -> None:
    make_county(key="demo", number=1, size="small", today=TODAY, others=False)
    assert AuditRow.objects.filter(verb="seat.add_many").count() == 1
    with pytest.raises(ValidationError):
        make_county(key="demo", number=2, size="small", today=TODAY, others=False)

    def fails(county) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(
        "safeloom.demonstration.making.offered",
        lambda kind: [DemonstrationData("fails", "x", 1)],
    )
    monkeypatch.setattr("safeloom.demonstration.making.resolve", lambda dotted: fails)
    with pytest.raises(OSError, match="full"):
        make_county(key="other", number=2, size="small", today=TODAY)
    assert [each.key for each in Partnership.objects.all()] == ["demo"]


@pytest.mark.parametrize("number", range(1, 4))
def test_no_place_or_code_in_it_is_a_real_councils(number: int) -> None:
    county = make_county(key="demo", number=number, size="small", today=TODAY, others=False)
    for name in county.places.values():
        assert name.casefold().removesuffix("shire") not in COUNCILS
        assert name.casefold() not in COUNCILS
    for agency in Agency.objects.all():
        assert "999" in agency.gss_code or not agency.gss_code
        assert agency.urn.startswith("9990") or not agency.urn
        assert agency.ods_code.startswith("ZZ9") or not agency.ods_code
    for entry in DirectoryEntry.objects.select_related("person"):
        assert entry.person.work_email.endswith(".example") or not entry.person.work_email
