"""How results are drawn: a chart, a sentence and a table for each question."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.conf import settings

from safeloom.domain.questionnaires.definitions import NUMERIC, Kind
from safeloom.domain.questionnaires.queries.results import (
    Compliant,
    Numbers,
    Result,
    Results,
    Shift,
    percent,
)
from safeloom.domain.questionnaires.queries.results_found import Part
from safeloom.web.charts import Chart, Series, bars
from safeloom.web.charts.model import MOST_POINTS
from safeloom.web.words import count_words, thousands

HIDDEN = "Not shown"
NONE = "No answers"


def few() -> str:
    """Why a number is not shown."""
    return f"Numbers under {settings.HIDE_BELOW} are not shown, nor others from which they would follow."


@dataclass(frozen=True)
class ShownQuestion:
    """A question as its results are shown: a sentence, and a chart or lines of words and numbers."""

    result: Result
    sentence: str
    chart: Chart | None
    lines: tuple[tuple[str, str], ...]

    @property
    def has_page(self) -> bool:
        """Whether there is more to read of it on its own page."""
        return not self.result.hidden and bool(self.result.answered)


def shares(value: Decimal) -> str:
    """`40%`."""
    return f"{value:f}%"


def standards_chart(results: Results) -> Chart | None:
    """How far each section's graded answers meet what is asked: the bodies' own, moderated, last time."""
    standards = [one for one in results.standards if one.own or one.moderated]
    # Of one alone its questions say as much.
    if not 1 < len(standards) <= MOST_POINTS:
        return None
    columns = [
        ("Own grade", [one.own for one in standards]),
        ("Moderated", [one.moderated for one in standards]),
        ("Last time", [one.last_time for one in standards]),
    ]
    return bars(
        "Graded answers that meet what is asked",
        [one.section.title for one in standards],
        [_share_series(name, of) for name, of in columns if any(of)],
        heading=results.questionnaire.sections_are,
        write=shares,
    )


def _share_series(name: str, of: list[Compliant | None]) -> Series:
    values = [None if one is None or one.percent is None else Decimal(one.percent) for one in of]
    notes = {at: "Nothing graded" for at, value in enumerate(values) if value is None}
    return Series(name, values, notes)


def shown(result: Result) -> ShownQuestion:
    """A question as it is shown."""
    if result.hidden:
        return ShownQuestion(result, f"Fewer than {settings.HIDE_BELOW} answered.", None, ())
    return ShownQuestion(result, _sentence(result), _chart(result), tuple(_lines(result)))


def _sentence(result: Result) -> str:
    asked, answered = result.asked or 0, result.answered or 0
    if not asked:
        return "It was asked of nobody."
    said = f"{thousands(answered)} of {thousands(asked)} asked answered"
    if result.not_applicable:
        said += f", {thousands(result.not_applicable)} of them that it does not apply"
    return f"{said}."


def _chart(result: Result) -> Chart | None:
    if not result.options or not result.answered or len(result.options) > MOST_POINTS:
        return None
    columns = [Series("Own grade" if result.moderated else "This time", *_values(result))]
    if result.moderated:
        columns.append(_moderated(result))
    before = result.before
    if before is not None and not before.hidden and before.answered:
        then = {one.option.key: one for one in before.options}
        found = [then.get(one.option.key) for one in result.options]
        values = [
            None if one is None or one.percent is None else Decimal(one.percent) for one in found
        ]
        notes = {at: "No share" for at, value in enumerate(values) if value is None}
        columns.append(Series("Last time", values, notes))
    labels = [one.option.title for one in result.options]
    return bars("", labels, columns, heading="Answer", write=shares)


def _values(result: Result) -> tuple[list[Decimal | None], dict[int, str]]:
    values: list[Decimal | None] = []
    notes: dict[int, str] = {}
    for at, one in enumerate(result.options):
        share = one.percent
        values.append(None if share is None else Decimal(share))
        if one.many is None:
            notes[at] = HIDDEN
        elif share is None:
            notes[at] = thousands(one.many) if one.many else NONE
        else:
            notes[at] = thousands(one.many)
    return values, notes


def _moderated(result: Result) -> Series:
    whole = sum(one.moderated or 0 for one in result.options)
    found = [percent(one.moderated or 0, whole) for one in result.options]
    values = [None if one is None else Decimal(one) for one in found]
    return Series(
        "Moderated",
        values,
        {at: thousands(one.moderated or 0) for at, one in enumerate(result.options)},
    )


def _lines(result: Result) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    unit = "%" if result.question.kind == Kind.PERCENTAGE else ""
    if result.question.kind in NUMERIC:
        lines += numbers_lines(result.numbers, unit)
        before = result.before
        if before is not None and before.numbers is not None:
            lines.append(("Mean last time", f"{before.numbers.mean:,f}{unit}"))
    if result.shift is not None:
        lines.append((f"Since “{result.shift.before.words}”", shift_words(result.shift)))
    return lines


def numbers_lines(numbers: Numbers | None, unit: str) -> list[tuple[str, str]]:
    """Mean, median, least and most."""
    if numbers is None:
        return []
    found = [("Mean", numbers.mean), ("Median", numbers.median)]
    lines = [(name, f"{value:,f}{unit}") for name, value in found]
    if numbers.least is None or numbers.most is None:
        return [*lines, ("Least and most", f"{HIDDEN}: each would be one person’s answer")]
    return [*lines, ("Least", f"{numbers.least:,f}{unit}"), ("Most", f"{numbers.most:,f}{unit}")]


def shift_words(shift: Shift) -> str:
    """`Of 12 who answered both, 7 moved up, …`."""
    if shift.pairs is None:
        return f"Fewer than {settings.HIDE_BELOW} answered both."

    def told(many: int | None) -> str:
        return "a number not shown" if many is None else thousands(many)

    said = (
        f"Of {thousands(shift.pairs)} who answered both, {told(shift.up)} moved up, "
        f"{told(shift.same)} stayed the same and {told(shift.down)} moved down"
    )
    if shift.mean is None:
        return f"{said}."
    sign = "+" if shift.mean > 0 else ""
    return f"{said}; on average by {sign}{shift.mean:f}.".replace("-", "−")


@dataclass(frozen=True)
class ShownParts:
    """A table of the parts of a dimension: headings, and rows of words."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row with its name and pairs of heading and words."""
        return [(row[0], list(zip(self.headings[1:], row[1:], strict=True))) for row in self.rows]


