"""Who works in the invented county: posts and who held them, seats and who sat, and who chaired."""

from datetime import date, timedelta

from safeloom.demonstration import names
from safeloom.demonstration.county import County
from safeloom.demonstration.spans import Held, Span, clipped, successive
from safeloom.demonstration.structure import content
from safeloom.domain.partnership.commands import chairs, people, posts, private, seats
from safeloom.domain.partnership.models import Agency, Chairing, Group
from safeloom.foundation.identity.models import Person

# Where the partnership's own small team is employed, and its posts.
HOST = "kept-council"
UNIT = {
    "business-manager": "Partnership business manager",
    "coordinator": "Partnership co-ordinator",
    "information-governance": "Information-governance officer",
}
SCRUTINEER = "Independent scrutineer"
_STATUTORY = ("icb", "police", "former-council", "north-council", "south-council", "kept-council")


def make(county: County) -> None:
    """Write people, posts, seats and chairs with their days."""
    chains = {
        (body["key"], rank): successive(
            county.chance, county.seats_begin, county.today, _days(county.agencies[body["key"]])
        )
        for body in content()["agency"]
        for rank in range(3)
    }
    unit = {
        key: successive(county.chance, county.seats_begin, county.today, Span()) for key in UNIT
    }
    alone = [
        SCRUTINEER,
        *(seat for group in content()["group"] for seat in group.get("independents", ())),
    ]
    _people(county, [*chains.values(), *unit.values()], alone)
    _move_with_the_work(chains)
    county.holders = chains
    _posts(county, unit)
    _seats(county)
    _chairs(county)
    _leave(county)
    _private(county)


def _days(thing: Agency | Group) -> Span:
    return Span(thing.start, thing.end)


def _people(county: County, chains: list[list[Held]], alone: list[str]) -> None:
    held = [one for chain in chains for one in chain]
    called = names.people(county.chance, len(held) + len(alone))
    new = [
        people.NewPerson(
            name=name,
            work_email=f"{name.lower().replace(' ', '.')}@{county.partnership.key}.example",
            start=one.start if one else county.seats_begin,
        )
        for name, one in zip(called, [*held, *([None] * len(alone))], strict=True)
    ]
    entries = people.add_many(by=None, partnership=county.partnership, new=new)
    for entry, one in zip(entries, held, strict=False):
        one.entry = entry
    for entry, title in zip(entries[len(held) :], alone, strict=True):
        county.personas[title] = entry.person


def _move_with_the_work(chains: dict[tuple[str, int], list[Held]]) -> None:
    """Some who worked for the former council go on in one of the two that followed it."""
    for key, rank in (("north-council", 0), ("south-council", 1), ("north-council", 2)):
        chains[key, rank][0].entry = chains["former-council", rank][-1].entry


def _posts(county: County, unit: dict[str, list[Held]]) -> None:
    titles = content()["posts"]
    new = [
        posts.NewPost(
            agency=county.agencies[key],
            title=titles[county.agencies[key].kind][rank],
            start=county.agencies[key].start,
            end=county.agencies[key].end,
            holders=_holders(chain),
        )
        for (key, rank), chain in county.holders.items()
    ]
    new += [
        posts.NewPost(agency=county.agencies[HOST], title=UNIT[key], holders=_holders(chain))
        for key, chain in unit.items()
    ]
    posts.add_many(by=None, partnership=county.partnership, new=new)
    for key, chain in unit.items():
        county.personas[key] = chain[-1].entry.person


def _holders(chain: list[Held]) -> tuple[posts.Holder, ...]:
    return tuple(
        posts.Holder(person=one.entry.person, start=one.start, end=one.end) for one in chain
    )


