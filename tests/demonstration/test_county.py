"""What the invented county shows besides its structure and its numbers. It is made once for all who look."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from safeloom.demonstration.county import County
from safeloom.demonstration.making import make_county
from safeloom.foundation.access.models import GrantReview
from safeloom.foundation.files.queries import chunks_of, files_of, in_force
from safeloom.foundation.notices.models import Mail
from safeloom.reports.building import build
from safeloom.reports.document.tree import Table
from safeloom.reports.models import FrozenReport, Report, ReportSection, SignOff
from safeloom.systems.compact.queries import compact, induction

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker) -> Iterator[County]:
    """A small one, whole."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_county(key="demo", number=1, size="small")
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper() -> None:
    """No transaction of pytest-django's own: it closes the connection, and with it the county. These
    tests write nothing."""


def test_there_is_something_to_sign_to_read_and_to_download(county: County) -> None:
    kept = files_of(county.groups["performance"].record)
    assert len(kept) == 2 and all(b"".join(chunks_of(file)).startswith(b"PK") for file in kept)
    assert in_force(kept, "terms-of-reference", county.today) == kept[0]
    version = compact.in_force(county.partnership, county.today)
    signed, many = compact.count_signed(version, county.today)
    assert 0 < signed < many
    grant = county.partnership.grants.get(role="group-member")
    member = grant.principal.person
    assert compact.to_sign(county.partnership, member, county.today) == version
    assert induction.to_read(county.partnership, member, county.today) == (2, 3)


def test_one_report_is_being_written_and_the_last_was_frozen_by_the_three_statutory_partners(
    county: County,
) -> None:
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


def test_the_report_being_written_tells_of_the_rounds_that_are_done_with(county: County) -> None:
    now = Report.objects.get(period_end=county.year.end)
    tables = [one.caption for one in build(now).document.parts if isinstance(one, Table)]
    for words in (
        "Agencies that meet each standard in full, Section 11 audit",
        "Schools that returned Schools’ return",
        "What schools have in place, Schools’ return",
    ):
        assert any(caption.startswith(words) for caption in tables), words
    assert now.sections.get(key="assurance").state == "approved"


def test_there_is_mail_in_each_state_and_there_are_reviews(county: County) -> None:
    states = sorted(Mail.objects.filter(kind="digest").values_list("state", flat=True))
    assert states == ["failed", "in-doubt", "sent", "sent", "waiting", "waiting"]
    assert not Mail.objects.exclude(to__endswith=".example").exists()
    assert not Mail.objects.filter(kind="minutes-approved").exists()
    manager = county.personas["business-manager"]
    assert set(GrantReview.objects.values_list("outcome", "by")) == {("kept", manager.pk)}
