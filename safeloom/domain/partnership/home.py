"""What the partnership's structure tells at home: how to begin."""

from datetime import datetime

from safeloom.domain.partnership.queries.beginning import what_there_is
from safeloom.domain.partnership.views.addresses import act
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import HomeLine

STEPS = (
    ("areas", "Add the areas", "add-area", "Local authorities’ areas, or parts of one."),
    (
        "agencies",
        "Add the agencies",
        "add-agency",
        "Whoever works with you: the statutory partners first.",
    ),
    (
        "people",
        "Add the people",
        "add-person",
        "Whoever holds a post or a seat. An account is not needed.",
    ),
    (
        "groups",
        "Add the groups",
        "add-group",
        "The board first, then what answers to it, then the seats.",
    ),
)


def begin(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The first steps that were not taken yet, for who may take them. 1 query."""
    if not viewer.may_everywhere("agency.change", partnership.pk):
        return []
    there = what_there_is(partnership)
    return [
        HomeLine(words, act(name, partnership), detail=detail)
        for key, words, name, detail in STEPS
        if key not in there
    ]
