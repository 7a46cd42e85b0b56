"""Which numbers in a written part count as typed by hand."""

import pytest

from safeloom.reports.document.typed_numbers import typed_numbers


def numbers(text):
    return [one.number for one in typed_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2022-23 and 2022/23, from 2021 to 2022, and in 2023.",
        "On 4 December 2026, in March 2023, on the 3rd of the month, 2026-12-04 and 4/12/2026.",
        "Between 4 and 6 December we met at 9.30am and 14:30.",
        "Section 11, sections 175 and 157, Working Together 2023, Level 3, Key Stage 2, Year 6.",
        "Section 11 audits and s47 enquiries in Q3, Table 2.1 on page 14.",
        "Children aged 15, ages 5 to 11, those under 18, and 16 and 17 year olds; a 15-year-old.",
        "Call 0300 123 4567, 24/7, or see https://example.org/2/34.",
        "Plans rose to [[plans-2023]].",
        "1. First\n2. Second",
        "## 3. What we learned",
        "See [the report](https://example.org/99).",
    ],
)
def test_what_states_no_finding_is_let_be(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 452 children.", ["452"]),
        ("It rose by 12% to 1,204, costing £3,200.50.", ["12%", "1,204", "£3,200.50"]),
        ("In 2023 there were 2,023 of them.", ["2,023"]),
        ("Under 18 plans of 40 were reviewed.", ["18", "40"]),
        ("- a list with 7 in it", ["7"]),
        ("| a | b |\n|---|---|\n| x | 31 |", ["31"]),
        ("**9** of [[all]] and `17`", ["9", "17"]),
        ("A rate of 31.5 per 10,000", ["31.5", "10,000"]),
        ("> said 6 times", ["6"]),
        ("In 2023 and 40 times since, 12 may have", ["40", "12"]),
        ("Last year 452 children, and this quarter 31.", ["452", "31"]),
        ("Under section 11 and 40 more, over 12 were read.", ["40", "12"]),
        ("There were under 18 plans and Level 3.5", ["18", "3.5"]),
        ("£2023 was spent and 2010% claimed", ["£2023", "2010%"]),
    ],
)
def test_what_states_a_finding_is_reported(text, expected):
    assert numbers(text) == expected


def test_the_line_and_the_words_around_are_given():
    (one,) = typed_numbers("First paragraph.\n\nSecond, on\ntwo lines with 88 in it.")
    assert one.line == 4
    assert one.context == "Second, on two lines with 88 in it."
