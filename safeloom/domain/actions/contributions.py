"""What the tracker offers."""

from safeloom.domain.actions.recommendation_contributions import RECOMMENDATIONS
from safeloom.foundation.access.definitions import ROLES
from safeloom.kernel.registry import (
    Beginning,
    DemonstrationData,
    DigestSource,
    HomeCard,
    ImportKind,
    LinkKind,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
_HERE = "safeloom.domain.actions"
ALL = tuple(role.key for role in ROLES)

CONTRIBUTIONS = (
    Permission("action.see", "see actions, a group’s member those they own alone", ALL),
    Permission("action.add", "add actions", UNIT),
    Permission(
        "action.change", "reword, reassign and split actions, and move their due dates", UNIT
    ),
    Permission(
        "action.close",
        "accept evidence, send actions back, close and reopen them, unless they own them",
        (*UNIT, "statutory-partner"),
    ),
    Permission(
        "action.update",
        "say how actions go, a group’s member those they own alone",
        (*UNIT, "statutory-partner", "agency-lead", "group-member"),
    ),
    Permission("action.set", "say when an action is at risk", UNIT),
    PartPage("actions:actions", "When at risk", "actions:rule", "action.set", order=90),
    LinkKind(
        "actions",
        "Action",
        "Comes from",
        order=10,
        pairs=f"{_HERE}.queries.linked.pairs",
    ),
    LinkKind(
        "parts",
        "Was split into",
        "Was split from",
        order=15,
        pairs=f"{_HERE}.queries.linked.parts",
    ),
    Beginning("action", "Add an action", "actions:add", "action.add", order=10),
    PartPage("plans:first", "Actions", "actions:actions", "action.see", order=20),
    RecordKind(
        "action",
        "Action",
        see="action.see",
        change="action.update",
        rows=f"{_HERE}.queries.rows.told",
        address=f"{_HERE}.addresses.of_action",
    ),
    ReorganisationRule(
        "actions",
        "Actions",
        ("actions.Ownership",),
        follow=f"{_HERE}.reorganising.follow",
        links=("actions.FollowedOwnership",),
        obstacles=f"{_HERE}.reorganising.obstacles",
        order=60,
    ),
    SearchSource(
        "action",
        "Actions",
        "Action",
        "actions.Action",
        rows=f"{_HERE}.searching.actions_found",
        entries=f"{_HERE}.searching.tell_actions",
        address=f"{_HERE}.searching.action_address",
        watches=(
            SearchWatch("actions.Action", "pk", ("wording", "origin", "source")),
            record_watch(),
            SearchWatch("foundation.Record", "source_id", ("sensitivity",)),
        ),
        order=100,
    ),
    HomeCard("actions-mine", "Actions due to me", "needs_me", f"{_HERE}.home.mine", order=15),
    HomeCard(
        "actions-agency", "Actions of my agency", "needs_me", f"{_HERE}.home.agency", order=16
    ),
    HomeCard("actions-check", "Actions to check", "needs_me", f"{_HERE}.home.to_check", order=17),
    DigestSource("actions", "Actions", f"{_HERE}.home.digest", order=15),
    DemonstrationData("actions", f"{_HERE}.demonstration.make", order=105),
    ImportKind("actions", f"{_HERE}.imports.actions.Actions", order=60),
    *RECOMMENDATIONS,
)
