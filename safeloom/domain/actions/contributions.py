"""What the tracker offers."""

from safeloom.domain.actions.recommendation_contributions import RECOMMENDATIONS
from safeloom.foundation.access.definitions import ROLES
from safeloom.kernel.registry import (
    Beginning,
    DemonstrationData,
    ImportKind,
    LinkKind,
    Navigation,
    Permission,
    RecordKind,
    ReorganisationRule,
)

UNIT = ("business-manager", "coordinator")
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
    LinkKind(
        "actions",
        "Action",
        "Comes from",
        order=10,
        pairs="safeloom.domain.actions.queries.linked.pairs",
    ),
    LinkKind(
        "parts",
        "Was split into",
        "Was split from",
        order=15,
        pairs="safeloom.domain.actions.queries.linked.parts",
    ),
    Beginning("action", "Add an action", "actions:add", "action.add", order=10),
    Navigation("Actions", "actions:actions", "action.see", order=20),
    RecordKind(
        "action",
        "Action",
        see="action.see",
        change="action.update",
        rows="safeloom.domain.actions.queries.rows.told",
        address="safeloom.domain.actions.addresses.of_action",
    ),
    ReorganisationRule(
        "actions",
        "Actions",
        ("actions.Ownership",),
        follow="safeloom.domain.actions.reorganising.follow",
        links=("actions.FollowedOwnership",),
        obstacles="safeloom.domain.actions.reorganising.obstacles",
        order=60,
    ),
    DemonstrationData("actions", "safeloom.domain.actions.demonstration.make", order=105),
    ImportKind("actions", "safeloom.domain.actions.imports.actions.Actions", order=60),
    *RECOMMENDATIONS,
)
