"""What the guidance asks for, printed at the end of a report."""

from collections.abc import Iterable, Sequence

from safeloom.reports.checklists import MET, answers
from safeloom.reports.definitions import Edition
from safeloom.reports.document.tree import (
    Checklist,
    ChecklistItem,
    Heading,
    Link,
    Paragraph,
    Part,
    Run,
    runs,
)
from safeloom.reports.models import ReportSection

_LEFT_OUT = ReportSection.State.LEFT_OUT


def asked_for(edition: Edition, sections: Sequence[ReportSection]) -> Iterable[Part]:
    """The checklist of the edition, with where each item is answered and whether it was checked."""
    items = []
    for answer in answers(edition, sections):
        places: list[Run | str] = []
        for section in answer.sections:
            if section.state == _LEFT_OUT:
                continue
            places += [", " if places else "In ", Link(runs(section.title), f"#{section.key}")]
        where = [*places, ". "] if places else ["Left out, as it does not apply. "]
        items.append(
            ChecklistItem(
                runs(answer.item.words),
                "met" if answer.state == MET else answer.state,
                runs(*where, f"{answer.item.source}: {answer.mark.lower()}."),
            )
        )
    yield Heading(1, "What the guidance asks for", anchor="guidance")
    yield Paragraph(runs(f"{edition.title}. {edition.note}"))
    yield Checklist(f"What {edition.title} asks for", tuple(items))
