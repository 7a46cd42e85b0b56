"""An invented yearly report of about forty pages with twenty charts. Nobody and nowhere in it is real."""

import random
from datetime import date
from decimal import Decimal

from safeloom.reports.document.tree import (
    Callout,
    ChartPart,
    Checklist,
    ChecklistItem,
    Column,
    Document,
    Emphasis,
    Figure,
    FigureRow,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Quote,
    Rag,
    Source,
    Spark,
    Strong,
    Table,
    Text,
    runs,
)
from safeloom.web.charts import Break, Series, bars, lines, spark, stacked

AREAS = ("Northmoor", "Eastvale", "Westbrook and the Dales")
QUARTERS = tuple(
    f"{months} {year + (at == 3)}"
    for year in (2022, 2023, 2024, 2025)
    for at, months in enumerate(
        ("April to June", "July to September", "October to December", "January to March")
    )
)
SHORT = tuple(
    f"Q{at} {year}-{year - 1999}" for year in (2022, 2023, 2024, 2025) for at in (1, 2, 3, 4)
)
TOPICS = (
    ("Early help", "Early help assessments begun", "Families with a plan that ended well"),
    (
        "Contacts and referrals",
        "Referrals to children's social care",
        "Referrals again within a year",
    ),
    ("Child protection", "Children on a plan", "Initial conferences within 15 working days"),
    ("Children in care", "Children looked after", "Health assessments in time"),
    ("Missing children", "Missing episodes", "Return interviews within 72 hours"),
    ("Exploitation", "Screening tools completed", "Children with a plan after screening"),
    ("Domestic abuse", "School notifications sent", "Notifications before the next school day"),
    (
        "Allegations against adults",
        "Referrals about adults",
        "Referrals closed within three months",
    ),
    ("Training", "Places taken on courses", "Courses evaluated after three months"),
)
PROSE = (
    "Practitioners told us that they knew whom to call, and that the answer came sooner than a year"
    " ago. The audit of cases bears this out in two areas of three. In the third, decisions were"
    " recorded but the reasons for them often were not, and managers have agreed to read a sample of"
    " ten each month until they are.",
    "What a figure shows is how often something was written down. A rise may mean that more children"
    " came to harm, or that more adults noticed. We have set each figure beside what children and"
    " their families said, and beside what was found when cases were read closely.",
    "The partnership asked each agency what had changed for children because of last year's"
    " recommendations. Most could show a procedure that was rewritten and a course that was changed;"
    " fewer could show that practice on a Tuesday afternoon was different. That is the work of the"
    " year to come.",
)


def report_document(seed: int = 1) -> Document:
    """The same document each time for the same seed."""
    chance = random.Random(seed)
    parts = [*_foreword(chance), *_partnership(), *_scorecard(chance)]
    for number, topic in enumerate(TOPICS):
        parts += _chapter(chance, number, *topic)
    parts += _money(chance)
    return Document(
        title="Yearly report",
        subtitle="How well agencies worked together to keep children safe",
        partnership="Fellshire Safeguarding Children Partnership",
        period="April 2025 to March 2026",
        status="Draft 3",
        date=date(2026, 12, 4),
        site="https://fellshire.example",
        parts=tuple(parts),
    )


def row(section, measure, value, *, entity="Fellshire", period="2025-26", unit="count", **more):
    """A figure's row with an id made of what it is."""
    name = "-".join(f"{section} {measure} {entity} {period}".lower().split())
    name = "".join(one for one in name if one.isalnum() or one == "-")
    source = Source(f"{measure}, returns", f"/performance/{name[:20]}/")
    return FigureRow(name, section, entity, measure, period, value, unit, source, **more)


def _foreword(chance):
    joined = row("Foreword", "Practitioners who answered", "1,204")
    asked = row("Foreword", "Practitioners asked", "3,010")
    share = row(
        "Foreword",
        "Share who answered",
        "40.0%",
        unit="%",
        rule="share",
        terms=(joined.id, asked.id),
    )
    return [
        Heading(1, "Foreword"),
        Paragraph(
            runs(
                "This report says what the three safeguarding partners and the agencies that work with"
                " them did between April 2025 and March 2026, what came of it, and what did not. We"
                " asked ",
                Figure(asked),
                " practitioners what it is like to do this work; ",
                Figure(joined),
                " of them, ",
                Strong(runs(Figure(share))),
                ", answered. It is written for the people of the county, and for ",
                Emphasis(runs("everyone who has to act on it")),
                ".",
            )
        ),
        *(Paragraph(runs(one)) for one in PROSE),
        Quote(
            (
                Paragraph(
                    runs("She asked me what I wanted to happen. Nobody had asked me that before.")
                ),
            ),
            "Young person, fifteen, in an invented interview",
        ),
        Heading(2, "What we set out to do"),
        ItemList(
            (
                (Paragraph(runs("See each child early, and see the whole family.")),),
                (Paragraph(runs("Share what we know before it is asked for.")),),
                (
                    Paragraph(runs("Learn from what goes wrong:")),
                    ItemList(
                        (
                            (Paragraph(runs("in reviews")),),
                            (Paragraph(runs("in audits of cases that nobody complained about")),),
                        )
                    ),
                ),
            ),
            ordered=True,
        ),
        Callout(
            "How to read the numbers",
            (
                Paragraph(
                    runs(
                        "Each number leads to where it came from. A blank is never a nought: where an"
                        " agency did not send a figure it says “Not supplied”. The method is on ",
                        Link(runs("the partnership's site"), "https://fellshire.example/method"),
                        ".",
                    )
                ),
            ),
        ),
        Checklist(
            "What the guidance asks of this report",
            (
                ChecklistItem(runs("What the partnership did, and how well it worked"), "met"),
                ChecklistItem(
                    runs("What was learned from local and national reviews"),
                    "partly",
                    runs("one review is still with the panel"),
                ),
                ChecklistItem(runs("How children and families shaped the work"), "met"),
                ChecklistItem(
                    runs("How the money was spent, and whether it was enough"), "missing"
                ),
            ),
        ),
    ]


