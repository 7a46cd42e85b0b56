"""What measures and returns tell at home."""

from datetime import datetime
from itertools import groupby

from django.urls import reverse

from safeloom.domain.indicators.queries import Due, outstanding
from safeloom.domain.indicators.queries.rows import changed_since, has_begun, own_agencies
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import count_words, moment_words


def begin(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The first steps that were not taken yet, for who may take them. 1 query."""
    if not viewer.may_everywhere("measure.change", partnership.pk):
        return []
    measured, asked = has_begun(partnership)
    if not measured:
        url = reverse("indicators:measures-choose", args=[partnership.key])
        words = "From those that come with Safeloom. You can add your own, too."
        return [HomeLine("Choose measures", url, detail=words)]
    if not asked:
        url = reverse("indicators:measures", args=[partnership.key])
        words = "On each measure’s page. From then on, what is due stands here."
        return [HomeLine("Say which agency returns what", url, detail=words)]
    return []


def due(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The returns due and late, a line an agency, for whoever may enter them: where they are all of
    one quarter the line leads to their form, else to the list."""
    if not viewer.may("return.enter", partnership.pk):
        return []
    own = own_agencies(viewer, partnership)
    found = outstanding(partnership, viewer.day, viewer=viewer, agencies=own)
    found.sort(key=lambda each: (each.agency.name, each.due))
    lines = []
    for name, dues in groupby(found, lambda each: each.agency.name):
        dues = list(dues)
        late = sum(each.late for each in dues)
        words = f"{name}: {count_words(len(dues), 'return', 'returns')} to come"
        detail = f"{late} late" if late else ""
        lines.append(
            HomeLine(
                words, _place(partnership, dues), due=dues[0].due, late=bool(late), detail=detail
            )
        )
    return sorted(lines, key=lambda line: line.due)


def _place(partnership: Partnership, dues: list[Due]) -> str:
    quarters = {each.quarter for each in dues}
    if len(quarters) > 1:
        return reverse("indicators:returns-due", args=[partnership.key])
    where = [partnership.key, dues[0].agency.key, quarters.pop().key()]
    return reverse("indicators:returns-enter", args=where)


def changed(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The measures for which something was returned."""
    if not viewer.may("return.see", partnership.pk):
        return []
    return [
        HomeLine(
            f"{measure.title}: returned",
            reverse("indicators:measure", args=[partnership.key, measure.key]),
            detail=moment_words(when),
        )
        for measure, when in changed_since(viewer, partnership, since)
    ]
