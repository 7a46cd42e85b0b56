"""Files of agencies and people: what is taken, what is asked, what undoing leaves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.commands import agencies as agency_commands
from safeloom.domain.partnership.commands import seats
from safeloom.domain.partnership.models import Agency, DirectoryEntry, Post, PostHolding
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Membership, Person, Principal
from safeloom.web.imports import accepting
from tests.factories import foundation, sheets
from tests.factories import partnership as make

AGENCIES = sheets.csv(
    "Organisation,Type,ODS,From",
    "Vale Council,Council,,1 April 2010",
    "Vale Constabulary,,,2012-03-03",
    "Vale Health Trust,NHS trust,RX1,3-Mar-16",
)
PEOPLE = sheets.csv(
    "Name,Job title,Organisation,E-mail,Phone,Since",
    '"Fern, Dr Ash",Designated doctor,RX1,ash@vale.example,01234 567890,',
    "Robin Moss,Head of service,vale council,robin@vale.example,1234567891,spring 2024",
    "Vacant,Deputy head,Vale Council,,,",
)


@pytest.fixture
def vale(db):
    return foundation.partnership("vale")


def brought(kind: str, vale, data: bytes):
    found = sheets.look(kind, vale, data)
    assert found.problems == []
    return accepting.accept(preview=found, by=None)


def test_agencies_come_in_under_one_audit_row(vale):
    found = sheets.look("agencies", vale, AGENCIES)
    assert (found.read, found.ready, found.new) == (3, 3, 3)
    assert sheets.told(found.notes) == [(3, "kind")]
    assert not Agency.objects.exists()
    accepting.accept(preview=found, by=None)
    there = {agency.name: agency for agency in Agency.objects.all()}
    assert there["Vale Constabulary"].kind == Agency.Kind.POLICE
    assert there["Vale Health Trust"].ods_code == "RX1"
    assert there["Vale Health Trust"].start == date(2016, 3, 3)
    assert [row.verb for row in AuditRow.objects.all()] == ["agency.bring_in"]
    again = sheets.look("agencies", vale, AGENCIES)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    more = sheets.csv("Agency,URN", "vale  council,", "Vale School,119201")
    changed = sheets.look("agencies", vale, more)
    assert (changed.new, changed.unchanged) == (1, 1)


def test_people_come_in_with_their_posts(vale):
    brought("agencies", vale, AGENCIES)
    found = sheets.look("people", vale, PEOPLE)
    assert (found.read, found.ready, found.new) == (3, 3, 3)
    assert sheets.told(found.notes) == [(2, "name"), (3, "telephone"), (3, "from"), (4, "name")]
    accepting.accept(preview=found, by=None)
    ash = Person.objects.get(work_email="ash@vale.example")
    assert ash.name == "Dr Ash Fern"
    assert ash.post_holdings.get().post.agency.ods_code == "RX1"
    robin = Person.objects.get(work_email="robin@vale.example")
    assert robin.work_telephone == "01234567891"
    assert DirectoryEntry.objects.get(person=robin).since == "spring 2024"
    assert not Post.objects.get(principal__name="Deputy head").holdings.exists()
    assert AuditRow.objects.filter(verb="person.bring_in").count() == 1
    again = sheets.look("people", vale, PEOPLE)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)


def test_one_person_in_several_rows_is_added_once(vale):
    brought("agencies", vale, AGENCIES)
    lines = sheets.csv(
        "Name,Post,Agency,Email",
        "Robin Moss,Head,Vale Council,robin@vale.example",
        "Robin Moss,Chair,Vale Council,robin@vale.example",
        "R Moss,Adviser,Vale Council,",
        "Jo Reed,Adviser,Vale Council,robin@vale.example",
        "Robin Moss,Doctor,RX1,moss@trust.example",
    )
    found = sheets.look("people", vale, lines)
    assert sheets.told(found.notes) == [(3, "name"), (4, "name"), (5, "email"), (6, "name")]
    accepting.accept(preview=found, by=None)
    assert Person.objects.count() == 4
    robin = Person.objects.get(work_email="robin@vale.example")
    assert sorted(held.post.title for held in robin.post_holdings.all()) == ["Chair", "Head"]
    assert Post.objects.get(principal__name="Adviser").holdings.count() == 2


def test_an_agency_that_is_nearly_named_is_asked_about(vale):
    brought("agencies", vale, AGENCIES)
    lines = sheets.csv(
        "Name,Agency",
        "Robin Moss,Vale Councl",
        "Ash Fern,Vale Trust",
        "Jo Reed,Elsewhere Fire",
    )
    found = sheets.look("people", vale, lines)
    assert [(each.row, each.field, each.mend) for each in found.problems] == [
        (2, "agency", "Did you mean Vale Council?"),
        (3, "agency", "Did you mean Vale Health Trust?"),
        (4, "agency", "Add the agency first, or correct the name."),
    ]


def test_what_an_agency_became_stands_for_it(vale):
    old = make.an_agency(vale, "Old Trust", end=date(2020, 3, 31))
    new = make.an_agency(vale, "New Trust", start=date(2020, 4, 1))
    agency_commands.succeed(by=None, predecessor=old, successor=new, day=date(2020, 4, 1))
    found = sheets.look("people", vale, sheets.csv("Name,Agency", "Robin Moss,Old Trust"))
    assert sheets.told(found.notes) == [(2, "agency"), (2, "post")]
    accepting.accept(preview=found, by=None)
    assert PostHolding.objects.get().post.agency == new


def test_an_import_is_undone_and_leaves_nothing(vale):
    brought("agencies", vale, AGENCIES)
    ash = make.somebody(vale, "Ash Fern", work_email="ash@vale.example")
    before = {
        model: set(model.objects.values_list())
        for model in (Principal, Person, DirectoryEntry, Post, PostHolding, Membership)
    }
    done = brought("people", vale, PEOPLE)
    ash.refresh_from_db()
    assert ash.work_telephone == "01234 567890"
    assert accepting.obstacles(done) == []
    accepting.undo(by=None, found=done)
    ash.refresh_from_db()
    assert ash.work_telephone == ""
    Person.objects.update(revision=1)
    after = {model: set(model.objects.values_list()) for model in before}
    assert after == before
    assert AuditRow.objects.filter(verb="import.undo").count() == 1
    with pytest.raises(accepting.CannotUndo):
        accepting.undo(by=None, found=done)


def test_what_depends_on_an_import_stands_in_the_way_of_undoing(vale):
    first = brought("agencies", vale, AGENCIES)
    council = Agency.objects.get(principal__name="Vale Council")
    board = make.a_group(vale, "Board")
    seat = make.a_seat(board, "Director", agency=council, start=date(2020, 1, 1))
    with pytest.raises(accepting.CannotUndo, match="Director"):
        accepting.undo(by=None, found=first)
    seats.Seat.objects.filter(pk=seat.pk).delete()
    Principal.objects.filter(pk=council.pk).update(name="Vale County Council")
    assert "was changed since" in accepting.obstacles(first)[0]
    Principal.objects.filter(pk=council.pk).update(name="Vale Council")
    brought("agencies", vale, sheets.csv("Agency", "Vale Fire Service"))
    assert accepting.obstacles(first) == ["A later file was brought in. Undo that first."]


def test_what_changed_since_the_preview_is_noticed(vale):
    brought("agencies", vale, AGENCIES)
    seen = sheets.look("people", vale, PEOPLE)
    make.somebody(vale, "Ash Fern", work_email="ash@vale.example")
    with pytest.raises(ValidationError):
        accepting.accept(preview=seen, by=None)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("kind", ["agencies", "people"])
def test_a_preview_asks_as_much_for_ten_rows_as_for_a_thousand(vale, kind):
    brought("agencies", vale, AGENCIES)

    def asked(many: int) -> int:
        if kind == "agencies":
            lines = [f"School {number} Academy,School" for number in range(many)]
            data = sheets.csv("Agency,Kind", *lines)
        else:
            lines = [
                f"Ash Fern{number},Head,Vale Council,a{number}@vale.example"
                for number in range(many)
            ]
            data = sheets.csv("Name,Post,Agency,Email", *lines)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert sheets.look(kind, vale, data).ready == many
        return len(queries)

    assert asked(10) == asked(1000)
