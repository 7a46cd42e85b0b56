"""Roles are given within one partnership, on days, never to oneself, and never all taken away."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from safeloom.foundation.access.models import Grant
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from tests.factories import foundation, partnership

pytestmark = pytest.mark.django_db
GIVE = "/vale/stewardship/roles/give/"


def days(name: str, day) -> dict[str, str]:
    """A date as a form takes it."""
    if day is None:
        return {}
    return {name: day.isoformat()}


def give(desk, principal, role: str, over=None, start=None, end=None):
    form = {"principal": principal.pk, "role": role, "over": over.pk if over else ""}
    return desk.post(GIVE, form | days("start", start) | days("end", end))


def end(desk, grant, day):
    return desk.post(f"/vale/stewardship/roles/{grant.pk}/end/", days("last_day", day))


def with_account(of):
    return foundation.account(of=partnership.somebody(of))


def opens(account, address: str) -> bool:
    client = Client()
    client.force_login(account)
    return client.get(address).status_code == 200


def test_a_role_opens_pages_from_its_first_day_to_its_last(desk, vale):
    account = with_account(vale)
    principal = account.person.principal
    assert not opens(account, "/vale/")
    assert give(desk, principal, "scrutineer", start=today() + timedelta(days=1)).status_code == 302
    assert not opens(account, "/vale/")
    assert give(desk, principal, "coordinator", end=today()).status_code == 302
    assert opens(account, "/vale/")
    grant = Grant.objects.get(role="coordinator")
    assert end(desk, grant, today() - timedelta(days=1)).status_code == 302
    assert not opens(account, "/vale/")


def test_giving_and_ending_are_audited_once_each(desk, manager, vale):
    account = with_account(vale)
    before = AuditRow.objects.count()
    give(desk, account.person.principal, "scrutineer")
    grant = Grant.objects.get(principal=account.person.principal)
    end(desk, grant, today())
    first, second = AuditRow.objects.order_by("at")[before:]
    assert (first.verb, first.by_id, first.partnership) == ("grant.give", manager.person_id, vale)
    assert first.after["role"] == "scrutineer"
    assert (second.verb, second.after) == ("grant.end", {"end": str(today())})


def test_an_agency_lead_must_be_over_an_agency_of_the_partnership(desk, vale, moor):
    principal = partnership.somebody(vale).principal
    ours, theirs = partnership.an_agency(vale), partnership.an_agency(moor)
    group = partnership.a_group(vale)
    assert give(desk, principal, "agency-lead").status_code == 422
    assert give(desk, principal, "agency-lead", over=group.principal).status_code == 422
    assert give(desk, principal, "agency-lead", over=theirs.principal).status_code == 422
    assert give(desk, principal, "coordinator", over=ours.principal).status_code == 422
    assert not Grant.objects.filter(principal=principal).exists()
    assert give(desk, principal, "agency-lead", over=ours.principal).status_code == 302


def test_nobody_of_another_partnership_can_be_given_a_role(desk, moor):
    principal = partnership.somebody(moor).principal
    assert give(desk, principal, "scrutineer").status_code == 422
    assert not Grant.objects.filter(principal=principal).exists()


def test_another_partnerships_roles_cannot_be_ended(desk, moor):
    theirs = foundation.granted("business-manager", moor).person.principal.grants.get()
    assert end(desk, theirs, today()).status_code == 404
    theirs.refresh_from_db()
    assert theirs.end is None


def test_nobody_gives_themselves_a_role_not_even_through_a_group(desk, manager, vale):
    from safeloom.domain.partnership.commands import people

    people.enter(by=None, partnership=vale, person=manager.person, start=None)
    group = partnership.a_group(vale)
    partnership.chairing(group, manager.person)
    for principal in (manager.person.principal, group.principal):
        answer = give(desk, principal, "statutory-partner")
        assert answer.status_code == 422
        assert "cannot give a role to yourself" in answer.content.decode()


def test_the_same_role_is_not_given_twice_for_a_day(desk, vale):
    principal = partnership.somebody(vale).principal
    give(desk, principal, "scrutineer", end=today())
    assert give(desk, principal, "scrutineer", start=today()).status_code == 422
    tomorrow = today() + timedelta(days=1)
    assert give(desk, principal, "scrutineer", start=tomorrow).status_code == 302


def test_the_last_business_manager_stays(desk, manager, vale):
    grant = manager.person.principal.grants.get()
    answer = end(desk, grant, today())
    assert answer.status_code == 422 and "needs a business manager" in answer.content.decode()
    other = with_account(vale)
    give(desk, other.person.principal, "business-manager")
    assert end(desk, grant, today()).status_code == 302


def test_a_role_given_to_a_group_reaches_its_members_while_they_belong(desk, vale):
    account = with_account(vale)
    group = partnership.a_group(vale)
    partnership.chairing(group, account.person, end=today() - timedelta(days=1))
    late = with_account(vale)
    partnership.chairing(group, late.person, start=today())
    give(desk, group.principal, "group-member", over=group.principal)
    assert opens(late, "/vale/") and not opens(account, "/vale/")


@pytest.mark.parametrize("role", ["agency-lead", "coordinator", "scrutineer", "statutory-partner"])
def test_only_managers_and_information_governance_find_stewardship(vale, role):
    over = partnership.an_agency(vale).principal if role == "agency-lead" else None
    account = foundation.granted(role, vale, over=over)
    client = Client()
    client.force_login(account)
    assert "Stewardship" not in client.get("/vale/").content.decode()
    for page in ("", "accounts/", "roles/", "audit/"):
        assert client.get(f"/vale/stewardship/{page}").status_code == 404


def test_information_governance_sees_the_audit_and_manages_nobody(vale):
    client = Client()
    client.force_login(foundation.granted("information-governance", vale))
    hub = client.get("/vale/stewardship/").content.decode()
    assert "Audit" in hub and "Accounts" not in hub and "Roles" not in hub
    assert client.get("/vale/stewardship/audit/").status_code == 200
    assert client.get("/vale/stewardship/roles/").status_code == 404


def test_nobody_takes_a_place_that_brings_a_role(manager, vale):
    from safeloom.domain.partnership.commands import chairs, people, posts, seats

    me, yesterday = manager.person, today() - timedelta(days=1)
    people.enter(by=None, partnership=vale, person=me, start=None)
    post = partnership.a_post(partnership.an_agency(vale))
    group = partnership.a_group(vale)
    seat = partnership.a_seat(group)
    former = partnership.in_post(post, me, start=None, end=yesterday)
    for principal, role in ((post.principal, "statutory-partner"), (group.principal, "scrutineer")):
        foundation.grant(principal, role, vale)
    chairing = chairs.NewChairing(group=group, person=me)
    for take in (
        lambda: posts.hold(by=me, post=post, person=me, start=today()),
        lambda: posts.correct(by=me, holding=former, seen=None, start=None, end=None),
        lambda: seats.seat_person(by=me, seat=seat, person=me, start=None),
        lambda: chairs.appoint(by=me, new=chairing),
    ):
        with pytest.raises(ValidationError, match="nobody gives a role to themselves"):
            take()
    # Somebody else's hand, or a place that brings nothing, is no such thing.
    seats.seat_person(by=None, seat=seat, person=me, start=None)
    plain = partnership.a_post(partnership.an_agency(vale))
    posts.hold(by=me, post=plain, person=me, start=None)


def test_nobody_lengthens_a_place_of_their_own_that_brings_a_role_by_a_file(manager, vale):
    from safeloom.domain.partnership.commands import people, seating
    from safeloom.web.imports.journal import Journal

    me, yesterday = manager.person, today() - timedelta(days=1)
    people.enter(by=None, partnership=vale, person=me, start=None)
    group = partnership.a_group(vale)
    seat = partnership.a_seat(group)
    held = partnership.seated(seat, me, start=yesterday, end=yesterday)
    foundation.grant(group.principal, "scrutineer", vale)

    def bring(by, end):
        said = seating.Sitting(
            group=group, group_name=group.name, group_kind=group.kind, title=seat.title, person=me,
            seat=seat, holding=held, start=yesterday, end=end,
        )  # fmt: skip
        seating.bring_seats(by=by, partnership=vale, sittings=[said], journal=Journal())
        held.refresh_from_db()

    with pytest.raises(ValidationError, match="nobody gives a role to themselves"):
        bring(me, today())
    held.refresh_from_db()
    assert held.end == yesterday
    bring(None, today())
    bring(me, yesterday)
    assert held.end == yesterday


def test_nobody_gets_a_role_by_undoing_a_file(manager, vale):
    from safeloom.domain.partnership.commands import people, seating
    from safeloom.domain.partnership.imports.seats import SeatEntry, Seats
    from safeloom.web.imports import accepting
    from safeloom.web.imports.looking import Preview

    me, yesterday = manager.person, today() - timedelta(days=1)
    people.enter(by=None, partnership=vale, person=me, start=None)
    group = partnership.a_group(vale)
    seat = partnership.a_seat(group)
    held = partnership.seated(seat, me, start=yesterday)
    said = seating.Sitting(
        group=group, group_name=group.name, group_kind=group.kind, title=seat.title, person=me,
        seat=seat, holding=held, start=yesterday, end=yesterday,
    )  # fmt: skip
    preview = Preview(
        kind=Seats(vale, day=today()),
        table=None,
        entries=[SeatEntry(1, said, "changed")],
        changed=1,
    )
    done = accepting.accept(preview=preview, by=me)
    foundation.grant(group.principal, "scrutineer", vale)
    with pytest.raises(accepting.CannotUndo, match="yourself a role"):
        accepting.undo(by=me, found=done)
    held.refresh_from_db()
    assert held.end == yesterday
    accepting.undo(by=foundation.person(), found=done)
    held.refresh_from_db()
    assert held.end is None


def test_nobody_gives_a_role_to_what_they_are_to_join(desk, manager, vale):
    from safeloom.domain.partnership.commands import people

    people.enter(by=None, partnership=vale, person=manager.person, start=None)
    post = partnership.a_post(partnership.an_agency(vale))
    partnership.in_post(post, manager.person, start=today() + timedelta(days=1))
    assert give(desk, post.principal, "statutory-partner").status_code == 422


def test_a_role_taken_away_before_it_began_is_held_on_no_day_to_come(desk, vale):
    principal = partnership.somebody(vale).principal
    give(desk, principal, "scrutineer", start=today() + timedelta(days=30))
    grant = Grant.objects.get(principal=principal)
    assert end(desk, grant, today() + timedelta(days=10)).status_code == 302
    grant.refresh_from_db()
    assert grant.end < today()
