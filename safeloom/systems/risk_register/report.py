"""The risk register as a live block of a report."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from safeloom.domain.plans import addresses
from safeloom.domain.plans.definitions import ScoreKind
from safeloom.domain.plans.drawing import heat_map
from safeloom.domain.plans.queries.risks import whole_register
from safeloom.domain.plans.standing import Standing
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.risk import Band, Score
from safeloom.reports.document.tree import (
    ChartPart,
    Column,
    FigureRow,
    Paragraph,
    Part,
    Rag,
    Runs,
    Source,
    Table,
    Text,
    runs,
)
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.web.words import date_words

_KINDS = (ScoreKind.INHERENT, ScoreKind.RESIDUAL, ScoreKind.RETAINED)
_BANDS = (Band.HIGH, Band.MEDIUM, Band.LOW, Band.NOT_KNOWN)
_COLUMNS = (
    Column("No."),
    Column("Risk"),
    Column("Inherent", "number"),
    Column("Residual", "number"),
    Column("Retained", "number"),
    Column("How high"),
    Column("Movement"),
    Column("Owner"),
)


def risks(context: BlockContext) -> Material:
    """The register as it stood on the last day, with the way each residual score went since the first."""
    before = context.start - timedelta(days=1)
    found = whole_register(context.partnership, context.end, before)
    if not found:
        words = "No risk was on the register on that day."
        return Material(lambda shown: [Paragraph(runs(words))])
    home = addresses.act("risks", context.partnership)
    counts = _counts(context.partnership, found, context.end, home)
    scores = {(one.risk.pk, kind): _score(context, one, kind) for one in found for kind in _KINDS}
    chart = heat_map(found).chart

    def draw(shown: Shown) -> list[Part]:
        many, *bands, added = [shown.figure(number.id) for number in counts]
        said: list = [many, " risks stood on the register on ", date_words(context.end), ": "]
        for band, figure in zip(_present(found), bands, strict=True):
            said += [figure, f" {band.word.lower()}, "]
        said[-1] = f"{said[-1].rstrip(', ')}. "
        if (above := sum(one.outside is True for one in found)) and added:
            said += [added, f" {'was' if above == 1 else 'were'} outside the appetite."]
        elif added:
            said += [added, " were outside the appetite."]
        rows, heads = _rows(shown, found, scores)
        table = Table(
            f"Risk register, {date_words(context.end)}", _COLUMNS, rows, dense=True, heads=heads
        )
        return [Paragraph(runs(*said)), ChartPart(chart), table]

    return Material(draw, numbers=[*counts, *scores.values()])


def _present(found: list[Standing]) -> list[Band]:
    bands = [one.residual.band for one in found]
    return [band for band in _BANDS if band in bands]


def _counts(partnership: Partnership, found: list[Standing], day: date, home: str) -> list[Number]:
    """How many risks, how many of each band, and how many outside the appetite."""
    bands = [one.residual.band for one in found]
    parts = [
        (band.value, f"Risks, {band.word.lower()}", bands.count(band)) for band in _present(found)
    ]
    above = sum(one.outside is True for one in found)
    terms = tuple(f"risks/{day}/{name}" for name, _, _ in parts)
    rows = [
        ("all", "Risks on the register", len(found), "sum", terms),
        *((name, words, count, "", ()) for name, words, count in parts),
        ("outside", "Risks outside the appetite", above, "", ()),
    ]
    return [
        Number(
            FigureRow(
                id=f"risks/{day}/{name}",
                section="",
                entity=partnership.name,
                measure=words,
                period=date_words(day),
                value=str(count),
                unit="number",
                source=Source("The risk register", f"{home}?as_at={day}"),
                rule=rule,
                terms=terms,
            ),
            Decimal(count),
        )
        for name, words, count, rule, terms in rows
    ]


def _score(context: BlockContext, one: Standing, kind: ScoreKind) -> Number:
    score: Score = getattr(one, kind.value)
    reference = one.risk.record.reference
    row = FigureRow(
        id=f"risk/{reference}/{context.end}/{kind.value}",
        section="",
        entity=one.risk.number or reference,
        measure=f"{kind.label} score of a risk",
        period=date_words(context.end),
        value=str(score.value) if score.value is not None else score.words or "Not known",
        unit="score",
        source=Source("The risk register", f"{addresses.of_risk(context.partnership, one.risk)}"),
    )
    return Number(row, None if score.value is None else Decimal(score.value))


def _rows(
    shown: Shown, found: list[Standing], scores: dict
) -> tuple[tuple[tuple[Runs, ...], ...], frozenset[int]]:
    rows: list[tuple[Runs, ...]] = []
    heads = set()
    theme = None
    for one in found:
        if one.risk.theme.title != theme:
            theme = one.risk.theme.title
            heads.add(len(rows))
            rows.append((runs(theme), *(runs() for _ in _COLUMNS[1:])))
        rows.append(tuple(_cells(shown, one, scores)))
    return tuple(rows), frozenset(heads)


def _cells(shown: Shown, one: Standing, scores: dict) -> Iterable[Runs]:
    yield runs(one.risk.number or one.risk.record.reference)
    yield runs(one.risk.title)
    for kind in _KINDS:
        number = scores[one.risk.pk, kind]
        known = number.value is not None
        yield (shown.figure(number.id),) if known else (Text(number.row.value),)
    band = one.residual.band
    yield (Rag(band.rag.value, band.word),)
    yield runs(one.movement.word)
    yield runs(one.owner.called if one.owner else "Nobody")
