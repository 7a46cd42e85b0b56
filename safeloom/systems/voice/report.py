"""By theme what was said, answered and changed, as a live block of a report."""

from collections import Counter
from decimal import Decimal

from safeloom.kernel.printed import show
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.voice.addresses import at
from safeloom.systems.voice.content import lists
from safeloom.systems.voice.models import VoicePoint
from safeloom.web.words import date_words

COLUMNS = (
    ("said", "Said"),
    ("answered", "Answered"),
    ("changed", "Something changed"),
    ("fed_back", "Feedback given"),
)


def themes(context: BlockContext) -> Material:
    """Of what was said within the report's period: how many things, how many were answered, of how many
    something changed, and of how many those who said it were told. Things are counted, not people."""
    rows = VoicePoint.objects.filter(
        activity__partnership=context.partnership,
        activity__day__range=(context.start, context.end),
    )
    counts: Counter[tuple[str, str]] = Counter()
    told = rows.values_list("theme", "answered", "changed", "fed_back")
    for theme, answered, changed, fed_back in told:
        counts[theme, "said"] += 1
        counts[theme, "answered"] += answered is not None
        counts[theme, "changed"] += bool(answered and changed)
        counts[theme, "fed_back"] += fed_back is not None
    said = [(key, words) for key, words in lists()["themes"].items() if counts[key, "said"]]
    if not said:
        return Material(lambda shown: [Paragraph(runs("Nothing that was said is noted."))])
    period = f"{date_words(context.start)} to {date_words(context.end)}"
    source = Source("Voice of children and families", at("list", context.partnership))
    numbers = []
    for key, words in said:
        for name, column in COLUMNS:
            many = Decimal(counts[key, name])
            row = FigureRow(
                id=f"voice/{key}/{name}",
                section="",
                entity=words,
                measure=column,
                period=period,
                value=show(many, 0),
                unit="number",
                source=source,
            )
            numbers.append(Number(row, many))

    def draw(shown: Shown) -> list[Part]:
        head = (Column("Theme"), *(Column(words, "number") for _, words in COLUMNS))
        body = tuple(
            (runs(words), *((shown.figure(f"voice/{key}/{name}"),) for name, _ in COLUMNS))
            for key, words in said
        )
        return [Table("What children and families said, by theme", head, body, dense=True)]

    return Material(draw, numbers=numbers)
