"""Numbers that a writer typed by hand instead of putting them in by reference.

Reported is every number in digits in the text, but for those that state no finding:

- in a reference ``[[figure-id]]``, in an address, and the numerals of lists and of headings;
- dates and times: 4 December 2026, December 2026, 2026-12-04, 4/12/2026, 9.30am, 14:30;
- years from 1900 to 2099 and spans of them: 2023, 2022-23, 2022/23, 2022 to 2023 (a count as large
  needs its thousands separator: 2,023);
- numbers that name a thing: section 11, sections 175 and 157, page 4, level 3, and behind a capital
  Year 6, Priority 2, Key Stage 2 ("last year 40 children" is reported); Q3 and s47;
- ages: aged 15, ages 5 to 11, under 18, 16 and 17 year olds;
- places in an order (1st, 22nd), telephone numbers that begin with 0, 24/7.

Numbers in words ("twelve") are not seen.
"""

import re
from dataclasses import dataclass

from safeloom.reports.document.markdown import REFERENCE, parser

_MONTH = (
    r"(?-i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_JOIN = r"\s*(?:,|and|or|to|-|–|/|&)\s*"
_CITED = (
    "section|chapter|article|regulation|paragraph|para|schedule|appendix|annex|page|table|chart|figure"
    "|version|volume|edition"
)
_TITLED = (
    "Part|Step|Stage|Phase|Group|Standard|Recommendation|Priority|Action|Objective|Outcome|Quarter"
    "|Year|Grade|Module|Question|Issue|Level|Tier"
)
_POINT = r"\d{1,4}[a-z]?(?:\.\d+)*(?![\d%]|,\d|\s?%)"
_LET_BE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b[a-z]{2,9}://\S+|[\w.+-]{1,64}@\S+|\bwww\.\S+",
        rf"\b{_DAY}(?:{_JOIN}{_DAY})*\s+{_MONTH}\b(?:,?\s+{_YEAR}\b)?",
        rf"\b{_MONTH}\s+(?:{_DAY},?\s+)?{_YEAR}\b",
        rf"\b{_YEAR}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d\d)\b",
        r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b",
        rf"(?<![\d,.£]){_YEAR}(?:\s*[-–/]\s*(?:{_YEAR}|\d\d))?(?![\d%]|[,.]\d|\s?%)",
        rf"\b(?:{_CITED})\.?\s+{_POINT}(?:\s*[-–/]\s*{_POINT})*",
        rf"\b(?:{_CITED})s\s+{_POINT}(?:{_JOIN}{_POINT})*",
        rf"\b(?-i:{_TITLED})s?\s+\d{{1,2}}[a-z]?(?:\s*[-–/]\s*\d{{1,2}})?(?![\d%]|[.,]\d|\s?%)",
        r"\b(?:level|tier)\s+\d(?![\d%]|[.,]\d|\s?%)",
        r"\b(?:aged?|ages)[\s-]+\d{1,2}(?:" + _JOIN + r"\d{1,2})?(?![\d%]|[.,]\d|\s?%)",
        r"\bunder[\s-](?:[1-9]|1\d|2[0-5])s?(?=\s*(?:$|[.,;:)]|(?:and|or|who|in|with|are|were|at)\b))",
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
