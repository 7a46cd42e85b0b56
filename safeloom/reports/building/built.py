"""What comes out of building."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from safeloom.reports.document.tree import Document
from safeloom.reports.material import Number
from safeloom.reports.models import Report, ReportSection


@dataclass(frozen=True)
class TypedByHand:
    """A number typed by hand: the line it stands in (from 1, and its text) and the words around."""

    number: str
    line: int
    text: str
    context: str


@dataclass(frozen=True)
class BuiltSection:
    """A section as it was built: references to no figure, other things to mend (sentences that
    finish "Mend this section: …"), and numbers typed by hand that nobody answers for yet."""

    row: ReportSection
    unknown: tuple[str, ...]
    problems: tuple[str, ...]
    unsourced: tuple[TypedByHand, ...]


@dataclass(frozen=True)
class Built:
    """A built report: its document, its sections in order, its numbers by id before anything was
    hidden, and the ids that are hidden."""

    report: Report
    document: Document
    sections: tuple[BuiltSection, ...]
    numbers: Mapping[str, Number]
    hidden: frozenset[str]


def content_hash(built: Built) -> str:
    """SHA-256 of what a signature is put to: title, period, every part of the document and every
    figure with its source. The line that says how far the report is does not count."""
    document = built.document
    signed = (
        document.title,
        document.subtitle,
        document.partnership,
        document.period,
        document.parts,
        document.figures,
    )
    return hashlib.sha256(repr(signed).encode()).hexdigest()
