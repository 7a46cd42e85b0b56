"""How many members have signed the compact, as a live block of a report."""

from decimal import Decimal

from safeloom.kernel.printed import show
from safeloom.kernel.rounding import divide_half_up
from safeloom.reports.document.tree import FigureRow, Paragraph, Part, Source, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.compact.addresses import of_version
from safeloom.systems.compact.queries.compact import count_signed, in_force
from safeloom.web.words import date_words


def signed(context: BlockContext) -> Material:
    """Of the members asked on the last day, those who had signed the version then in force by then, and
    what part of all that is."""
    day = context.end
    version = in_force(context.partnership, day)
    if version is None:
        return Material(lambda shown: [Paragraph(runs("No compact was in force on that day."))])
    source = Source("The partnership’s compact", of_version(context.partnership, version))
    counts = count_signed(version, day)
    numbers = [
        Number(_row(context, source, name, words, str(count), "number"), Decimal(count))
        for (name, words), count in zip(
            (("signed", "Members who signed"), ("asked", "Members asked to sign")),
            counts,
            strict=True,
        )
    ]
    if counts[1]:
        share = divide_half_up(Decimal(counts[0]) * 100, Decimal(counts[1]), 0)
        terms = tuple(number.id for number in numbers)
        words = "Part of the members who signed"
        row = _row(context, source, "share", words, f"{show(share, 0)}%", "%", "share", terms)
        numbers.append(Number(row, share))

    def draw(shown: Shown) -> list[Part]:
        done, asked, *part = [shown.figure(number.id) for number in numbers]
        if not part:
            return [Paragraph(runs("Nobody held a seat in the groups that sign the compact."))]
        said = f" members had signed the compact in force on {date_words(day)} ("
        return [Paragraph(runs(done, " of ", asked, said, part[0], ")."))]

    return Material(draw, numbers=numbers)


def _row(
    context: BlockContext,
    source: Source,
    name: str,
    words: str,
    value: str,
    unit: str,
    rule: str = "",
    terms: tuple[str, ...] = (),
) -> FigureRow:
    return FigureRow(
        id=f"compact/{context.end}/{name}",
        section="",
        entity=context.partnership.name,
        measure=words,
        period=date_words(context.end),
        value=value,
        unit=unit,
        source=source,
        rule=rule,
        terms=terms,
    )
