"""Two people change the same thing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import example, given
from hypothesis import strategies as st

from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import RevisionedForm
from safeloom.web.stale import both_of, stale_page
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


LINES = st.lists(st.sampled_from("abcd"), max_size=8).map("\n".join)


@given(theirs=LINES, mine=LINES)
@example(theirs="Agreed.", mine="Refused.")
def test_both_versions_of_a_text_have_every_line_of_each(theirs, mine):
    kept = both_of(theirs, mine).splitlines()
    for version in (theirs, mine):
        left = iter(kept)
        assert all(line in left for line in version.splitlines())
    assert both_of(theirs, theirs).splitlines() == theirs.splitlines()


class NotesForm(RevisionedForm):
    notes = fields.LongTextField(label="Notes")
    outcome = fields.RadioField(
        label="Outcome", required=False, choices=[("", "Open"), ("d", "Done")]
    )


def kept_both(rf, typed: dict, now: dict) -> dict | None:
    """What the page would post where both are kept; None where that is not offered."""
    request = rf.post("/notes/", {"revision": "1", "outcome": "", **typed})
    request.user = AnonymousUser()
    form = NotesForm(request.POST)
    assert form.is_valid()
    html = stale_page(
        request, form, {"outcome": "", "revision": 2, **now}, None, None
    ).content.decode()
    if "Save both" not in html:
        return None
    first, _ = html.split("Save both")
    return {one["name"]: one["value"] for one in Page(first).inputs}


def test_both_texts_are_kept_and_what_was_left_blank_stays_as_it_is_now(rf):
    both = kept_both(rf, {"notes": "Began.\nMine"}, {"notes": "Began.\nTheirs", "outcome": "d"})
    assert (both["notes"], both["outcome"], both["revision"]) == ("Began.\nTheirs\nMine", "d", "2")


def test_where_only_one_wrote_there_is_nothing_to_put_together(rf):
    assert kept_both(rf, {"notes": "Mine"}, {"notes": ""}) is None
    assert kept_both(rf, {"notes": "Same"}, {"notes": "Same", "outcome": "d"}) is None