def _partnership():
    groups = (
        "Executive",
        "Performance and quality",
        "Learning",
        "Exploitation",
        "Child death panel",
    )
    agencies = (
        "County council",
        "Constabulary",
        "Integrated care board",
        "Schools forum",
        "Probation",
    )
    table = Table(
        "Attendance at groups, meetings attended of meetings held",
        (Column("Agency"), *(Column(group, "number") for group in groups)),
        tuple(
            (runs(agency), *(runs(f"{5 - (at + place) % 3} of 5") for place in range(len(groups))))
            for at, agency in enumerate(agencies)
        ),
        notes=(runs("A deputy counts as attending when the deputy could decide."),),
    )
    return [
        Heading(1, "The partnership"),
        Paragraph(runs(PROSE[1])),
        table,
        Paragraph(runs(PROSE[2])),
    ]


def _scorecard(chance):
    statuses = (
        ("green", "On track"),
        ("amber", "At risk"),
        ("red", "Off track"),
        ("blue", "Complete"),
        ("none", "Not known"),
    )
    rows = []
    for at, (_, first, second) in enumerate(TOPICS):
        for place, measure in enumerate((first, second)):
            values = [Decimal(chance.randint(40, 90)) for _ in QUARTERS]
            now = row("At a glance", measure, str(values[-1]), period="January to March 2026")
            before = row("At a glance", measure, str(values[-5]), period="January to March 2025")
            rows.append(
                (
                    runs(measure),
                    (Spark(spark(measure, QUARTERS, values)),),
                    (Figure(before),),
                    (Figure(now),),
                    (Rag(*statuses[(at * 2 + place) % 5]),),
                )
            )
    columns = (
        Column("Measure"),
        Column("Four years"),
        Column("A year ago", "number"),
        Column("Now", "number"),
        Column("Status"),
    )
    return [
        Heading(1, "The year at a glance"),
        Paragraph(runs(PROSE[0])),
        Table("Scorecard at 31 March 2026", columns, tuple(rows)),
    ]


def _walk(chance, start, gaps=()):
    values, value = [], Decimal(start)
    for at in range(len(QUARTERS)):
        value = max(value + chance.randint(-12, 15), Decimal(5))
        values.append(None if at in gaps else value)
    return values


def _chapter(chance, number, title, first, second):
    whole = Series(first, _walk(chance, 180 + 20 * number, gaps=(5, 6) if number % 3 == 0 else ()))
    by_area = [Series(area, _walk(chance, 40 + 15 * at)) for at, area in enumerate(AREAS)]
    merger = [Break(8, "Two districts became one council, April 2024")]
    drawn = (
        lines(first, QUARTERS, [whole], short_labels=SHORT, breaks=merger if number % 2 else ()),
        lines(f"{first} by area", QUARTERS, by_area, short_labels=SHORT, breaks=merger)
        if number % 2
        else bars(
            second,
            [*AREAS, "County", "Last year"],
            [
                Series("2024-25", _walk(chance, 60)[:5]),
                Series("2025-26", [*_walk(chance, 70)[:4], None]),
            ],
            heading="Area",
        ),
    )
    last = next(value for value in reversed(whole.values) if value is not None)
    now = row(title, first, str(last), period=QUARTERS[-1])
    figures = tuple(
        row(title, f"{first} by quarter", str(value), period=quarter)
        for quarter, value in zip(QUARTERS, whole.values, strict=True)
        if value is not None
    )
    comparison = Table(
        f"{first}: opening and closing position",
        (
            Column("Area"),
            Column("Opening", "number"),
            Column("Closing", "number"),
            Column("Change"),
        ),
        tuple(
            (
                runs(one.name),
                (Figure(row(title, first, str(one.values[0]), entity=one.name, period="opening")),),
                (
                    Figure(
                        row(title, first, str(one.values[-1]), entity=one.name, period="closing")
                    ),
                ),
                runs("Rose" if one.values[-1] > one.values[0] else "Fell or stayed"),
            )
            for one in by_area
        ),
    )
    return [
        Heading(1, title),
        Paragraph((Text("In the last quarter there were "), Figure(now), Text(f". {PROSE[0]}"))),
        ChartPart(drawn[0], figures),
        Heading(2, "What we saw"),
        *(Paragraph(runs(one)) for one in PROSE[1:]),
        ChartPart(drawn[1]),
        Heading(2, "Area by area"),
        comparison,
        Heading(3, "What happens next"),
        Paragraph(runs(PROSE[number % 3])),
    ]


def _money(chance):
    names = ("Council", "Police", "Health")
    years = ("2022-23", "2023-24", "2024-25", "2025-26")
    given = [
        Series(name, [Decimal(chance.randint(20, 90) * 1000) for _ in years]) for name in names
    ]
    write = "£{:,}".format
    return [
        Heading(1, "Money"),
        ChartPart(
            stacked(
                "Contributions",
                years,
                given,
                heading="Year",
                write=lambda v: write(v),
                over_time=True,
            )
        ),
        ChartPart(
            bars(
                "Spending",
                ["Staff", "Training", "Reviews", "Website and systems"],
                [Series("2025-26", [Decimal(n) for n in (120500, 31250, 18400, 6100)])],
                heading="What for",
                write=lambda v: write(v),
            )
        ),
        Paragraph(runs(PROSE[2])),
    ]
