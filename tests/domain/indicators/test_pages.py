"""The pages, as the people who use them."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeloom.domain.indicators.commands import set_target
from safeloom.domain.indicators.content import shipped
from safeloom.domain.indicators.models import Measure, Restatement, Return
from safeloom.web.imports.models import Upload
from tests.factories import foundation
from tests.factories import indicators as make
from tests.factories import partnership as people

Q1 = make.period("Q1 2026-27")


@pytest.fixture(autouse=True)
def in_july():
    with time_machine.travel("2026-07-10 12:00", tick=False):
        yield


def signed_in(role: str, vale, **said) -> Client:
    client = Client()
    client.force_login(foundation.granted(role, vale, **said))
    return client


@pytest.fixture
def manager(vale):
    return signed_in("business-manager", vale)


@pytest.fixture
def lead(vale, council):
    return signed_in("agency-lead", vale, over=council.principal)


def sent_to(vale) -> str:
    return reverse("imports:send-returns", args=[vale.key])


def looked_at(vale) -> str:
    return reverse("imports:preview-returns", args=[vale.key])


def url(name: str, *args) -> str:
    return reverse(f"indicators:{name}", args=args)


def in_file(text: str, name: str = "returns.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/csv")


@pytest.fixture
def asked(vale, areas, council):
    """Two measures the council is asked for about two areas; the percentage has a target."""
    percent, count = make.percentage(vale, "reviews", order=1), make.measure(vale, "plans", order=2)
    set_target(by=None, measure=percent, value=Decimal(90))
    for measure in (percent, count):
        for area in areas[:2]:
            make.supply(measure, council, area, start=date(2026, 4, 1))
    return percent, count


def field(measure: Measure, area, name: str) -> str:
    return f"{measure.key}.{Q1.end}.{area.pk}-{name}"


def test_one_form_saves_what_is_right_and_names_what_is_not(vale, areas, council, asked, lead):
    percent, count = asked
    at = url("returns-enter", vale.key, council.pk, Q1.key())
    page = lead.get(at)
    assert page.status_code == 200
    posted = {
        field(percent, areas[0], "numerator"): "95",
        field(percent, areas[0], "denominator"): "100",
        field(percent, areas[1], "numerator"): "50",
        field(percent, areas[1], "denominator"): "100",
        field(count, areas[0], "state"): "not-supplied",
    }
    answer = lead.post(at, posted)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "off track" in text and "2 returns saved" in text
    assert 'value="50"' in text
    assert {row.state for row in Return.objects.all()} == {"supplied", "not-supplied"}
    posted[field(percent, areas[1], "narrative")] = "Two reviewers left."
    posted |= {field(percent, areas[0], "seen"): "1", field(count, areas[0], "seen"): "1"}
    assert lead.post(at, posted).status_code == 302
    assert Return.objects.get(area=areas[1]).numerator == 50
    assert not Restatement.objects.exists()


def test_what_somebody_else_returned_meanwhile_is_not_overwritten(
    vale, areas, council, asked, lead
):
    _, count = asked
    make.returned(count, Q1, areas[0], 7)
    at = url("returns-enter", vale.key, council.pk, Q1.key())
    posted = {
        field(count, areas[0], "value"): "8",
        field(count, areas[0], "seen"): "0",
        field(count, areas[1], "value"): "3",
    }
    answer = lead.post(at, posted)
    assert answer.status_code == 422
    assert {row.value for row in Return.objects.all()} == {7, 3}


def test_a_lead_neither_enters_nor_sees_another_agencys_returns(vale, areas, council, asked, lead):
    police = people.an_agency(vale, "Vale Police")
    other = make.measure(vale, "arrests")
    make.supply(other, police, areas[0], start=date(2026, 4, 1))
    theirs = make.returned(other, Q1, areas[0], 4)
    assert lead.get(url("return", vale.key, theirs.pk)).status_code == 404
    assert lead.get(url("measure", vale.key, other.key)).status_code == 404
    assert lead.get(url("returns-enter", vale.key, police.pk, Q1.key())).status_code == 404
    assert "arrests" not in lead.get(url("measures", vale.key)).content.decode().lower()
    lines = "measure,area,period,value\narrests,Ashby,Q1 2026-27,9"
    lead.post(sent_to(vale), {"file": in_file(lines)})
    page = lead.get(looked_at(vale)).content.decode()
    assert "not for your agency" in page
    key = Upload.objects.get().pk
    assert lead.post(looked_at(vale), {"upload": key}).status_code == 422
    assert Return.objects.get().value == 4


def test_a_file_is_accepted_as_it_was_looked_through(vale, areas, asked, manager):
    lines = "measure,area,period,value\nplans,Ashby,Q1 2026-27,9"
    sent = manager.post(sent_to(vale), {"file": in_file(lines)})
    assert sent["Location"] == looked_at(vale)
    assert "1 ready" in manager.get(sent["Location"]).content.decode()
    first = Upload.objects.get().pk
    assert b"plans" not in bytes(Upload.objects.get().sealed)
    # Another tab sends another file: what the first tab previewed is no longer there to accept.
    manager.post(sent_to(vale), {"file": in_file(lines.replace("9", "10"))})
    manager.post(sent["Location"], {"upload": first})
    assert not Return.objects.exists()
    assert manager.post(sent["Location"], {"upload": Upload.objects.get().pk}).status_code == 302
    assert Return.objects.get().value == 10
    assert not Upload.objects.exists()


def test_a_held_file_is_gone_after_an_hour_and_never_anothers(vale, areas, asked, manager):
    lines = "measure,area,period,value\nplans,Ashby,Q1 2026-27,9"
    manager.post(sent_to(vale), {"file": in_file(lines)})
    other = signed_in("coordinator", vale)
    assert other.get(looked_at(vale)).status_code == 302
    with time_machine.travel("2026-07-10 13:01", tick=False):
        manager.force_login(Upload.objects.get().account)
        assert manager.get(looked_at(vale)).status_code == 302


@pytest.mark.parametrize(("data", "status"), [("<html></html>", 422), ("a," * 400, 413), ("", 422)])
def test_a_hostile_upload_is_answered_and_nothing_is_held(vale, manager, data, status):
    answer = manager.post(sent_to(vale), {"file": in_file(data)})
    assert answer.status_code == status
    assert not Upload.objects.exists()


def test_a_return_is_restated_with_its_reason(vale, areas, asked, manager):
    _, count = asked
    found = make.returned(count, Q1, areas[0], 7)
    at = url("return-restate", vale.key, found.pk)
    said = {"value": "8", "state": "supplied", "narrative": "", "revision": "1"}
    assert manager.post(at, said).status_code == 422
    assert manager.post(at, said | {"reason": "One was missed"}).status_code == 302
    page = manager.get(url("return", vale.key, found.pk)).content.decode()
    assert "One was missed" in page
    assert manager.post(at, said | {"reason": "Again", "value": "9"}).status_code == 409
    assert Return.objects.get().value == 8


def test_measures_are_chosen_added_and_changed(vale, areas, council, manager):
    keys = ["re-referrals", "escalations"]
    assert manager.post(url("measures-choose", vale.key), {"keys": keys}).status_code == 302
    measure = Measure.objects.get(key="re-referrals")
    at = url("measure", vale.key, measure.key)
    assert manager.post(f"{at}target/", {"value": "20", "tolerance": "3"}).status_code == 302
    asked = {"agency": council.pk, "area": areas[0].pk, "days_allowed": "30"}
    assert manager.post(f"{at}ask/", asked).status_code == 302
    assert manager.post(f"{at}ask/", asked).status_code == 422
    page = manager.get(at).content.decode()
    assert "20.0%" in page and "Vale Council" in page
    assert "re-referrals" not in manager.get(url("measures-choose", vale.key)).content.decode()
    scrutineer = signed_in("scrutineer", vale)
    assert scrutineer.get(at).status_code == 200
    assert scrutineer.post(f"{at}target/", {"value": "1"}).status_code == 404


def test_what_returns_mean_cannot_change_under_them(vale, areas, asked, manager):
    _, count = asked
    make.returned(count, Q1, areas[0], 7)
    at = url("measure-change", vale.key, count.key)
    form = manager.get(at).context["form"]
    said = {
        name: value
        for name, value in form.initial.items()
        if value not in (None, "") and value is not False
    }
    assert manager.post(at, said | {"unit": "days"}).status_code == 422
    assert manager.post(at, said | {"title": "Plans open"}).status_code == 302
    assert manager.post(at, said | {"title": "Plans closed"}).status_code == 409
    count.refresh_from_db()
    assert (count.unit, Measure.objects.get(key="plans").title) == ("count", "Plans open")


def test_all_shipped_measures_can_be_added(vale):
    from safeloom.domain.indicators.commands import add_measure

    for fields in shipped().values():
        add_measure(by=None, partnership=vale, **fields)
    assert Measure.objects.count() == len(shipped())


def test_home_says_what_is_due_and_what_changed(vale, areas, asked, lead, manager):
    make.returned(asked[1], Q1, areas[0], 7)
    page = lead.get(reverse("portal:home", args=[vale.key])).content.decode()
    assert "Vale Council: 3 returns to come" in page
    assert (
        "Plans: returned" in manager.get(reverse("portal:home", args=[vale.key])).content.decode()
    )


def test_pages_ask_as_often_for_three_rows_as_for_one(vale, areas, council, manager):
    def ask() -> list[int]:
        counts = []
        for at in (
            url("measures", vale.key),
            url("returns-due", vale.key),
            url("returns-enter", vale.key, council.pk, Q1.key()),
            url("measure", vale.key, "first"),
        ):
            with CaptureQueriesContext(connection) as caught:
                assert manager.get(at).status_code == 200
            counts.append(len(caught))
        return counts

    def fill(measure, area) -> None:
        make.supply(measure, council, area, start=date(2026, 1, 1))
        make.returned(measure, Q1, area, (1, 2), state="provisional")

    first = make.percentage(vale, "first")
    fill(first, areas[0])
    ask()
    at_one = ask()
    for area in areas[1:]:
        fill(first, area)
        fill(make.percentage(vale), area)
    assert ask() == at_one
