"""What measures and returns tell at home."""

from datetime import datetime
from itertools import groupby

from django.urls import reverse

from safeloom.domain.indicators.queries import outstanding
from safeloom.domain.indicators.queries.rows import changed_since, own_agencies
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import count_words, moment_words


def due(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The returns due and late, a line an agency, for whoever may enter them."""
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
        url = reverse("indicators:returns-due", args=[partnership.key])
        detail = f"{late} late" if late else ""
        lines.append(HomeLine(words, url, due=dues[0].due, late=bool(late), detail=detail))
    return sorted(lines, key=lambda line: line.due)


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
