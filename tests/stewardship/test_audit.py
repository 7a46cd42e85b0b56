"""The audit page: what was done here, by whom, and whether the record of it is whole."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.audit import chain, commands
from safeloom.foundation.identity.models import Account
from tests.factories import foundation, partnership

pytestmark = pytest.mark.django_db
PAGE = "/vale/stewardship/audit/"


@pytest.fixture(autouse=True)
def heads(settings, tmp_path):
    settings.AUDIT_HEADS = tmp_path / "heads"


def test_what_was_done_is_shown_with_before_and_after(desk, manager, vale):
    commands.write(
        by=manager.person,
        verb="agency.change",
        subject="AG-0007",
        partnership=vale,
        before={"name": "Old <b>", "lead_id": str(manager.person_id)},
        after={"name": "New", "lead_id": None},
        reason="renamed",
    )
    page = desk.get(PAGE).content.decode()
    assert "AG-0007" in page and "name: Old &lt;b&gt; → New" in page and "renamed" in page
    assert f"lead: {manager.person.name} → nothing" in page


def test_another_partnerships_rows_and_sign_ins_are_not_shown(desk, vale, moor):
    commands.write(by=None, verb="agency.add", subject="MOOR-1", partnership=moor)
    ours, theirs = (foundation.account(of=partnership.somebody(of)) for of in (vale, moor))
    for account in (ours, theirs):
        Client().post("/sign-in/", {"login": account.email, "password": "wrong"})
    page = desk.get(PAGE).content.decode()
    assert "MOOR-1" not in page and page.count("account: sign in refused") == 2  # a row, a choice
    assert ours.person.name in page and theirs.person.name not in page


def test_it_is_searched_and_filtered(desk, vale):
    for number in range(3):
        commands.write(by=None, verb="agency.add", subject=f"AG-{number}", partnership=vale)
    commands.write(by=None, verb="area.add", subject="AR-1", partnership=vale)
    assert "AG-2" not in desk.get(PAGE, {"q": "AG-1"}).content.decode()
    assert "AR-1" not in desk.get(PAGE, {"verb": "agency.add"}).content.decode()
    assert desk.get(PAGE, {"verb": "no.such"}).status_code == 400


def test_the_state_of_the_chain_is_told(desk, vale):
    for number in range(3):
        commands.write(by=None, verb="agency.add", subject=f"AG-{number}", partnership=vale)
    page = desk.get(PAGE).content.decode()
    assert "Never:" in page and "Not written yet" in page
    call_command("tick")
    call_command("verify_audit")
    page = desk.get(PAGE).content.decode()
    assert "No fault" in page and "3 rows, " in page
    assert chain.last_verdict()[1].faults == ()


def test_a_fault_found_is_told_to_the_partnership_it_concerns(desk, vale, moor):
    chain.keep_verdict(
        chain.Verdict(9, 0, (chain.Fault("moor", 3, "gone"), chain.Fault("vale", 5, "altered")))
    )
    page = desk.get(PAGE).content.decode()
    assert "row 5: altered" in page and "gone" not in page


def test_the_same_number_of_queries_for_any_number_of_rows(desk, vale):
    desk.get(PAGE)  # the count of what needs somebody is kept for a minute
    counts = []
    for many in (1, 3):
        for _ in range(many):
            account: Account = foundation.account(of=partnership.somebody(vale))
            commands.write(by=account.person, verb="a.b", subject="c", partnership=vale)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_long_list_is_cut_on_the_page_and_whole_in_the_file(desk, vale):
    references = [f"AG-{number:04}" for number in range(40)]
    after = {"references": references, "words": "w" * 500}
    commands.write(by=None, verb="agency.add", subject="40", partnership=vale, after=after)
    page = desk.get(PAGE).content.decode()
    assert "AG-0005 and 34 more" in page and "w" * 161 not in page
    assert b"AG-0039" in b"".join(desk.get(PAGE, {"export": "csv"}).streaming_content)
