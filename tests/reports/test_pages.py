"""The pages, as somebody meets them."""

import pytest
from django.test import Client
from django.urls import reverse

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import HeldDraft
from safeloom.reports import commands
from safeloom.reports.home import awaiting_sign_off, sections_to_write
from safeloom.reports.models import FrozenReport, Report, ReportSection
from tests.factories import foundation, indicators, reports
from tests.factories import partnership as structure

pytestmark = pytest.mark.django_db


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=["vale", *args])


@pytest.fixture
def manager(vale) -> Client:
    return client_of(foundation.granted("business-manager", vale))


@pytest.fixture
def report(vale) -> Report:
    return reports.a_report(vale)


def test_the_manager_opens_a_report_gives_a_section_out_and_approves_it(vale, manager) -> None:
    days = {"period_start": "2025-04-01", "period_end": "2026-03-31"}
    answer = manager.post(page("open"), {"definition": "yearly-report", "edition": "2023", **days})
    report = Report.objects.get()
    assert answer["Location"] == page("record", report.pk)
    writer = structure.somebody(vale, "Wren Invented")
    section = reports.written(report)
    given = {"owner": str(writer.pk), "state": "approved", "revision": section.revision}
    manager.post(page("section-manage", section.pk), given)
    said = manager.get(page("record", report.pk)).content.decode()
    assert "Wren Invented" in said and "Approved" in said


def test_wrong_days_are_told_and_nothing_is_opened(manager) -> None:
    days = {"period_start": "2026-04-01", "period_end": "2025-03-31"}
    answer = manager.post(page("open"), {"definition": "yearly-report", **days})
    assert answer.status_code == 422 and "must be after the first" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_checklist_says_on_screen_what_was_not_checked(manager, report) -> None:
    said = manager.get(page("record", report.pk)).content.decode()
    assert "Not checked against the guidance" in said and "Seen in a public source" in said
    assert "may have gaps" in said


def test_an_agency_lead_writes_the_agencys_section_and_sees_nothing_else(vale, report) -> None:
    agency = structure.an_agency(vale, "Elm Trust")
    lead = client_of(foundation.granted("agency-lead", vale, over=agency.principal))
    mine, other = reports.section(report, "voice"), reports.section(report, "money")
    commands.assign_section(by=None, section=mine, owner=agency.principal)
    listed = lead.get(page("list")).content.decode()
    assert mine.title in listed and other.title not in listed
    assert report.record.reference not in listed
    mine.refresh_from_db()
    saved = lead.post(page("section", mine.pk), {"text": "We asked.", "revision": mine.revision})
    assert saved.status_code == 302 and reports.section(report, "voice").text == "We asked."
    for name, row in (("section", other), ("record", report), ("read", report)):
        assert lead.get(page(name, row.pk)).status_code == 404
    assert lead.post(page("section", other.pk), {"text": "x", "revision": 1}).status_code == 404
    assert lead.post(page("section-manage", mine.pk), {}).status_code == 404


def test_a_section_of_a_colleague_in_post_is_the_leads_too(vale, report) -> None:
    agency = structure.an_agency(vale)
    colleague = structure.somebody(vale)
    structure.in_post(structure.a_post(agency), colleague)
    section = reports.section(report, "voice")
    commands.assign_section(by=None, section=section, owner=colleague.principal)
    lead = foundation.granted("agency-lead", vale, over=agency.principal)
    assert client_of(lead).get(page("section", section.pk)).status_code == 200


def test_two_who_write_at_once_see_both_versions(manager, report) -> None:
    section = reports.written(report, text="Hers")
    answer = manager.post(page("section", section.pk), {"text": "His", "revision": 1})
    said = answer.content.decode()
    assert answer.status_code == 409 and "Hers" in said and "His" in said
    assert reports.section(report).text == "Hers"


def test_a_preview_shows_the_figure_and_saves_nothing(vale, manager, report) -> None:
    measure = indicators.measure(vale, "plans")
    indicators.returned(measure, "Q4 2025-26", structure.an_area(vale), 1234)
    section = reports.section(report)
    typed = "There were [[plans/total/q4 2025-26/value]] <script>plans</script>."
    posted = {"text": typed, "revision": section.revision, "preview": "1"}
    said = manager.post(page("section", section.pk), posted).content.decode()
    assert ">1,234</a>" in said and "<script>plans" not in said
    assert reports.section(report).text == ""


def test_a_text_typed_while_the_session_ended_is_offered_again(vale, report) -> None:
    account = foundation.granted("business-manager", vale)
    client = client_of(account)
    section = reports.section(report)
    address = page("section", section.pk)
    key = client.get(address).content.decode().split('name="account_key" value="')[1].split('"')[0]
    client.logout()
    client.post(address, {"text": "Long thought.", "revision": 1, "account_key": key})
    client.force_login(account)
    draft = HeldDraft.objects.get()
    assert "Long thought." in client.get(f"{address}?draft={draft.pk}").content.decode()
    assert reports.section(report).text == ""


