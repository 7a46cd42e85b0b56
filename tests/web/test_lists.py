"""The list page: what is shown is what was asked, and what is taken away is what is shown."""

import csv
import io
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Lower
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from safeloom.foundation.identity.models import Principal
from safeloom.web.lists import Column, Filter, ListPage, list_response
from tests.web.reading import Page

pytestmark = pytest.mark.django_db

PAGE = ListPage(
    title="Principals",
    noun=("principal", "principals"),
    search=["name"],
    default_order="name",
    page_size=3,
    columns=[
        Column("Name", "name", sort="name", link=lambda row: f"/principals/{row.pk}/"),
        Column("Kind", "get_kind_display", sort=["kind", "name"]),
        Column("Letters", lambda row: len(row.name) * 1000, kind="number"),
        Column("Standing", lambda row: "red" if "!" in row.name else None, kind="rag"),
        Column("Since", lambda row: date(2026, 4, 1), kind="date"),
    ],
    filters=[Filter("kind", "Kind", Principal.Kind.choices, "kind")],
    empty="Principals will stand here.",
    begin=[("Add a principal", "/add/")],
)
NAMES = ["Ash", "Birch", "Cedar!", "Elm", "Fir", "Hazel", "Oak"]


@pytest.fixture
def seven():
    kinds = ["agency", "group", "agency", "post", "agency", "group", "agency"]
    for name, kind in zip(NAMES, kinds, strict=True):
        Principal.objects.create(name=name, kind=kind)


@pytest.fixture
def ask(rf):
    def asked(query="", page=PAGE, rows=None, **more):
        request = rf.get(f"/principals/?{query}")
        request.user = AnonymousUser()
        found = Principal.objects.all() if rows is None else rows
        return list_response(request, page, found, **more)

    return asked


def shown(response) -> list[list[str]]:
    return Page(response.content.decode()).rows[1:]


def names(response) -> list[str]:
    return [row[0] for row in shown(response)]


def taken(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_says_what_is_shown_and_how_many(seven, ask):
    html = ask("kind=agency&q=a").content.decode()
    assert "3 principals, kind: Agency, matching “a”" in html
    assert "Kind: Agency" in html and 'href="?q=a"' in html and 'href="?kind=agency"' in html
    assert "7 principals" in ask().content.decode()


def test_a_row_is_its_name_as_a_link_and_its_values_in_words(seven, ask):
    response = ask("q=cedar")
    assert shown(response) == [["Cedar!", "Agency", "6,000", "Off track", "1 April 2026"]]
    links = Page(response.content.decode()).links
    assert f"/principals/{Principal.objects.get(name='Cedar!').pk}/" in links


def test_every_word_must_be_found(seven, ask):
    Principal.objects.create(name="Ash by the Oak", kind="agency")
    assert names(ask("q=oak+ash")) == ["Ash by the Oak"]
    assert "Nothing here matches" in ask("q=willow").content.decode()


def test_sorts_by_a_heading_both_ways_and_says_so(seven, ask):
    assert names(ask("sort=name")) == NAMES[:3]
    assert names(ask("sort=-name")) == NAMES[:-4:-1]
    html = ask("sort=-name").content.decode()
    assert html.count("aria-sort") == 1 and 'aria-sort="descending"' in html
    assert names(ask("sort=-kind")) == ["Elm", "Hazel", "Birch"]


def test_pages_hold_every_row_once(seven, ask):
    found = [name for number in "123" for name in names(ask(f"page={number}"))]
    assert found == NAMES
    html = ask("page=2&sort=name").content.decode()
    links = Page(html).links
    assert "?sort=name&page=1" in links and "?sort=name&page=3" in links


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page=9", "There is no page 9. The last page is 3."),
        ("page=0", "is not a page"),
        ("page=two", "is not a page"),
        ("page=" + "9" * 5000, "is not a page"),
        ("sort=pk", "cannot be sorted by “pk”"),
        ("sort=letters", "cannot be sorted by “letters”"),
        ("sort=--name", "cannot be sorted by “--name”"),
        ("kind=tree", "Kind: “tree” is not one of the choices."),
        ("export=pdf", "cannot be taken away as “pdf”"),
        ("export=csv&kind=tree", "Kind: “tree” is not one of the choices."),
    ],
)
def test_what_cannot_be_done_is_said(seven, ask, query, words):
    response = ask(query)
    assert response.status_code == 400
    html = response.content.decode()
    assert words in html
    assert "There is a problem" not in html and not Page(html).rows
    assert "Show the whole list" in html


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["q", "kind", "sort", "page", "export", "as_at", "as_at-day", "x"]),
        st.text(max_size=12) | st.sampled_from(["name", "-name", "agency", "csv", "xlsx", "2"]),
    )
)
def test_no_address_breaks_the_list(ask, rf, query):
    response = ask(urlencode(query))
    assert response.status_code in {200, 400}


