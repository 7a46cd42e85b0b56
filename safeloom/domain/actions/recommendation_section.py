"""Recommendations on the pages of the records they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeloom.domain.actions import addresses
from safeloom.domain.actions.queries.recommendations import UNIT, of_source
from safeloom.domain.actions.queries.standing import TAGS, Standing, standing_words
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.web import marks
from safeloom.web.records import Section


@dataclass(frozen=True)
class Line:
    """One recommendation of the section."""

    reference: str
    url: str
    title: str
    owner: str
    mark: str


@dataclass(frozen=True)
class RecommendationsSection(Section):
    """A section that lists the recommendations that come from a record."""

    lines: Sequence[Line] = ()


def recommendations_section(
    viewer: Viewer, here: Partnership, record: Record, day: date
) -> RecommendationsSection:
    """The recommendations that come from a record, those the viewer may see, as they stand today, with
    "Add a recommendation" for whoever may. That the viewer sees the record is for the page to know. 2
    queries at most, and one for each kind of sealed record among all sources."""
    add = (
        "Add a recommendation",
        f"{addresses.page('add-recommendation', here)}?source={record.pk}",
    )
    may = record.partnership_id == here.pk and viewer.may("recommendation.add", here.pk)
    lines = []
    if viewer.may("recommendation.see", here.pk):
        rows = of_source(viewer, here, record).exclude(hidden=True)
        lines = [
            Line(
                reference=row.record.reference,
                url=addresses.of_recommendation(here, row),
                title=row.record.title,
                owner=row.owner_now or UNIT,
                mark=marks.tag(
                    standing_words(row.standing, row.asked, row.embedded),
                    TAGS[Standing(row.standing)],
                ),
            )
            for row in rows
        ]
    return RecommendationsSection(
        "recommendations",
        "Recommendations",
        "actions/recommendations/section.html",
        add if may else None,
        lines,
    )
