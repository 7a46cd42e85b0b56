"""Small numbers of people in results, and what follows from them, are not told.

Where responses are people's (named or not), a count of 1 to one under `settings.HIDE_BELOW` may tell of
somebody others know. What a question's answers come to in several places (where they came from) hangs
together by its sums, so it is hidden at once. What agencies answer is theirs to answer for: it is told.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings

from safeloom.domain.questionnaires.definitions import Kind, Question, Questionnaire
from safeloom.domain.questionnaires.queries.results_asked import Asking
from safeloom.domain.questionnaires.queries.results_tally import Tally, added
from safeloom.kernel.suppression import Cell, Sum, suppress

_SINGLE = frozenset({Kind.CHOICE, Kind.GRADE})
ALL = "all"


@dataclass(frozen=True)
class Veil:
    """What of results is not told, by question and place. `whole` are places of which nothing is told."""

    hidden: frozenset[tuple[str, str, str]] = frozenset()
    whole: frozenset[str] = frozenset()
    applies: bool = False

    def hides(self, place: str, question: str, what: str) -> bool:
        """Whether a number (`answered`, `none`, `option …`) is not told."""
        return place in self.whole or (place, question, what) in self.hidden

    def hides_all(self, place: str, question: str) -> bool:
        """Whether nothing is told of a question."""
        return self.hides(place, question, "answered")


OPEN = Veil()


@dataclass(frozen=True)
class Parts:
    """How responses are shared out: each is in one of `finest`; `unions` are some of these together."""

    finest: Mapping[str, Tally] = field(default_factory=dict)
    unions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def every(self) -> dict[str, Tally]:
        """What stands in each part and each union."""
        together = {name: added(self.finest[one] for one in of) for name, of in self.unions.items()}
        return {**self.finest, **together}

    @property
    def several(self) -> dict[str, tuple[str, ...]]:
        """The unions of more than one part; one of one part is that part."""
        return {name: of for name, of in self.unions.items() if len(of) > 1}

    @property
    def same(self) -> dict[str, str]:
        """The unions of one part, each with it."""
        return {name: of[0] for name, of in self.unions.items() if len(of) == 1}


NO_PARTS = Parts()


def veil(questionnaire: Questionnaire, total: Tally) -> Veil:
    """What is not told of people's answers taken together."""
    below = settings.HIDE_BELOW
    if 0 < total.submitted < below:
        return Veil(whole=frozenset({ALL}), applies=True)
    hidden: set[tuple[str, str, str]] = set()
    asking = Asking(questionnaire)
    for question in questionnaire.questions():
        if _would_tell(asking, question, hidden, [ALL]):
            hidden.add((ALL, question.key, "answered"))
        hidden |= _of_question(question, total, NO_PARTS, below)
    return Veil(frozenset(hidden), applies=True)


def veil_of_parts(questionnaire: Questionnaire, total: Tally, parts: Parts, together: Veil) -> Veil:
    """The same with what is not told in the parts either: of all together is told what `together` says.
    Where something of a question is hidden of all together, or would have to be for the sake of its
    parts, nothing of that question is told in parts."""
    below, every = settings.HIDE_BELOW, parts.every
    if together.whole:
        return Veil(whole=frozenset({ALL, *every}), applies=True)
    hidden = set(together.hidden)
    asking = Asking(questionnaire)
    for question in questionnaire.questions():
        found = _of_question(question, total, parts, below)
        before = {one for one in together.hidden if one[1] == question.key}
        before = before or _would_tell(asking, question, hidden, every)
        if before or any(place == ALL for place, _, _ in found):
            found = {(place, question.key, "answered") for place in every}
        hidden |= found
    whole = too_small(total, parts, below)
    for name, one in parts.same.items():
        whole |= {name} if one in whole else set()
        hidden |= {(name, key, what) for place, key, what in hidden if place == one}
    return Veil(frozenset(hidden), frozenset(whole), applies=True)


def _would_tell(
    asking: Asking,
    question: Question,
    hidden: Collection[tuple[str, str, str]],
    places: Iterable[str],
) -> bool:
    """Whether how many were asked a question (or answered one that is required) would tell, in one of these
    places, what is hidden there of the answers that decide whether it is asked."""
    deciding = asking.deciding(question.key)
    where = set(places)
    gone = {(key, what) for place, key, what in hidden if key in deciding and place in where}
    if not gone:
        return False
    subject = asking.decided_by_one(question.key)
    if not subject or (subject, "answered") in gone:
        return True
    chosen, rest = asking.asked_by(question.key, subject)
    return rest or any((subject, f"option {one}") in gone for one in chosen)


def too_small(total: Tally, parts: Parts, below: int) -> set[str]:
    """The parts whose number of responses is not told, which tells of none of them anything."""
    counted = {name: one for name, one in parts.every.items() if name not in parts.same}
    cells = [Cell(ALL, total.submitted)]
    cells += [Cell(name, one.submitted) for name, one in counted.items()]
    sums = [Sum(ALL, tuple(parts.finest))] if parts.finest else []
    sums += [Sum(name, of) for name, of in parts.several.items()]
    small = suppress(cells, sums, below=below)
    found = {name for name in counted if name in small}
    # How many answered in all is told: where that would not do, no part is told.
    return set(parts.every) if ALL in small else found


def _of_question(
    question: Question, total: Tally, parts: Parts, below: int
) -> set[tuple[str, str, str]]:
    cells: list[Cell] = []
    sums: list[Sum] = []
    names: set[str] = set()
    counted = [(ALL, total)]
    counted += [(name, one) for name, one in parts.every.items() if name not in parts.same]
    for place, tally in counted:
        counts, within = _counts(question, tally)
        names |= counts.keys()
        cells += [Cell(f"{place}\n{name}", many) for name, many in counts.items()]
        sums += [
            Sum(f"{place}\n{one}", tuple(f"{place}\n{part}" for part in of)) for one, of in within
        ]
    for name in names:
        if parts.finest:
            sums.append(Sum(f"{ALL}\n{name}", tuple(f"{one}\n{name}" for one in parts.finest)))
        sums += [
            Sum(f"{union}\n{name}", tuple(f"{one}\n{name}" for one in of))
            for union, of in parts.several.items()
        ]
    found = suppress(cells, sums, below=below)
    said = {tuple(id.split("\n")) for id in found.primary | found.secondary}
    # Who did not choose an answer follows from who did.
    said |= {(place, what.replace("without ", "option ", 1)) for place, what in said}
    return {(place, question.key, what) for place, what in said}


def _counts(
    question: Question, tally: Tally
) -> tuple[dict[str, int], list[tuple[str, tuple[str, ...]]]]:
    """The counts of a question in a place by what is counted, and which are sums of which."""
    many, none = tally.answered[question.key], tally.not_applicable[question.key]
    chosen = {f"option {one.key}": tally.chosen[question.key, one.key] for one in question.options}
    if question.kind in _SINGLE:
        return {"answered": many, "none": none, **chosen}, [("answered", ("none", *chosen))]
    counts = {"answered": many, "none": none, "given": many - none, **chosen}
    sums: list[tuple[str, tuple[str, ...]]] = [("answered", ("none", "given"))]
    for name, of in chosen.items():
        rest = name.replace("option ", "without ", 1)
        counts[rest] = many - none - of
        sums.append(("given", (name, rest)))
    return counts, sums
