"""What plans and risks offer."""

from safeloom.kernel.registry import (
    AgendaSource,
    Beginning,
    DemonstrationData,
    DigestSource,
    FileSort,
    HomeCard,
    ImportKind,
    LinkKind,
    Navigation,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

_UNIT = ("business-manager", "coordinator")
_SEES = (*_UNIT, "statutory-partner", "scrutineer", "information-governance", "agency-lead")
_FIRST = "plans:first"

CONTRIBUTIONS = (
    Permission("plan.see", "see plans and how they stand", (*_SEES, "group-member")),
    Permission(
        "plan.change", "add and change plans, their priorities and lines, close years", _UNIT
    ),
    Permission(
        "plan.update",
        "say how lines of plans go that their agency or group leads",
        (*_UNIT, "agency-lead", "group-member"),
    ),
    Permission("risk.see", "see the risk register", _SEES),
    Permission("risk.change", "add, change and close risks, their themes and appetite", _UNIT),
    Permission(
        "risk.review", "review risks that are their agency’s to own", (*_UNIT, "agency-lead")
    ),
    Permission("risk.accept", "write down that a risk is accepted", (*_UNIT, "statutory-partner")),
    Navigation("Plan", _FIRST, "plan.see", order=30),
    PartPage(_FIRST, "Plans", "plans:plans", "plan.see", order=10),
    PartPage(_FIRST, "Risk register", "plans:risks", "risk.see", order=30),
    ImportKind("risks", "safeloom.domain.plans.imports.risks.Risks", order=70),
    ImportKind("plan", "safeloom.domain.plans.imports.plan.PlanLines", order=65),
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
    HomeCard(
        "plan-lines-due", "Plan", "needs_me", "safeloom.domain.plans.home.lines_due", order=35
    ),
    DigestSource("plan-lines", "Plan", "safeloom.domain.plans.home.lines_digest", order=35),
    Beginning("risk", "Add a risk", "plans:add-risk", "risk.change", order=20),
    LinkKind(
        "risks", "Risk", "Comes from", order=20, pairs="safeloom.domain.plans.queries.linked.pairs"
    ),
    LinkKind("measured", "Measured by", "Measures", order=25),
    LinkKind("threatened", "Put at risk by", "Puts at risk", order=26),
    AgendaSource(
        "plan-lines", "Late lines of the plan", "safeloom.domain.plans.agenda.late_lines", order=30
    ),
    AgendaSource("risks", "Risks to review", "safeloom.domain.plans.agenda.risks", order=40),
    DigestSource("risks", "Risks to review", "safeloom.domain.plans.home.risks_digest", order=40),
    DemonstrationData("plans", "safeloom.domain.plans.demonstration.make", order=40),
    SearchSource(
        "plan",
        "Plans",
        "Plan",
        "plans.Plan",
        rows="safeloom.domain.plans.searching.plans_found",
        entries="safeloom.domain.plans.searching.tell_plans",
        address="safeloom.domain.plans.searching.plan_address",
        watches=(SearchWatch("plans.Plan", "pk", ("kind", "purpose")), record_watch()),
        order=64,
    ),
    SearchSource(
        "plan-line",
        "Lines of plans",
        "Line of a plan",
        "plans.PlanLine",
        rows="safeloom.domain.plans.searching.lines_found",
        entries="safeloom.domain.plans.searching.tell_lines",
        address="safeloom.domain.plans.searching.line_address",
        watches=(
            SearchWatch("plans.PlanLine", "pk", ("number", "wording", "plan_id")),
            SearchWatch("foundation.Record", "plan_id", ("title", "sensitivity")),
        ),
        order=66,
    ),
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
            record_watch(),
        ),
        order=70,
    ),
    RecordKind(
        "plan",
        "Plan",
        see="plan.see",
        change="plan.change",
        rows="safeloom.domain.plans.queries.plans.plans",
        address="safeloom.domain.plans.addresses.of_plan",
        sorts=(FileSort("plan", "The plan as it was adopted", dated=True),),
    ),
    RecordKind(
        "priority",
        "Strategic priority",
        see="plan.see",
        change="plan.change",
        rows="safeloom.domain.plans.queries.plans.every_priority",
        address="safeloom.domain.plans.addresses.of_priority",
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
        "plan-leads",
        "Who leads which line of a plan",
        ("plans.LineLead",),
        follow="safeloom.domain.plans.reorganising.follow_leads",
        links=("plans.FollowedLineLead",),
        order=65,
    ),
    ReorganisationRule(
        "risk-acceptances",
        "Who accepted risks",
        ("plans.RiskAcceptance",),
        stays="who accepted a risk did so on that day, whatever they became",
    ),
)
