"""The search page and the box in the top bar."""

import pytest
from django.test import Client

from safeloom.foundation.search.asking import PAGE
from tests.factories import foundation
from tests.factories import partnership as make

pytestmark = pytest.mark.django_db
HERE = "/vale/search/"


@pytest.fixture
def vale():
    return foundation.partnership("vale", "Vale")


def client_of(role: str, vale, over=None) -> Client:
    client = Client()
    client.force_login(foundation.granted(role, vale, over=over))
    return client


def said(client: Client, **asked) -> str:
    answer = client.get(HERE, asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_box_leads_to_what_may_be_seen_and_why(vale) -> None:
    agency = make.an_agency(vale, "Plum Trust", ods_code="PX1")
    make.somebody(vale, "Ash Plum")
    client = client_of("business-manager", vale)
    assert f'action="{HERE}"' in client.get("/vale/").content.decode()
    page = said(client, q="plum")
    assert "2 things found for “plum”" in page and "Agencies" in page and "Ash Plum" in page
    assert "Reference" in said(client, q=agency.record.reference)
    assert 'ODS code: <span class="quiet">PX1' in said(client, q="px1")
    only = said(client, q="plum", kind="agency")
    assert "1 thing found" in only and "Ash Plum" not in only
    assert "found only by exact match" in page


def test_what_may_not_be_seen_is_neither_counted_nor_quoted(vale) -> None:
    mine, other = make.an_agency(vale, "Plum Trust"), make.an_agency(vale, "Plum Council")
    page = said(client_of("agency-lead", vale, over=mine.principal), q="plum")
    assert "1 thing found" in page and other.name not in page
    assert "exact match" not in page


def test_nothing_asked_nothing_found_and_odd_addresses_are_answered(vale) -> None:
    client = client_of("coordinator", vale)
    assert "Type a name" in said(client)
    assert "Nothing that you may see" in said(client, q="<script>zzz")
    for number in range(PAGE + 1):
        make.an_area(vale, f"Plum {number}")
    assert "Page 1 of 2" in said(client, q="plum", page="x", kind="")
    assert "Page 2 of 2" in said(client, q="plum", page="2")
    assert "empty" in said(client, q="plum", page="3")
    assert "Nothing that you may see" in said(client, q="plum", kind="no-such-kind")


def test_somebody_of_another_partnership_does_not_search_here(vale) -> None:
    moor = foundation.partnership("moor", "Moor")
    client = client_of("business-manager", moor)
    assert client.get(HERE).status_code == 404
    make.an_agency(vale, "Plum Trust")
    assert "Nothing" in client.get("/moor/search/", {"q": "plum"}).content.decode()
