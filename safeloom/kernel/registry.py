"""What one part of Safeloom offers to another that must not know it.

The part that owns the data declares a contribution in its `contributions.py` (dotted names, no
logic); `safeloom.config` loads them all at start; the consumer asks `offered()`.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar


@dataclass(frozen=True)
class Permission:
    """Something a person may be allowed to do, and the roles that may.

    `key` is `noun.verb`; `words` finishes the sentence "This person may …"; `roles` are keys of
    `safeloom.foundation.access.definitions.ROLES`.
    """

    key: str
    words: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Navigation:
    """One entry of the main navigation: shown to who holds `permission`; `url_name` takes the
    partnership's key."""

    title: str
    url_name: str
    permission: str
    order: int


@dataclass(frozen=True)
class PartPage:
    """A page that is led to from the first page of a part of the work, by whoever holds `permission`.
    `part` is that page's `url_name` in the navigation; `url_name` takes the partnership's key."""

    part: str
    title: str
    url_name: str
    permission: str
    order: int


@dataclass(frozen=True)
class FileSort:
    """What a file of a record may be, such as its terms of reference. Of a `dated` sort the one in
    force on a day is told, and older ones stay."""

    key: str
    title: str
    dated: bool = False


@dataclass(frozen=True)
class RecordKind:
    """A kind of record, for all that hangs on records of any kind. `key` is the record's `kind`.

    `rows` names a function `(viewer, partnership, permission)` that gives the rows of the kind's model
    (with their `record`) for which the viewer holds a permission as seen from a partnership: `see`
    to see a record and what hangs on it, `change` to change that (empty where only the owner's own
    pages change it). `address` names a function
    `(partnership, row)` that gives the record's page. `sorts` are what its files may be.
    """

    key: str
    title: str
    see: str
    change: str
    rows: str
    address: str
    sorts: tuple[FileSort, ...] = ()


@dataclass(frozen=True)
class RecordSection:
    """A section that another part puts on the page of a record of a kind (a `RecordKind`'s key). `source`
    names a function `(viewer, partnership, record, day)` that gives a section of the web kit, or None
    where there is nothing to show."""

    key: str
    kind: str
    source: str
    order: int


@dataclass(frozen=True)
class LinkKind:
    """How two records may be linked. `forward` says on the first what the second is to it, `backward` on
    the second what the first is: `Replaced by` and `Replaces`.

    `pairs` names a function `(record)` that gives the links of the kind that follow from rows of their
    own, as pairs of first and second record: such a kind is not linked by hand. Where the page of a
    record has a section of this `key`, that shows them instead.
    """

    key: str
    forward: str
    backward: str
    order: int
    pairs: str = ""


@dataclass(frozen=True)
class Beginning:
    """Something that may be begun from any record, by holders of `permission`: `title` says what
    ("Add an action"); the page of `url_name`, which takes the partnership's key, takes `?source=` with
    the record's id."""

    key: str
    title: str
    url_name: str
    permission: str
    order: int


@dataclass(frozen=True)
class SearchWatch:
    """A table whose rows say something of what may be found. `model` is its label; `key` the field that
    is written down when a row is inserted, deleted, or one of `fields` updated; `path` the lookup from
    the source's model to that key. A source watches its own table with `pk` for both."""

    model: str
    path: str
    fields: tuple[str, ...] = ()
    key: str = "pk"


@dataclass(frozen=True)
class SearchSource:
    """Rows that may be found. `title` and `noun` call many and one of them.

    `rows` names a function `(viewer, partnership)` that gives the rows of `model` (a label) that the
    viewer may see as found in a partnership; `entries` one that tells each of a queryset of such rows
    (`foundation.search.definitions.Searchable`), a row it leaves out not being found; `address` one
    `(viewer, partnership, place)` that gives the page of a row. All that `entries` tells follows from
    what is watched, and from no other permission than `rows` asks for.
    """

    key: str
    title: str
    noun: str
    model: str
    rows: str
    entries: str
    address: str
    watches: tuple[SearchWatch, ...]
    order: int


@dataclass(frozen=True)
class SearchApart:
    """What the search does not find because it is kept encrypted, and the page (whose `url_name` takes
    the partnership's key) where holders of `permission` find it by exact match. `words` is a sentence."""

    key: str
    words: str
    url_name: str
    permission: str


@dataclass(frozen=True)
class HomeCard:
    """A part of home. `source` names a function `(viewer, partnership, since)` that returns a list
    of `HomeLine`; `question` is one of `begin` (first steps, until they are taken), `needs_me`,
    `coming`, `changed`."""

    key: str
    title: str
    question: str
    source: str
    order: int


@dataclass(frozen=True)
class HomeLine:
    """A line on home: what it is, where it leads, when it is due (a date or None), whether late."""

    words: str
    url: str
    due: Any = None
    late: bool = False
    detail: str = ""


@dataclass(frozen=True)
class DigestSource:
    """A part of the one mail a day that tells a person what needs them. `source` names a function
    `(person, day)` that returns a list of `HomeLine`. They are sent by mail: nothing about a child
    stands in them, and nothing personal about anybody."""

    key: str
    title: str
    source: str
    order: int


@dataclass(frozen=True)
class ReportKind:
    """A kind of report. `definition` names a function that returns its definition."""

    key: str
    definition: str
    order: int


