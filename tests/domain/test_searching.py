"""The search: what was just written is found, and nobody finds what they may not see."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.domain.partnership.commands import agencies, people, reorganisations
from safeloom.domain.partnership.models import Reorganisation
from safeloom.foundation.access.definitions import ROLES
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Principal
from safeloom.foundation.search import keeping, watching
from safeloom.foundation.search.asking import PAGE, search
from safeloom.foundation.search.models import SearchChange, SearchEntry
from safeloom.kernel.registry import SearchSource, offered, resolve
from tests.factories import foundation, indicators, reports, sealed
from tests.factories import partnership as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


@pytest.fixture
def vale():
    return foundation.partnership("vale", "Vale")


@pytest.fixture
def manager(vale) -> Viewer:
    return Viewer(foundation.granted("business-manager", vale), DAY)


def titles(viewer: Viewer, partnership, asked: str, **more) -> list[str]:
    return [hit.title for hit in search(viewer, partnership, asked, **more).hits]


def renamed(agency, name: str) -> None:
    to = agencies.NewAgency(name=name, kind=agency.kind)
    agencies.change(by=None, agency=agency, seen=None, to=to)


def test_what_is_written_now_is_found_now(vale, manager) -> None:
    agency = make.an_agency(vale, "Vale Heron Trust")
    assert titles(manager, vale, "heron") == ["Vale Heron Trust"]
    renamed(agency, "Vale Kestrel Trust")
    assert titles(manager, vale, "heron") == []
    assert titles(manager, vale, "kest") == ["Vale Kestrel Trust"]
    # However it is written: these pass every command by.
    Principal.objects.filter(pk=agency.pk).update(name="Vale Osprey Trust")
    assert titles(manager, vale, "osprey") == ["Vale Osprey Trust"]
    agency.delete()
    assert titles(manager, vale, "osprey") == []


def agency_hits(viewer, vale, asked: str) -> list:
    """The agencies found: the reorganisation that gave the name is found beside them."""
    return [hit for hit in search(viewer, vale, asked).hits if "/agencies/" in hit.url]


def test_an_agency_is_found_under_the_name_it_had(vale, manager) -> None:
    agency = make.an_agency(vale, "Vale Heron Trust")
    act = reorganisations.plan(by=None, partnership=vale, kind=Reorganisation.Kind.RENAME)
    reorganisations.set_agencies(by=None, act=act, seen=None, agencies=[agency])
    reorganisations.set_name(by=None, act=act, seen=None, name="Vale Kestrel Trust")
    reorganisations.set_day(by=None, act=act, seen=None, day=date(2026, 4, 1))
    act = reorganisations.carry_out(by=None, act=act, seen=None)
    (hit,) = agency_hits(manager, vale, "heron")
    assert (hit.title, hit.why, hit.words) == (
        "Vale Kestrel Trust",
        "Former name",
        "Vale Heron Trust",
    )
    reorganisations.undo(by=None, act=act, seen=None)
    assert agency_hits(manager, vale, "kestrel") == [] and keeping.rebuild() == 0
    (hit,) = agency_hits(manager, vale, "heron")
    assert (hit.title, hit.why) == ("Vale Heron Trust", "Name")


def test_a_change_that_is_undone_was_none(vale, manager) -> None:
    agency = make.an_agency(vale, "Vale Heron Trust")
    search(manager, vale, "heron")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        renamed(agency, "Vale Kestrel Trust")
        raise ZeroDivisionError
    assert not keeping.waiting()
    assert titles(manager, vale, "heron") == ["Vale Heron Trust"]


def test_one_who_is_killed_while_taking_in_loses_nothing(vale, manager, monkeypatch) -> None:
    make.an_agency(vale, "Vale Heron Trust")
    waiting = SearchChange.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_look_again", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            keeping.take_in()
    assert SearchChange.objects.count() == waiting > 0
    assert titles(manager, vale, "heron") == ["Vale Heron Trust"]


def test_a_reference_comes_first_then_what_begins_so_then_other_names_and_texts(
    vale, manager
) -> None:
    area = make.an_area(vale, "Agar")
    first = make.an_agency(vale, "The Agency of Last Resort")
    begins = make.an_agency(vale, "Agency for Play")
    measure = indicators.measure(vale, "plans", numerator="Plans of an agency")
    assert titles(manager, vale, first.record.reference.replace("-", " "))[0] == first.name
    found = search(manager, vale, "agency")
    assert [hit.title for hit in found.hits] == [begins.name, first.name, measure.record.title]
    assert [hit.why for hit in found.hits] == ["Name", "Name", "What is counted"]
    assert found.hits[2].words == "Plans of an agency"
    assert titles(manager, vale, "aga") == [area.name]
    assert found.kinds == (("agency", "Agencies", 2), ("measure", "Measures", 1))
    assert titles(manager, vale, "agency", kind="measure") == [measure.record.title]


def test_accents_capitals_and_apostrophes_do_not_count(vale, manager) -> None:
    make.somebody(vale, "Áine O’Invented")
    for asked in ("aine oinvented", "ÁINE", "o'invented", "oinvented, aine"):
        assert titles(manager, vale, asked) == ["Áine O’Invented"]
    for asked in ("", "'", "%", "_", '" OR "', "'':*", "aine & !x", "NEAR(a b)", "\x00", "ﷺ" * 500):
        assert titles(manager, vale, asked) == []


def test_somebody_who_came_back_is_found_once(vale, manager) -> None:
    person = make.somebody(vale, "Wren Invented", start=date(2020, 1, 1))
    (entry,) = person.directory_entries.all()
    people.leave(by=None, entry=entry, seen=None, day=date(2021, 1, 1))
    (gone,) = search(manager, vale, "wren").hits
    assert gone.detail == "Until 1 January 2021"
    again = people.enter(by=None, partnership=vale, person=person, start=date(2024, 1, 1))
    (here,) = search(manager, vale, "wren").hits
    assert here.detail == ""
    again.delete()
    assert [hit.detail for hit in search(manager, vale, "wren").hits] == [gone.detail]


def test_of_a_sealed_record_only_the_reference_is_found(vale, manager) -> None:
    agency = make.an_agency(vale, "Vale Heron Trust", ods_code="AB12")
    assert titles(manager, vale, agency.record.reference) == ["Vale Heron Trust"]
    sealed.sealed(agency.record)
    assert titles(manager, vale, agency.record.reference) == []
    sealed.entitled(agency.record, manager.person.principal)
    assert titles(manager, vale, "heron") == titles(manager, vale, "AB12") == []
    (hit,) = search(manager, vale, agency.record.reference).hits
    assert (hit.title, hit.detail, hit.words) == ("Sealed record", "", "")
    kept = SearchEntry.objects.get(source="agency")
    assert "heron" not in " ".join(str(getattr(kept, field.name)) for field in kept._meta.fields)
    stranger = Viewer(
        foundation.granted("agency-lead", vale, over=foundation.person().principal), DAY
    )
    assert titles(stranger, vale, agency.record.reference) == []


def a_county(vale) -> dict[str, object]:
    """Something of every kind, in words that all have; and a neighbour's."""
    council, trust = make.an_agency(vale, "Plum Council"), make.an_agency(vale, "Plum Trust")
    board, panel = make.a_group(vale, "Plum board"), make.a_group(vale, "Plum panel")
    for agency in (council, trust):
        post = make.a_post(agency, "Plum officer")
        make.in_post(post, make.somebody(vale, f"Plum at {agency.name}"))
    make.somebody(vale, "Plum Nobody")
    area = make.an_area(vale, "Plum Vale")
    measure = indicators.measure(vale, "plum", title="Plum plans")
    indicators.returned(measure, "Q4 2025-26", area, 40)
    report = reports.a_report(vale)
    reports.written(report, text="We counted plums: [[plum/total/2025-26/value]].")
    moor = foundation.partnership("moor", "Moor")
    make.shared(make.a_group(moor, "Plum group of the Moor"), vale)
    make.an_agency(moor, "Plum of the Moor")
    return {"agency": [council, trust], "group": [board, panel]}


