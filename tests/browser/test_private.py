"""A co-ordinator keeps somebody's private number, and finds them by it weeks later, on a telephone."""

from playwright.sync_api import Page, expect

from safeloom.foundation.audit.models import AuditRow
from tests.browser import looking
from tests.browser.steps import follow, look, press, sees
from tests.browser.vale import Vale
from tests.factories import partnership as structure


def test_a_private_number_is_kept_found_and_shown(phone: Page, vale: Vale) -> None:
    ada = structure.somebody(vale.partnership, "Ada Penhallow")
    looking.sign_in(phone, vale.somebody("coordinator"))
    phone.goto(f"/vale/partnership/people/{ada.pk}/private/change/")
    phone.get_by_label("Private telephone").fill("0117 496 0123")
    phone.get_by_label("Private address").fill("7 Invented Row, Vale")
    press(phone, "Save private contact")
    sees(phone, "The private contact was saved")
    expect(phone.get_by_text("496")).to_have_count(0)
    phone.goto("/vale/partnership/people/")
    sees(phone, "found only when typed in full")
    phone.get_by_label("Find by private telephone or address").fill("4960123")
    press(phone, "Find person")
    sees(phone, "Nobody has exactly this number or address.")
    phone.get_by_label("Private telephone or address").fill("+44 117 4960123")
    press(phone, "Find person")
    look(phone, "Find by private telephone or address")
    assert "4960123" not in phone.url
    follow(phone, "Ada Penhallow")
    press(phone, "Show private telephone and address")
    look(phone, "Private contact of Ada Penhallow")
    sees(phone, "0117 496 0123")
    verbs = AuditRow.objects.filter(verb__startswith="private-contact.").order_by("at")
    assert [row.verb.partition(".")[2] for row in verbs] == ["show", "keep", "find", "find", "show"]
