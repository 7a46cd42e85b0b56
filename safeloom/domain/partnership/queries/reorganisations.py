"""Reorganisations: those planned, carried out and undone."""

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from safeloom.domain.partnership.models import (
    Agency,
    Area,
    Followed,
    FollowedAgency,
    FollowedArea,
    Heir,
    Reorganisation,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.kernel.registry import ReorganisationRule, offered

SEE, DO = "reorganisation.see", "reorganisation.carry_out"


def reorganisations(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Reorganisation]:
    """The reorganisations of a partnership, of all times."""
    rows = Reorganisation.objects.select_related(
        "record__partnership",
        "planned_by__principal",
        "done_by__principal",
        "undone_by__principal",
    )
    return viewer.rows(permission, rows, partnership.pk)


def paths_of(act: Reorganisation) -> list[tuple[Agency | Area, list[Heir]]]:
    """What each agency and area of an act becomes."""
    found: dict[UUID, tuple[Agency | Area, list[Heir]]] = {}
    agencies = act.agency_paths.select_related(
        "predecessor__principal",
        "predecessor__record__partnership",
        "heir__agency__principal",
        "heir__agency__record__partnership",
    )
    areas = act.area_paths.select_related(
        "predecessor__record__partnership", "heir__area__record__partnership"
    )
    for path in [
        *agencies.order_by("predecessor__principal__name", "heir__position"),
        *areas.order_by("predecessor__record__title", "heir__position"),
    ]:
        _, names = found.setdefault(path.predecessor_id, (path.predecessor, []))
        if path.heir is not None:
            names.append(path.heir)
    return list(found.values())


def rules() -> list[ReorganisationRule]:
    """The rules by which rows follow, in their order."""
    return [rule for rule in offered(ReorganisationRule) if rule.follow]


def links() -> list[type[Followed]]:
    """The models that keep what acts ended and began, in the order in which rows are begun: first the
    agencies and areas in which the others stand."""
    found = [apps.get_model(label) for rule in rules() for label in rule.links]
    return sorted(found, key=lambda model: model not in (FollowedAgency, FollowedArea))


@dataclass(frozen=True)
class Passed:
    """How many rows of a rule an act ended and began."""

    title: str
    ended: int
    begun: int


def passed(act: Reorganisation) -> list[Passed]:
    """What an act ended and began, a line a rule, as far as it is still there."""
    wanted = set(links())
    found = []
    for rule in rules():
        ended, begun = set(), set()
        for model in (one for one in wanted if one._meta.label in rule.links):
            for old, new in model.objects.filter(act=act).values_list("ended_id", "begun_id"):
                ended |= {old} - {None}
                begun |= {new} - {None}
        if ended or begun:
            found.append(Passed(rule.title, len(ended), len(begun)))
    return found


def of_agency(viewer: Viewer, agency: Agency) -> list[Reorganisation]:
    """The acts that are about an agency, given up ones excepted, the latest first."""
    rows = reorganisations(viewer, agency.record.partnership)
    about = Q(agency_paths__predecessor=agency) | Q(agency_heirs__agency=agency)
    return list(rows.filter(about, dropped__isnull=True).distinct().order_by("-day"))


def standing(rows: QuerySet) -> QuerySet:
    """Of these agencies or areas those that have not ended: what can become something else."""
    return rows.filter(Q(end__isnull=True) | Q(end__gte=today()))


def predecessors(act: Reorganisation) -> QuerySet:
    """The keys of the agencies an act is about."""
    return act.agency_paths.values("predecessor")


def changes_areas(act: Reorganisation) -> bool:
    """Whether areas change too."""
    return act.area_paths.exists()


def agencies_and_heirs(act: Reorganisation) -> dict[str, list]:
    """The agencies of a plan, by name, and what they may become."""
    rows = Agency.objects.filter(pk__in=predecessors(act)).select_related("principal")
    heirs = act.agency_heirs.select_related("agency__principal")
    return {"bodies": list(rows.order_by("principal__name")), "heirs": list(heirs)}


def areas_and_heirs(act: Reorganisation) -> dict[str, list]:
    """The areas of a plan, by name, and what they may become."""
    rows = Area.objects.filter(pk__in=act.area_paths.values("predecessor")).select_related("record")
    heirs = act.area_heirs.select_related("area__record")
    return {"bodies": list(rows.order_by("record__title")), "heirs": list(heirs)}


def held_agencies(act: Reorganisation) -> dict:
    """What was said already, for the form; so are the others below."""
    return {"agencies": [row["predecessor"] for row in predecessors(act).distinct()]}


def held_agency(act: Reorganisation) -> dict:
    """The one agency."""
    return {"agency": act.agency_paths.values_list("predecessor", flat=True).first()}


def held_heir(act: Reorganisation) -> dict:
    """The one heir."""
    heir = act.agency_heirs.first()
    if heir is None:
        return {}
    if not heir.is_new:
        return {"there": heir.agency_id}
    return {"name": heir.name, "kind": heir.kind, "ods_code": heir.ods_code}


def held_heirs(act: Reorganisation) -> dict:
    """The heirs."""
    heirs = list(act.agency_heirs.all())
    new = [heir for heir in heirs if heir.is_new]
    return {
        "names": "\n".join(heir.name for heir in new),
        "kind": new[0].kind if new else "",
        "there": [heir.agency_id for heir in heirs if not heir.is_new],
    }


def held_receiver(act: Reorganisation) -> dict:
    """To whom something passes."""
    return {"agency": act.agency_heirs.values_list("agency", flat=True).first()}


def held_name(act: Reorganisation) -> dict:
    """The new name."""
    return {"name": act.agency_heirs.values_list("name", flat=True).first() or ""}


def held_paths(act: Reorganisation) -> dict:
    """What each agency becomes; nothing yet where each would become all."""
    return _held(act.agency_paths, act.agency_heirs.count())


def held_areas(act: Reorganisation) -> dict:
    """The areas."""
    return {"areas": list(act.area_paths.values_list("predecessor", flat=True).distinct())}


def held_area_heirs(act: Reorganisation) -> dict:
    """The new areas."""
    return {"names": "\n".join(act.area_heirs.values_list("name", flat=True))}


def held_area_paths(act: Reorganisation) -> dict:
    """What each area becomes."""
    return _held(act.area_paths, act.area_heirs.count())


def held_day(act: Reorganisation) -> dict:
    """The day."""
    return {"day": act.day}


def _held(paths, heirs: int) -> dict:
    found: dict[str, list[str]] = {}
    for body, heir in paths.values_list("predecessor_id", "heir_id"):
        if heir is not None:
            found.setdefault(f"becomes-{body}", []).append(str(heir))
    every = found and all(len(each) == heirs for each in found.values()) and heirs > 1
    return {} if every else found