def _seats(county: County) -> None:
    titles = content()["posts"]
    new = []
    for said in content()["group"]:
        group, rank = county.groups[said["key"]], said["rank"]
        senior = rank == 0
        for key in said["members"]:
            agency = county.agencies[key]
            window = clipped(Span(county.seats_begin), _days(group), _days(agency))
            if window is None:
                continue
            statutory = senior and key in _STATUTORY
            title = titles[agency.kind][rank]
            new.append(_seat(county, group, key, rank, title, window, statutory))
            if statutory:
                deputy = f"Deputy for the {title[0].lower()}{title[1:]}"
                new.append(_seat(county, group, key, 1, deputy, window, False))
        independents = [SCRUTINEER] if senior else []
        for title in [*independents, *said.get("independents", ())]:
            holder = posts.Holder(person=county.personas[title], start=county.seats_begin)
            new.append(
                seats.NewSeat(group=group, title=title, start=county.seats_begin, holders=(holder,))
            )
    seats.add_many(by=None, partnership=county.partnership, new=new)


def _seat(
    county: County, group: Group, key: str, rank: int, title: str, window: Span, statutory: bool
) -> seats.NewSeat:
    return seats.NewSeat(
        group=group,
        title=title,
        agency=county.agencies[key],
        statutory=statutory,
        start=window.start,
        end=window.end,
        holders=_holders(_within(county.holders[key, rank], window)),
    )


def _within(chain: list[Held], window: Span) -> list[Held]:
    """Who of a chain held it on the days of `window`, and when."""
    found = []
    for one in chain:
        days = clipped(window, Span(one.start, one.end))
        if days is not None:
            found.append(Held(days.start, days.end, one.entry))
    return found


def _chairs(county: County) -> None:
    new = []
    for said in content()["group"]:
        group, members = county.groups[said["key"]], said["members"]
        window = clipped(Span(county.seats_begin), _days(group))
        turns = _turns(county, window) if said["key"] == "executive" else [(members[0], window)]
        new += _chairings(county, said, turns, Chairing.Part.CHAIR)
        if said["key"] != "executive":
            new += _chairings(county, said, [(members[1], window)], Chairing.Part.VICE_CHAIR)
    chairs.appoint_many(by=None, partnership=county.partnership, new=new)


def _turns(county: County, window: Span) -> list[tuple[str, Span]]:
    """The statutory partners chair the executive in turn, a year each."""
    turns, start = [], window.start
    keys = ("icb", "police", HOST)
    while start <= county.today:
        end = date(start.year + 1, start.month, start.day) - timedelta(days=1)
        turns.append((keys[len(turns) % 3], Span(start, end)))
        start = end + timedelta(days=1)
    return turns


def _chairings(
    county: County, said: dict, turns: list[tuple[str, Span]], part: str
) -> list[chairs.NewChairing]:
    group = county.groups[said["key"]]
    new = []
    for key, window in turns:
        days = clipped(window, _days(county.agencies[key]))
        chain = _within(county.holders[key, said["rank"]], days) if days else []
        new += [
            chairs.NewChairing(
                group=group, person=one.entry.person, part=part, start=one.start, end=one.end
            )
            for one in chain
        ]
    return new


def _leave(county: County) -> None:
    """A tenth of those whose last post is over have left the directory too."""
    last: dict[Person, date | None] = {}
    entries = {}
    for one in (one for chain in county.holders.values() for one in chain):
        person = one.entry.person
        entries[person] = one.entry
        known = last.get(person, one.end)
        last[person] = None if known is None or one.end is None else max(known, one.end)
    gone = [person for person, end in last.items() if end is not None]
    for person in gone[:: max(1, len(gone) // 8)]:
        people.leave(by=None, entry=entries[person], seen=None, day=last[person])


def _private(county: County) -> None:
    """The unit and whoever stands alone gave a private number and address. The numbers are of the range
    that Ofcom keeps for drama."""
    known = dict.fromkeys(person for _, person in sorted(county.personas.items()))
    for at, person in enumerate(known, start=1):
        private.keep(
            by=None,
            partnership=county.partnership,
            person=person,
            seen=None,
            telephone=f"07700 900{at:03}",
            address=f"{at} Invented Row\n{county.partnership.name.split()[0]}",
        )
