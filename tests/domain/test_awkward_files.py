"""Spreadsheets as people send them: what is taken from each, and what is said of it."""

from datetime import date

import pytest

from safeloom.web.uploads import Unreadable
from tests.factories import indicators as make
from tests.factories import partnership as structure
from tests.factories import sheets
from tests.factories.sheets import csv, told, xlsx


@pytest.fixture
def vale(known_vale):
    return known_vale


def read(kind: str, vale, data: bytes, **said):
    """Read and ready, and where problems and notes stand."""
    found = sheets.look(kind, vale, data, **said)
    return found.read, found.ready, told(found.problems), told(found.notes)


TITLED = [
    ["Vale Safeguarding Partnership"],
    [],
    ["Members as at March 2026", None, None],
    [],
    ["Name of member", "Job title", "Organisation", "E-mail address"],
    ["Ash Fern", "Head of service", "Vale Council", "ash@vale.example"],
    [None, None, None, None],
    ["Robin Moss", "Inspector", "Vale Constabulary", "robin@vale.example"],
    ["Total members", 2, None, None],
    ["Source: the business unit"],
]


def test_titles_blank_rows_totals_and_sources_are_no_records(vale):
    assert read("people", vale, xlsx(TITLED)) == (2, 2, [], [(9, "row"), (10, "row")])


def test_a_total_is_never_an_agency(vale):
    lines = csv(
        "Agency,Kind", "Vale Fire Service,Fire", "Sub-total,", "Vale Homes,Housing", "TOTAL: 2,"
    )
    assert read("agencies", vale, lines) == (2, 2, [], [(3, "row"), (5, "row")])
    # Nor is one that only begins so left out.
    kept = csv("Agency,Kind", "Total Support Vale,Charity")
    assert read("agencies", vale, kept)[:3] == (1, 1, [])


def test_merged_cells_stand_for_each_of_their_rows(vale):
    rows = [
        ["Agency", "Name", "Post"],
        ["Vale Council", "Ash Fern", "Head"],
        [None, "Jo Reed", "Deputy"],
        [None, "Robin Moss", "Adviser"],
        ["Health"],
        ["Vale Health Trust", "Val Oak", "Nurse"],
    ]

    def merge(book, sheet):
        sheet.merge_range(1, 0, 3, 0, "Vale Council")
        sheet.merge_range(4, 0, 4, 2, "Health")

    data = xlsx(rows, merge)
    assert read("people", vale, data) == (4, 4, [], [(2, "agency"), (5, "row")])
    found = sheets.look("people", vale, data)
    assert [entry.agency.name for entry in found.entries] == ["Vale Council"] * 3 + [
        "Vale Health Trust"
    ]


def test_dates_are_read_in_all_the_ways_they_are_typed(vale):
    structure.a_group(vale, "Board")
    rows = [["Group", "Seat", "Name", "From"]]
    ways = [
        "3 March 2020",
        "03/03/2020",
        "2020-03-03",
        "3-Mar-20",
        "Tue 3rd March 2020",
        date(2020, 3, 3),
    ]
    rows += [["Board", f"Seat {n}", f"Ash Fern{'abcdef'[n]}", way] for n, way in enumerate(ways)]
    rows += [["Board", "Seat 7", "Jo Reed", "March 2020"], ["Board", "Seat 8", "Val Oak", 43893]]
    rows += [
        ["Board", "Seat 9", "Robin Moss", "31/02/2020"],
        ["Board", "Seat 10", "Bo Elm", "04/13/2020"],
    ]

    def dated(book, sheet):
        sheet.write_datetime(6, 3, ways[5], book.add_format({"num_format": "dd/mm/yy"}))

    found = sheets.look("seats", vale, xlsx(rows, dated))
    assert (found.read, found.ready) == (10, 8)
    assert told(found.problems) == [(10, "from"), (11, "from")]
    assert {(8, "from"), (9, "from")} <= set(told(found.notes))
    days = {
        entry.said.start for entry in found.entries if entry.said.title not in ("Seat 7", "Seat 8")
    }
    assert days == {date(2020, 3, 3)}
    words = {entry.said.title: entry.said.since for entry in found.entries}
    assert words["Seat 7"] == "March 2020"


