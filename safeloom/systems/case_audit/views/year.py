"""The audit calendar: by month what is due and when grades are settled."""

from collections import defaultdict
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.queries.rows import campaigns
from safeloom.foundation.access.pages import open_to
from safeloom.systems.case_audit.addresses import of_audit
from safeloom.systems.case_audit.content import day_words
from safeloom.systems.case_audit.queries.audits import audits

# How far back and on it looks.
BACK, ON = timedelta(days=92), timedelta(days=366)


@open_to("questionnaire.see")
def months(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All campaigns and audits of the year by month. 2 queries of its own."""
    here, viewer = request.partnership, request.viewer
    first, last = viewer.day - BACK, viewer.day + ON
    found: list[tuple[date, str, str, str]] = [
        (one.due, one.record.title, "Due", engine.of_campaign(here, one))
        for one in campaigns(viewer, here).filter(due__range=(first, last))
    ]
    if viewer.may("case-audit.see", here.pk):
        found += [
            (one.day, one.record.title, day_words(one.kind).capitalize(), of_audit(here, one))
            for one in audits(viewer, here).filter(day__range=(first, last))
            if one.day
        ]
    by_month: dict[date, list] = defaultdict(list)
    for row in sorted(found):
        by_month[row[0].replace(day=1)].append(row)
    context = {
        "title": "Audit calendar",
        "trail": engine.to_assurance(viewer, here),
        "months": [(f"{month:%B %Y}", rows) for month, rows in by_month.items()],
    }
    return render(request, "case_audit/year.html", context)
