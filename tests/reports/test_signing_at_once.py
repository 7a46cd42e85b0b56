"""Signing while others write: nobody waits for the report to be built, and nothing is signed unseen."""

import threading

import pytest
from django.db import connection

from safeloom.foundation.records.commands import Stale
from safeloom.reports import commands
from safeloom.reports.building import build, content_hash
from safeloom.reports.commands import freezing, signing
from safeloom.reports.models import FrozenReport, SignOff
from tests.factories import foundation, indicators, reports
from tests.factories import partnership as structure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def area(vale):
    return structure.an_area(vale)


@pytest.fixture
def measure(vale, area):
    found = indicators.measure(vale, "plans")
    indicators.returned(found, "Q4 2025-26", area, 40)
    return found


@pytest.fixture
def report(vale, measure):
    found = reports.a_report(vale)
    reports.written(found, text="There were [[plans/total/2026-01-01--2026-03-31/value]] plans.")
    return reports.settle(found)


def elsewhere(action) -> None:
    """Do something on a connection of its own, and wait until it is committed."""
    failed = []

    def run():
        try:
            action()
        except Exception as problem:
            failed.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive() and not failed, failed


@pytest.fixture
def while_building(monkeypatch):
    """Give something to do while `sign_off` builds: after the building itself, the first time."""

    def arrange(action):
        built = []

        def building(*args, **kwargs):
            found = build(*args, **kwargs)
            built.append(found)
            if len(built) == 1:
                assert not connection.in_atomic_block
                elsewhere(action)
            return found

        monkeypatch.setattr(signing, "build", building)
        return built

    return arrange


def sign(report, signer, content):
    agency, account = signer
    return commands.sign_off(by=account.person, report=report, agency=agency, content=content)


def test_a_figure_that_changes_while_the_report_is_built_is_not_signed(
    vale, report, measure, area, while_building
) -> None:
    signer = reports.partners(vale)[0]
    content = content_hash(build(report))
    while_building(
        lambda: indicators.returned(measure, "Q4 2025-26", area, 55, reason="Counted again.")
    )
    with pytest.raises(Stale):
        sign(report, signer, content)
    assert not SignOff.objects.exists()


def test_a_text_that_changes_while_the_report_is_built_is_not_signed(
    vale, report, while_building
) -> None:
    signer = reports.partners(vale)[0]
    content = content_hash(build(report))
    while_building(lambda: reports.written(report, text="Another text."))
    with pytest.raises((Stale, commands.Refused)):
        sign(report, signer, content)
    assert not SignOff.objects.exists()


def test_what_others_do_meanwhile_costs_a_second_look_and_no_signature(
    vale, report, while_building
) -> None:
    signer = reports.partners(vale)[0]
    content = content_hash(build(report))
    built = while_building(lambda: indicators.measure(foundation.partnership("dale")))
    assert sign(report, signer, content).content == content
    assert len(built) == 2


def test_two_who_sign_at_once_both_sign(vale, report, while_building) -> None:
    first, second, third = reports.partners(vale)
    content = content_hash(build(report))
    sign(report, first, content)
    while_building(lambda: sign(report, second, content))
    sign(report, third, content)
    assert SignOff.objects.filter(void_since__isnull=True).count() == 3
    report.refresh_from_db()
    assert report.is_frozen and FrozenReport.objects.get().content == content


def test_nobody_waits_while_the_last_signature_is_drawn(vale, report, monkeypatch) -> None:
    first, second, third = reports.partners(vale)
    content = content_hash(build(report))
    sign(report, first, content)
    sign(report, second, content)
    render = freezing.render
    free = []

    def drawing(document):
        free.append(not connection.in_atomic_block)
        return render(document)

    monkeypatch.setattr(freezing, "render", drawing)
    sign(report, third, content)
    assert free == [True]
