"""What stands on an agency's page."""

from datetime import date
from uuid import UUID

from safeloom.domain.partnership.commands.schools import KINDS
from safeloom.domain.partnership.models import (
    Agency,
    AgencySuccession,
    Reorganisation,
    StatutoryRole,
)
from safeloom.domain.partnership.queries import agencies as queries
from safeloom.domain.partnership.queries.reorganisations import of_agency
from safeloom.domain.partnership.queries.schools import entries_of
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.tables import (
    Act,
    Cell,
    Table,
    TableSection,
    days,
    section,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.web.words import date_words


def person_cell(here: Partnership, person: Person, seen: set[UUID], detail: str = "") -> Cell:
    """A person's name, with their page where the viewer may open it."""
    url = addresses.of_person(here, person.pk) if person.pk in seen else ""
    return Cell(person.name, url, detail=detail)


def sections(
    viewer: Viewer,
    here: Partnership,
    agency: Agency,
    roles: list[StatutoryRole],
    day: date,
    seen: set[UUID],
) -> list[TableSection]:
    """Posts, seats, areas, its part as a statutory partner, before and after, holders over time."""
    may = viewer.may_everywhere("agency.change", here.pk)
    reference = agency.record.reference

    def change(words: str, name: str) -> tuple[str, str] | None:
        return (words, addresses.act(name, here, reference)) if may else None

    return [
        section(
            "posts", "Posts", _posts(here, agency, day, seen, may), change("Add a post", "add-post")
        ),
        section("seats", "Seats in groups", _seats(viewer, here, agency, day, seen)),
        *_register(agency, day, change("Say what the register says", "say-school")),
        section(
            "areas", "Areas", _areas(here, agency, day, may), change("Add areas", "cover-areas")
        ),
        section(
            "statutory",
            "Statutory partner",
            _roles(here, roles, may),
            change("Make it a statutory partner", "make-partner"),
        ),
        section(
            "succession",
            "Before and after",
            _succession(here, agency),
            change("Say what came after", "succeed-agency"),
        ),
        *_reorganised(viewer, here, agency),
        section("history", "Who held its posts", _history(here, agency, seen, may)),
    ]


def _posts(here: Partnership, agency: Agency, day: date, seen: set[UUID], may: bool) -> Table:
    rows = []
    for post in queries.posts_of(agency, day):
        holders = [person_cell(here, held.person, seen, days(held)) for held in post.held_now]
        first = holders[0] if len(holders) == 1 else Cell(", ".join(one.text for one in holders))
        acts = [
            Act("Give to a person", f": {post.title}", addresses.act("hold-post", here, post.pk)),
            Act("Change", post.title, addresses.act("change-post", here, post.pk)),
            Act("Close", post.title, addresses.act("close-post", here, post.pk)),
        ]
        rows.append(
            [
                post.title,
                first if holders else Cell("Vacant"),
                *([Cell("", acts=acts)] if may else []),
            ]
        )
    headings = ["Post", "Held by", *(["What to do"] if may else [])]
    return Table(headings, rows, "No posts on this day.")


def _seats(viewer: Viewer, here: Partnership, agency: Agency, day: date, seen: set[UUID]) -> Table:
    sees_groups = viewer.may_everywhere("group.see", here.pk)
    rows = []
    for seat in queries.seats_of(viewer, agency, day):
        url = addresses.of_group(here, seat.group) if sees_groups else ""
        holder = next(
            (person_cell(here, held.person, seen, days(held)) for held in seat.held_now),
            Cell("Vacant"),
        )
        rows.append([Cell(seat.group.name, url), seat.title, holder])
    return Table(["Group", "Seat", "Held by"], rows, "No seats on this day.")


def _areas(here: Partnership, agency: Agency, day: date, may: bool) -> Table:
    rows = []
    for cover in queries.covers_of(agency, day):
        acts = [
            Act("End", f"work in {cover.area.name}", addresses.act("uncover-area", here, cover.pk))
        ]
        rows.append(
            [cover.area.name, Cell(days(cover), acts=acts if may and not cover.end else [])]
        )
    return Table(["Area", "Days"], rows, "No areas on this day.")


def _register(agency: Agency, day: date, change: tuple[str, str] | None) -> list[TableSection]:
    """What the register of schools says, the latest first; nothing of what is no school."""
    if agency.kind not in KINDS:
        return []
    rows = [
        [
            entry.get_phase_display() + (" (on this day)" if entry.holds(day) else ""),
            Cell(entry.get_group_display(), detail=entry.type_words),
            "/".join(filter(None, (entry.la_code, entry.number))) or "Not known",
            entry.get_status_display() if entry.end is None else "No longer so",
            days(entry) or "As far back as is known",
        ]
        for entry in entries_of(agency)
    ]
    headings = ["Phase", "Kind and type", "Authority and number", "Status", "Days"]
    empty = "Nothing is known of it from the register of schools."
    return [section("register", "Register of schools", Table(headings, rows, empty), change)]


def _roles(here: Partnership, roles: list[StatutoryRole], may: bool) -> Table:
    rows = []
    for role in roles:
        acts = [Act("End", role.get_partner_display(), addresses.act("end-partner", here, role.pk))]
        rows.append(
            [
                role.get_partner_display(),
                Cell(days(role), acts=acts if may and not role.end else []),
            ]
        )
    return Table(["As", "Days"], rows, "It has not been a statutory partner.")


def _succession(here: Partnership, agency: Agency) -> Table:
    before, after = queries.successions(agency)
    rows = [
        [
            Cell(row.predecessor.name, addresses.of_agency(here, row.predecessor)),
            "Formed from",
            _by_act(row),
        ]
        for row in before
    ] + [
        [
            Cell(row.successor.name, addresses.of_agency(here, row.successor)),
            "Became",
            _by_act(row),
        ]
        for row in after
    ]
    return Table(["Agency", "Which", "On"], rows, "Nothing came before or after it.")


def _by_act(row: AgencySuccession) -> Cell:
    """The day, and the reorganisation where it was one."""
    acts = [] if row.act is None else [_to_act(row.act)]
    return Cell(date_words(row.day), acts=acts)


def _to_act(act: Reorganisation) -> Act:
    return Act(act.record.reference, str(act), addresses.of_act(act))


def _reorganised(viewer: Viewer, here: Partnership, agency: Agency) -> list[TableSection]:
    """What it was called before, and what was planned or done with it."""
    found = []
    names = queries.former_names(agency)
    if names:
        rows = [[row.name, days(row)] for row in names]
        found.append(section("names", "Former names", Table(["Name", "Days"], rows)))
    if not viewer.may_everywhere("reorganisation.see", here.pk):
        return found
    acts = of_agency(viewer, agency)
    if acts:
        rows = [
            [
                Cell(str(act), addresses.of_act(act)),
                date_words(act.day) if act.day else "",
                act.state[0],
            ]
            for act in acts
        ]
        table = Table(["What", "From", "State"], rows)
        found.append(section("reorganisations", "Reorganisations", table))
    return found


def _history(here: Partnership, agency: Agency, seen: set[UUID], may: bool) -> Table:
    rows = []
    for held in queries.holders_over_time(agency):
        whose = f"days of {held.person.name}"
        acts = [Act("Change", whose, addresses.act("post-holding", here, held.pk))]
        rows.append(
            [
                held.post.title,
                person_cell(here, held.person, seen),
                Cell(days(held), acts=acts if may else []),
            ]
        )
    return Table(["Post", "Held by", "Days"], rows, "Nobody has held a post yet.")