@pytest.fixture
def county(vale):
    return a_county(vale)


def test_nobody_finds_what_they_may_not_see_whatever_they_hold(vale, county) -> None:
    over = {
        "agency": county["agency"],
        "group": county["group"],
        "partnership": [None],
    }
    grants = [(role.key, one) for role in ROLES for one in over[role.over]]

    @given(
        st.lists(st.sampled_from(grants), max_size=3),
        st.sampled_from(["plum", "pl", "of", "plum o"]),
    )
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def look(held, asked: str) -> None:
        account = foundation.account()
        for role, one in held:
            foundation.grant(account.person.principal, role, vale, over=one and one.principal)
        viewer = Viewer(account, DAY)
        found = search(viewer, vale, asked)
        keeping.take_in()
        may = {
            (source.key, row.pk)
            for source in offered(SearchSource)
            for row in resolve(source.rows)(viewer, vale)
        }
        everything = {
            (entry.source, entry.row)
            for entry in SearchEntry.objects.all()
            if all(f" {term}" in f" {entry.words}" for term in asked.split())
        }
        assert found.total == len(may & everything) == sum(many for _, _, many in found.kinds)
        assert len(found.hits) == min(found.total, PAGE)

    look()


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_whatever_is_found_opens(vale, county, client, role) -> None:
    over = {"agency": county["agency"][0], "group": county["group"][0]}.get(role.over)
    account = foundation.granted(role.key, vale, over=over and over.principal)
    client.force_login(account)
    hits = search(Viewer(account, DAY), vale, "plum").hits
    assert hits or role.key == "information-governance"
    for hit in hits:
        assert client.get(hit.url).status_code == 200, (hit.kind, hit.url)


