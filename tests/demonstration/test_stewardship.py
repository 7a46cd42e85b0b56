"""What the stewards of the invented county find."""

import pytest

from safeloom.demonstration.making import make_county
from safeloom.foundation.access.models import GrantReview
from safeloom.foundation.notices.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    """Measures have tests of their own."""
    monkeypatch.setattr("safeloom.demonstration.indicators.make", lambda county: None)


def test_there_is_mail_in_each_state_and_there_are_reviews():
    county = make_county(key="vale", number=3, size="small", reports=False)
    states = sorted(Mail.objects.filter(kind="digest").values_list("state", flat=True))
    assert states == ["failed", "in-doubt", "sent", "sent", "waiting", "waiting"]
    assert not Mail.objects.exclude(to__endswith=".example").exists()
    manager = county.personas["business-manager"]
    assert set(GrantReview.objects.values_list("outcome", "by")) == {("kept", manager.pk)}
