"""The rows of the addresses of the partnership's structure."""

from datetime import date

from safeloom.domain.partnership.commands import agency_places, reorganisations
from safeloom.domain.partnership.models import Reorganisation, StatutoryRole
from tests.factories import Place, foundation, sample
from tests.factories import partnership as made


@sample(
    *(f"partnership:{name}" for name in ("area", "change-area", "close-area", "succeed-area")),
    by=(),
)
def _area(place: Place) -> dict[str, object]:
    return {"reference": made.an_area(place.partnership).record.reference}


@sample(
    "partnership:agency",
    *(f"partnership:{name}-agency" for name in ("change", "close", "succeed")),
    "partnership:cover-areas",
    "partnership:make-partner",
    "partnership:add-post",
    by=("agency",),
)
def _agency(place: Place) -> dict[str, object]:
    return {"reference": place.agency.record.reference}


@sample("partnership:say-school", by=())
def _school(place: Place) -> dict[str, object]:
    school = made.an_agency(place.partnership, kind="school")
    return {"reference": school.record.reference}


@sample("partnership:uncover-area", by=("agency",))
def _cover(place: Place) -> dict[str, object]:
    areas = [made.an_area(place.partnership)]
    (cover,) = agency_places.cover(by=None, agency=place.agency, areas=areas, start=None)
    return {"pk": cover.pk}


@sample("partnership:end-partner", by=("agency",))
def _partner(place: Place) -> dict[str, object]:
    role = agency_places.make_partner(
        by=None, agency=place.agency, partner=StatutoryRole.Partner.POLICE, start=None
    )
    return {"pk": role.pk}


@sample(
    *(f"partnership:{name}" for name in ("change-post", "close-post", "hold-post")), by=("agency",)
)
def _post(place: Place) -> dict[str, object]:
    return {"pk": made.a_post(place.agency).pk}


@sample("partnership:post-holding", "partnership:withdraw-post-holding", by=("agency",))
def _post_holding(place: Place) -> dict[str, object]:
    held = made.in_post(made.a_post(place.agency), made.somebody(place.partnership))
    return {"pk": held.pk}


@sample(
    *(f"partnership:{name}" for name in ("person", "change-person", "leave")),
    *(f"partnership:{name}" for name in ("private-contact", "change-private-contact")),
    by=("agency",),
)
def _person(place: Place) -> dict[str, object]:
    person = made.somebody(place.partnership)
    made.in_post(made.a_post(place.agency), person)
    return {"pk": person.pk}


@sample("partnership:merge-person", by=())
def _entered_twice(place: Place) -> dict[str, object]:
    return {"pk": made.somebody(place.partnership).pk}


@sample("partnership:merge-people", by=())
def _two_entries(place: Place) -> dict[str, object]:
    people = [made.somebody(place.partnership) for _ in range(2)]
    return {"pk": people[0].pk, "other": people[1].pk}


@sample(
    "partnership:group",
    *(f"partnership:{name}-group" for name in ("change", "close", "place", "share")),
    "partnership:add-seat",
    "partnership:appoint-chair",
    by=("group",),
)
def _group(place: Place) -> dict[str, object]:
    return {"reference": place.group.record.reference}


@sample("partnership:shared-group", "partnership:place-shared-group", by=())
def _shared_group(place: Place) -> dict[str, object]:
    owner = foundation.partnership()
    group = made.a_group(owner)
    made.shared(group, place.partnership)
    return {"owner": owner.key, "reference": group.record.reference}


@sample("partnership:unplace-group", by=())
def _line(place: Place) -> dict[str, object]:
    group = made.a_group(place.partnership, parent=place.group)
    return {"pk": group.lines.get().pk}


@sample("partnership:unshare-group", by=("group",))
def _sharing(place: Place) -> dict[str, object]:
    return {"pk": made.shared(place.group, foundation.partnership()).pk}


@sample(
    *(f"partnership:{name}" for name in ("change-seat", "close-seat", "seat-person")),
    by=("group",),
)
def _seat(place: Place) -> dict[str, object]:
    return {"pk": made.a_seat(place.group).pk}


@sample("partnership:seat-holding", "partnership:withdraw-seat-holding", by=("group",))
def _seat_holding(place: Place) -> dict[str, object]:
    held = made.seated(made.a_seat(place.group), made.somebody(place.partnership))
    return {"pk": held.pk}


@sample("partnership:chairing", "partnership:withdraw-chairing", by=("group",))
def _chairing(place: Place) -> dict[str, object]:
    held = made.chairing(place.group, made.somebody(place.partnership), start=None)
    return {"pk": held.pk}


@sample("partnership:reorganisations", "partnership:plan-reorganisation", by=())
def _reorganisations(place: Place) -> dict[str, object]:
    return {}


def _planned(place: Place) -> Reorganisation:
    """A new name for an agency, on a day ahead."""
    kind = Reorganisation.Kind.RENAME
    act = reorganisations.plan(by=None, partnership=place.partnership, kind=kind)
    said = {"by": None, "act": act, "seen": None}
    reorganisations.set_agencies(agencies=[place.agency], **said)
    reorganisations.set_name(name="Another Name", **said)
    return reorganisations.set_day(day=date(2030, 4, 1), **said)


@sample(
    "partnership:reorganisation",
    "partnership:preview-reorganisation",
    "partnership:drop-reorganisation",
    by=(),
)
def _plan(place: Place) -> dict[str, object]:
    return {"reference": _planned(place).record.reference}


@sample("partnership:reorganisation-step", by=())
def _step(place: Place) -> dict[str, object]:
    return {"reference": _planned(place).record.reference, "step": "day"}


@sample("partnership:undo-reorganisation", by=())
def _done(place: Place) -> dict[str, object]:
    act = reorganisations.carry_out(by=None, act=_planned(place), seen=None)
    return {"reference": act.record.reference}
