"""Stages, disagreements and partner challenges for tests."""

from datetime import datetime

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Account, Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.systems.challenge.commands import partners, raising, stages
from safeloom.systems.challenge.models import Disagreement, EscalationPolicy, PartnerChallenge
from tests.factories import Place, foundation, partnership, sample

WORDS = "We asked for a strategy discussion and were told that the threshold is not met."


def with_stages(here: Partnership) -> EscalationPolicy:
    """The example, turned on today."""
    there = here.escalation_policies.first()
    return there or stages.set_stages(by=None, partnership=here, to=stages.example(today()))


def a_lead(agency: Agency) -> Account:
    """The safeguarding lead of an agency, in a post of it."""
    here = agency.record.partnership
    person = partnership.somebody(here)
    partnership.in_post(partnership.a_post(agency, "Named nurse"), person)
    foundation.grant(person.principal, "agency-lead", here, over=agency.principal)
    return foundation.account(person)


def raised(
    asks: Agency,
    answers: Agency,
    *,
    by: Account | None = None,
    at: datetime | None = None,
    **said,
) -> Disagreement:
    """A disagreement, under the example."""
    here = asks.record.partnership
    with_stages(here)
    what = raising.Raised(
        **{"asks": asks, "answers": answers, "theme": "threshold", "words": WORDS} | said
    )
    person = by.person if by else None
    return raising.raise_disagreement(by=person, partnership=here, what=what, at=at)


def asked(
    asks: Agency,
    answers: Agency,
    *,
    by: Account | None = None,
    source: Record | None = None,
    **said,
) -> PartnerChallenge:
    """A partner's challenge."""
    what = partners.Asked(
        **{
            "asks": asks,
            "answers": answers,
            "title": "Waiting times",
            "question": "Why do children wait for half a year?",
            "on": today(),
            "source": source,
        }
        | said
    )
    person = by.person if by else None
    return partners.ask_partner(by=person, partnership=asks.record.partnership, what=what)


def _with_another(place: Place) -> Agency:
    return partnership.an_agency(place.partnership)


@sample(
    *(
        f"challenge:{name}"
        for name in ("disagreement", "say", "move-up", "at-once", "agree", "settle", "withdraw")
    ),
    by=("agency",),
)
def _disagreement(place: Place) -> dict[str, object]:
    return {"reference": raised(place.agency, _with_another(place)).record.reference}


@sample(
    *(f"challenge:{name}" for name in ("partner", "answer-partner", "ask-again", "close-partner")),
    by=("agency",),
)
def _challenge(place: Place) -> dict[str, object]:
    return {"reference": asked(_with_another(place), place.agency).record.reference}
