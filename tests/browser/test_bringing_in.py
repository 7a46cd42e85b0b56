"""The business manager brings people in from a sheet nobody prepared, and takes it back."""

from playwright.sync_api import Page, expect

from safeloom.foundation.identity.models import Person
from tests.browser.steps import follow, go_to, look, press, row, sees, sign_in
from tests.browser.vale import Vale
from tests.factories.sheets import xlsx

ROWS = [
    ["Contacts of the partnership", None, None, None],
    [],
    ["Wer", "Does what", "For whom", "Reached at"],
    ["Fern, Ash", "Head of service", "Vale Council", "ash@vale.example"],
    ["Jo Reed", "Inspector", "Vale Constabulry", "jo@vale.example"],
    ["Total", 2, None, None],
]


def _send(page: Page, rows: list) -> None:
    name = "contacts.xlsx"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    sent = {"name": name, "mimeType": kind, "buffer": xlsx(rows)}
    page.get_by_label("File").set_input_files(sent)
    press(page, "Look through file")


def test_people_are_mapped_mended_accepted_and_undone(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("business-manager"))
    before = Person.objects.count()
    go_to(window, "Partnership")
    follow(window, "People")
    follow(window, "Bring in a file")
    look(window, "Bring in people")
    _send(window, ROWS)
    look(window, "What do the columns of contacts.xlsx hold?")
    sees(window, "Fern, Ash; Jo Reed")
    columns = {"Wer": "Name", "Does what": "Post", "For whom": "Agency", "Reached at": "E-mail"}
    for heading, field in columns.items():
        window.get_by_label(heading, exact=True).select_option(label=field)
    press(window, "Save columns")
    look(window, "Look through contacts.xlsx")
    sees(window, "Nothing is written yet", "Did you mean Vale Constabulary?")
    expect(row(window, "Ash Fern", "Head of service", "New")).to_be_visible()
    follow(window, "Send the file again")
    mended = [*ROWS[:4], [*ROWS[4][:2], "Vale Constabulary", ROWS[4][3]], ROWS[5]]
    _send(window, mended)
    # The same headings are not asked about again.
    look(window, "Look through contacts.xlsx")
    press(window, "Accept 2 rows")
    look(window, "People brought in")
    assert Person.objects.count() == before + 2
    follow(window, "Go to the people")
    expect(row(window, "Ash Fern", "Head of service")).to_be_visible()
    window.go_back()
    press(window, "Undo this file")
    look(window, "People brought in")
    sees(window, "It is undone", "It was undone on")
    assert Person.objects.count() == before
    follow(window, "Bring in a file")
    look(window, "Bring in a file")
    expect(row(window, "contacts.xlsx", "Undone")).to_be_visible()


def test_two_entries_are_made_one(page: Page, vale: Vale) -> None:
    from tests.factories import partnership as structure

    keep = structure.somebody(vale.partnership, "Sam Alderwood", work_email="sam@vale.example")
    other = structure.somebody(vale.partnership, "S Alderwood")
    structure.in_post(structure.a_post(vale.police, "Inspector"), other)
    sign_in(page, vale.somebody("business-manager"))
    page.goto(f"/vale/partnership/people/{keep.pk}/")
    follow(page, "They are entered twice")
    look(page, "Who is the same person as Sam Alderwood?")
    page.get_by_label("The same person").select_option(label="S Alderwood (no e-mail known)")
    press(page, "See what would happen")
    look(page, "Make one person of two")
    page.get_by_label("Sam Alderwood (sam@vale.example)").check()
    press(page, "Merge the two entries")
    look(page, "Sam Alderwood")
    expect(row(page, "Inspector", "Vale Constabulary").first).to_be_visible()
    page.goto(f"/vale/partnership/people/{other.pk}/")
    look(page, "Sam Alderwood")
