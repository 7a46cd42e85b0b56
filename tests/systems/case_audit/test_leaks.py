"""What an agency, and whoever is not entitled, cannot learn of cases and of others' tools."""

import pytest
from django.urls import reverse

from safeloom.domain.questionnaires.home import due
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.systems.case_audit.commands import audits, challenge_day
from safeloom.systems.case_audit.models import AuditCase
from safeloom.systems.case_audit.queries.cases import cases
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.factories.case_audit import handed_in

ROOT = "/vale/assurance/case-audits/"
SAID = "Nobody asked the grandmother"


def pages_of(client, words: str) -> str:
    """All that the pages tell which list or find things; what is sought finds no more than what is
    nowhere."""
    nowhere = "K-99887766"
    found, nothing = (
        text(client.get(reverse("portal:search", args=["vale"]), {"q": one}))
        for one in (words, nowhere)
    )
    said = found.replace(words, "") + words * (
        found.replace(words, "") != nothing.replace(nowhere, "")
    )
    for address in (
        "/vale/",
        ROOT,
        f"{ROOT}year/",
        "/vale/assurance/",
        "/vale/assurance/responses/",
        reverse("questionnaires:campaigns", args=["vale"]),
        reverse("stewardship:audit", args=["vale"]),
    ):
        answer = client.get(address, follow=True)
        said += text(answer) if answer.status_code == 200 else ""
        for form in ("csv", "xlsx"):
            file = client.get(f"{address}?format={form}&export={form}", follow=True)
            said += text(file) if file.status_code == 200 and form == "csv" else ""
    return said


def opened(client, url: str) -> str:
    """The page, after saying why."""
    asked = client.get(url, follow=True)
    if "Why are you opening it?" in text(asked):
        asked = client.post(asked.redirect_chain[-1][0], {"reason": "Audit"}, follow=True)
    return text(asked)


def case_url(case: AuditCase) -> str:
    return f"{ROOT}cases/{case.record.reference}/"


@pytest.fixture
def told(audited, council, police):
    """The police handed in their tool of the first case."""
    case = audited.cases[0]
    theirs = audited.responses[case.pk, police.pk]
    handed_in(theirs, why=SAID, voice="good", overall="good")
    return case, audited.responses[case.pk, council.pk], theirs


def test_before_the_day_an_agency_learns_of_its_own_tools_alone(audited, told) -> None:
    case, mine, theirs = told
    lead = audited.of_council
    own = opened(lead, f"/vale/assurance/responses/{mine.record.reference}/")
    assert f"You know the case as {case.reference}" in own.replace("  ", " ")
    assert theirs.record.reference not in own and SAID not in own and "Constabulary" not in own
    assert case.record.reference not in own
    assert "All tools of the case" not in own
    answering = lead.get(f"/vale/assurance/responses/{mine.record.reference}/answer/")
    assert "See what it is about" in text(answering)
    hidden = [case_url(case), f"{ROOT}{audited.audit.record.reference}/"]
    hidden += [f"{case_url(case)}settle/", f"/vale/assurance/responses/{theirs.record.reference}/"]
    for url in hidden:
        assert lead.get(url).status_code == 404
    sealed_page = reverse("portal:sealed-open", args=["vale", case.pk])
    assert lead.get(sealed_page).status_code == 404
    said = pages_of(lead, case.reference)
    for word in (theirs.record.reference, case.record.reference, SAID, "Constabulary"):
        assert word not in said
    viewer = Viewer(lead.account, today())
    lines = {one.words for one in due(viewer, audited.audit.partnership, today())}
    assert f"Answer case audit {mine.record.reference}" in lines
    page = lead.get(ROOT).content.decode()
    assert '/vale/assurance/responses/" aria-current="true">Assurance<' in page
    assert not cases(viewer, audited.audit.partnership).exists()
    assert set(viewer.unsealed(Record.objects.filter(sensitivity="sealed"))) == {
        one.record for one in audited.responses.values() if one.agency_id == mine.agency_id
    }


