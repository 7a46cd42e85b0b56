"""What policy impact offers."""

from safeloom.kernel.registry import (
    AgendaSource,
    DemonstrationData,
    DigestSource,
    HomeCard,
    LinkKind,
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
_HERE = "safeloom.systems.policy_impact"

CONTRIBUTIONS = (
    Permission(
        "policy_impact.see",
        "see what changed policies did, an agency’s lead what the agency presents",
        (*UNIT, "statutory-partner", "scrutineer", "agency-lead"),
    ),
    Permission("policy_impact.plan", "set who presents a changed policy, and when", UNIT),
    Permission(
        "policy_impact.say",
        "say what a changed policy did, an agency’s lead for the agency",
        (*UNIT, "agency-lead"),
    ),
    Permission(
        "policy_impact.assure",
        "note how far a changed policy assures the board",
        (*UNIT, "statutory-partner"),
    ),
    RecordKind(
        "policy-impact",
        "Policy impact",
        see="policy_impact.see",
        change="policy_impact.say",
        rows=f"{_HERE}.queries.impacts.impacts",
        address=f"{_HERE}.addresses.of_impact",
    ),
    LinkKind(
        "policy",
        "Followed from",
        "Led to a changed policy",
        order=14,
        pairs=f"{_HERE}.queries.linked.followed_from",
    ),
    LinkKind(
        "policy-evidence",
        "Shown by",
        "Evidence of what a policy did",
        order=16,
        pairs=f"{_HERE}.queries.linked.shown_by",
    ),
    PartPage(
        "questionnaires:campaigns",
        "Policy impact",
        "policy-impact:list",
        "policy_impact.see",
        order=45,
    ),
    PartPage(
        "questionnaires:responses",
        "Policy impact",
        "policy-impact:list",
        "policy_impact.see",
        order=45,
    ),
    SearchSource(
        "policy-impact",
        "Policy impact",
        "Policy impact",
        "policy_impact.PolicyImpact",
        rows=f"{_HERE}.searching.impacts_found",
        entries=f"{_HERE}.searching.tell_impacts",
        address=f"{_HERE}.searching.impact_address",
        watches=(
            SearchWatch("policy_impact.PolicyImpact", "pk", ("agency", "difference")),
            record_watch(),
            SearchWatch("foundation.Principal", "agency_id", ("name",)),
        ),
        order=185,
    ),
    HomeCard("policy-impact-mine", "Policy impact", "needs_me", f"{_HERE}.home.mine", order=75),
    HomeCard("policy-impact-coming", "Policy impact", "coming", f"{_HERE}.home.coming", order=75),
    DigestSource("policy-impact", "Policy impact", f"{_HERE}.home.digest", order=75),
    AgendaSource("policy-impact", "Policy impact", f"{_HERE}.home.agenda", order=55),
    ReportBlock(
        "policy-impact",
        "Policy impact",
        f"{_HERE}.report.presented",
        words="The changed policies presented in the period, and how far they assure the board.",
    ),
    ReorganisationRule(
        "policy-impact",
        "Policy impact",
        ("policy_impact.PolicyImpact",),
        stays="who changed a policy presents it; what an agency becomes sees it too",
    ),
    DemonstrationData("policy-impact", f"{_HERE}.demonstration.make", order=185),
)
