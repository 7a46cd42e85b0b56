"""The invented county's areas, bodies and groups."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from safeloom.demonstration.county import County
from safeloom.domain.partnership.commands import agencies, agency_places, areas, groups
from safeloom.domain.partnership.models import Agency, StatutoryRole

_FILE = Path(__file__).parent / "content" / "structure.toml"
# Of the right form, and of a range nobody was given.
_GSS = {"former": "E10999001", "kept": "E10999002", "north": "E06999001", "south": "E06999002"}
_LA = {"former": "991", "kept": "992", "north": "993", "south": "994"}
_PARTNERS = {
    "former-council": StatutoryRole.Partner.LOCAL_AUTHORITY,
    "north-council": StatutoryRole.Partner.LOCAL_AUTHORITY,
    "icb": StatutoryRole.Partner.HEALTH,
    "police": StatutoryRole.Partner.POLICE,
}


@cache
def content() -> dict[str, Any]:
    """The bodies, posts and groups every invented county has."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def make(county: County) -> None:
    """Write areas, bodies and groups with their days."""
    _areas(county)
    _agencies(county)
    _groups(county)


def lasts(county: County, key: str) -> dict[str, Any]:
    """The first and last day of an area or council by its key."""
    if key.startswith("former"):
        return {"end": county.before}
    if key.startswith(("north", "south")):
        return {"start": county.reorganised}
    return {}


def _areas(county: County) -> None:
    new = [
        areas.NewArea(
            name=county.places[key],
            gss_code=_GSS[key],
            dfe_la_code=_LA[key],
            **lasts(county, key),
        )
        for key in _GSS
    ]
    made = areas.add_many(by=None, partnership=county.partnership, new=new)
    county.areas = dict(zip(_GSS, made, strict=True))
    for heir in ("north", "south"):
        areas.succeed(
            by=None,
            predecessor=county.areas["former"],
            successor=county.areas[heir],
            day=county.reorganised,
        )


def _agencies(county: County) -> None:
    listed = content()["agency"]
    new = [
        agencies.NewAgency(
            name=body["name"].format(**county.places),
            kind=body["kind"],
            standing=body.get("standing", Agency.Standing.RELEVANT),
            **_codes(body, number),
            **_council_days(county, body["key"]),
        )
        for number, body in enumerate(listed)
    ]
    made = agencies.add_many(by=None, partnership=county.partnership, new=new)
    county.agencies = {body["key"]: agency for body, agency in zip(listed, made, strict=True)}
    for heir in ("north-council", "south-council"):
        agencies.succeed(
            by=None,
            predecessor=county.agencies["former-council"],
            successor=county.agencies[heir],
            day=county.reorganised,
        )
    covers = [cover for body in listed for cover in _covers(county, body)]
    agency_places.cover_many(by=None, partnership=county.partnership, new=covers)
    for key, partner in _PARTNERS.items():
        agency = county.agencies[key]
        agency_places.make_partner(
            by=None, agency=agency, partner=partner, start=agency.start, end=agency.end
        )


def _council_days(county: County, key: str) -> dict[str, Any]:
    return lasts(county, key) if key.endswith("-council") else {}


def _codes(body: dict[str, Any], number: int) -> dict[str, str]:
    if body["kind"] == Agency.Kind.LOCAL_AUTHORITY:
        area = body["key"].removesuffix("-council")
        return {"gss_code": _GSS[area], "dfe_la_code": _LA[area]}
    if body["kind"] == Agency.Kind.DISTRICT_COUNCIL:
        return {"gss_code": f"E079990{number:02d}"}
    if body["kind"] in (Agency.Kind.NHS_PROVIDER, Agency.Kind.INTEGRATED_CARE_BOARD):
        return {"ods_code": f"ZZ9{number:02d}"}
    return {"urn": f"9990{number:02d}"} if body["kind"] == Agency.Kind.SCHOOL else {}


def _covers(county: County, body: dict[str, Any]) -> list[agency_places.NewCover]:
    """Where it works: what is not said to work somewhere works everywhere. What works where councils
    came and went worked in the former area before."""
    agency = county.agencies[body["key"]]
    wanted = body.get("areas", list(_GSS))
    if not body["key"].endswith("-council") and {"north", "south"} & set(wanted):
        wanted = ["former", *(key for key in wanted if key != "former")]
    return [
        agency_places.NewCover(agency=agency, area=area, start=area.start, end=area.end)
        for area in (county.areas[key] for key in wanted)
    ]


def _groups(county: County) -> None:
    waiting = list(content()["group"])
    while waiting:
        ready = [group for group in waiting if group.get("parent") in {None, *county.groups}]
        new = [
            groups.NewGroup(
                name=group["name"].format(**county.places),
                kind=group["kind"],
                parent=county.groups.get(group.get("parent")),
                **_group_days(county, group),
            )
            for group in ready
        ]
        made = groups.add_many(by=None, partnership=county.partnership, new=new)
        county.groups |= {group["key"]: row for group, row in zip(ready, made, strict=True)}
        waiting = [group for group in waiting if group not in ready]


def _group_days(county: County, group: dict[str, Any]) -> dict[str, Any]:
    if "area" in group:
        return lasts(county, group["area"])
    if "years" in group:
        return {"start": county.seats_begin.replace(year=county.today.year - group["years"])}
    return {}
