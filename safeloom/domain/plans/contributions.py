"""What plans and risks offer."""

from safeloom.kernel.registry import (
    Navigation,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
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
    RecordKind(
        "risk",
        "Risk",
        see="risk.see",
        change="risk.change",
        rows="safeloom.domain.plans.queries.risks.risks",
        address="safeloom.domain.plans.addresses.of_risk",
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
