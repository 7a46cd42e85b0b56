"""Forms as they come to the page."""

from decimal import Decimal

import pytest
from django import forms as plain
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, form_page
from tests.web.reading import Page


class AgencyForm(Form):
    name = fields.TextField(label="Name", help_text="As in its own papers", max_length=20)
    email = fields.EmailField(label="Work e-mail", required=False)
    kind = fields.RadioField(
        label="Kind",
        choices=[("health", "Health"), ("police", "Police")],
        hints={"health": "Trusts and boards"},
    )
    areas = fields.CheckboxesField(label="Areas", choices=[("n", "North"), ("s", "South")])
    opened = DateField(label="Opening date")
    money = fields.MoneyField(label="Contribution", required=False)
    note = fields.LongTextField(label="Note", words=5, required=False)
    checked = fields.CheckboxField(label="I have checked this")


@pytest.fixture
def show(rf):
    def shown(form, method="get", **context):
        request = getattr(rf, method)("/", {})
        request.user = AnonymousUser()
        response = form_page(request, form, title="Add an agency", button="Save agency", **context)
        return response, response.content.decode()

    return shown


def test_an_empty_form_is_shown_without_complaint(show):
    response, html = show(AgencyForm())
    assert response.status_code == 200
    assert "<title>Add an agency – Safeloom</title>" in html
    assert "There is a problem" not in html
    assert "csrfmiddlewaretoken" in html
    assert "Work e-mail (optional)" in html and "Name (optional)" not in html


def test_an_invalid_form_says_so_at_the_top_and_at_each_field(show):
    response, html = show(AgencyForm({"note": "one two three four five six", "money": "much"}))
    assert response.status_code == 422
    assert "<title>Error: Add an agency" in html
    page = Page(html)
    told = {url: words for url, words in page.links.items() if url.startswith("#id_")}
    assert told == {
        "#id_name": "Enter the name",
        "#id_kind_0": "Select the kind",
        "#id_areas_0": "Select the areas",
        "#id_opened-day": "Enter the opening date",
        "#id_money": "Contribution must be a number, like 1,200",
        "#id_note": "Note must be 5 words or fewer; you entered 6",
        "#id_checked": "Tick “I have checked this” to go on",
    }
    assert all(url[1:] in page.ids for url in told)


def test_what_describes_an_input_is_there_and_says_it(show):
    _, html = show(AgencyForm({}))
    page = Page(html)
    described = (page.input("name")["aria-describedby"] or "").split()
    assert [page.ids[name].strip() for name in described] == [
        "As in its own papers",
        "Error: Enter the name",
    ]
    for one in page.inputs:
        for name in (one.get("aria-describedby") or "").split():
            assert name in page.ids
        if one.get("type") != "hidden":
            assert f'for="{one["id"]}"' in html


def test_what_was_typed_is_still_there(show):
    _, html = show(AgencyForm({"name": "<b>Trust", "kind": "police", "areas": ["s"]}))
    page = Page(html)
    assert page.input("name")["value"] == "<b>Trust"
    ticked = {(one["name"], one["value"]) for one in page.inputs if "checked" in one}
    assert ticked == {("kind", "police"), ("areas", "s")}


def test_a_form_of_another_package_gets_the_same_markup():
    class Foreign(plain.Form):
        login = plain.EmailField(label="E-mail")
        remember = plain.BooleanField(required=False)

    html = str(Foreign({"login": ""}))
    assert 'class="govuk-input govuk-input--error"' in html
    assert "govuk-checkboxes__input" in html
    assert "govuk-error-message" in html


def test_both_layouts_hold_a_form(show):
    for template in ("web/form.html", "web/question.html"):
        _, html = show(AgencyForm(), template=template, back="/before/", cancel="/out/")
        assert "Save agency" in html and 'href="/out/"' in html


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_money_is_read_with_its_sign_and_separators(amount):
    field = fields.MoneyField(label="Contribution")
    assert field.clean(f"{amount:,}") == amount
    if amount >= 0:
        assert field.clean(f"£{amount:,}") == amount


def test_a_separator_in_the_wrong_place_is_not_guessed_at():
    with pytest.raises(plain.ValidationError):
        fields.NumberField(label="Rate").clean("1,5")
    assert fields.NumberField(label="Rate").clean("1,500.5") == Decimal("1500.5")


def test_files_are_taken_by_their_ending_and_size():
    field = fields.FileField(label="Returns", accept=".csv,.xlsx", most=2_000_000)
    assert field.clean(SimpleUploadedFile("A.CSV", b"a,b"))
    with pytest.raises(plain.ValidationError, match=r"a\.exe is not a \.csv or \.xlsx file"):
        field.clean(SimpleUploadedFile("a.exe", b"a"))
    with pytest.raises(plain.ValidationError, match="smaller than 2 MB"):
        field.clean(SimpleUploadedFile("a.csv", b"a" * 2_000_001))


def test_limits_are_told_in_the_words_of_the_field():
    class Limits(Form):
        share = fields.NumberField(label="% of children", max_value=100, decimal_places=1)
        name = fields.TextField(label="Name", max_length=3)
        staff = fields.WholeNumberField(label="Staff", min_value=0)
        kind = fields.SelectField(label="Kind", choices=[("a", "A")])

    form = Limits({"share": "100.55", "name": "abcd", "staff": "-1", "kind": "b"})
    assert sorted(form.errors["share"]) == [
        "% of children must be 100 or less",
        "% of children must have 1 decimal places or fewer",
    ]
    assert form.errors["name"] == ["Name must be 3 characters or fewer"]
    assert form.errors["staff"] == ["Staff must be 0 or more"]
    assert form.errors["kind"] == ["Kind must be one of the choices"]
    assert Limits({"staff": "1.5"}).errors["staff"] == ["Staff must be a whole number, like 1,200"]