def test_a_number_typed_by_hand_is_answered_for_on_its_page(manager, report) -> None:
    section = reports.written(report, text="We trained 412 people.")
    address = page("numbers", section.pk)
    assert "412" in manager.get(address).content.decode()
    without = {"number": "412", "line": section.text, "reason": ""}
    assert manager.post(address, without).status_code == 422
    manager.post(address, without | {"reason": "From the register."})
    said = manager.get(address).content.decode()
    assert "From the register." in said and "Let it stand" not in said


def test_three_executives_sign_and_the_third_freezes(vale, report) -> None:
    reports.written(report)
    reports.settle(report)
    signers = reports.partners(vale)
    for agency, account in signers:
        client = client_of(account)
        said = client.get(page("sign-off", report.pk)).content.decode()
        content = said.split('name="content" value="')[1].split('"')[0]
        posted = {"agency": str(agency.pk), "content": content}
        assert client.post(page("sign-off", report.pk), posted).status_code == 302
        others = {"agency": str(signers[0][0].pk if agency != signers[0][0] else signers[1][0].pk)}
        assert client.post(page("sign-off", report.pk), posted | others).status_code == 404
    report.refresh_from_db()
    assert report.is_frozen
    file = client.get(page("frozen-file", report.pk, 1, "report.html"))
    assert b"Signed off" in file.content and "attachment" in file["Content-Disposition"]
    assert AuditRow.objects.filter(verb="report.download", by_id=account.person_id).count() == 1


def test_a_version_signed_before_there_was_word_says_so(vale, report, manager, monkeypatch) -> None:
    reports.written(report)
    keep = FrozenReport.objects.create
    without = lambda **kept: keep(**kept | {"docx": None})  # noqa: E731
    monkeypatch.setattr(FrozenReport.objects, "create", without)
    reports.signed(reports.settle(report), reports.partners(vale))
    said = manager.get(page("downloads", report.pk)).content.decode()
    assert "was not kept: this version was signed before" in said
    assert page("frozen-file", report.pk, 1, "report.pdf") in said
    assert page("frozen-file", report.pk, 1, "report.docx") not in said
    assert manager.get(page("frozen-file", report.pk, 1, "report.docx")).status_code == 404


def test_what_changed_while_it_was_being_read_is_not_signed(vale, report) -> None:
    reports.written(report)
    reports.settle(report)
    agency, account = reports.partners(vale)[0]
    client = client_of(account)
    posted = {"agency": str(agency.pk), "content": "0" * 64}
    said = client.post(page("sign-off", report.pk), posted, follow=True).content.decode()
    assert "has changed since you opened this page" in said


def test_home_tells_who_writes_who_approves_and_who_signs(vale, report) -> None:
    signer = reports.partners(vale)[0][1]
    writer = foundation.granted("scrutineer", vale)
    manager = foundation.granted("business-manager", vale)
    section = reports.section(report, "scrutiny")
    commands.assign_section(by=None, section=section, owner=writer.person.principal)
    assert [line.words for line in _home(sections_to_write, writer, vale)] == [
        "Write “Independent scrutiny”"
    ]
    reports.written(report, "scrutiny")
    section.refresh_from_db()
    commands.mark_section(by=None, section=section, state=ReportSection.State.READY)
    assert _home(sections_to_write, writer, vale) == []
    assert "Approve “Independent scrutiny”" in [
        line.words for line in _home(sections_to_write, manager, vale)
    ]
    assert _home(awaiting_sign_off, signer, vale) == []
    reports.settle(report)
    (line,) = _home(awaiting_sign_off, signer, vale)
    assert line.words.startswith("Sign off Yearly report 2025-26 for")
    assert _home(awaiting_sign_off, manager, vale) == []


def _home(card, account, partnership):
    from safeloom.foundation.access.rule import Viewer
    from safeloom.foundation.today import today

    return card(Viewer(account, today()), partnership, None)


@pytest.mark.parametrize("name", ["list", "record", "section", "figures", "downloads"])
def test_a_page_asks_the_same_number_of_questions_for_1_row_and_3(
    vale, manager, report, name, django_assert_max_num_queries
) -> None:
    measure = indicators.measure(vale)
    area = structure.an_area(vale)
    indicators.returned(measure, "Q4 2025-26", area, 40)
    section = reports.written(report, text="So [[nothing/total/2025-26/value]] and 7.")
    commands.add_block(by=None, section=section, block="measure_chart", about=[measure.record])
    row = {"list": (), "record": (report.pk,), "downloads": (report.pk,)}.get(name, (section.pk,))
    manager.get(page(name, *row))
    with django_assert_max_num_queries(100) as first:
        assert manager.get(page(name, *row)).status_code == 200
    owner = structure.an_agency(vale)
    for number in range(2):
        reports.a_report(vale)
        more = indicators.measure(vale)
        indicators.returned(more, "Q4 2025-26", area, 30)
        commands.add_block(by=None, section=section, block="measure_chart", about=[more.record])
        other = reports.written(report, ("voice", "money")[number], text="And 8 and 9.")
        commands.assign_section(by=None, section=other, owner=owner.principal)
    with django_assert_max_num_queries(100) as second:
        assert manager.get(page(name, *row)).status_code == 200
    assert len(second) == len(first)
