"""Numbers that a writer typed by hand instead of putting them in by reference.

Reported is every number in digits in the text, but for those that state no finding:

- in a reference ``[[figure-id]]``, in an address, and the numerals of lists and of headings;
- dates and times: 4 December 2026, December 2026, 2026-12-04, 4/12/2026, 9.30am, 14:30;
- years from 1900 to 2099 and spans of them: 2023, 2022-23, 2022/23, 2022 to 2023 (a count as large
  needs its thousands separator: 2,023);
- numbers that name a thing: section 11, sections 175 and 157, Level 3, Year 6, Table 2, Q3, s47;
- ages: aged 15, under 18, 16 and 17 year olds;
- places in an order (1st, 22nd), telephone numbers that begin with 0, 24/7.

Numbers in words ("twelve") are not seen.
"""

import re
from dataclasses import dataclass

from safeloom.reports.document.markdown import REFERENCE, parser

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_JOIN = r"\s*(?:,|and|or|to|-|–|/|&)\s*"
_NAMED = (
    "section|part|chapter|article|regulation|paragraph|para|schedule|standard|step|stage|level|tier"
    "|phase|group|figure|table|chart|appendix|annex|page|recommendation|priority|action|objective"
    "|outcome|quarter|year|grade|version|volume|issue|number|no|module|edition|question"
)
_LET_BE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\S+://\S+|\S+@\S+|www\.\S+",
        rf"\b{_DAY}(?:{_JOIN}{_DAY})*\s+{_MONTH}\b(?:,?\s+{_YEAR}\b)?",
        rf"\b{_MONTH}\s+(?:{_DAY},?\s+)?{_YEAR}\b",
        rf"\b{_YEAR}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d\d)\b",
        r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b",
        rf"(?<![\d,.£]){_YEAR}(?:(?:\s*[-–/]\s*|\s+(?:to|and)\s+)(?:{_YEAR}|\d\d))?(?![\d%]|[,.]\d|\s?%)",
        rf"\b(?:{_NAMED})s?\.?\s+\d+[a-z]?(?:\.\d+)*(?:{_JOIN}\d+[a-z]?(?:\.\d+)*(?![\d%]))*(?![\d,.]*\d|\s?%)",
        r"\b(?:aged?|ages|under|over)[\s-]+\d{1,2}s?(?:"
        + _JOIN
        + r"\d{1,2})?(?=\s*(?:$|[.,;:)]|(?:and|or|who|in|with|are|were|at|is|was|to|from)\b))",
        rf"\b\d{{1,2}}(?:{_JOIN}\d{{1,2}})?[\s-]years?[\s-]olds?\b",
        r"\b\d+(?:st|nd|rd|th)\b",
        r"(?<![\d.,])0\d[\d ]{7,}\d",
        r"\b24/7\b",
    )
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9_])[-−]?£?\d[\d,]*(?:\.\d+)?(?:\s?%|[km]\b)?")
_HEADING_NUMERAL = re.compile(r"\s*\d+(?:\.\d+)*[.)]?\s+")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number typed by hand: its line (from 1), the number, the words around it."""

    line: int
    number: str
    context: str


def typed_numbers(markdown: str) -> list[TypedNumber]:
    """The numbers typed by hand, in the order of the text."""
    found: list[TypedNumber] = []
    line, heading = 1, False
    for token in parser().parse(markdown):
        line = token.map[0] + 1 if token.map else line
        heading = token.type == "heading_open" or (heading and token.type == "inline")
        if token.type in ("fence", "code_block"):
            found += _lines(token.content, line)
        elif token.type == "inline":
            found += _lines(_words(token.children or []), line, heading)
    return found


def _words(tokens: list) -> str:
    """The text of a block, line by line; a reference is a sign that stands for no digit."""
    words = []
    for token in tokens:
        if token.type == REFERENCE:
            words.append("\ufffc")
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        else:
            words.append(token.content)
    return "".join(words)


def _lines(text: str, first: int, heading: bool = False) -> list[TypedNumber]:
    if heading:
        text = _HEADING_NUMERAL.sub("", text, count=1)
    masked = text
    for pattern in _LET_BE:
        masked = pattern.sub(lambda match: re.sub(r"\S", "\ufffc", match[0]), masked)
    found = []
    for match in _NUMBER.finditer(masked):
        around = text[max(match.start() - 30, 0) : match.end() + 30]
        line = first + text.count("\n", 0, match.start())
        found.append(TypedNumber(line, match[0].rstrip(",").strip(), " ".join(around.split())))
    return found
