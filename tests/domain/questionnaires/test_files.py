"""A questionnaire goes out as a file and comes back the same, or it is said what is wrong."""

import io
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from safeloom.domain.questionnaires.definitions import (
    BY_OPTION,
    Capacity,
    Kind,
    Option,
    Questionnaire,
)
from safeloom.domain.questionnaires.formats.files_in import read_file
from safeloom.domain.questionnaires.formats.reading import read_toml
from safeloom.domain.questionnaires.formats.spreadsheets import read_xlsx, to_xlsx
from safeloom.domain.questionnaires.formats.writing_out import to_toml
from safeloom.web.bounds import Unreadable
from safeloom.web.uploads import read_table
from tests.domain.questionnaires.made import questionnaires
from tests.factories.questionnaires_authoring import ASKED

# What people type, with all that makes trouble in spreadsheets and in TOML.
_MARKS = "aé £’\"'\\|=+-@,;#[]{}<>&%x0_"
LINE = st.text(_MARKS, min_size=1, max_size=12).map(lambda text: " ".join(f"q{text}q".split()))
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''", "a | compliant", "b | key=c"])
WORDS = st.tuples(STARTS, LINE).map("".join)
TEXT = st.lists(WORDS, max_size=3).map("\n".join)


@st.composite
def dressed(draw) -> Questionnaire:
    """A questionnaire drawn by lot, with words drawn by lot."""
    bare = draw(questionnaires())
    capacities = (Capacity("head", draw(WORDS), draw(st.booleans())),)
    sections = []
    for section in bare.sections:
        questions = [
            replace(
                one,
                words=draw(WORDS),
                help=draw(TEXT),
                unit=draw(st.sampled_from(["", "people"])) if one.kind == Kind.NUMBER else "",
                capacity=draw(st.sampled_from(["", "head"])),
                options=tuple(draw(options(each)) for each in one.options)
                if one.kind in BY_OPTION
                else (),
                places=draw(st.integers(0, 2)) if one.kind == Kind.NUMBER else 0,
                least=draw(st.none() | st.decimals(-99, 99, places=2))
                if one.kind == Kind.NUMBER
                else None,
            )
            for one in section.questions
        ]
        sections.append(
            replace(section, title=draw(WORDS), help=draw(TEXT), questions=tuple(questions))
        )
    return replace(
        bare,
        title=draw(WORDS),
        introduction=draw(TEXT),
        source=draw(st.just("") | WORDS),
        checked=draw(st.booleans()),
        sections_are=draw(st.sampled_from(["Section", "Standard"])),
        sections=tuple(sections),
        capacities=capacities,
    )


@st.composite
def options(draw, one: Option) -> Option:
    """The same answer in other words, worth something else."""
    mark = draw(st.sampled_from(["", "red", "blue"]))
    return replace(one, title=draw(WORDS), value=draw(st.none() | st.integers(-9, 9)), mark=mark)


@settings(max_examples=25)
@given(dressed())
def test_what_goes_out_as_toml_comes_back_the_same(said: Questionnaire) -> None:
    assert read_toml(to_toml(said)) == said


@settings(max_examples=10)
@given(dressed())
def test_what_goes_out_as_a_spreadsheet_comes_back_the_same(said: Questionnaire) -> None:
    found = read_xlsx(to_xlsx(said), "Other")
    assert (found.problems, found.notes) == ([], [])
    assert found.said == said


