"""The pages of a reorganisation, without a script: a question a page, looked at, carried out, undone."""

import re
from datetime import date

import pytest

from safeloom.domain.partnership.models import Agency, Reorganisation, Seat
from tests.factories import foundation, indicators
from tests.factories import partnership as made

ROOT = "/vale/partnership/reorganisations/"
DAY = {"day_0": "1", "day_1": "7", "day_2": "2022"}


@pytest.fixture
def vale(db):
    here = foundation.partnership("vale", "Vale Partnership")
    board = made.a_group(here, "Vale Board", "board")
    for name in ("North Commissioners", "South Commissioners"):
        agency = made.an_agency(here, name, "integrated-care-board")
        person = made.somebody(here, f"Nurse of {name}")
        made.seated(made.a_seat(board, "Nurse", agency=agency), person)
        made.in_post(made.a_post(agency, "Nurse"), person)
    return here


@pytest.fixture
def manager(client, vale):
    client.force_login(foundation.granted("business-manager", vale))
    return client


def _said(page) -> dict[str, str]:
    """The hidden fields of a page's form."""
    text = page.content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', text).group(1)
        for name in ("revision", "seal")
        if f'name="{name}"' in text
    }


def _send(client, url: str, **said):
    page = client.get(url)
    assert page.status_code == 200, url
    return client.post(url, {**_said(page), **said})


def _planned(client) -> str:
    """A merger as far as its preview; its address."""
    answer = client.post(f"{ROOT}plan/", {"kind": "merge"})
    both = [str(agency.pk) for agency in Agency.objects.all()]
    answer = _send(client, answer.url, agencies=both)
    answer = _send(
        client, answer.url, name="Vale Health Board", kind="integrated-care-board", ods_code="QV9"
    )
    answer = _send(client, answer.url, **_day(answer.url, client))
    assert answer.url.endswith("/preview/")
    return answer.url


def _day(url: str, client) -> dict[str, str]:
    names = re.findall(r'name="(day[^"]*)"', client.get(url).content.decode())
    return dict(zip(names, ("1", "7", "2022"), strict=True))


def test_a_merger_from_the_question_to_the_record_and_back(manager):
    url = _planned(manager)
    page = manager.get(url)
    text = page.content.decode()
    assert "What will happen on 1 July 2022" in text
    assert "Merges into the other seat" in text and "Look at this" in text
    assert Agency.objects.count() == 2
    answer = manager.post(url, {**_said(page), "do": "carry-out"})
    assert answer.status_code == 302
    act = Reorganisation.objects.get()
    record = manager.get(answer.url).content.decode()
    assert "Carried out" in record and "Vale Health Board" in record
    assert Seat.objects.as_at(date(2022, 7, 1)).count() == 1
    new = Agency.objects.get(principal__name="Vale Health Board")
    there = manager.get(f"/vale/partnership/agencies/{new.record.reference}/").content.decode()
    assert "Formed from" in there and act.record.reference in there
    answer = _send(manager, f"{answer.url}undo/")
    assert answer.status_code == 302
    assert "Undone" in manager.get(answer.url).content.decode()
    assert Agency.objects.count() == 2


def test_choices_are_saved_before_anything_is_carried_out(manager):
    url = _planned(manager)
    page = manager.get(url)
    line = re.search(r'name="(seat-[^"]+)"', page.content.decode()).group(1)
    answer = manager.post(url, {**_said(page), line: "end", "do": "carry-out"})
    assert answer.status_code == 302 and answer.url == url
    assert not Reorganisation.objects.get().done
    assert re.search(
        rf'name="{line}">.*?value="end" selected', manager.get(url).content.decode(), re.S
    )


def test_what_was_changed_since_it_was_looked_at_is_not_carried_out(manager, vale):
    url = _planned(manager)
    page = manager.get(url)
    made.a_post(Agency.objects.first(), "Another post")
    answer = manager.post(url, {**_said(page), "do": "carry-out"})
    assert answer.status_code == 409
    assert "nothing was carried out" in answer.content.decode()
    assert not Reorganisation.objects.get().done


def test_undoing_names_what_rests_on_it(manager, vale):
    url = _planned(manager)
    answer = manager.post(url, {**_said(manager.get(url)), "do": "carry-out"})
    new = Agency.objects.get(principal__name="Vale Health Board")
    measure = indicators.measure(vale, "plans", breakdown="agency")
    indicators.supply(measure, new, start=date(2022, 7, 1))
    page = manager.get(f"{answer.url}undo/")
    assert "It cannot be undone yet" in page.content.decode()
    assert "Vale Health Board is asked for Plans" in page.content.decode()
    refused = manager.post(f"{answer.url}undo/", {"revision": "999"})
    assert refused.status_code == 422
    assert Agency.objects.count() == 3


def test_a_name_of_the_day(manager, vale):
    """Given a new name from 1 April 2030, entered today; then each day has its own name, and the old
    one still finds it."""
    agency = Agency.objects.get(principal__name="North Commissioners")
    answer = manager.post(f"{ROOT}plan/", {"kind": "rename"})
    answer = _send(manager, answer.url, agency=str(agency.pk))
    answer = _send(manager, answer.url, name="Northern Health")
    names = list(_day(answer.url, manager))
    answer = _send(manager, answer.url, **dict(zip(names, ("1", "4", "2030"), strict=True)))
    answer = manager.post(answer.url, {**_said(manager.get(answer.url)), "do": "carry-out"})
    page = f"/vale/partnership/agencies/{agency.record.reference}/"
    listing = "/vale/partnership/agencies/"
    for url in (page, listing, "/vale/partnership/", f"{page}?as_at=2029-01-01"):
        assert "North Commissioners" in manager.get(url, {}).content.decode(), url
    for url in (page, listing, "/vale/partnership/"):
        text = manager.get(url, {"as_at": "2030-04-01", "seats": "shown"}).content.decode()
        assert "Northern Health" in text, url
    found = manager.get(listing, {"q": "North Comm", "as_at": "2031-01-01"}).content.decode()
    assert "Northern Health" in found
    assert agency.record.reference in manager.get(listing, {"q": "Northern"}).content.decode()
    for words in ("North Commissioners", "Northern Health"):
        assert (
            agency.record.reference in manager.get("/vale/search/", {"q": words}).content.decode()
        )
    _send(manager, f"{answer.url}undo/")
    undone = manager.get(page, {"as_at": "2030-04-01"}).content.decode()
    assert "<h1>North Commissioners" in undone and "Former names" not in undone
