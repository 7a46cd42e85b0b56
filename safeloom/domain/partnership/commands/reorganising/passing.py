"""What an agency holds by dated rows of one kind, passed on to what it becomes."""

from collections.abc import Callable, Hashable
from typing import Any

from django.db.models import QuerySet

from safeloom.domain.partnership.commands.reorganising.moves import (
    EACH,
    END,
    STAY,
    Line,
    Moves,
    said,
)
from safeloom.domain.partnership.models import Agency, Followed


def pass_on(
    moves: Moves,
    rows: QuerySet,
    link: type[Followed],
    *,
    key: str,
    words: Callable[[Any], str],
    about: Callable[[Any], Hashable],
    begin: Callable[[Any, Agency], Any],
    each: bool = False,
) -> list[Line]:
    """Let each of `rows` (dated, with an `agency`) end on the eve and begin with what its agency becomes:
    with one of them, or with `each`. Who holds the same already (as `about` tells) does not get it
    twice. `begin` makes the unsaved row of an heir; what began after the day stays, and is said.
    """
    found = list(moves.lasting(rows.filter(agency__in=moves.agencies)))
    there = moves.lasting(rows.model.objects.filter(agency__in=_heirs(moves)))
    taken = {(one.agency_id, about(one)) for one in there}
    lines = []
    for row in found:
        place, called = f"{key}-{row.pk}", words(row)
        if row.start is not None and row.start > moves.eve:
            stays = f"Stays with {row.agency.name}"
            warning = f"{row.agency.name} got it after the day. Change it by hand."
            lines.append(Line(place, called, stays, warning=warning))
            continue
        options = moves.choices_for(row.agency_id, each=each)
        several = each and len(moves.heirs(row.agency_id)) > 1
        decision = moves.decided(place, options, EACH if several else options[0].value)
        begun = []
        if decision != STAY:
            heirs = [] if decision == END else moves.chosen_heirs(row.agency_id, decision)
            for one in heirs:
                if (one.body.pk, about(row)) in taken:
                    continue
                taken.add((one.body.pk, about(row)))
                new = begin(row, one.body)
                new.start, new.end = moves.day, row.end
                new.save(force_insert=True)
                begun.append(new)
            moves.end(link, row, begun, what=called)
        happens = said(decision, options)
        lines.append(Line(place, called, happens, tuple(options), decision, begins=len(begun)))
    return lines


def _heirs(moves: Moves) -> list:
    return [one.body.pk for placed in moves.agencies.values() for one in placed]
