"""The audit page: what was done here, by whom, and whether the record of it is whole."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.access.commands import grants
from safeloom.foundation.audit import chain, commands
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Account
from safeloom.stewardship import searching
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
    assert "MOOR-1" not in page and page.count("Sign-in refused") == 2  # a row, a choice
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


def written(vale, by, verb="agency.change", **said):
    """A row of the audit."""
    return commands.write(by=by, verb=verb, subject="x", partnership=vale, **said)


def found(desk, **asked) -> str:
    """The rows that a search finds, as a file."""
    answer = desk.get(PAGE, asked | {"export": "csv"})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


def test_it_is_searched_by_who_did_it(desk, vale):
    ash, fern = (partnership.somebody(vale, name) for name in ("Ash Ravenbrook", "Fern Holloway"))
    for person in (ash, fern, None):
        commands.write(by=person, verb="agency.change", subject=f"of {person}", partnership=vale)
    assert "of Ash" in (rows := found(desk, who="raven ASH")) and "of Fern" not in rows
    assert "of None" in (rows := found(desk, who="The installation")) and "of Ash" not in rows


def test_it_is_searched_by_whom_or_what_it_is_about(desk, vale):
    council = partnership.an_agency(vale, "Vale Council")
    ash = partnership.somebody(vale, "Ash Ravenbrook")
    grants.give_role(
        by=None,
        partnership=vale,
        principal=ash.principal,
        role="agency-lead",
        over=council.principal,
    )
    assert found(desk, about="Ravenbrook").count("Gave a role") == 1
    assert found(desk, about="vale council").count("Gave a role") == 1
    assert "Added an agency" in found(desk, about=council.record.reference)
    assert "Gave a role" not in found(desk, about="Nobody")


def test_it_is_searched_by_days_of_england(desk, vale):
    with time_machine.travel("2026-07-01 23:30:00+00:00"):  # in England the second of July
        commands.write(by=None, verb="area.add", subject="AR-9", partnership=vale)
    assert "AR-9" in found(desk, **{"from": "2 July 2026", "to": "02/07/2026"})
    assert "AR-9" not in found(desk, to="1 July 2026")
    assert "AR-9" not in found(desk, **{"from": "2026-07-03"})
    wrong = desk.get(PAGE, {"from": "31 June 2026"})
    assert wrong.status_code == 400 and "there is no 31 June 2026" in wrong.content.decode()
    assert desk.get(PAGE, {"to": "31/12/9999"}).status_code == 400


def test_a_search_is_written_down_without_the_name(desk, manager, vale):
    desk.get(PAGE)
    assert not AuditRow.objects.filter(verb__startswith="audit.").exists()
    desk.get(PAGE, {"who": "Ravenbrook", "from": "1 7 2026"})  # refused: it finds nothing
    desk.get(PAGE, {"who": "Ravenbrook", "from": "2026-07-01"})
    found(desk, about="ravenbrook")
    looked, taken = AuditRow.objects.filter(verb__startswith="audit.").order_by("at")
    assert (looked.verb, taken.verb) == ("audit.search", "audit.take-away")
    assert looked.by_id == manager.person_id and looked.partnership == vale
    assert looked.after["from"] == "2026-07-01" and "aven" not in str(looked.after | taken.after)
    assert "Searched the audit" in desk.get(PAGE).content.decode()


def test_every_verb_is_shown_in_words():
    for verb in ("agency.add_many", "no-such.thing_at-all"):
        words = searching.words_of(verb)
        assert words[0].isupper() and not set("._") & set(words)
    assert searching.words_of("grant.give") == "Gave a role"


def test_a_search_asks_the_same_number_of_queries_for_any_number_of_rows(desk, vale):
    desk.get(PAGE)
    counts = []
    for many in (1, 3):
        for _ in range(many):
            written(vale, partnership.somebody(vale, "Ash Ravenbrook"))
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(PAGE, {"who": "ash", "about": "ravenbrook"}).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
