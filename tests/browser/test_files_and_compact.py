"""The manager keeps files and publishes the compact; a member reads, signs, and is seen to have."""

import pytest
from playwright.sync_api import Page, expect

from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Account
from tests.browser import looking
from tests.browser.steps import download, follow, go_to, look, press, row, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import compact, files


@pytest.fixture
def member(vale: Vale) -> Account:
    """Somebody who sits on the executive group."""
    return compact.member(vale.board, "Jo Nettlefold")


def give(page: Page, label: str, name: str, data: bytes) -> None:
    """Choose a file."""
    page.get_by_label(label).set_input_files({"name": name, "mimeType": "", "buffer": data})


def date(page: Page, day: str, month: str, year: str) -> None:
    """Fill in the date on the page."""
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        page.get_by_label(label, exact=True).fill(value)


def test_the_manager_keeps_terms_of_reference(page: Page, vale: Vale) -> None:
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto(f"/vale/partnership/groups/{vale.board.record.reference}/")
    follow(page, "Add a file")
    look(page, "Add a file to Executive group")
    give(page, "File", "Terms.pdf", files.png())
    page.get_by_label("Terms of reference").check()
    press(page, "Add file")
    look(page)
    sees(page, "The file is called .pdf and is not one.")
    give(page, "File", "Terms.pdf", files.PDF)
    date(page, "1", "4", "2026")
    press(page, "Add file")
    sees(page, "Terms is added.", "In force from 1 April 2026", "Not scanned")
    look(page, "Executive group")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Terms (download, PDF").click()
    assert waited.value.suggested_filename == "Terms.pdf"
    follow(page, "Add a newer version")
    look(page, "Add a newer version of Terms")
    give(page, "File", "Terms 2.docx", files.office("docx"))
    date(page, "1", "9", "2026")
    press(page, "Add newer version")
    sees(page, "version 2", "Earlier versions")
    look(page)
    follow(row(page, "version 2"), "Remove")
    look(page, "Remove Terms")
    page.get_by_label("Reason").fill("Kept on the wrong group")
    press(page, "Remove file")
    sees(page, "Terms is removed.", "No files yet.")


def test_a_member_sees_why_a_file_is_held(phone: Page, vale: Vale, member: Account) -> None:
    files.kept(vale.board.record, title="Work programme")
    files.kept(vale.board.record, title="Odd letter")
    StoredFile.objects.filter(title="Odd letter").update(scan="infected", found="Eicar-Test")
    looking.sign_in(phone, member)
    phone.goto(f"/vale/partnership/groups/{vale.board.record.reference}/")
    sees(phone, "Work programme", "The scanner found Eicar-Test.")
    look(phone)
    expect(phone.get_by_role("link", name="Odd letter")).to_have_count(0)


def test_the_manager_publishes_a_compact_and_sees_who_has_not_signed(
    page: Page, vale: Vale, member: Account
) -> None:
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto("/vale/")
    go_to(page, "Partnership")
    follow(page, "Compact")
    look(page, "Compact")
    follow(page, "Publish a version")
    look(page, "Publish a version of the compact")
    press(page, "Publish version")
    sees(page, "Select at least one group")
    page.get_by_label("Executive group").check()
    page.get_by_label("Text").fill("# We agree\n\n- to share what keeps children safe")
    press(page, "Publish version")
    look(page, "Partnership compact")
    sees(page, "is published", "0 of 2 members signed.")
    follow(page, "See who has signed")
    look(page, "Signatures")
    page.get_by_label("State").select_option("Not signed")
    press(page, "Apply")
    sees(page, "Jo Nettlefold", "Robin Fernhollow")
    assert b"Jo Nettlefold" in download(page, "CSV file")
    follow(page, "Remind those who have not signed")
    look(page, "Remind those")
    press(page, "Send reminders")
    sees(page, "1 reminder queued.")


def test_a_member_signs_and_reads_their_pack(window: Page, vale: Vale, member: Account) -> None:
    compact.published(vale.partnership, vale.board)
    compact.an_item(vale.board, "How we work")
    looking.sign_in(window, member)
    window.goto("/vale/")
    look(window, "Home")
    follow(window, "Sign the compact")
    look(window, "Sign the partnership compact")
    window.get_by_label("Your full name").fill("Jo Someone")
    window.get_by_label("I have read the compact").check()
    press(window, "Sign compact")
    look(window)
    sees(window, "Enter your name as it stands here: Jo Nettlefold")
    window.get_by_label("Your full name").fill("jo nettlefold")
    press(window, "Sign compact")
    look(window, "Partnership compact")
    sees(window, "You have signed the compact.", "You signed it on")
    go_to(window, "Home")
    sees_not(window, "Sign the compact")
    follow(window, "Read your induction pack")
    look(window, "Induction")
    follow(window, "How we work")
    look(window, "How we work")
    press(window, "I have read this")
    sees(window, "You have read all of your pack.")


def test_the_manager_follows_who_has_read(page: Page, vale: Vale, member: Account) -> None:
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto("/vale/partnership/induction/")
    look(page, "Induction")
    follow(page, "Add an item")
    look(page, "Add an item to an induction pack")
    page.get_by_label("Group").select_option("Executive group")
    page.get_by_label("Title").fill("How we work")
    page.get_by_label("Text").fill("Read this.")
    press(page, "Add item")
    sees(page, "How we work is in the pack of Executive group.")
    follow(page, "See who has read")
    look(page, "Who has read their induction pack")
    expect(row(page, "Jo Nettlefold", "Not all read")).to_be_visible()
    page.goto("/vale/stewardship/files/")
    look(page, "Files")