def test_spaces_that_do_not_show_make_no_difference(vale):
    line = "\u00a0Ash\u200b Fern \u00a0,\ufeffVale\u00a0Council,ash@vale.example\u200b"
    found = sheets.look(
        "people", vale, csv("Name\u00a0,Agency,E\u2011mail", line.replace("\u2011", "-"))
    )
    assert (found.ready, found.entries[0].name, found.entries[0].email) == (
        1,
        "Ash Fern",
        "ash@vale.example",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_file_in_text_is_read_whoever_wrote_it(vale, encoding, separator):
    lines = [
        ["Members of the board"],
        ["Name", "Agency"],
        ["Zoë O’Café", "Vale Council"],
        ["Ash Fern", ""],
    ]
    data = csv(*(separator.join(line) for line in lines), encoding=encoding)
    found = sheets.look("people", vale, data)
    assert (found.read, found.ready, found.entries[0].name) == (2, 2, "Zoë O’Café")


def test_text_saved_in_the_wrong_encoding_is_put_right(vale):
    found = sheets.look("people", vale, csv("Name", "ZoÃ« Reed"))
    assert found.entries[0].name == "Zoë Reed" and told(found.notes) == [(2, "name")]


def test_quoted_line_breaks_and_a_separator_said_first(vale):
    data = b'sep=;\r\nName;Agency\r\n"Ash\nFern";Vale Council\r\nJo Reed;Vale Councl\r\n'
    assert read("people", vale, data) == (2, 1, [(3, "agency")], [(2, "post")])


def test_a_letter_of_another_alphabet_is_named(vale):
    data = csv("Nаme,Agency", "Аsh Fern,Vale Cоuncil")
    found = sheets.look("people", vale, data)
    assert (found.read, found.ready, found.entries[0].name) == (1, 1, "Ash Fern")
    assert [(row, field) for row, field in told(found.notes)][:2] == [(2, "name"), (2, "agency")]
    assert "Cyrillic" in found.notes[0].problem


def test_hidden_sheets_rows_and_columns_are_said(vale):
    def hide(book, sheet):
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        other = book.add_worksheet("Left")
        other.write_row(0, 0, ["Name", "Agency"])
        other.write_row(1, 0, ["Gone Away", "Vale Council"])
        other.hide()
        third = book.add_worksheet("Notes")
        third.write(0, 0, "Ask Ash")

    rows = [["Name", "Agency"], ["Ash Fern", "Vale Council"], ["Jo Reed", "Vale Council"]]
    found = sheets.look("people", vale, xlsx(rows, hide))
    assert (found.read, found.ready) == (2, 2)
    said = told(found.notes)
    assert said.count((1, "sheet")) == 2 and (1, "agency") in said and (3, "row") in said
    assert {each.value for each in found.notes if each.field == "sheet"} == {"Left", "Notes"}


def test_the_sheet_that_holds_the_table_is_found(vale):
    def more(book, sheet):
        other = book.add_worksheet("Members")
        other.write_row(0, 0, ["Name", "Agency"])
        other.write_row(1, 0, ["Ash Fern", "Vale Council"])

    found = sheets.look("people", vale, xlsx([["How to fill this in"], ["Write names"]], more))
    assert (found.read, found.table.grid.name) == (1, "Members")


def test_a_second_table_below_is_not_read_and_said(vale):
    rows = [
        ["Name", "Organisation"],
        ["Ash Fern", "Vale Council"],
        [],
        ["Table 2: agencies"],
        ["Agency", "Type", "ODS code"],
        ["Vale Homes", "Housing", ""],
    ]
    found = sheets.look("people", vale, xlsx(rows))
    assert (found.read, found.ready) == (1, 1)
    assert "second table" in found.notes[-1].problem and found.notes[-1].row == 4


def test_a_second_table_beside_is_not_read_and_said(vale):
    rows = [
        ["Name", "E-mail", None, "Agency", "Name"],
        ["Ash Fern", "ash@vale.example", None, "Vale Council", "Head"],
        ["Jo Reed", "jo@vale.example", None, None, None],
    ]
    found = sheets.look("people", vale, xlsx(rows))
    assert (found.read, found.ready) == (2, 2)
    assert found.entries[0].agency is None
    assert "second table" in found.notes[0].problem


def test_colour_alone_is_said_to_mean_nothing(vale):
    make.measure(vale, "plans")

    def colour(book, sheet):
        sheet.write_blank(1, 4, None, book.add_format({"bg_color": "#FF0000"}))
        sheet.write_blank(2, 4, None, book.add_format({"bg_color": "#C6EFCE"}))

    rows = [["Measure", "Area", "Period", "Value", "RAG"]]
    rows += [["plans", area, "Q1 2024-25", 5] for area in ("Ashby", "Birch")]
    found = sheets.look("returns", vale, xlsx(rows, colour))
    assert (found.read, found.ready, found.problems) == (2, 2, [])
    assert [(note.row, note.field, note.value) for note in found.notes] == [(2, "RAG", "red")]


def test_headings_that_stand_twice(vale):
    twice = csv("Name,E-mail,E-mail", "Ash Fern,a@vale.example,b@vale.example")
    assert read("people", vale, twice) == (1, 1, [(1, "email")], [])
    same = csv("Name,E-mail,E-mail", "Ash Fern,a@vale.example,a@vale.example")
    assert read("people", vale, same) == (1, 1, [], [(1, "email")])


def test_formulas_give_their_value_or_are_a_problem(vale):
    def formulas(book, sheet):
        sheet.write_formula(1, 0, '=B2&" Fern"', None, "Ash Fern")
        sheet.write_formula(2, 0, "=Z1", None, "#REF!")
        sheet.write_formula(3, 0, "=B4", None, "")
        sheet.write_formula(4, 2, "=COUNTA(A2:A4)", None, 3)

    rows = [["Name", "Forename", "Telephone"], [None, None, 1234567891], [None, None, None], [], []]
    found = sheets.look("people", vale, xlsx(rows, formulas))
    assert told(found.problems) == [(3, "name"), (4, "name")]
    assert "#REF!" in found.problems[0].problem
    assert (found.read, found.ready) == (3, 1)
    assert found.entries[0].telephone == "01234567891"


def test_telephones_and_addresses_as_they_are_copied(vale):
    lines = csv(
        "Name,E-mail,Telephone",
        "Ash Fern,mailto:Ash.Fern@Vale.example.,'01234 567890",
        "Jo Reed,Jo Reed <jo@vale.example>,1234567890",
        "Val Oak,a@vale.example; b@vale.example,441234567890",
        "Bo Elm,bo at vale,1.23457E+09",
        "Robin Moss,N/A,tbc",
    )
    found = sheets.look("people", vale, lines)
    assert told(found.problems) == [(4, "email"), (5, "email"), (5, "telephone")]
    assert [(entry.email, entry.telephone) for entry in found.entries] == [
        ("Ash.Fern@Vale.example", "01234 567890"),
        ("jo@vale.example", "01234567890"),
        ("", ""),
    ]
    assert told(found.notes) == [(3, "telephone"), (4, "telephone"), (6, "telephone")]


def test_names_in_whatever_order(vale):
    lines = csv(
        "Title,Name,Agency",
        'Dr,"Fern, Ash",Vale Council',
        'Mr,"Oak, Val (Rev)",',
        'Ms,"Jo Reed, OBE",',
        'Mrs,"Moss, Robin",',
    )
    found = sheets.look("people", vale, lines)
    names = [entry.name for entry in found.entries]
    assert names == ["Dr Ash Fern", "Mr Rev Val Oak", "Ms Jo Reed, OBE", "Mrs Robin Moss"]
    assert found.problems == []
    apart = csv("First name,Last name,Title", "Ash,Fern,Head", "Jo,Reed,Deputy")
    assert [entry.name for entry in sheets.look("people", vale, apart).entries] == [
        "Ash Fern",
        "Jo Reed",
    ]


REFUSED = {
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "old Excel"),
    "a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "a web page": (b"\xef\xbb\xbf<html><table><tr><td>Name", "web page"),
    "headings only": (b"Name,Agency\n", "no rows"),
    "nothing but a title": (b"Members\n\n", "no rows"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_what_to_do(vale, name):
    data, words = REFUSED[name]
    with pytest.raises(Unreadable, match=words):
        sheets.look("people", vale, data)
