"""What plans and risks offer."""

from safeloom.kernel.registry import (
    DemonstrationData,
    DigestSource,
    HomeCard,
    ImportKind,
    Navigation,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)

_UNIT = ("business-manager", "coordinator")
_SEES = (*_UNIT, "statutory-partner", "scrutineer", "information-governance", "agency-lead")
_FIRST = "plans:first"

CONTRIBUTIONS = (
    Permission("plan.see", "see plans and how they stand", (*_SEES, "group-member")),
    Permission("risk.see", "see the risk register", _SEES),
    Permission("risk.change", "add, change and close risks, their themes and appetite", _UNIT),
    Permission(
        "risk.review", "review risks that are their agency’s to own", (*_UNIT, "agency-lead")
    ),
    Permission("risk.accept", "write down that a risk is accepted", (*_UNIT, "statutory-partner")),
    Navigation("Plan", _FIRST, "plan.see", order=30),
    PartPage(_FIRST, "Risk register", "plans:risks", "risk.see", order=30),
    ImportKind("risks", "safeloom.domain.plans.imports.risks.Risks", order=70),
    RecordKind(
        "risk",
        "Risk",
        see="risk.see",
        change="risk.change",
        rows="safeloom.domain.plans.queries.risks.risks",
        address="safeloom.domain.plans.addresses.of_risk",
    ),
    HomeCard("risks-due", "Risks", "needs_me", "safeloom.domain.plans.home.risks_due", order=40),
    HomeCard(
        "risks-changed", "Risks", "changed", "safeloom.domain.plans.home.risks_changed", order=40
    ),
    DigestSource("risks", "Risks to review", "safeloom.domain.plans.home.risks_digest", order=40),
    DemonstrationData("plans", "safeloom.domain.plans.demonstration.make", order=40),
    SearchSource(
        "risk",
        "Risks",
        "Risk",
        "plans.Risk",
        rows="safeloom.domain.plans.searching.risks_found",
        entries="safeloom.domain.plans.searching.tell_risks",
        address="safeloom.domain.plans.searching.risk_address",
        watches=(
            SearchWatch(
                "plans.Risk",
                "pk",
                ("number", "theme_id", "description", "controls", "further"),
            ),
            SearchWatch("plans.RiskTheme", "theme_id", ("title",)),
            SearchWatch("foundation.Record", "record_id", ("reference", "title", "sensitivity")),
        ),
        order=70,
    ),
    ReorganisationRule(
        "risk-owners",
        "Who owns which risk",
        ("plans.RiskOwner",),
        follow="safeloom.domain.plans.reorganising.follow_owners",
        links=("plans.FollowedRiskOwner",),
        order=60,
    ),
    ReorganisationRule(
        "risk-acceptances",
        "Who accepted risks",
        ("plans.RiskAcceptance",),
        stays="who accepted a risk did so on that day, whatever they became",
    ),
)
