"""Rounds of the schools' return, and schools."""

from datetime import timedelta

from safeloom.domain.partnership.commands.schools import SchoolFacts, say
from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands import campaigns
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today
from safeloom.systems.school_return.content import SETTINGS, USE, ready
from tests.factories import SHARED, Place, sample
from tests.factories import partnership as made


def a_school(
    here: Partnership,
    name: str,
    phase: str,
    *,
    group: str = "la-maintained",
    lead: Person | None = None,
) -> Agency:
    """A school of the register; its lead holds the post of one."""
    school = made.an_agency(here, name, Agency.Kind.SCHOOL)
    say(by=None, agency=school, seen=None, facts=SchoolFacts(phase=phase, group=group), day=None)
    if lead is not None:
        made.in_post(made.a_post(school, "Designated safeguarding lead"), lead)
    return school


def a_round(here: Partnership, content: str = SETTINGS) -> Campaign:
    """A round that opened last week, not sent yet; of the shorter questionnaire."""
    begun = begin_questionnaire(
        by=None, partnership=here, use=USE, title="Return", content=ready()[content]
    )
    opens = today() - timedelta(days=7)
    return campaigns.open_campaign(
        by=None,
        partnership=here,
        title="Schools’ return",
        version=publish(by=None, version=begun.versions.get()),
        use=USE,
        opens=opens,
        due=opens + timedelta(days=30),
        closes=opens + timedelta(days=40),
    )


@sample(
    *(
        f"school-return:{name}"
        for name in ("round", "ask", "in-place", "returns", "chase", "needs")
    ),
    by=SHARED,
)
def _round(place: Place) -> dict[str, object]:
    return {"reference": a_round(place.partnership).record.reference}
