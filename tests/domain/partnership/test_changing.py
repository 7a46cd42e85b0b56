"""The unit changes the structure through its pages, and is told what cannot be."""

from datetime import date
from urllib.parse import parse_qs, urlparse

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.partnership.commands import agencies, people, seats
from safeloom.domain.partnership.models import Agency, Post, PostHolding, Seat, SeatHolding
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity import drafts
from safeloom.foundation.identity.models import Account
from tests.factories import foundation
from tests.factories import partnership as made

FIRST = date(2022, 4, 1)
ROOT = "/vale/partnership/"


@pytest.fixture
def manager(as_role, vale):
    """The client, signed in as the business manager."""
    return as_role("business-manager")


def day(name: str, of: date | None) -> dict[str, object]:
    """A date as the three inputs post it."""
    parts = (of.day, of.month, of.year) if of else ("", "", "")
    return {
        f"{name}-{part}": value for part, value in zip(("day", "month", "year"), parts, strict=True)
    }


def test_an_agency_is_added_changed_and_closed(manager, vale):
    typed = {
        "name": " Vale  Probation ",
        "kind": "probation",
        "standing": "relevant",
        "gss_code": "",
    }
    answer = manager.post(f"{ROOT}agencies/add/", typed, follow=True)
    assert "The agency was added" in answer.text and "Vale Probation" in answer.text
    agency = Agency.objects.get(principal__name="Vale Probation")
    address = f"{ROOT}agencies/{agency.record.reference}/"
    typed |= {"name": "Vale and Dale Probation", "revision": agency.record.revision}
    manager.post(f"{address}change/", typed)
    agency = Agency.objects.get(pk=agency.pk)
    assert agency.name == agency.record.title == "Vale and Dale Probation"
    closing = day("day", date(2026, 3, 31)) | {"revision": agency.record.revision}
    manager.post(f"{address}close/", closing)
    assert "Ended 31 March 2026" in manager.get(address).text
    assert agency.name not in manager.get(f"{ROOT}agencies/?as_at=2026-04-01").text
    assert agency.name in manager.get(f"{ROOT}agencies/?as_at=2026-03-31").text
    verbs = AuditRow.objects.filter(record=agency.record).order_by("at", "id")
    assert [row.verb for row in verbs] == ["agency.add", "agency.change", "agency.close"]
    assert verbs[1].before == {"name": "Vale Probation"}


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "Vale Hospitals Trust", "exists already"),
        ("ods_code", "R X", "an ODS code is 3 to 10 letters and digits"),
        ("ods_code", "rx9", "This is the code of Vale Hospitals Trust"),
        ("urn", "12", "URN is 6 digits"),
        ("gss_code", "W06000001", "GSS code here is E and 8 digits"),
        ("dfe_la_code", "88", "3 digits"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_written(manager, vale, field, typed, told):
    before = Agency.objects.count(), AuditRow.objects.count()
    said = {"name": "New", "kind": "nhs-provider", "standing": "relevant", field: typed}
    answer = manager.post(f"{ROOT}agencies/add/", said)
    assert answer.status_code == 422 and told.casefold() in answer.text.casefold()
    assert f'href="#id_{field}"' in answer.text
    assert (Agency.objects.count(), AuditRow.objects.count()) == before


def test_closing_an_agency_ends_its_posts_seats_and_holders_the_same_day(manager, vale):
    last = date(2023, 3, 31)
    address = f"{ROOT}agencies/{vale.council.record.reference}/"
    said = day("day", last) | {"revision": vale.council.record.revision}
    assert manager.post(f"{address}close/", said).status_code == 302
    for rows in (Post, PostHolding, SeatHolding):
        assert set(rows.objects.values_list("end", flat=True)) == {last}
    assert Seat.objects.get(pk=vale.seat.pk).end == last
    vale.post.membership.refresh_from_db()
    assert vale.post.membership.end == last


def test_a_seat_goes_from_one_to_the_next(manager, vale):
    bo = made.somebody(vale.here, "Bo Carrick")
    giving = f"{ROOT}seats/{vale.seat.pk}/holder/"
    said = {"person": bo.pk} | day("start", date(2024, 1, 1)) | day("end", None)
    refused = manager.post(giving, said)
    assert refused.status_code == 422
    assert "Ada Penhallow holds this seat from 1 April 2022" in refused.text
    ending = day("start", FIRST) | day("end", date(2023, 12, 31)) | {"revision": vale.held.revision}
    manager.post(f"{ROOT}seat-holdings/{vale.held.pk}/", ending)
    assert manager.post(giving, said).status_code == 302
    board = f"{ROOT}groups/{vale.board.record.reference}/"
    seats_then = manager.get(f"{board}?as_at=2023-06-01").context["record"].sections[1].table
    seats_now = manager.get(f"{board}?as_at=2024-06-01").context["record"].sections[1].table
    assert [row[2].text for row in seats_then.rows] == ["Ada Penhallow"]
    assert [row[2].text for row in seats_now.rows] == ["Bo Carrick"]


def test_a_holding_outside_the_seats_days_is_refused(vale):
    with pytest.raises(ValidationError, match="began on 1 April 2022"):
        made.seated(
            vale.seat, made.somebody(vale.here), start=date(2020, 1, 1), end=date(2020, 2, 1)
        )


def test_somebody_of_another_partnership_is_not_offered_and_not_seated(manager, vale):
    stranger = made.somebody(foundation.partnership("dale"), "Cy Stranger")
    free = made.a_seat(vale.board)
    giving = f"{ROOT}seats/{free.pk}/holder/"
    assert "Cy Stranger" not in manager.get(giving).text
    assert manager.post(giving, {"person": stranger.pk}).status_code == 422
    with pytest.raises(ValidationError, match="Add Cy Stranger to the people"):
        seats.seat_person(by=None, seat=free, person=stranger, start=None)


def test_a_stale_edit_shows_both_versions_and_writes_nothing(manager, vale):
    address = f"{ROOT}agencies/{vale.trust.record.reference}/change/"
    typed = {
        "name": "Vale Hospitals",
        "kind": "nhs-provider",
        "standing": "relevant",
        "ods_code": "RX9",
        "revision": vale.trust.record.revision,
    }
    new = agencies.NewAgency(name="Vale Care Trust", kind="nhs-provider", ods_code="RX9")
    agencies.change(by=None, agency=vale.trust, seen=None, to=new)
    answer = manager.post(address, typed)
    assert answer.status_code == 409
    assert "Vale Hospitals" in answer.text and "Vale Care Trust" in answer.text
    assert Agency.objects.get(pk=vale.trust.pk).name == "Vale Care Trust"
    now = Agency.objects.get(pk=vale.trust.pk).record.revision
    assert manager.post(address, typed | {"revision": now}).status_code == 302
    assert Agency.objects.get(pk=vale.trust.pk).name == "Vale Hospitals"


def test_a_form_posted_after_the_session_ended_is_offered_again(manager, vale):
    account = Account.objects.get(pk=manager.session["_auth_user_id"])
    typed = {"name": "Vale Housing", "kind": "housing", "standing": "relevant"}
    manager.logout()
    away = manager.post(f"{ROOT}agencies/add/", typed | {drafts.FIELD: drafts.account_key(account)})
    assert away.status_code == 302 and not Agency.objects.filter(kind="housing").exists()
    back = parse_qs(urlparse(away["Location"]).query)["next"][0]
    manager.force_login(account)
    assert 'value="Vale Housing"' in manager.get(back).text


def test_somebody_who_leaves_gives_up_what_they_hold(manager, vale):
    last = date(2025, 6, 30)
    answer = manager.post(f"{ROOT}people/{vale.ada.pk}/left/", day("day", last), follow=True)
    assert "Ended 30 June 2025" in answer.text
    assert set(SeatHolding.objects.values_list("end", flat=True)) == {last}
    assert set(PostHolding.objects.values_list("end", flat=True)) == {last}


def test_the_audit_keeps_no_name_address_or_number_of_a_person(vale):
    here = vale.here
    new = people.NewPerson(
        name="Perpetua Quillfeather",
        work_email="perpetua@agency.example",
        work_telephone="01632 960123",
    )
    person = people.add(by=None, partnership=here, new=new).person
    people.change(
        by=None,
        partnership=here,
        person=person,
        seen=None,
        name="Perpetua Larkspur",
        work_email="larkspur@agency.example",
        work_telephone="",
    )
    written = "".join(
        f"{row.subject}{row.before}{row.after}{row.reason}" for row in AuditRow.objects.all()
    )
    for said in ("Perpetua", "Larkspur", "Quillfeather", "agency.example", "960123"):
        assert said not in written
    added, changed = AuditRow.objects.filter(subject=str(person.pk)).order_by("at")
    # What was there before is still proven to be what was entered, and blank is told from filled.
    assert changed.before["work_email"] == added.after["work_email"]
    assert changed.after["work_email"] not in ("", added.after["work_email"])
    assert changed.after["work_telephone"] == ""
