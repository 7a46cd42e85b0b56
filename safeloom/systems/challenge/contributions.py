"""What challenge and escalation offer."""

from safeloom.kernel.registry import (
    AgendaSource,
    Beginning,
    ClockRules,
    DemonstrationData,
    DigestSource,
    HomeCard,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    ReportBlock,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
EXECUTIVE, LEAD, SCRUTINEER = "statutory-partner", "agency-lead", "scrutineer"
SEE = (*UNIT, EXECUTIVE, SCRUTINEER, LEAD)
ACT = (*UNIT, EXECUTIVE, LEAD)
_HERE = "safeloom.systems.challenge"

CONTRIBUTIONS = (
    Permission(
        "challenge.see", "see disagreements, an agency’s lead those of the agency alone", SEE
    ),
    Permission("challenge.raise", "raise disagreements, an agency’s lead for the agency", ACT),
    Permission("challenge.say", "say something in disagreements they see", ACT),
    Permission(
        "challenge.move",
        "move disagreements up, withdraw them, or say that the agencies settled them",
        (*UNIT, LEAD),
    ),
    Permission(
        "challenge.settle", "settle disagreements at any stage", ("business-manager", EXECUTIVE)
    ),
    Permission("challenge.change", "keep files and clocks of disagreements", UNIT),
    Permission("challenge.set", "set the stages of escalation", UNIT),
    Permission(
        "partner-challenge.see",
        "see the partner challenge log, an agency’s lead what is between the agency and others",
        SEE,
    ),
    Permission("partner-challenge.ask", "add to the partner challenge log", ACT),
    Permission("partner-challenge.answer", "answer challenges of their agency", ACT),
    Permission(
        "partner-challenge.close", "close challenges with their outcome", (*UNIT, EXECUTIVE)
    ),
    Permission("partner-challenge.change", "keep files of challenges", UNIT),
    PartPage("plans:first", "Challenge", "challenge:list", "challenge.see", order=80),
    RecordKind(
        "disagreement",
        "Disagreement",
        see="challenge.see",
        change="challenge.change",
        rows=f"{_HERE}.queries.disagreements.disagreements",
        address=f"{_HERE}.addresses.of_disagreement",
    ),
    RecordKind(
        "partner-challenge",
        "Partner challenge",
        see="partner-challenge.see",
        change="partner-challenge.change",
        rows=f"{_HERE}.queries.partners.challenges",
        address=f"{_HERE}.addresses.of_challenge",
    ),
    SearchSource(
        "disagreements",
        "Disagreements",
        "Disagreement",
        "challenge.Disagreement",
        rows=f"{_HERE}.searching.disagreements_found",
        entries=f"{_HERE}.searching.tell_disagreements",
        address=f"{_HERE}.searching.disagreement_address",
        watches=(SearchWatch("challenge.Disagreement", "pk"), record_watch()),
        order=150,
    ),
    SearchSource(
        "partner-challenges",
        "Partner challenges",
        "Partner challenge",
        "challenge.PartnerChallenge",
        rows=f"{_HERE}.searching.challenges_found",
        entries=f"{_HERE}.searching.tell_challenges",
        address=f"{_HERE}.searching.challenge_address",
        watches=(SearchWatch("challenge.PartnerChallenge", "pk"), record_watch()),
        order=151,
    ),
    Beginning(
        "partner-challenge",
        "Challenge a partner",
        "challenge:ask-partner",
        "partner-challenge.ask",
        order=40,
    ),
    AgendaSource(
        "escalations", "Escalations past their day", f"{_HERE}.agenda.past_their_day", order=35
    ),
    ClockRules("challenge", "Challenge", f"{_HERE}.content.clocks", order=50),
    HomeCard("challenge", "Challenge", "needs_me", f"{_HERE}.home.mine", order=15),
    DigestSource("challenge", "Challenge", f"{_HERE}.home.digest", order=15),
    ReportBlock(
        "escalations",
        "Escalations",
        f"{_HERE}.report.escalations",
        words="How many disagreements were raised in the period, how far they went and how they ended.",
    ),
    ReorganisationRule(
        "challenge",
        "Disagreements and challenges between agencies",
        ("challenge.Party",),
        follow=f"{_HERE}.reorganising.follow",
        links=("challenge.FollowedParty",),
        order=230,
    ),
    ReorganisationRule(
        "challenge-said",
        "What was raised and said in disagreements",
        ("challenge.Disagreement", "challenge.Statement"),
        stays="who raised a disagreement and what an agency said in it stays as it was",
    ),
    DemonstrationData("challenge", f"{_HERE}.demonstration.make", order=150),
)
