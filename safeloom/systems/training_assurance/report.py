"""By section how many agencies' training meets the standard, as a live block of a report."""

from uuid import UUID

from safeloom.domain.questionnaires.queries.sent import chosen_or_due, sent_choices
from safeloom.foundation.identity.models import Partnership
from safeloom.reports.document.tree import Paragraph, Source, runs
from safeloom.reports.material import BlockContext, Material
from safeloom.reports.shares import Told, share_of, table_of
from safeloom.systems.training_assurance.addresses import at
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.queries.rounds import parts_of

COLUMNS = (("own", "Own grade, in per cent"), ("peers", "Peer’s grade, in per cent"))


def choices(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The rounds that were sent, the latest first."""
    return sent_choices(partnership, USE)


def by_section(context: BlockContext) -> Material:
    """Of the agencies graded, how many meet each section in full, in per cent: by their own grade, and by
    their peers' where the review is done. The round that was chosen, else the last one due within the
    report's period."""
    here, chosen = context.partnership, [record.pk for record in context.about]
    campaign = chosen_or_due(here, USE, chosen, context.start, context.end).first()
    if campaign is None:
        return Material(lambda shown: [Paragraph(runs("No round of training assurance fell due."))])
    title, reference = campaign.record.title, campaign.record.reference
    source = Source(title, at("round", here, reference))
    rows = []
    for row in parts_of(campaign):
        cells = []
        for name, words in COLUMNS:
            share = getattr(row, name)
            root = f"training-assurance/{reference.lower()}/{row.key}/{name}"
            cells.append(
                share_of(
                    Told(root, row.title, title, source),
                    words,
                    (f"{words}: agencies that meet it", share.meets),
                    (f"{words}: agencies graded", share.graded),
                )
            )
        rows.append((row.title, cells))
    caption = f"Agencies whose training meets the standard, {title}"
    return table_of(caption, "Section", [words for _, words in COLUMNS], rows)
