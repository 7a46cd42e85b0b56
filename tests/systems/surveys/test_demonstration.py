"""The invented county's surveys: answered within their days, one over and one that stands open."""

from types import SimpleNamespace

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.arrivals import over_time
from safeloom.domain.questionnaires.queries.results_found import results_of
from safeloom.foundation.today import today
from safeloom.systems.surveys.content import USE
from safeloom.systems.surveys.demonstration import MANY, make
from safeloom.systems.surveys.queries.surveys import CLOSED, OPEN, shifts_of, stands
from tests.factories import partnership


def test_practitioners_have_answered_and_pupils_are_answering(vale) -> None:
    partnership.an_agency(vale, "Marsh End School", kind=Agency.Kind.SCHOOL)
    areas = {name: partnership.an_area(vale, name) for name in ("North", "South")}
    make(SimpleNamespace(partnership=vale, number=7, size="small", today=today(), areas=areas))
    over, now = Campaign.objects.filter(use=USE).order_by("opens")
    assert (stands(over, today()), stands(now, today())) == (CLOSED, OPEN)
    for campaign, many in zip((over, now), MANY["small"], strict=True):
        assert campaign.responses.count() == many
        for one in campaign.responses.all():
            assert campaign.opens <= one.submitted_on <= min(campaign.closes, today())
        assert over_time(campaign, today())
    assert shifts_of(results_of(over, None, today()).results)
    assert now.open_links.filter(agency__isnull=False).count() == 1