def parts_of_campaign(title: str, parts: tuple[Part, ...]) -> ShownParts:
    """Each part: how many responses, and the share that meets what is asked at each section."""
    graded = [
        at
        for at, one in enumerate(parts[0].results.standards if parts else ())
        if any(each.question.kind == Kind.GRADE for each in one.results)
    ]
    headings = [title, "Responses"]
    rows = []
    for at in graded:
        headings.append(parts[0].results.standards[at].section.title)
    for part in parts:
        of = part.results
        row = [part.title, HIDDEN if of.submitted is None else of_asked(of.submitted, of.invited)]
        for at in graded:
            standard = of.standards[at]
            found = standard.moderated or standard.own
            row.append(_share_words(found, hidden=of.of_people and standard.own is None))
        rows.append(tuple(row))
    caption = f"By {title[:1].lower()}{title[1:]}"
    if graded:
        caption += ": graded answers that meet what is asked, as moderated where they were"
    return ShownParts(caption, tuple(headings), tuple(rows))


def _share_words(found: Compliant | None, *, hidden: bool) -> str:
    if found is None:
        return HIDDEN if hidden else "–"
    return "–" if found.percent is None else f"{found.percent}%"


def parts_of_question(title: str, key: str, parts: tuple[Part, ...]) -> ShownParts:
    """Each part: how many answered, and the share of each option or the mean."""
    found = [
        (part, next(one for one in part.results.results() if one.question.key == key))
        for part in parts
    ]
    question = found[0][1].question if found else None
    options = question.options if question else ()
    headings = [title, "Answered", *(one.title for one in options)]
    numeric = question is not None and question.kind in NUMERIC
    if numeric:
        headings += ["Mean", "Median"]
    rows = []
    for part, one in found:
        row = [part.title, HIDDEN if one.answered is None else thousands(one.answered)]
        if one.hidden:
            row += [HIDDEN] * (len(headings) - 2)
        else:
            row += [_chosen_words(each.many, each.percent) for each in one.options]
            if numeric:
                numbers = one.numbers
                row += [f"{numbers.mean:,f}", f"{numbers.median:,f}"] if numbers else ["–", "–"]
        rows.append(tuple(row))
    return ShownParts(f"By {title[:1].lower()}{title[1:]}", tuple(headings), tuple(rows))


def _chosen_words(many: int | None, share: int | None) -> str:
    if many is None:
        return HIDDEN
    return f"{share}% ({thousands(many)})" if share is not None else thousands(many)


def lead(results: Results) -> str:
    """What the page says first."""
    if results.waits:
        said = lead(replace(results, waits=False)) if results.submitted else "Nothing is shown yet."
        return (
            f"{said} While this survey takes answers, they are counted some days later and at least "
            f"{settings.HIDE_BELOW} at once, so that nobody’s can be told by looking twice."
        )
    if results.submitted is None:
        return f"Fewer than {settings.HIDE_BELOW} responses were submitted, so nothing is shown."
    if not results.submitted:
        asked = f" by the {thousands(results.invited)} asked" if results.invited else ""
        return f"Nothing was submitted yet{asked}. What is submitted will be counted here."
    if results.invited:
        return f"{of_asked(results.submitted, results.invited)} asked submitted a response."
    return f"{count_words(results.submitted, 'response', 'responses')} submitted."


def of_asked(many: int, asked: int | None) -> str:
    """`29 of 31`; how many alone where nobody knows of how many."""
    return f"{thousands(many)} of {thousands(asked)}" if asked else thousands(many)
