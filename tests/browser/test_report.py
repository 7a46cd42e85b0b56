"""The yearly report: written by the business manager, signed by the executives, downloaded."""

import csv
import io
import json
from collections.abc import Callable

import docx
from playwright.sync_api import Page, expect

from safeloom.domain.partnership.models import Agency
from safeloom.kernel.periods import Period
from safeloom.reports.models import Report
from tests.browser import looking
from tests.browser.steps import download, follow, give_day, go_to, look, press, row, sees, sign_in
from tests.browser.vale import Vale
from tests.factories import reports

Opener = Callable[..., Page]


def _year(vale: Vale) -> Period:
    """The year before the quarter whose returns are still wanted: all of its numbers are in."""
    last = vale.quarter.previous()
    return Period(last.same_last_year().next().start, last.end)


def _opened(page: Page, year: Period) -> None:
    go_to(page, "Report")
    look(page, "Reports")
    follow(page, "Open a report")
    for label, day in (("First day", year.start), ("Last day", year.end)):
        give_day(page, label, day)
    look(page, "Open a report")
    press(page, "Open report")


def test_a_report_from_the_first_word_to_the_download(new_page: Opener, vale: Vale) -> None:
    page, year = new_page(), _year(vale)
    sign_in(page, vale.somebody("business-manager"))
    _opened(page, year)
    look(page, "Yearly report")
    follow(page, "Foreword")
    follow(page, "find a figure")
    look(page, "Figures for “Foreword”")
    page.get_by_label("Measure, area or agency").fill("new plans")
    press(page, "Find")
    figure = row(page, "Vale Partnership", year.label(), "384")
    typed = figure.get_by_text("[[").inner_text()
    follow(page, "Foreword")
    page.get_by_label("Text").fill(f"There were {typed} new plans. We met 37 families.")
    press(page, "Preview")
    look(page, "Foreword")
    sees(page, "Preview, not saved", "There were 384 new plans")
    press(page, "Save section")
    sees(page, "“Foreword” is saved")

    follow(page, "Numbers typed by hand")
    look(page, "Numbers typed by hand in “Foreword”")
    expect(page.get_by_role("heading", name="37")).to_be_visible()
    expect(page.get_by_role("heading", name="384")).to_have_count(0)
    report = Report.objects.get()
    page.goto(f"/vale/reports/{report.pk}/")
    sees(page, "Look at 37 in “Foreword”")
    follow(page, "Look at 37")
    page.get_by_label("Why 37 can stand without a source").fill("Counted at the family days.")
    press(page, "Let it stand")
    sees(page, "37 can stand")
    reports.settle(report)

    for agency in (vale.council, vale.health, vale.police):
        _signed(new_page(), vale, agency, report)
    page.goto(f"/vale/reports/{report.pk}/")
    look(page, report.record.title)
    sees(page, "Signed off")
    follow(page, "Download")
    look(page, "Download")
    html = download(page, "report.html").decode()
    assert "new plans" in html and "37 families" in html
    assert download(page, "report.pdf").startswith(b"%PDF")
    word = docx.Document(io.BytesIO(download(page, "report.docx")))
    assert "37 families" in "\n".join(one.text for one in word.paragraphs)
    figures = list(csv.DictReader(io.StringIO(download(page, "figures.csv").decode("utf-8-sig"))))
    assert "384" in {one["value"] for one in figures}
    assert json.loads(download(page, "figures.json"))
    assert Report.objects.get().is_frozen
    reader = new_page()
    reader.set_content(html)
    look(reader)


def _signed(page: Page, vale: Vale, agency: Agency, report: Report) -> None:
    """An executive reads and signs."""
    sign_in(page, vale.somebody("statutory-partner", agency))
    look(page, "Home")
    follow(page, "Sign off")
    look(page, report.record.title)
    press(page, f"Sign off for {agency.name}")
    sees(page, "You have signed the report off")


def test_an_executive_signs(window: Page, vale: Vale) -> None:
    report = reports.a_report(vale.partnership)
    reports.written(report)
    reports.settle(report)
    _signed(window, vale, vale.council, report)
    look(window)
    expect(row(window, "Vale Council", "Ash Statutory Partner")).to_have_count(1)
    expect(row(window, "Vale Constabulary", "Not yet")).to_have_count(1)


def test_a_lead_writes_the_section_that_is_theirs(page: Page, vale: Vale) -> None:
    report = reports.a_report(vale.partnership)
    section = reports.section(report, "impact")
    reports.commands.assign_section(by=None, section=section, owner=vale.police.principal)
    sign_in(page, vale.somebody("agency-lead", vale.police))
    follow(page, f"Write “{section.title}")
    look(page, section.title)
    page.get_by_label("Text").fill("Fewer children were arrested.")
    press(page, "Save section")
    sees(page, "is saved")
    press(page, "Call this section ready")
    sees(page, "is ready to be approved")
    for address in (f"/vale/reports/{report.pk}/", f"/vale/reports/{report.pk}/read/"):
        answer = page.goto(address)
        assert answer is not None and answer.status == 404, address
    other = reports.section(report, "foreword")
    answer = page.goto(f"/vale/reports/sections/{other.pk}/")
    assert answer is not None and answer.status == 404


def test_the_manager_draws_the_structure_in_a_report(page: Page, vale: Vale) -> None:
    report = reports.a_report(vale.partnership)
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto(f"/vale/reports/sections/{reports.section(report).pk}/")
    follow(page, "Add a live block")
    look(page, "Add a live block")
    follow(page, "Structure chart")
    look(page, "Structure chart")
    press(page, "Add live block")
    look(page, "Foreword")
    page.goto(f"/vale/reports/{report.pk}/read/")
    look(page)
    expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()
    expect(row(page, "Quality group", "Executive group").first).to_be_attached()
