"""Every address, for every role, at home and next door.

What is expected follows from the declared permissions and roles alone, so a page that forgets to ask,
asks for the wrong thing or shows a neighbour's rows fails here without a test of its own. How to add
the rows of a new address: `tests/factories/__init__.py`.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4
from zlib import crc32

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

# The one rule and each part's own pages are asked on both databases by their tests: here are addresses.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
PUBLIC = {"anyone"}
PAST_THE_DOOR = {200, 302, 400, 405, 409, 410, 422}


def named(address: Address) -> str:
    return address.name


@dataclass(frozen=True)
class World:
    """Home, the neighbour in the same partnership, and another partnership; for each role the key of
    a session of somebody who holds it at home, and of somebody without any."""

    places: dict[str, Place]
    sessions: dict[str, str]

    def holder(self, role: Role | None) -> Client:
        """Somebody who holds a role at home, or none anywhere, signed in."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role.key if role else ""]
        return client


@pytest.fixture(scope="module")
def always(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once for all addresses, which leave nothing behind."""
    from tests.factories import foundation, partnership

    def place(of) -> Place:
        return Place(of, partnership.an_agency(of), partnership.a_group(of))

    def session(client: Client) -> str:
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def session_of(role: Role) -> str:
        over = {"agency": home.agency, "group": home.group}.get(role.over)
        account = foundation.granted(role.key, here, over=over.principal if over else None)
        client = signed_in(account)
        client.get("/here/")  # counts what needs them, which each page shows
        return session(client)

    longer = pytest.MonkeyPatch.context()
    with django_db_blocker.unblock(), transaction.atomic(), longer as patch:
        patch.setattr(counting, "SECONDS", 24 * 60 * 60)
        here, there = foundation.partnership("here"), foundation.partnership("there")
        partnership.numbered_from(there, 5000)
        home = place(here)
        places = {"home": home, "neighbour": place(here), "elsewhere": place(there)}
        sessions = {role.key: session_of(role) for role in ROLES}
        sessions[""] = session(signed_in(foundation.account()))
        yield World(places, sessions)
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
    """Ask, and leave nothing behind: neither in the database nor in the browser."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def answers(client: Client, url: str) -> list[tuple[int, bytes]]:
    """What is answered, whichever way it is asked."""
    asked = [ask(client, method, url) for method in ("get", "post")]
    return [(answer.status_code, answer.content) for answer in asked]


def refused(client: Client, url: str) -> list[tuple[int, bytes]]:
    """The address is not there, whichever way it is asked. A way that no row of it is asked in may
    say so (405): that tells nothing of rows."""
    found = answers(client, url)
    said = {status for status, _ in found}
    assert said <= {404, 405} and 404 in said, f"{url}: {said}"
    return found


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


def one_of_each(address: Address) -> list[Role]:
    """A role of each kind: one with the permission over the whole, an agency and a group, where there is
    such a one, and one without it. Which of a kind it is changes from address to address."""
    kinds: dict[object, list[Role]] = {}
    for role in ROLES:
        kinds.setdefault(holds(address.opening.permission, role) and role.over, []).append(role)
    turn = crc32(address.name.encode())
    return [alike[turn % len(alike)] for alike in kinds.values()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test an address, of the kind the test is about."""
    if "address" in metafunc.fixturenames:
        of_partnership = "partnership" in metafunc.function.__name__
        found = [
            one
            for one in addresses()
            if one.opening and (one.opening.to == "permission") == of_partnership
        ]
        metafunc.parametrize("address", found, ids=named)


def test_every_address_says_who_may_open_it() -> None:
    for address in addresses():
        said = address.opening
        assert said is not None, f"{address.name}: mark its view (foundation/access/pages)"
        assert not address.name.endswith(":None") and address.name != "None", address.view
        if said.to == "permission":
            assert address.takes[:1] == ("partnership_key",), address.name


def sent_to_sign_in(url: str) -> list[str]:
    """A stranger is, whichever way they ask; where they would come back to."""
    away = []
    for method in ("get", "post"):
        answer = ask(Client(), method, url)
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next="), url
        away.append(answer["Location"])
    return away


def test_a_stranger_sees_public_pages_only(address: Address, world: World) -> None:
    kwargs = sample_of(address).make(world.places["home"])
    if address.opening.to not in PUBLIC:
        sent_to_sign_in(reverse(address.name, kwargs=kwargs))


def test_a_page_of_a_partnership_opens_to_whom_its_permission_says(
    address: Address, world: World
) -> None:
    """Rows are made once for all who ask, and one of each kind of role asks: the permission is looked at
    before any row is, so those of a kind cannot be told apart."""
    chosen = sample_of(address)
    rows = {where: chosen.make(place) for where, place in world.places.items()}

    def url(key: str, kwargs: dict) -> str:
        return reverse(address.name, kwargs={"partnership_key": key} | kwargs)

    home = url("here", rows["home"])
    # A stranger learns no partnership's name, and somebody without a role sees no page.
    nope = url("nope", rows["home"])
    assert sent_to_sign_in(home) == [away.replace("nope", "here") for away in sent_to_sign_in(nope)]
    refused(world.holder(None), home)
    each = one_of_each(address)
    for role in each:
        client = world.holder(role)
        if not holds(address.opening.permission, role):
            refused(client, home)
            continue
        whole = role.over == "partnership"
        (let_in if whole or role.over in chosen.by else refused)(client, home)
        if not whole and chosen.by == SHARED:
            let_in(client, url("here", rows["neighbour"]))
        if address.further:
            # A row that never was, a neighbour's, and another partnership's smuggled in under one's own.
            gone = refused(client, url("here", nowhere(rows["elsewhere"])))
            if not whole and chosen.by != SHARED:
                assert refused(client, url("here", rows["neighbour"])) == gone
            assert refused(client, url("here", rows["elsewhere"])) == gone
        elif not whole and chosen.by != SHARED:
            refused(client, url("here", rows["neighbour"]))
    # Another partnership, and one that never was.
    client = world.holder(each[crc32(address.name[::-1].encode()) % len(each)])
    found = refused(client, url("there", rows["elsewhere"]))
    assert found == answers(client, url("nope", rows["elsewhere"]))


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