@dataclass(frozen=True)
class ReportBlock:
    """A live block of a report. `source` names a function that builds its parts of the document.

    `choices` names a function `(partnership)` that lists what the block may be about, as pairs of a
    record's id and words; empty where a block is about the partnership as a whole. It is about one of
    them, or with `several` about any number, none meaning all. `dated` where an opening and a
    closing day may be chosen in place of the report's period. `words` say what it draws.
    """

    key: str
    title: str
    source: str
    choices: str = ""
    several: bool = False
    dated: bool = False
    words: str = ""


@dataclass(frozen=True)
class ImportKind:
    """A kind of file that can be brought in: a KIND of `./run import`. `source` names its
    `safeloom.web.imports.kind.Kind`."""

    key: str
    source: str
    order: int


@dataclass(frozen=True)
class ClockRules:
    """Rules of clocks that a part starts, with all their editions. `rules` names a function without
    arguments that returns them (`kernel.clocks.Rule`), read from content; `title` calls them together
    where a partnership sets them."""

    key: str
    title: str
    rules: str
    order: int


@dataclass(frozen=True)
class QuestionnaireUse:
    """What questionnaires are used for, such as the Section 11 audit. `asks` are the kinds of bodies that
    answer: `agencies`, `people`, `anyone` (without a name), `about` (agencies about one thing, such as a
    case).

    `ready` names a function without arguments that gives the questionnaires that are shipped to begin
    from, by key. `facts` names a function `(agencies)` that gives for each agency's id what conditions may
    ask of it, as names and sets of values; `fact_choices` one `(partnership)` that says which there are, as
    name, words and pairs of value and words. `answered_by` names one `(partnership, agency ids)` that gives
    for each agency's id the ids of people who answer for it beside its leads, such as a school's safeguarding
    lead. `address` is the `url_name` of the use's own first page, which takes the partnership's key; empty
    where campaigns of the use stand with all others. `asking` is that of the page on which is chosen whom a
    campaign asks, which takes the campaign's reference as well; empty for that of all others.
    """

    key: str
    title: str
    asks: tuple[str, ...]
    order: int
    ready: str = ""
    facts: str = ""
    fact_choices: str = ""
    answered_by: str = ""
    moderated: bool = False
    address: str = ""
    asking: str = ""


@dataclass(frozen=True)
class AgendaSource:
    """What the agenda of a meeting takes from elsewhere, such as actions that are late. `source` names a
    function `(partnership, group, day, until)` that returns a list of `AgendaLine`: what is due at the
    group's meeting on `day`; `until` is the day of its next meeting, or None where that is not known.
    They are read by whoever may read the agenda: no line is of a sealed record, or about a child."""

    key: str
    title: str
    source: str
    order: int


@dataclass(frozen=True)
class AgendaLine:
    """A line that an agenda takes from elsewhere: its words, where it leads, and the id of the record it
    is about."""

    words: str
    url: str
    record: Any


@dataclass(frozen=True)
class TickJob:
    """Something `./run manage tick` does. `task` names a function without arguments that returns
    a line for the log, or an empty string when there was nothing to do."""

    key: str
    task: str
    order: int


@dataclass(frozen=True)
class Tie:
    """Dated rows that tie people to a partnership. `rows` names a function without arguments that
    returns them; `person` is the lookup to the person's id. Who was tied and has no tie that `keeps`
    today or later has left, and may no longer sign in."""

    key: str
    rows: str
    person: str
    keeps: bool = True


@dataclass(frozen=True)
class OwnRows:
    """Which rows of a model are a partnership's, where no foreign key says it. `model` is `app.Model`;
    `rows` names a function `(partnership)` that returns them."""

    model: str
    rows: str


@dataclass(frozen=True)
class AfterRestore:
    """Something to be done once a backup is restored, in the same transaction: what is worked out from
    rows, or may no longer be as it was. `task` names a function without arguments that returns a line
    for whoever restores, or an empty string."""

    key: str
    task: str
    order: int


@dataclass(frozen=True)
class DemonstrationData:
    """Data an app adds to the invented county. `source` names a function `(county)`; lower `order`
    runs first."""

    key: str
    source: str
    order: int


@dataclass(frozen=True)
class ReorganisationRule:
    """How the rows of some models follow when agencies or areas become others.

    `models` are labels (`app.Model`); each model that points at an agency, an area, a post or a principal
    stands in exactly one rule. `follow` names a function that takes the moves of an act, writes what
    passes, and returns its lines (`partnership.reorganising.moves`); lower `order` runs first and is
    undone last. `links` are the models that keep what was ended and begun, in the order in which they
    were written, so that undoing is exact. `obstacles` names a function `(act)` that gives what was
    done since with rows of these models and rests on the act, as pairs of words and address; without
    it, all that points at what the act began is found. A rule without `follow` says in
    `stays` why its rows stay as they are.
    """

    key: str
    title: str
    models: tuple[str, ...]
    follow: str = ""
    links: tuple[str, ...] = ()
    obstacles: str = ""
    stays: str = ""
    order: int = 0


Contribution = TypeVar("Contribution")
_offered: dict[str, tuple[Any, ...]] = {}


def load(module: str) -> None:
    """Take the `CONTRIBUTIONS` of a module in; loading it again changes nothing."""
    _offered[module] = tuple(import_module(module).CONTRIBUTIONS)


def offered(kind: type[Contribution]) -> list[Contribution]:
    """All contributions of a kind, in the order they declare, then by key."""
    found = [item for items in _offered.values() for item in items if isinstance(item, kind)]
    return sorted(
        found, key=lambda item: (getattr(item, "order", 0), str(getattr(item, "key", item)))
    )


def resolve(dotted: str) -> Any:
    """The function or class a dotted name stands for."""
    module, _, name = dotted.rpartition(".")
    return getattr(import_module(module), name)
