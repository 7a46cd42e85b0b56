"""Two people change the same thing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import RevisionedForm
from safeloom.web.stale import stale_page
from tests.web.reading import Page


class AgencyForm(RevisionedForm):
    name = fields.TextField(label="Name")
    kind = fields.SelectField(label="Kind", choices=[("health", "Health"), ("police", "Police")])
    areas = fields.CheckboxesField(label="Areas", choices=[("n", "North"), ("s", "South")])
    opened = DateField(label="Opened on")
    money = fields.MoneyField(label="Contribution")
    secret = fields.PasswordField(label="Password", required=False)


TYPED = {
    "csrfmiddlewaretoken": "x",
    "account_key": "x",
    "revision": "1",
    "name": "<i>Mine",
    "kind": "health",
    "areas": ["n", "s"],
    "opened-day": "1",
    "opened-month": "April",
    "opened-year": "2021",
    "money": "£12,000",
    "secret": "do not show",
}
NOW = {
    "revision": 4,
    "name": "Theirs",
    "kind": "police",
    "areas": ["s", "n"],
    "opened": date(2021, 4, 1),
    "money": Decimal("12000.00"),
}


@pytest.fixture
def page(rf):
    request = rf.post("/agency/?from=list", TYPED)
    request.user = AnonymousUser()
    form = AgencyForm(request.POST)
    assert form.is_valid()
    return stale_page(request, form, NOW, "Tom Reid", datetime(2026, 7, 1, 9, 5, tzinfo=UTC))


def test_both_versions_stand_side_by_side_with_who_and_when(page):
    assert page.status_code == 409
    html = page.content.decode()
    assert "Tom Reid saved a change on 1 July 2026 at 10:05" in html
    assert Page(html).rows[1:] == [
        ["Name Different", "<i>Mine", "Theirs"],
        ["Kind Different", "Health", "Police"],
        ["Areas", "North South", "North South"],
        ["Opened on", "1 April 2021", "1 April 2021"],
        ["Contribution", "£12,000", "£12,000.00"],
    ]


def test_keeping_mine_posts_everything_again_with_the_new_revision(page, rf):
    page = Page(page.content.decode())
    hidden = {}
    for one in page.inputs:
        hidden.setdefault(one["name"], []).append(one["value"])
    assert "do not show" not in str(hidden)
    again = AgencyForm(rf.post("/", hidden).POST)
    assert again.is_valid()
    assert again.cleaned_data["revision"] == 4
    assert again.cleaned_data["name"] == "<i>Mine"
    assert again.cleaned_data["areas"] == ["n", "s"]
    assert page.links["/agency/?from=list"] == "Keep what is there now"


def test_a_revision_that_is_not_one_is_a_problem_and_not_a_fault():
    form = AgencyForm({**TYPED, "revision": "old"})
    assert not form.is_valid() and "revision" in form.errors
