"""Surveys: of practitioners asked before and after, at several places."""

from datetime import timedelta

from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Campaign, OpenLink
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.surveys.content import USE
from tests.factories import Place, sample
from tests.factories.questionnaires import (
    a_campaign,
    a_questionnaire,
    a_response,
    an_open_link,
    answered,
)

PAIR = """
title = "Practitioners’ survey"
[scales.sure]
options = [
  { key = "not", title = "Not sure", value = 1 },
  { key = "fairly", title = "Fairly sure", value = 2 },
  { key = "very", title = "Very sure", value = 3 },
]
[[sections]]
key = "sure"
title = "How sure you are"
[[sections.questions]]
key = "before"
words = "A year ago, how sure were you?"
kind = "choice"
scale = "sure"
[[sections.questions]]
key = "now"
words = "Today, how sure are you?"
kind = "choice"
scale = "sure"
after = "before"
[[sections.questions]]
key = "wanted"
words = "What should we do?"
kind = "text"
"""


def a_survey(here: Partnership, title: str = "Practitioners’ survey", **said) -> Campaign:
    """An anonymous survey that was sent ten days ago."""
    version = said.pop("version", None) or a_questionnaire(here, PAIR)
    campaign = a_campaign(here, version, title, anonymous=True, **said)
    Campaign.objects.filter(pk=campaign.pk).update(use=USE)
    campaign.use = USE
    return campaign


def came(link: OpenLink, *pairs: tuple[str, str], back: int = 0) -> None:
    """Answers through a link, as what was said before and now, so many days ago."""
    for before, now in pairs:
        response = a_response(link.campaign, through=link, day=today() - timedelta(days=back))
        answered(response, {"before": Given(options=(before,)), "now": Given(options=(now,))})


@sample("surveys:survey", "surveys:links", "surveys:posters", by=())
def _survey(place: Place) -> dict[str, object]:
    campaign = a_survey(place.partnership)
    an_open_link(campaign, "Youth club")
    return {"reference": campaign.record.reference}