def test_the_first_address_of_a_case_differs_in_nothing_from_one_that_is_not(audited) -> None:
    lead = audited.of_council
    there = lead.get(case_url(audited.cases[0]))
    missing = lead.get(f"{ROOT}cases/AC-ZZZZZZ/")
    assert (there.status_code, len(text(there))) == (missing.status_code, len(text(missing)))


def test_after_the_day_an_agency_sees_the_cases_it_audited_and_no_others(
    audited, told, vale, manager
) -> None:
    case, _, theirs = told
    challenge_day.open_day(by=manager.account.person, audit=audited.audit)
    page = opened(audited.of_council, case_url(case))
    assert SAID in page and "Vale Constabulary" in page and "Good" in page
    assert audited.of_council.get(f"{case_url(case)}settle/").status_code == 404
    # Their tool's own page stays theirs.
    address = f"/vale/assurance/responses/{theirs.record.reference}/"
    assert audited.of_council.get(address).status_code == 404
    from tests.factories import partnership
    from tests.systems.case_audit.conftest import led

    other = led(partnership.an_agency(vale, "Vale Hospital"))
    for url in (case_url(case), f"{ROOT}{audited.audit.record.reference}/"):
        assert other.get(url).status_code == 404
    assert SAID not in pages_of(other, case.reference)


@pytest.mark.parametrize("role", ["statutory-partner", "scrutineer", "coordinator"])
def test_results_of_the_campaign_tell_and_export_nothing_of_it(audited, told, vale, role) -> None:
    _, mine, theirs = told
    somebody = signed_in(role, vale)
    reference = audited.audit.tools.get().campaign.record.reference
    root = f"/vale/assurance/campaigns/{reference}/"
    for tail in (
        "",
        "results/",
        "results/standards-by-body/",
        "results/questions/voice/",
        "results/questions/voice-why/",
        "results/export/",
    ):
        page = text(somebody.get(root + tail, follow=True))
        for word in (SAID, mine.record.reference, theirs.record.reference, "Vale Constabulary"):
            assert word not in page, tail
        assert "100%" not in page, tail


@pytest.mark.parametrize("role", ["statutory-partner", "scrutineer", "coordinator"])
def test_no_role_opens_a_case(audited, told, vale, role) -> None:
    case, mine, theirs = told
    somebody = signed_in(role, vale)
    for one in (case.record, mine.record, theirs.record):
        for url in (f"{ROOT}cases/{one.reference}/", f"/vale/assurance/responses/{one.reference}/"):
            assert somebody.get(url).status_code == 404
    page = text(somebody.get(f"{ROOT}{audited.audit.record.reference}/"))
    said = page + pages_of(somebody, case.reference)
    for word in (case.reference, case.record.reference, mine.record.reference, SAID):
        assert word not in said
    assert " of 20" not in page
    board = text(somebody.get("/vale/assurance/"))
    assert "Neglect of young children" in board and " 4 " not in board


def test_a_finished_audit_tells_sums_and_no_case(audited, told, vale, manager) -> None:
    challenge_day.open_day(by=manager.account.person, audit=audited.audit)
    for case in audited.cases:
        grades = {"overall": ("good", "Because of the school")}
        challenge_day.settle(by=None, case=case, grades=grades, present="Us")
    somebody = signed_in("scrutineer", vale)
    address = f"{ROOT}{audited.audit.record.reference}/"
    assert "2 good" not in text(somebody.get(address))
    audits.finish_audit(by=None, audit=audited.audit)
    page = text(somebody.get(address))
    assert "2 good" in page
    assert audited.cases[0].reference not in page and "Because of the school" not in page


def test_no_mail_names_the_audit_or_a_case(audited, told) -> None:
    case = told[0]
    sent = list(Mail.objects.all())
    assert sent
    for mail in sent:
        words = mail.subject + unseal(mail.sealed, mail.bound_to).decode()
        for word in ("Neglect", case.reference, case.record.reference):
            assert word not in words