def test_the_file_holds_the_rows_and_columns_shown_in_their_order(seven, ask):
    query = "q=a&sort=-name"
    pages = Page(ask(query).content.decode())
    assert taken(ask(f"{query}&export=csv"))[0] == [
        "Name", "Kind", "Letters", "Standing", "Since",
    ]  # fmt: skip
    rows = taken(ask(f"{query}&export=csv"))[1:]
    assert [row[0] for row in rows] == [*names(ask(query)), *names(ask(f"{query}&page=2"))]
    assert rows[0] == ["Oak", "Agency", "3000", "Not known", "2026-04-01"]
    assert dict(parse_qsl(next(url for url in pages.links if "csv" in url)[1:])) == {
        "q": "a",
        "sort": "-name",
        "export": "csv",
    }


def test_both_files_say_the_same(seven, ask):
    book = b"".join(ask("kind=agency&export=xlsx").streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    rows = taken(ask("kind=agency&export=csv"))
    assert [[str(cell) for cell in row[:2]] for row in sheet] == [row[:2] for row in rows]
    assert sheet[1][2] == 3000 and sheet[1][4] == date(2026, 4, 1)


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_no_cell_becomes_a_formula(ask, evil):
    Principal.objects.create(name=evil, kind="agency")
    assert taken(ask("export=csv"))[1][0] == f"'{evil}"
    book = b"".join(ask("export=xlsx").streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    assert sheet.to_python()[1][0].lstrip("'").strip() == evil.strip()


@pytest.mark.parametrize("query", ["", "export=csv", "export=xlsx"])
def test_more_rows_ask_no_more_of_the_database(ask, query, django_assert_num_queries):
    expected = 1 if query else 2
    for count in (1, 3):
        Principal.objects.all().delete()
        for at in range(count):
            Principal.objects.create(name=f"P{at}", kind="agency")
        with django_assert_num_queries(expected):
            response = ask(query)
            if response.streaming:
                b"".join(response.streaming_content)


def test_a_page_among_many_costs_one_more_query_and_joins_what_is_shown_to_its_rows_alone(
    seven, ask, django_assert_num_queries
):
    page = replace(PAGE, columns=[*PAGE.columns, Column("Small", "small")])
    more = {"shown": lambda rows: rows.annotate(small=Lower("name"))}
    for number, expected in ((1, NAMES[:3]), (2, NAMES[3:6]), (3, NAMES[6:])):
        with django_assert_num_queries(3) as asked:
            response = ask(f"page={number}", page, **more)
        assert [row[-1] for row in shown(response)] == [name.lower() for name in expected]
        _, keys, rows = (query["sql"].upper() for query in asked.captured_queries)
        assert "LOWER" not in keys and "LOWER" in rows and "ORDER BY" not in rows
    assert [row[-1] for row in taken(ask("export=csv", page, **more))][1:] == [
        name.lower() for name in NAMES
    ]


def test_an_empty_list_says_what_will_stand_here_and_how_to_begin(ask):
    html = ask().content.decode()
    assert "Principals will stand here." in html
    assert Page(html).links["/add/"] == "Add a principal"
    assert "No principals" in html and "CSV" not in html


class TestAsAt:
    page = ListPage(title="Seats", noun=("seat", "seats"), columns=PAGE.columns, as_at=True)

    def test_the_queryset_is_asked_for_the_day(self, ask):
        days = []
        for query in ("as_at=2026-12-04", "as_at-day=4&as_at-month=12&as_at-year=2026"):
            response = ask(
                query, self.page, lambda day: days.append(day) or Principal.objects.all()
            )
            assert "No seats, as at 4 December 2026" in response.content.decode()
        assert days == [date(2026, 12, 4)] * 2

    def test_a_day_that_is_none_is_said(self, ask):
        response = ask("as_at-day=31&as_at-month=2&as_at-year=2026", self.page, lambda day: 1 / 0)
        assert response.status_code == 400
        assert "As at must be a real date" in response.content.decode()


def test_what_is_typed_is_never_markup(ask):
    Principal.objects.create(name="<b onclick=x>'\"", kind="agency")
    page = ListPage(
        title="P",
        columns=[
            Column("Kind", "kind"),
            Column("Name", "name"),
            Column("Link", "name", link=lambda row: f"/{row.name}"),
        ],
        search=["name"],
    )
    html = ask("q=<b", page).content.decode()
    assert "<b" not in html.replace("<body", "").replace("<button", "")
    assert html.count("&lt;b onclick=x&gt;") >= 2
