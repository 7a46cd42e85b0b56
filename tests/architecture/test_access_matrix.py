"""Every address, for every role, at home and next door.

What is expected follows from the declared permissions and roles alone, so a page that forgets to ask,
asks for the wrong thing or shows a neighbour's rows fails here without a test of its own. How to add
the rows of a new address: `tests/factories/__init__.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from safeloom.foundation.access.definitions import ROLES, Role
from safeloom.foundation.today import today
from safeloom.kernel.registry import Permission, offered
from safeloom.portal import counting
from tests.architecture.urls import Address, addresses
from tests.factories import SHARED, Place, Sample, samples

pytestmark = pytest.mark.django_db
PUBLIC = {"anyone"}
PAST_THE_DOOR = {200, 302, 400, 405, 409, 410, 422}


def named(address: Address) -> str:
    return address.name


@dataclass(frozen=True)
class World:
    """Home, the neighbour in the same partnership, and another partnership; and for each role the key of
    a session of somebody who holds it at home."""

    places: dict[str, Place]
    sessions: dict[str, str]

    def holder(self, role: Role) -> Client:
        """Somebody who holds a role at home, signed in."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role.key]
        return client


@pytest.fixture(scope="module")
def always(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once for all addresses, which leave nothing behind."""
    from tests.factories import foundation, partnership

    def place(of) -> Place:
        return Place(of, partnership.an_agency(of), partnership.a_group(of))

    def session(role: Role) -> str:
        over = {"agency": home.agency, "group": home.group}.get(role.over)
        account = foundation.granted(role.key, here, over=over.principal if over else None)
        client = signed_in(account)
        client.get("/here/")  # counts what needs them, which each page shows
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    longer = pytest.MonkeyPatch.context()
    with django_db_blocker.unblock(), transaction.atomic(), longer as patch:
        patch.setattr(counting, "SECONDS", 24 * 60 * 60)
        here, there = foundation.partnership("here"), foundation.partnership("there")
        partnership.numbered_from(there, 5000)
        home = place(here)
        places = {"home": home, "neighbour": place(here), "elsewhere": place(there)}
        yield World(places, {role.key: session(role) for role in ROLES})
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper() -> None:
    """No transaction of pytest-django's own: it closes the connection, and with it what is always there.
    The mark alone makes it bring the database up."""


@pytest.fixture
def world(always: World) -> Iterator[World]:
    """The world as it was made."""
    with transaction.atomic():
        yield always
        transaction.set_rollback(True)


@pytest.fixture
def places(world: World) -> dict[str, Place]:
    """Its places."""
    return world.places


def sample_of(address: Address) -> Sample:
    """How to make rows of an address; an address that takes rows and has no sample fails."""
    found = samples().get(address.name)
    if found is None and address.further:
        pytest.fail(f"{address.name} takes {address.takes}: add a sample (tests/factories)")
    return found or Sample(lambda place: {}, SHARED)


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def ask(client: Client, method: str, url: str):
    """Ask, and leave nothing behind."""
    with transaction.atomic():
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    return answer


def refused(client: Client, url: str) -> None:
    """The address is not there, whichever way it is asked. A way that no row of it is asked in may
    say so (405): that tells nothing of rows."""
    said = {method: ask(client, method, url).status_code for method in ("get", "post")}
    assert set(said.values()) <= {404, 405} and 404 in said.values(), f"{url}: {said}"


def let_in(client: Client, url: str) -> None:
    """The address is there."""
    answer = ask(client, "get", url)
    if answer.status_code == 405:
        answer = ask(client, "post", url)
    assert answer.status_code in PAST_THE_DOOR, f"{url}: {answer.status_code}"
    assert not answer.headers.get("Location", "").startswith("/sign-in/"), url


def nowhere(kwargs: dict) -> dict:
    """The same address, of a row that never was."""
    return {
        name: uuid4()
        if isinstance(value, UUID)
        else 987_654_321
        if isinstance(value, int)
        else "ZZ-9999"
        if name == "reference"
        else value
        for name, value in kwargs.items()
    }


def holds(permission: str, role: Role) -> bool:
    declared = {item.key: item.roles for item in offered(Permission)}
    assert permission in declared, f"{permission} is asked for and declared nowhere"
    return role.key in declared[permission]


def one_of_each(permission: str) -> list[Role]:
    """A role of each kind: one with the permission over the whole, an agency and a group, where there is
    such a one, and one without it. Which of a kind answers is no matter where two answers to the same
    person are compared."""
    kinds = {holds(permission, role) and role.over: role for role in ROLES}
    return list(kinds.values())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test an address, of the kind the test is about."""
    if "address" in metafunc.fixturenames:
        found = addresses()
        kind = metafunc.function.__name__
        if "partnership" in kind:
            found = [one for one in found if one.opening and one.opening.to == "permission"]
        metafunc.parametrize("address", found, ids=named)


def test_every_address_says_who_may_open_it(address: Address) -> None:
    assert address.opening is not None, f"{address.name}: mark its view (foundation/access/pages)"
    assert not address.name.endswith(":None") and address.name != "None", address.view
    if address.opening.to == "permission":
        assert address.takes[:1] == ("partnership_key",)


def test_a_stranger_sees_public_pages_only(address: Address, places) -> None:
    kwargs = sample_of(address).make(places["home"])
    if "partnership_key" in address.takes:
        kwargs |= {"partnership_key": "here"}
    url = reverse(address.name, kwargs=kwargs)
    if address.opening.to in PUBLIC:
        return
    for method in ("get", "post"):
        answer = ask(Client(), method, url)
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next="), url


def test_a_stranger_learns_no_partnerships_name(address: Address, places) -> None:
    if "partnership_key" not in address.takes or address.opening.to in PUBLIC:
        return
    kwargs = sample_of(address).make(places["home"])
    answers = [
        ask(Client(), "get", reverse(address.name, kwargs=kwargs | {"partnership_key": key}))
        for key in ("here", "nope")
    ]
    first, second = (
        (answer.status_code, answer["Location"].replace("here", "nope")) for answer in answers
    )
    assert first == second


def test_without_a_role_no_page_of_a_partnership_is_there(address: Address, places) -> None:
    from tests.factories import foundation

    kwargs = {"partnership_key": "here"} | sample_of(address).make(places["home"])
    refused(signed_in(foundation.account()), reverse(address.name, kwargs=kwargs))


def test_each_role_opens_what_its_permissions_say_in_its_partnership(
    address: Address, world: World
) -> None:
    chosen = sample_of(address)
    rows = {where: chosen.make(place) for where, place in world.places.items()}
    urls = {
        where: reverse(
            address.name, kwargs={"partnership_key": place.partnership.key} | rows[where]
        )
        for where, place in world.places.items()
    }
    outside = one_of_each(address.opening.permission)
    for role in ROLES:
        client = world.holder(role)
        allowed = holds(address.opening.permission, role)
        whole = role.over == "partnership"
        if allowed and (whole or role.over in chosen.by):
            let_in(client, urls["home"])
        else:
            refused(client, urls["home"])
        if role not in outside:
            continue
        if allowed and (whole or chosen.by == SHARED):
            let_in(client, urls["neighbour"])
        else:
            refused(client, urls["neighbour"])
        # Neither under the other partnership's name nor smuggled in under one's own.
        refused(client, urls["elsewhere"])
        if address.further:
            mixed = {"partnership_key": "here"} | rows["elsewhere"]
            refused(client, reverse(address.name, kwargs=mixed))


def test_missing_and_forbidden_look_the_same_in_a_partnership(
    address: Address, world: World
) -> None:
    chosen = sample_of(address)
    rows = {where: chosen.make(place) for where, place in world.places.items()}
    for role in one_of_each(address.opening.permission):
        client = world.holder(role)

        def body(key: str, kwargs: dict, client: Client = client):
            url = reverse(address.name, kwargs={"partnership_key": key} | kwargs)
            answers = [ask(client, method, url) for method in ("get", "post")]
            return [(answer.status_code, answer.content) for answer in answers]

        # Another partnership, and one that never was.
        assert body("there", rows["elsewhere"]) == body("nope", rows["elsewhere"])
        # Another partnership's row under one's own partnership, and a row that never was.
        if address.further:
            assert body("here", rows["elsewhere"]) == body("here", nowhere(rows["elsewhere"]))
            if role.over != "partnership" and chosen.by != SHARED:
                assert body("here", rows["neighbour"]) == body("here", nowhere(rows["neighbour"]))


def test_a_role_held_until_yesterday_opens_nothing(world: World) -> None:
    from tests.factories import foundation

    here = world.places["home"].partnership
    yesterday = today() - timedelta(days=1)
    over = foundation.granted("business-manager", here, end=yesterday)
    # Without any other tie they have left, and their session is over.
    answer = ask(signed_in(over), "get", "/here/")
    assert answer.status_code == 302 and answer["Location"] == "/sign-in/"
    there = world.places["elsewhere"].partnership
    foundation.grant(over.person.principal, "coordinator", there)
    refused(signed_in(over), "/here/")
    let_in(signed_in(foundation.granted("business-manager", here, end=today())), "/here/")
