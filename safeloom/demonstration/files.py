"""The invented county's files: terms of reference of three groups, one of them in two versions."""

import io
from datetime import timedelta

import docx
from django.core.files.base import ContentFile

from safeloom.demonstration.county import County
from safeloom.domain.partnership.models import Group
from safeloom.foundation.files.commands import keep_file

GROUPS = ("board", "executive", "performance")
SORT = "terms-of-reference"
SAYS = (
    ("Purpose", "The group sees that what the partnership decided is done, and that it helps."),
    ("Members", "Each agency that works with children sends somebody who can decide."),
    ("Quorum", "Each of the three statutory partners is there, and half of the others."),
    ("Meetings", "Four times a year; papers a week before, minutes two weeks after."),
)


def make(county: County) -> None:
    """Keep the terms of reference of each group, and of the last one its newer ones too."""
    by = county.personas["business-manager"]
    groups = [county.groups[key] for key in GROUPS]
    years = [(group, 2) for group in groups] + [(groups[-1], 0)]
    for group, back in years:
        since = county.year.start.replace(year=county.year.start.year + 1 - back)
        keep_file(
            by=by,
            record=group.record,
            upload=_document(group, since.year),
            title=f"Terms of reference {since.year}",
            sort=SORT,
            in_force_from=min(since, county.today - timedelta(days=1)),
        )


def _document(group: Group, year: int) -> ContentFile:
    document = docx.Document()
    document.add_heading(f"{group.name}: terms of reference {year}", level=1)
    for title, text in SAYS:
        document.add_heading(title, level=2)
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return ContentFile(written.getvalue(), name=f"{group.name} terms of reference {year}.docx")
