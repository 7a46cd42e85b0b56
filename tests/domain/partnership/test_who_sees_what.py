"""Each role sees its own part; what one may not see looks exactly like what does not exist."""

import pytest

from tests.factories import foundation
from tests.factories import partnership as made

UNIT = ("business-manager", "coordinator")
READERS = ("statutory-partner", "scrutineer", "information-governance")
LISTS = ("areas/", "agencies/", "people/", "groups/")


def pages(vale) -> dict[str, str]:
    """Every kind of record page."""
    return {
        "area": f"areas/{vale.area.record.reference}/",
        "council": f"agencies/{vale.council.record.reference}/",
        "trust": f"agencies/{vale.trust.record.reference}/",
        "ada": f"people/{vale.ada.pk}/",
        "board": f"groups/{vale.board.record.reference}/",
        "learning": f"groups/{vale.learning.record.reference}/",
    }


def opened(client, vale) -> set[str]:
    """Which record pages open."""
    found = {}
    for name, tail in pages(vale).items():
        found[name] = client.get(f"/vale/partnership/{tail}").status_code
    assert set(found.values()) <= {200, 404}
    return {name for name, status in found.items() if status == 200}


@pytest.mark.parametrize("role", [*UNIT, *READERS])
def test_the_unit_and_the_readers_see_all(as_role, vale, role):
    client = as_role(role)
    assert opened(client, vale) == set(pages(vale))
    assert all(client.get(f"/vale/partnership/{tail}").status_code == 200 for tail in LISTS)
    assert client.get("/vale/partnership/agencies/add/").status_code == (
        200 if role in UNIT else 404
    )
    text = client.get(f"/vale/partnership/{pages(vale)['board']}").text
    assert ("Add a seat" in text) is (role in UNIT)


def test_an_agency_lead_sees_their_own_agency_and_its_people(as_role, vale):
    client = as_role("agency-lead", over=vale.council)
    assert opened(client, vale) == {"council", "ada"}
    listed = client.get("/vale/partnership/agencies/").text
    assert "Vale Council" in listed and "Vale Hospitals Trust" not in listed
    text = client.get(f"/vale/partnership/{pages(vale)['council']}").text
    assert "Director of children’s services" in text and "Council’s lead" in text
    assert "ada@vale.example" in client.get(f"/vale/partnership/{pages(vale)['ada']}").text


def test_a_lead_of_another_agency_does_not_see_ada(as_role, vale):
    client = as_role("agency-lead", over=vale.trust)
    assert opened(client, vale) == {"trust"}
    assert "Ada" not in client.get("/vale/partnership/people/").text


def test_a_group_member_sees_their_own_group(as_role, vale):
    client = as_role("group-member", over=vale.board)
    assert opened(client, vale) == {"board"}
    text = client.get(f"/vale/partnership/{pages(vale)['board']}").text
    assert "Ada Penhallow" in text and "ada@vale.example" not in text
    assert f"/people/{vale.ada.pk}/" not in text
    assert "Learning group" not in text


def test_how_a_person_is_reached_is_for_those_entitled(as_role, vale):
    for role, seen in [("statutory-partner", True), ("scrutineer", False)]:
        client = as_role(role)
        for tail in ("people/", pages(vale)["ada"]):
            text = client.get(f"/vale/partnership/{tail}").text
            assert "Ada Penhallow" in text
            assert ("ada@vale.example" in text) is seen


def test_missing_and_forbidden_answer_alike(as_role, vale, client):
    as_role("agency-lead", over=vale.trust)
    forbidden = client.get(f"/vale/partnership/{pages(vale)['council']}")
    missing = client.get("/vale/partnership/agencies/AG-9999/")
    assert forbidden.status_code == missing.status_code == 404
    assert forbidden.text == missing.text


def test_another_partnership_sees_nothing_of_it_but_a_group_it_shares(client, vale):
    dale = foundation.partnership("dale", "Dale Partnership")
    client.force_login(foundation.granted("business-manager", dale))
    for tail in pages(vale).values():
        assert client.get(f"/vale/partnership/{tail}").status_code == 404
        assert client.get(f"/dale/partnership/{tail}").status_code == 404
    shared = f"/dale/partnership/shared-groups/vale/{vale.board.record.reference}/"
    assert client.get(shared).status_code == 404
    made.shared(vale.board, dale)
    page = client.get(shared)
    assert page.status_code == 200 and "Ada Penhallow" in page.text
    assert "Add a seat" not in page.text and f"/people/{vale.ada.pk}/" not in page.text
    assert "Vale Board" in client.get("/dale/partnership/groups/").text
    assert "Vale Board" in client.get("/dale/partnership/").text
    seat = f"/dale/partnership/seats/{vale.seat.pk}/change/"
    assert client.get(seat).status_code == 404


@pytest.mark.django_db
def test_home_says_how_to_begin_to_who_can_and_only_until_it_is_done(client):
    here = foundation.partnership("moor", "Moor Partnership")
    client.force_login(foundation.granted("business-manager", here))
    home = client.get("/moor/").content.decode()
    steps = ("Add the areas", "Add the agencies", "Add the people", "Add the groups")
    assert all(step in home for step in (*steps, "First steps", "Choose measures"))
    made.an_area(here)
    made.an_agency(here)
    made.a_group(here)
    for _ in range(2):
        made.somebody(here)
    home = client.get("/moor/").content.decode()
    assert not any(step in home for step in steps) and "Choose measures" in home
    client.force_login(foundation.granted("scrutineer", here))
    assert "First steps" not in client.get("/moor/").content.decode()
