"""The stand-alone page: headings, tables, sources, nothing from elsewhere."""

from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from safeloom.reports.document.html import to_html
from safeloom.reports.document.tree import (
    Column,
    Document,
    Figure,
    FigureRow,
    Heading,
    Link,
    Paragraph,
    Source,
    Table,
    Text,
    runs,
)
from tests.factories.report_document import report_document

VOID = {"meta", "br", "path", "rect", "circle", "line", "polyline"}


class Page(HTMLParser):
    """Every element with its attributes and its text; fails on a tag that is not closed."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for element in self.open:
            element[2] += data

    def all(self, *tags):
        return [element for element in self.elements if element[0] in tags]

    def ids(self):
        return [attrs["id"] for _, attrs, _ in self.elements if "id" in attrs]


def page(*parts, **more):
    return Page(to_html(document(*parts, **more)))


def document(*parts, **more):
    about = {
        "title": "Report",
        "subtitle": "",
        "partnership": "P",
        "period": "2025-26",
        "status": "Draft",
    }
    return Document(**(about | more), parts=parts)


def figure(name="a", url="/r/1/"):
    return FigureRow(name, "S", "E", "M", "2025-26", "12", "count", Source("The returns", url))


def test_the_whole_report_is_one_file_with_everything_in_place():
    found = Page(to_html(report_document()))
    assert found.all("html")[0][1]["lang"] == "en-GB"
    assert len(found.all("h1")) == len(found.all("main")) == 1
    levels = [int(tag[1]) for tag, _, _ in found.all("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = found.ids()
    assert len(ids) == len(set(ids))
    for _, attrs, _ in found.all("a"):
        assert not attrs["href"].startswith("#") or attrs["href"][1:] in ids
    for _, attrs, _ in found.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert all(one in ids for one in attrs.get(name, "").split())
    assert not found.all("script", "link", "img", "iframe", "object")
    assert not any(
        name in ("src", "srcset", "style") or name.startswith("on")
        for _, attrs, _ in found.elements
        for name in attrs
    )
    policy = next(attrs["content"] for _, attrs, _ in found.all("meta") if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "url(" not in found.all("style")[0][2]


def test_every_table_has_a_caption_and_its_headings_a_scope():
    found = Page(to_html(report_document()))
    assert len(found.all("caption")) == len(found.all("table")) > 30
    assert all(text.strip() for _, _, text in found.all("caption"))
    assert {attrs["scope"] for _, attrs, _ in found.all("th")} == {"col", "row"}


def test_a_figure_leads_to_its_note_and_the_note_to_its_record():
    found = page(Paragraph((Figure(figure()),)), site="https://p.example/")
    number = next(attrs for _, attrs, _ in found.all("a") if attrs.get("class") == "figure")
    assert number["href"][1:] in found.ids()
    assert "https://p.example/r/1/" in [attrs["href"] for _, attrs, _ in found.all("a")]


def test_without_a_site_a_path_is_left_as_it_is():
    found = page(Paragraph((Figure(figure()),)))
    assert "/r/1/" in [attrs["href"] for _, attrs, _ in found.all("a")]


def test_an_address_that_could_run_something_is_no_link():
    found = page(
        Paragraph(
            (Link(runs("press"), "javascript:alert(1)"), Figure(figure(url="//evil.example")))
        ),
    )
    addresses = [attrs["href"] for _, attrs, _ in found.all("a")]
    assert all(one.startswith("#") for one in addresses)


def test_a_link_within_the_report_needs_its_heading():
    found = page(
        Heading(1, "Money", "money"),
        Paragraph((Link(runs("there"), "#money"), Link(runs("nowhere"), "#lost"))),
    )
    assert [attrs["href"] for _, attrs, words in found.all("a") if words == "there"] == ["#money"]
    assert not [words for _, _, words in found.all("a") if words == "nowhere"]


def test_skipped_levels_are_mended_and_repeated_headings_get_their_own_anchor():
    found = page(Heading(3, "Same"), Heading(3, "Same"), Heading(1, ""), Heading(1, "main"))
    assert [tag for tag, _, _ in found.all("h2", "h3", "h4")] == ["h2"] * 5  # Contents is the first
    assert len(found.ids()) == len(set(found.ids()))


def test_an_empty_report_and_an_empty_table_say_so():
    assert page().all("main")
    found = page(Table("Nobody", (Column("Name"), Column("Number", "number")), ()))
    assert "Nothing is recorded here." in found.all("tbody")[0][2]


@given(st.text(max_size=60))
def test_hostile_text_stays_text(words):
    words = words.replace("\r", "").replace("\x00", "")
    found = page(
        Heading(1, words),
        Paragraph((Text(words),)),
        Table(words, (Column(words),), ((runs(words),),)),
        title=words,
    )
    assert [tag for tag, _, _ in found.all("p", "table", "td", "th", "h1", "h2")].count(
        "table"
    ) == 1
    assert words in found.all("main")[0][2]