def test_it_asks_as_often_for_one_as_for_many_and_pages(vale, manager) -> None:
    def asked(page: int = 1) -> int:
        viewer = Viewer(manager.account, DAY)
        with CaptureQueriesContext(connection) as queries:
            search(viewer, vale, "plum", page=page)
        return len(queries)

    make.an_agency(vale, "Plum First")
    search(manager, vale, "plum")
    once = asked()
    a_county(vale)
    for number in range(22):
        make.an_area(vale, f"Plum {number}")
    search(manager, vale, "plum")
    assert asked() == asked(2) == once <= 8
    seen = [*titles(manager, vale, "plum"), *titles(manager, vale, "plum", page=2)]
    total = search(manager, vale, "plum").total
    assert len(seen) == total == len(seen) > 2 * PAGE - 8
    assert titles(manager, vale, "plum", page=9) == []


def test_the_index_is_what_it_is_a_copy_of(vale, county) -> None:
    while keeping.take_in():
        pass
    assert SearchEntry.objects.count() > 15
    assert keeping.rebuild() == 0
    SearchEntry.objects.filter(source="agency").update(title="Wrong")
    SearchEntry.objects.filter(source="area").delete()
    SearchEntry.objects.filter(source="group").update(source="gone")
    assert keeping.rebuild() > 5
    assert keeping.rebuild() == 0


def test_triggers_that_went_with_a_remade_table_come_back(vale, manager) -> None:
    before = {trigger.name for trigger in watching.triggers()}
    (trigger, *_) = watching.triggers()
    on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger.name}{on}")
    SearchChange.objects.all().delete()
    watching.watch_again(using="default")
    assert list(SearchChange.objects.values_list("place", flat=True)) == [watching.ALL]
    with connection.cursor() as cursor:
        cursor.execute(watching._STANDING[connection.vendor], ["search_%"])
        assert before == {name for (name,) in cursor.fetchall()}
    watching.watch_again(using="default")
    assert SearchChange.objects.count() == 1
    # Looking through everything takes long, and is no part of answering.
    make.an_area(vale, "Plum Vale")
    found = search(manager, vale, "plum")
    assert (found.total, found.waiting) == (1, True)
    keeping.take_in()
    assert not search(manager, vale, "plum").waiting
