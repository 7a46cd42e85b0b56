"""A figure is kept once, with its source; a correction keeps what was said."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from safeloom.domain.area_profile import commands
from safeloom.domain.area_profile.models import Population
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from tests.factories import area_profile as make
from tests.factories import foundation
from tests.factories import partnership as made


def test_two_populations_of_one_place_ages_and_day_are_refused(vale, areas):
    make.population(vale, areas[1], 41_200)
    with pytest.raises(ValidationError, match=r"Eden.*is there already: 41,200.*Correct that"):
        make.population(vale, areas[1], 41_300)
    make.population(vale, areas[1], 41_900, day=make.MID_2025)
    make.population(vale, areas[1], 11_000, ages=(0, 4))
    make.population(vale, areas[0], 41_200)
    make.population(vale, None, 99_000)
    with pytest.raises(ValidationError, match="is there already: 99,000"):
        make.population(vale, None, 99_001)


def test_the_database_refuses_them_as_well(vale, areas):
    for area in (areas[1], None):
        found = make.population(vale, area, 41_200)
        found.pk = None
        found._state.adding = True
        with pytest.raises(IntegrityError), transaction.atomic():
            Population.objects.bulk_create([found])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ages": (17, 0)}, "The last age is before the first"),
        ({"number": 0}, "population of nobody"),
        ({"published": date(2024, 1, 1)}, "published before the day"),
        ({"source": ""}, "cannot be blank"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(vale, areas, said, words):
    said = {"number": 5} | said
    with pytest.raises(ValidationError, match=words):
        make.population(vale, areas[1], **said)
    assert not Population.objects.exists()


def test_an_area_of_another_partnership_is_refused(vale):
    elsewhere = made.an_area(foundation.partnership())
    with pytest.raises(ValidationError, match="does not belong"):
        make.population(vale, elsewhere, 5)


def test_many_are_kept_all_or_none_under_one_audit_row(vale, areas):
    def new(area, number):
        return commands.NewPopulation(
            area=area, from_age=0, to_age=17, number=number, day=make.MID_2024, source="An office"
        )

    before = AuditRow.objects.count()
    with pytest.raises(ValidationError, match="is there already"):
        commands.add_populations(
            by=None, partnership=vale, new=[new(areas[0], 1), new(areas[1], 2), new(areas[0], 3)]
        )
    assert not Population.objects.exists() and AuditRow.objects.count() == before
    commands.add_populations(by=None, partnership=vale, new=[new(each, 7) for each in areas])
    assert AuditRow.objects.count() == before + 1
    assert "AR-" in AuditRow.objects.latest("pk").after["figures"][0]


def test_a_correction_keeps_the_old_number_with_who_when_and_why(vale, areas):
    by = foundation.person()
    found = make.population(vale, areas[1], 41_200)
    commands.correct(
        by=by, found=found, seen=1, reason="A digit was changed over.", to={"number": 42_100}
    )
    (old,) = found.corrections.all()
    assert (old.number, old.by, old.reason, old.revision) == (
        41_200,
        by,
        "A digit was changed over.",
        1,
    )
    found.refresh_from_db()
    assert (found.number, found.revision, found.entered_by) == (42_100, 2, by)
    assert AuditRow.objects.latest("pk").verb == "population.correct"
    with pytest.raises(Stale):
        commands.correct(by=by, found=found, seen=1, reason="Again", to={"number": 5})
    with pytest.raises(ValidationError, match="Say why"):
        commands.correct(by=by, found=found, seen=2, reason=" ", to={"number": 5})


def test_a_correction_onto_another_figure_is_refused(vale, areas):
    make.population(vale, areas[1], 41_200, day=make.MID_2025)
    found = make.population(vale, areas[1], 40_000)
    with pytest.raises(ValidationError, match="already"), transaction.atomic():
        commands.correct(
            by=None, found=found, seen=1, reason="The wrong year", to={"day": make.MID_2025}
        )
    found.refresh_from_db()
    assert found.revision == 1 and not found.corrections.exists()


def test_schools_and_deprivation_are_kept_once_as_well(vale, areas):
    make.schools(vale, areas[1], 12)
    make.schools(vale, areas[1], 4, kind="academy")
    with pytest.raises(ValidationError, match="is there already: 12"):
        make.schools(vale, areas[1], 13)
    make.deprivation(vale, areas[1])
    rank = make.deprivation(vale, areas[1], "12", told_as="rank", out_of=153)
    assert rank.said == "Rank 12 of 153"
    with pytest.raises(ValidationError, match="whole number"):
        make.deprivation(vale, areas[0], "1.5", told_as="rank")
    with pytest.raises(ValidationError, match="100 per cent"):
        make.deprivation(vale, areas[0], "101", told_as="share")
    with pytest.raises(ValidationError, match="is there already"):
        make.deprivation(vale, areas[1], "9")
