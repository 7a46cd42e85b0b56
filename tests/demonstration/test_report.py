"""The invented county's yearly reports: one being written, last year's signed off and frozen."""

import pytest

from safeloom.demonstration.making import make_county
from safeloom.foundation.today import today
from safeloom.reports.building import build
from safeloom.reports.models import FrozenReport, Report, ReportSection, SignOff

pytestmark = pytest.mark.django_db


def test_one_is_being_written_and_the_last_was_frozen_by_the_three_statutory_partners() -> None:
    county = make_county(key="demo", number=1, size="small", today=today())
    before, now = Report.objects.order_by("period_end")
    assert before.is_frozen and not now.is_frozen
    assert now.period_end == county.year.end
    signed = SignOff.objects.filter(version__report=before, void_since__isnull=True)
    assert {row.agency_id for row in signed} == {
        county.agencies[key].pk for key in ("north-council", "icb", "police")
    }
    assert FrozenReport.objects.get().version.report_id == before.pk
    states = set(now.sections.values_list("state", flat=True))
    assert {"not-started", "draft", "ready", "approved"} <= states
    charts = now.sections.filter(blocks__block="measure_chart").values("blocks").distinct()
    assert charts.count() == 20
    for part in build(now).sections:
        assert not part.unknown and not part.problems and not part.unsourced, part.row.key
    owned = ReportSection.objects.filter(report=now, owner__isnull=False)
    assert owned.count() == now.sections.count()
