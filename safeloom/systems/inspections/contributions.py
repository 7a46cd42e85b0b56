"""What the system of inspections offers."""

from safeloom.kernel.registry import (
    DemonstrationData,
    DigestSource,
    HomeCard,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
SEE = (*UNIT, "statutory-partner", "scrutineer", "information-governance", "agency-lead")
_HERE = "safeloom.systems.inspections"

CONTRIBUTIONS = (
    Permission(
        "inspection.see",
        "see inspections, an agency lead those of their agency and of the partnership",
        SEE,
    ),
    Permission("inspection.change", "note inspections and what was judged", UNIT),
    Permission(
        "inspection.say_position",
        "say where one stands with an inspection, an agency lead for their agency",
        (*UNIT, "agency-lead"),
    ),
    RecordKind(
        "inspection",
        "Inspection or review",
        see="inspection.see",
        change="inspection.change",
        rows=f"{_HERE}.queries.inspections.inspections",
        address=f"{_HERE}.addresses.of_inspection",
    ),
    PartPage("plans:first", "Inspections", "inspections:calendar", "inspection.see", order=50),
    SearchSource(
        "inspection",
        "Inspections",
        "Inspection or review",
        "inspections.Inspection",
        rows=f"{_HERE}.searching.inspections_found",
        entries=f"{_HERE}.searching.tell_inspections",
        address=f"{_HERE}.searching.inspection_address",
        watches=(
            SearchWatch(
                "inspections.Inspection", "pk", ("kind", "agency", "inspected_by", "scope")
            ),
            record_watch(),
            SearchWatch("foundation.Principal", "agency_id", ("name",)),
        ),
        order=140,
    ),
    HomeCard("inspections-mine", "Inspections", "needs_me", f"{_HERE}.home.mine", order=40),
    HomeCard("inspections-coming", "Inspections", "coming", f"{_HERE}.home.coming", order=40),
    DigestSource("inspections", "Inspections", f"{_HERE}.home.digest", order=40),
    ReorganisationRule(
        "inspections",
        "Inspections",
        ("inspections.Inspection",),
        stays="what was inspected was inspected; what an agency becomes sees its inspections too",
    ),
    DemonstrationData("inspections", f"{_HERE}.demonstration.make", order=140),
)
