"""What is private is shown on asking, written down, found in full only, and kept apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.commands import people
from safeloom.domain.partnership.commands import private as commands
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.private import PrivateContact
from tests.factories import foundation
from tests.factories import partnership as made

NUMBER, ADDRESS = "0117 496 0123", "7 Invented Row\nVale VA1 2BC"
ROOT = "/vale/partnership/people/"


@pytest.fixture
def desk(as_role, vale):
    return as_role("business-manager")


@pytest.fixture
def kept(vale) -> PrivateContact:
    said = {"telephone": NUMBER, "address": ADDRESS}
    return commands.keep(by=None, partnership=vale.here, person=vale.ada, seen=None, **said)


def written() -> list[str]:
    return list(AuditRow.objects.order_by("at", "id").values_list("verb", flat=True))


def test_it_is_kept_shown_on_asking_and_each_look_is_written_down(desk, vale):
    here = f"{ROOT}{vale.ada.pk}/"
    assert "Nothing private is kept" in desk.get(here).text
    form = desk.get(f"{here}private/change/")
    assert form.status_code == 200
    said = {"telephone": NUMBER, "address": ADDRESS, "revision": 0}
    answer = desk.post(f"{here}private/change/", said, follow=True)
    assert "The private contact was saved" in answer.text and "496 0" not in answer.text
    before = len(written())
    assert "496 0" not in desk.get(f"{here}private/").text and len(written()) == before
    shown = desk.post(f"{here}private/")
    assert NUMBER in shown.text and "Invented Row<br>Vale" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert written()[before:] == ["private-contact.show"]
    row = AuditRow.objects.order_by("at", "id").last()
    assert row.by_id and str(vale.ada.pk) in row.subject
    assert NUMBER in desk.get(f"{here}private/change/").text
    assert written()[before:] == ["private-contact.show"] * 2
    told = " ".join(str((row.before, row.after, row.subject)) for row in AuditRow.objects.all())
    assert "496 0" not in told and "Invented Row" not in told
    audit = desk.get("/vale/stewardship/audit/").text
    assert "private contact of Ada Penhallow" in audit and "496 0" not in audit


def test_it_is_found_in_full_only_and_nothing_of_it_stands_in_the_address(desk, vale, kept):
    assert "found only when typed in full" in desk.get(ROOT).text
    for typed in ("01174960123", "+44 117 496 0123", "7 invented row, vale, va1 2bc"):
        found = desk.post(f"{ROOT}find/", {"private": typed})
        assert "Ada Penhallow" in found.text, typed
    for typed in ("496 0123", "7 Invented Row", "Ada"):
        answer = desk.post(f"{ROOT}find/", {"private": typed})
        assert "Nobody has exactly this" in answer.text, typed
    assert desk.post(f"{ROOT}find/", {"private": " "}).status_code == 422
    assert written()[-6:] == ["private-contact.find"] * 6
    assert "496 0" not in str(list(AuditRow.objects.values_list("after", "subject")))
    assert NUMBER not in desk.get(f"{ROOT}?q=496").text


@pytest.mark.parametrize(
    "role", ["statutory-partner", "scrutineer", "information-governance", "agency-lead"]
)
def test_who_may_not_see_it_is_not_told_of_it(as_role, vale, kept, role):
    client = as_role(role, vale.council if role == "agency-lead" else None)
    page = client.get(f"{ROOT}{vale.ada.pk}/").text
    assert "rivate" not in page and "rivate" not in client.get(ROOT).text
    assert client.post(f"{ROOT}{vale.ada.pk}/private/").status_code == 404
    assert client.post(f"{ROOT}find/", {"private": NUMBER}).status_code == 404


def test_what_one_partnership_was_given_another_does_not_see(client, vale, kept):
    there = foundation.partnership("moor", "Moor Partnership")
    people.enter(by=None, partnership=there, person=vale.ada, start=None)
    client.force_login(foundation.granted("business-manager", there))
    root = "/moor/partnership/people/"
    assert "496 0" not in client.post(f"{root}{vale.ada.pk}/private/").text
    assert "Ada Penhallow" not in client.post(f"{root}find/", {"private": NUMBER}).text
    said = {"telephone": "0117 496 0999", "address": "", "revision": 0}
    client.post(f"{root}{vale.ada.pk}/private/change/", said)
    assert sorted(row.telephone[-3:] for row in PrivateContact.objects.all()) == ["123", "999"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"telephone": "at work"}, "Enter a whole number"),
        ({"telephone": "1" * 25}, "Enter a whole number"),
        ({"address": "x" * 301}, "300 characters or fewer"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(desk, vale, said, told):
    before = len(written())
    full = {"telephone": "", "address": "", "revision": 0} | said
    answer = desk.post(f"{ROOT}{vale.ada.pk}/private/change/", full)
    assert answer.status_code == 422 and told in answer.text
    assert not PrivateContact.objects.exists() and len(written()) == before


def test_two_who_change_it_at_once_do_not_overwrite_each_other(desk, vale, kept):
    address = f"{ROOT}{vale.ada.pk}/private/change/"
    late = {"telephone": "0117 496 0999", "address": "", "revision": kept.revision}
    desk.post(address, late | {"telephone": "0117 496 0555"})
    answer = desk.post(address, late)
    assert answer.status_code == 409 and "0117 496 0555" in answer.text
    assert PrivateContact.objects.get().telephone == "0117 496 0555"
    assert desk.post(address, late | {"revision": 0}).status_code == 409


def test_an_altered_number_is_said_and_the_rest_goes_on(desk, vale, kept, caplog):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_privatecontact SET telephone = address")
    here = f"{ROOT}{vale.ada.pk}/"
    assert desk.get(here).status_code == 200
    page = desk.post(f"{here}private/").text
    assert "Cannot be opened" in page and "Invented Row" in page and "Tell whoever keeps" in page
    assert "Invented" not in caplog.text and "telephone" in caplog.text
    said = {"telephone": "", "address": "8 Invented Row", "revision": kept.revision}
    assert desk.post(f"{here}private/change/", said).status_code == 302
    assert "Cannot be opened" in desk.post(f"{here}private/").text
    said |= {"telephone": NUMBER, "revision": kept.revision + 1}
    desk.post(f"{here}private/change/", said)
    assert NUMBER in desk.post(f"{here}private/").text


def test_finding_asks_a_fixed_number_of_queries(desk, vale, kept):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.post(f"{ROOT}find/", {"private": NUMBER}).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for _ in range(2):
        person = made.somebody(vale.here)
        said = {"telephone": NUMBER, "address": ""}
        commands.keep(by=None, partnership=vale.here, person=person, seen=None, **said)
    assert asked() == few
