"""Asking live blocks for their material, and for every number that blocks and texts print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from safeloom.foundation.today import today
from safeloom.kernel.registry import ReportBlock, offered, resolve
from safeloom.reports.building.typed import referred_to
from safeloom.reports.material import BlockContext, Material, Number
from safeloom.reports.measured import Measured, full_id, measured
from safeloom.reports.models import Report, ReportSection, SectionBlock


@dataclass(frozen=True)
class Gathered:
    """A section with the material of its live blocks in order, and blocks that no longer exist."""

    row: ReportSection
    materials: tuple[Material, ...]
    missing: tuple[str, ...]


def gather(report: Report, sections: Sequence[ReportSection]) -> list[Gathered]:
    """The material of every live block of these sections."""
    kinds = {block.key: block for block in offered(ReportBlock)}
    found = []
    for section in sections:
        blocks = list(section.blocks.all())
        materials = tuple(
            resolve(kinds[block.block].source)(_context(report, block))
            for block in blocks
            if block.block in kinds
        )
        missing = tuple(block.block for block in blocks if block.block not in kinds)
        found.append(Gathered(section, materials, missing))
    return found


def numbers_of(report: Report, gathered: Sequence[Gathered]) -> tuple[dict[str, Number], Measured]:
    """Every number by id with the section it stands in first, and the measures' figures among them.

    Raises ValueError where two blocks bring different numbers under one id.
    """
    wanted = [
        (one.row.title, text)
        for one in gathered
        for text in (
            *referred_to(one.row.text),
            *(name for material in one.materials for name in material.references),
            *(
                term
                for material in one.materials
                for own in material.numbers
                for term in own.row.terms
            ),
        )
    ]
    references = list(dict.fromkeys(text for _, text in wanted))
    found = measured(report.record.partnership, references, day=today())
    sections: dict[str, str] = {}
    for section, text in wanted:
        sections.setdefault(full_id(text) or text, section)
    numbers = {id: _placed(number, sections.get(id, "")) for id, number in found.numbers.items()}
    for one in gathered:
        for number in _own(one.materials):
            placed = _placed(number, one.row.title)
            # The same block may stand in two sections: its numbers stand in the first.
            there = numbers.setdefault(number.id, placed)
            if _placed(there, one.row.title) != placed:
                raise ValueError(f"two different figures are called {number.id}")
    return _terms_placed(numbers), found


def _own(materials: Iterable[Material]) -> Iterable[Number]:
    return (number for material in materials for number in material.numbers)


def _placed(number: Number, section: str) -> Number:
    return replace(number, row=replace(number.row, section=section))


def _terms_placed(numbers: dict[str, Number]) -> dict[str, Number]:
    """Numbers that only others follow from stand in the section of the first of those."""
    for number in list(reversed(numbers.values())):
        section = numbers[number.id].row.section
        for term in number.row.terms:
            if term in numbers and not numbers[term].row.section:
                numbers[term] = _placed(numbers[term], section)
    return numbers


def _context(report: Report, block: SectionBlock) -> BlockContext:
    return BlockContext(
        partnership=report.record.partnership,
        start=block.opening or report.period_start,
        end=block.closing or report.period_end,
        day=today(),
        edition=report.edition,
        about=tuple(block.about),
    )
