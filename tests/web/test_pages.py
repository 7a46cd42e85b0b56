"""The kinds of page and the frame around them."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Thing

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.shortcuts import render
from django.template import Context, Template

from safeloom.kernel.rag import Rag
from safeloom.kernel.registry import HomeLine
from safeloom.web.as_at import read_as_at
from safeloom.web.charts import Series, bars
from safeloom.web.records import RecordPage, Section, record_response
from tests.factories import foundation
from tests.web.reading import Page


@pytest.fixture
def request_(rf):
    request = rf.get("/here/")
    request.user = AnonymousUser()
    return request


def drawn(template: str, **context) -> str:
    return Template("{% load safeloom %}" + template).render(Context(context))


def test_the_frame_shows_what_portal_gave_it(request_):
    frame = {
        "partnership_name": "Northvale Partnership",
        "account_name": "Ash Invented",
        "account_menu": [Thing(title="Sign out", url="/out/", post=True)],
        "needs": 1,
        "needs_url": "/home/",
        "navigation": [
            Thing(title="Home", url="/home/", current=False),
            Thing(title="Performance", url="/performance/", current=True),
        ],
    }
    html = render(request_, "web/home.html", {"title": "Good morning", **frame}).content.decode()
    assert "<title>Good morning – Northvale Partnership – Safeloom</title>" in html
    assert "1 thing needs you" in html
    assert '<a href="/performance/" aria-current="true">Performance</a>' in html
    assert 'action="/out/"' in html and "csrfmiddlewaretoken" in html
    assert html.index("#main-content") < html.index("<header")


def test_a_stranger_sees_no_navigation_and_no_account(request_):
    html = render(request_, "web/home.html", {"title": "Welcome"}).content.decode()
    assert "<nav" not in html and "things need you" not in html and "account_key" not in html


def test_pages_carry_no_inline_script_or_style(request_):
    record = RecordPage("A record", facts=[("Kind", "Health")], next_step=("Send it", "/send/"))
    html = record_response(request_, record).content.decode()
    assert "style=" not in html and "onclick" not in html
    assert re.findall(r"<script[^>]*>", html) == [
        '<script type="module" src="/static/web/js/safeloom.js">'
    ]


@pytest.mark.django_db
def test_a_form_carries_its_accounts_signed_key(request_):
    request_.user = foundation.account()
    html = render(request_, "web/form.html", {"title": "A", "button": "Save"}).content.decode()
    key = Page(html).input("account_key")["value"]
    assert signing.loads(key, salt="safeloom.draft") == str(request_.user.pk)


def test_a_record_has_its_header_one_next_step_and_sections_with_links(request_):
    record = RecordPage(
        title="Northvale Hospital Trust",
        reference="AG-12",
        status="Active",
        status_kind="done",
        facts=[("Owner", "Ash"), ("Next date", "4 December 2026")],
        next_step=("Send to agencies", "/send/"),
        sections=[
            Section("problems", "Problems", "web/parts/problems.html", ("Add one", "/add/")),
            Section("more", "More", "web/parts/messages.html"),
        ],
        side=[Section("linked", "Linked to", "web/parts/messages.html")],
    )
    response = record_response(request_, record, problems=[], trail=[("Agencies", "/agencies/")])
    page = Page(response.content.decode())
    assert {"problems", "more", "linked"} <= set(page.ids)
    assert page.links["#more"] == "More"
    assert page.links["/send/"] == "Send to agencies" and page.links["/add/"] == "Add one"
    assert page.links["/agencies/"] == "Agencies"


def test_a_record_as_at_a_day_that_is_none_says_so(rf, request_):
    request = rf.get("/here/?as_at=yesterday")
    response = record_response(request, RecordPage("A record"), as_at=read_as_at(request))
    assert response.status_code == 400
    assert "As at must be a real date" in response.content.decode()


def test_home_tells_how_long_is_left_and_what_is_late(request_):
    lines = [
        HomeLine("Return for quarter 2", "/return/", date(2026, 11, 20), late=True),
        HomeLine("Write the chair’s words", "/write/", date(2026, 11, 24), detail="Section 1"),
    ]
    question = Thing(key="needs_me", title="What needs me", cards=[Thing(title="", first=lines)])
    empty = Thing(key="coming", title="Coming", cards=[], is_empty=True, empty="Nothing is coming.")
    context = {"title": "Home", "today": date(2026, 11, 21), "questions": [question, empty]}
    html = render(request_, "web/home.html", context).content.decode()
    assert "1 day late" in html and "3 days left" in html and "24 November 2026" in html
    assert "Nothing is coming." in html


@pytest.mark.parametrize("value", [*Rag, *[one.value for one in Rag], None, "purple"])
def test_a_rating_is_a_shape_and_a_word(value):
    html = drawn("{% rag value %}", value=value)
    known = {one.value for one in Rag}
    expected = value if isinstance(value, Rag) else Rag(value if value in known else "none")
    assert "<svg" in html
    assert re.sub(r"<[^>]+>", "", html) == expected.word


def test_the_five_ratings_have_five_shapes():
    shapes = {re.search(r"<svg.*</svg>", drawn("{% rag v %}", v=one))[0] for one in Rag}
    assert len(shapes) == 5


def test_words_are_escaped_wherever_they_come_from():
    html = drawn('{% tag w %}{% rag "red" w %}{% arrow "up" w %}{% next_step w w %}', w="<b>'\"")
    assert "<b>" not in html


def test_dates_and_numbers_in_words():
    assert drawn("{{ d|date_words }}", d=date(2026, 12, 4)) == "4 December 2026"
    assert drawn("{{ a|thousands }} {{ b|thousands }}", a=12345, b=Decimal("-1234.50")) == (
        "12,345 −1,234.50"
    )
    assert drawn("{{ d|date_words }}{{ d|thousands }}", d=None) == ""
    assert drawn("{{ d|days_left:d }}", d=date(2026, 1, 1)) == "due today"


def test_a_chart_stands_under_its_sentence_with_its_table():
    chart = bars("Plans", ["North", "South"], [Series("2026", [Decimal(3), None])])
    html = drawn("{% chart chart %}", chart=chart)
    assert html.index("<p>") < html.index("<svg") < html.index("<details")
    assert Page(html).rows[1:] == [["North", "3"], ["South", "Not supplied"]]


def test_static_files_can_be_named_by_their_hash(tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    found = {}
    for finder in finders.get_finders():
        for path, source in finder.list([]):
            if path.startswith("web/"):
                found[path] = (FileSystemStorage(source.location), path)
                with source.open(path) as file:
                    storage._save(path, file)
    results = list(storage.post_process(found))
    assert {name for name, _, _ in results} >= {"web/vendored/working.css", "web/css/base.css"}
    assert not [done for _, _, done in results if isinstance(done, Exception)]


def test_the_vendored_stylesheets_bring_nothing_of_the_crown():
    for name in ("working", "question"):
        with open(finders.find(f"web/vendored/{name}.css")) as file:  # noqa: PTH123
            text = file.read()
        assert "GDS Transport" not in text and "url(" not in text and "sourceMapping" not in text
