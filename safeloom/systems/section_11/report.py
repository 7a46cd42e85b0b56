"""By standard how many agencies comply, as a live block of a report."""

from uuid import UUID

from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.sent import chosen_or_due, sent_choices
from safeloom.foundation.identity.models import Partnership
from safeloom.reports.document.tree import Paragraph, Source, runs
from safeloom.reports.material import BlockContext, Material
from safeloom.reports.shares import Told, share_of, table_of
from safeloom.systems.section_11.addresses import at
from safeloom.systems.section_11.content import USE
from safeloom.systems.section_11.queries.round import standards
from safeloom.web.words import date_words


def choices(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The rounds that were sent, the latest first."""
    return sent_choices(partnership, USE)


def by_standard(context: BlockContext) -> Material:
    """Of the agencies graded, how many meet each standard in full, in per cent: by their own grade, as
    moderated, and by the grades of the round before. The round that was chosen, else the last one due
    within the report's period."""
    here, chosen = context.partnership, [record.pk for record in context.about]
    campaign = chosen_or_due(here, USE, chosen, context.start, context.end).first()
    if campaign is None:
        return Material(lambda shown: [Paragraph(runs("No round of the audit fell due."))])
    title, reference = campaign.record.title, campaign.record.reference
    source = Source(title, at("round", here, reference))
    columns = _columns(campaign)
    rows = []
    for row in standards(campaign):
        cells = []
        for name, words in columns:
            share = getattr(row, name)
            root = f"section-11/{reference.lower()}/{row.key}/{name.replace('_', '-')}"
            cells.append(
                share_of(
                    Told(root, row.title, title, source),
                    words,
                    (f"{words}: agencies that comply", share.meets),
                    (f"{words}: agencies graded", share.graded),
                )
            )
        rows.append((row.title, cells))
    caption = f"Agencies that meet each standard in full, {title}"
    return table_of(caption, "Standard", [words for _, words in columns], rows)


def _columns(campaign: Campaign) -> list[tuple[str, str]]:
    found = [("own", "Own grade, in per cent"), ("moderated", "Moderated, in per cent")]
    if campaign.previous is not None:
        last = date_words(campaign.previous.due)
        found += [
            ("own_before", f"Own grade, due {last}"),
            ("moderated_before", f"Moderated, due {last}"),
        ]
    return found
