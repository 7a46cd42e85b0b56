"""An agency grades its own training, a peer reads that one return with its files and grades it too; nothing
typed is lost on the way, and what is found becomes an action."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview
from tests.browser import looking
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import download, follow, give_day, go_to, look, press, row, sees, sees_not
from tests.browser.vale import Vale
from tests.factories.files import PDF
from tests.factories.questionnaires import a_response
from tests.factories.training_assurance import a_round, returned

ROUND, SAID = "Training assurance 2026", "We watched two courses."


def test_a_return_is_graded_reviewed_by_a_peer_and_acted_on(new_page: Opener, vale: Vale) -> None:
    round_ = a_round(vale.partnership, ROUND)
    a_response(round_, vale.council)
    returned(round_, vale.police)
    unit, council, peer = new_page(), new_page(viewport=PHONE, has_touch=True), new_page()
    looking.sign_in(unit, vale.somebody("coordinator"))
    looking.sign_in(council, vale.somebody("agency-lead", vale.council))
    looking.sign_in(peer, vale.somebody("agency-lead", vale.police))
    _grade_oneself(council)
    _assign(unit)
    _read_as_a_peer(peer)
    _grade_as_a_peer(peer)
    _learn_what_the_peer_says(council)
    _act_on_it(unit)


def _grade_oneself(lead: Page) -> None:
    lead.goto("/vale/")
    go_to(lead, "Assurance")
    lead.get_by_role("link", name=re.compile(ROUND)).first.click()
    follow(lead, "Answer it")
    follow(lead, "Begin")
    look(lead, "Course content")
    lead.get_by_label("Green").check()
    lead.get_by_label("How do you know?").fill(SAID)
    file = {"name": "Course outline.pdf", "mimeType": "application/pdf", "buffer": PDF}
    lead.get_by_label("Which files show it?").set_input_files(file)
    lead.get_by_role("button", name="Save and continue").last.click()
    sees(lead, "Take-up")
    lead.get_by_label("Green").check()
    lead.get_by_role("button", name="Save and continue").last.click()
    press(lead, "Submit")
    sees(lead, "Submitted")


def _assign(unit: Page) -> None:
    unit.goto("/vale/")
    go_to(unit, "Assurance")
    follow(unit, "Training assurance")
    look(unit, "Training assurance")
    follow(unit, ROUND)
    follow(unit, "Assign the reviews by lot")
    look(unit, "Assign the reviews by lot")
    press(unit, "Assign reviews")
    sees(unit, "2 reviews are assigned by the number")
    look(unit, ROUND)


def _read_as_a_peer(peer: Page) -> None:
    peer.goto("/vale/")
    follow(peer, "Review the training of Vale Council")
    look(peer, "Review of the training of Vale Council")
    sees(peer, SAID)
    assert download(peer, "Course outline") == PDF
    assert (
        AuditRow.objects.get(verb="training-assurance.open-file").after["file"] == "Course outline"
    )


def _grade_as_a_peer(peer: Page) -> None:
    follow(peer, "Grade it")
    look(peer, "Grade the training of Vale Council")
    content = peer.get_by_role("group", name="Course content: your grade")
    content.get_by_label("Red").check()
    why = peer.get_by_label("Course content: why")
    why.fill("The outline leaves out neglect.")
    # It is saved while one types; the reviewer leaves and comes back
    expect(peer.locator("[data-saving]")).to_contain_text("Saved at")
    expect(peer.locator("[data-saving]")).to_be_visible()
    why.fill("The outline leaves out neglect, and so do the slides.")
    press(peer, "Save and come back later")
    sees(peer, "Your draft is saved. Only your agency reads it.", "A draft was saved")
    look(peer, "Review of the training of Vale Council")
    follow(peer, "Go on grading")
    expect(content.get_by_label("Red")).to_be_checked()
    expect(why).to_have_value("The outline leaves out neglect, and so do the slides.")
    # Handed in half: it stays, and what is missing is said
    press(peer, "Hand in the review")
    look(peer, "Grade the training of Vale Council")
    sees(peer, "There is a problem")
    expect(why).to_have_value("The outline leaves out neglect, and so do the slides.")
    peer.get_by_role("group", name="Take-up: your grade").get_by_label("Green").check()
    peer.get_by_label("What do you make of it as a whole?").fill("Honest, and well watched.")
    press(peer, "Hand in the review")
    sees(peer, "The review is done. The agency can read it.", "Honest, and well watched.")
    sees_not(peer, SAID, "Course outline")
    assert PeerReview.objects.get(response__agency__principal__name="Vale Council").done
    assert PeerGrade.objects.filter(review__done__isnull=False).count() == 2


def _learn_what_the_peer_says(lead: Page) -> None:
    lead.goto("/vale/assurance/responses/")
    lead.get_by_role("link", name=re.compile("^RE-|^RS-")).first.click()
    look(lead, "Vale Council")
    sees(lead, "The outline leaves out neglect, and so do the slides.", "Honest, and well watched.")


def _act_on_it(unit: Page) -> None:
    unit.reload()
    look(unit, ROUND)
    expect(row(unit, "Course content", "100%", "0%")).to_be_visible()
    unit.get_by_role("rowheader").get_by_role("link", name="Vale Council").click()
    look(unit, "Vale Council")
    follow(unit, "Add an action")
    unit.get_by_label("What is to be done?").fill("Put neglect into the outline.")
    give_day(unit, "Due", today() + timedelta(days=60))
    unit.get_by_role("main").get_by_role("button").last.click()
    sees(unit, "Put neglect into the outline.")
