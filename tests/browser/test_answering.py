"""Who is asked answers in a browser: an outsider from the mail to the certificate, a child by a code, two
colleagues at once with the network gone."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from safeloom.domain.questionnaires.addresses import of_open_link
from safeloom.domain.questionnaires.commands.campaigns import open_link_for
from safeloom.domain.questionnaires.commands.inviting import invite, send_link
from safeloom.domain.questionnaires.models import Answer, Response
from safeloom.foundation.notices import worker
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import follow, give_day, look, press, sees, sees_not
from tests.domain.questionnaires.by_link import linked
from tests.factories import foundation, mail, partnership
from tests.factories import questionnaires as build
from tests.foundation.notices.servers import Server

pytestmark = pytest.mark.usefixtures("live_server")


@pytest.fixture
def response(live_server) -> Response:
    """What an agency is asked; Robin leads."""
    vale = foundation.partnership("vale", "Vale Partnership")
    return build.a_response(
        build.a_campaign(vale, title="Yearly audit"), partnership.an_agency(vale, "Vale Trust")
    )


def test_an_outsider_answers_from_the_mail_to_the_certificate(
    new_page: Opener, response: Response, settings
) -> None:
    # Given somebody without an account who was invited, and a real mail server that took the mail
    robin = partnership.somebody(
        response.campaign.partnership, "Robin Fernhollow", work_email="robin@trust.example"
    )
    invited = invite(by=None, response=response, person=robin, leads=True)
    send_link(by=None, contributor=invited)
    with Server() as server:
        mail.use(settings, server.port)
        worker.drain()
        [taken] = server.took
    address = re.search(r"https?://[^/]+(/answer/\S+)", taken.get_content())[1]
    # When they go the whole way on a telephone without scripts
    phone = new_page(viewport=PHONE, has_touch=True, java_script_enabled=False)
    phone.goto(address)
    look(phone, "Yearly audit")
    press(phone, "Start")
    look(phone, "Yearly audit")
    press_link(phone, "Begin")
    look(phone, "Leadership")
    phone.get_by_label("Not met").check()
    press(phone, "Save and continue")
    sees(phone, "Because of your answers there is 1 more question")
    phone.get_by_label("What is missing?").fill("Nobody leads on it.")
    press(phone, "Save and continue")
    look(phone, "People")
    phone.get_by_label("How many people work for you?").fill("12")
    phone.get_by_label("References").check()
    give_day(phone, "When was your policy last reviewed?", date(2026, 3, 4))
    press(phone, "Save and come back later")
    sees(phone, "Your answers are saved", "3 of 4 answered")
    phone.goto(address)  # another day
    press(phone, "Start")
    follow(phone, "Check your answers")
    look(phone, "Check your answers")
    follow(phone, "Sign off")
    look(phone, "Sign off as Chair of governors")
    phone.get_by_label("Your full name").fill("Sam Underhill")
    press(phone, "Sign off")
    press(phone, "Submit")
    # Then they have a certificate
    look(phone, "Submitted")
    sees(phone, "Vale Trust", "Robin Fernhollow", response.record.reference)


def press_link(page: Page, name: str) -> None:
    """Follow the link that looks like a button."""
    page.get_by_role("link", name=name, exact=True).click()


def test_a_child_answers_by_a_code_and_nobody_is_told_who(
    new_page: Opener, response: Response
) -> None:
    vale = response.campaign.partnership
    campaign = build.a_campaign(
        vale, response.campaign.version, title="How safe do you feel?", anonymous=True
    )
    link = open_link_for(by=None, campaign=campaign, label="Youth club")
    phone = new_page(viewport=PHONE, has_touch=True, java_script_enabled=False)
    seeing = new_page(viewport=PHONE)
    for page, see in ((phone, look), (seeing, sees)):
        page.goto(of_open_link(link.code))
        see(page, "How safe do you feel?")
        press(page, "Start")
        see(page, "Leadership")
        page.get_by_label("Not met").check()
        press(page, "Continue")
        page.get_by_label("What is missing?").fill("Nobody asks us.")
        press(page, "Continue")
        see(page, "People")
        press(page, "Continue")
        see(page, "Check your answers")
        sees(page, "Nobody asks us.")
    press(phone, "Send my answers")
    look(phone, "Thank you")
    assert phone.context.cookies() == [] and Response.objects.filter(campaign=campaign).count() == 1


def test_two_colleagues_and_a_lost_network_lose_nothing(
    page: Page, new_page: Opener, response: Response
) -> None:
    vale = response.campaign.partnership
    colleagues = []
    for name, leads, window in (("Robin", True, page), ("Ash", False, new_page())):
        person = partnership.somebody(vale, f"{name} Invented")
        build.a_contributor(response, person, leads=leads)
        window.goto(f"/answer/{linked(response, person)[0]}/")
        press(window, "Start")
        window.goto("/answer/section/leadership/")
        colleagues.append(window)
    robin, ash = colleagues

    def words() -> str:
        return Answer.objects.get(question__key="why").text

    # What one chooses is saved at once, were one quicker than the script; what depends on it is there
    late: list[Route] = []
    robin.route("**/answering*.js", lambda route: late.append(route))
    robin.reload(wait_until="commit")
    expect(robin.get_by_label("What is missing?")).to_be_hidden()
    robin.get_by_label("Not met").check()
    while not late:
        robin.wait_for_timeout(20)
    late[0].continue_()
    expect(robin.get_by_label("What is missing?")).to_be_visible()
    expect(robin.locator("[data-saving]")).to_contain_text(re.compile(r"Saved at \d\d:\d\d"))
    look(robin, "Leadership")
    # What is typed is saved within five seconds
    robin.get_by_label("What is missing?").fill("Nobody leads on it.")
    expect(robin.locator("[data-saving]")).to_contain_text("Saved", timeout=5_000)
    robin.wait_for_function("() => document.querySelector('[name=seen-why]').value > '1'")
    assert words() == "Nobody leads on it."
    # The network goes: the text stays, with a warning; it comes back: it is saved
    robin.context.set_offline(True)
    robin.get_by_label("What is missing?").fill("Nobody leads on it. We looked.")
    sees(robin, "Not saved: no connection. Keep this page open.")
    assert words() == "Nobody leads on it."
    robin.context.set_offline(False)
    expect(robin.locator("[data-saving]")).to_contain_text("Saved at")
    assert words() == "Nobody leads on it. We looked."
    # What was saved while its answer got lost on the way is not met again as somebody else's
    gone = "**/answer/section/leadership/"
    robin.route(gone, lambda route: (route.fetch(), route.abort("connectionreset")))
    robin.get_by_label("What is missing?").fill("Nobody leads on it. We looked twice.")
    sees(robin, "Not saved: no connection. Keep this page open.")
    assert words() == "Nobody leads on it. We looked twice."
    # Without a connection the button, too, leaves one on the page
    press(robin, "Save and continue")
    expect(robin.get_by_label("What is missing?")).to_have_value(
        "Nobody leads on it. We looked twice."
    )
    robin.unroute_all(behavior="wait")
    robin.get_by_label("What is missing?").fill("Nobody leads on it. We looked.")
    expect(robin.locator("[data-saving]")).to_contain_text("Saved at", timeout=10_000)
    robin.wait_for_function("() => document.querySelector('[name=seen-why]').value > '4'")
    assert words() == "Nobody leads on it. We looked."
    sees_not(robin, "You, in another window")
    # A colleague whose page is older writes the same answer: both are shown, in place
    ash.get_by_label("Not met").check()
    ash.get_by_label("What is missing?").fill("Ash leads on it.")
    sees(ash, "A colleague changed an answer while you were typing", "Robin Invented")
    assert words() == "Nobody leads on it. We looked."
    look(ash)
    ash.get_by_label("Both, this one first").check()
    press(ash, "Save and continue")
    look(ash, "People")
    assert words() == "Nobody leads on it. We looked.\nAsh leads on it."
    sees_not(ash, "There is a problem")
    # Nothing is kept in the browser
    kept = "() => [localStorage.length, sessionStorage.length]"
    assert robin.evaluate(kept) == [0, 0]