def _sheet(*rows, sheets=()):
    """A workbook as somebody makes it by hand."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, own in (("Sheet1", rows), *sheets):
        sheet = book.add_worksheet(name)
        for down, cells in enumerate(own):
            sheet.write_row(down, 0, cells)
    book.close()
    return file.getvalue()


def test_a_sheet_made_by_hand_needs_little() -> None:
    data = _sheet(
        ["Our audit", "", ""],
        ["Section", "Question", "Kind of answer", "Answers to choose", "Required", "Owner"],
        ["Staff", "Do you have staff?", "One of a list", "Yes\nNo\n1", "yes", "Jo"],
        ["", "How many?", "number", "", ""],
        [],
        ["Rules", "What is your policy?", "", "", ""],
    )
    found = read_file("our-audit.xlsx", data)
    assert found.problems == []
    assert found.notes == ["Not read: the column “Owner”."]
    assert found.said.title == "Our audit"
    assert [(one.title, len(one.questions)) for one in found.said.sections] == [
        ("Staff", 2),
        ("Rules", 1),
    ]
    first = found.said.question["do-you-have-staff"]
    assert [one.title for one in first.options] == ["Yes", "No", "1"]
    assert first.required


def test_each_problem_of_a_sheet_is_told_by_row_and_column_with_what_to_do() -> None:
    data = _sheet(
        ["Section", "Question", "Kind of answer", "Required", "Most words", "Asked when", "Key"],
        ["", "Why?", "essay", "perhaps", "many", "why resembles x", ""],
        ["Staff", "", "number", "", "", "", "a"],
    )
    found = read_file("x.xlsx", data)
    assert found.said is None
    told = {(one.row, one.field): one.mend for one in found.problems}
    assert told.keys() == {
        (2, "Section"),
        (2, "Kind of answer"),
        (2, "Required"),
        (2, "Most words"),
        (2, "Asked when"),
        (3, "Question"),
    }
    assert told[2, "Required"] == "Write Yes or No."
    twice = _sheet(
        ["Section", "Question", "Asked when"], ["Staff", "Why?"], ["", "Why?", "who is yes"]
    )
    assert [(one.row, one.mend) for one in read_file("x.xlsx", twice).problems] == [
        (3, "Give each its own key."),
        (3, "Choose a question."),
    ]
    none = read_file("x.xlsx", _sheet(["Words", "Kind"], ["Why?", "text"]))
    assert [one.problem for one in none.problems] == ["There is no column “Question”."]


def test_a_problem_of_toml_is_told_by_its_line() -> None:
    wrong = ASKED.replace("has-staff is yes", "has-none is yes")
    (problem,) = read_file("x.toml", wrong.encode()).problems
    line = wrong.splitlines()[problem.row - 1]
    assert line == 'key = "how-many"'
    assert problem.mend == "Choose a question."
    keyless = wrong.replace('key = "how-many"\n', "")
    (problem,) = read_file("x.toml", keyless.encode()).problems
    assert keyless.splitlines()[problem.row - 1] == 'words = "How many?"'
    (broken,) = read_file("x.toml", (ASKED + "[[sections").encode()).problems
    assert broken.row == len(ASKED.splitlines()) + 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 no archive", "damaged or no spreadsheet"),
        (b"%PDF-1.7 \x00", "neither a spreadsheet"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 64, "old Excel file"),
        (b"title = '" + b"x" * 600_000 + b"'", "too long for a questionnaire"),
        (b"title = '\xff'", "no text in UTF-8"),
        (b"x" * 6_000_000, "larger than 5 MB"),
    ],
    ids=["empty", "broken", "pdf", "old", "long", "bytes", "large"],
)
def test_a_hostile_file_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_file("any.bin", data)


def test_more_questions_than_anybody_answers_are_refused() -> None:
    many = "".join(f'[[sections.questions]]\nwords = "Q{one}"\n' for one in range(601))
    with pytest.raises(Unreadable, match="more than 600 questions"):
        read_file("x.toml", f'title = "Long"\n[[sections]]\ntitle = "S"\n{many}'.encode())


def test_a_text_that_could_be_a_formula_is_none_in_the_sheet() -> None:
    said = read_toml(ASKED.replace("Do you have staff?", '=HYPERLINK(\\"x\\")'))
    rows = read_table(to_xlsx(said))
    assert rows[1][5] == '\'=HYPERLINK("x")'
