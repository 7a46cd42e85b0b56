"""What one version says otherwise than another: by the keys of its parts, which stay."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from safeloom.domain.questionnaires.definitions import Condition, Question, Questionnaire, Section

_SAID = {
    "words": "words",
    "title": "title",
    "kind": "kind of answer",
    "help": "help",
    "required": "whether it is required",
    "may_not_apply": "whether it may be said not to apply",
    "most_words": "most words",
    "least": "least",
    "most": "most",
    "places": "decimals",
    "unit": "unit",
    "options": "answers to choose",
    "condition": "when it is asked",
    "capacity": "who answers",
    "after": "what it is compared with",
}


@dataclass(frozen=True)
class Change:
    """A part that differs: `how` is added, changed or removed; `words` what it is called; `what` which of
    its fields are others; `before` its words where those were others."""

    how: str
    kind: str
    words: str
    what: tuple[str, ...] = ()
    before: str = ""


def changes(before: Questionnaire, after: Questionnaire) -> list[Change]:
    """Every part that differs, in the order of the later version, what was removed last."""
    found: list[Change] = []
    names = ("introduction", "sections_are", "source", "checked")
    titles = (
        "the introduction",
        "what a section is called",
        "the source",
        "whether it was checked",
    )
    what = tuple(
        title
        for name, title in zip(names, titles, strict=True)
        if getattr(before, name) != getattr(after, name)
    )
    if what:
        found.append(Change("changed", "questionnaire", "The questionnaire as a whole", what))
    if before.capacities != after.capacities:
        found.append(Change("changed", "questionnaire", "Who may answer or sign"))
    sections = {one.key: one for one in before.sections}
    for section in after.sections:
        found += _section(sections.get(section.key), section)
        for question in section.questions:
            found += _question(before, question, section.key)
    kept = {one.key for one in after.sections}
    found += [
        Change("removed", "section", one.title) for one in before.sections if one.key not in kept
    ]
    found += [
        Change("removed", "question", one.words)
        for one in before.questions()
        if one.key not in after.question
    ]
    moved = _moved(list(before.question), list(after.question))
    return found + [
        Change("changed", "question", after.question[key].words, ("its place",)) for key in moved
    ]


def _section(was: Section | None, now: Section) -> list[Change]:
    if was is None:
        return [Change("added", "section", now.title)]
    what = _differing(was, now, ("title", "help", "condition"))
    return (
        [Change("changed", "section", now.title, what, _before(was.title, now.title))]
        if what
        else []
    )


def _question(before: Questionnaire, now: Question, section: str) -> list[Change]:
    was = before.question.get(now.key)
    if was is None:
        return [Change("added", "question", now.words)]
    what = _differing(was, now, tuple(name for name in _SAID if name != "title"))
    if before.section_of[now.key].key != section:
        what = (*what, "its section")
    return (
        [Change("changed", "question", now.words, what, _before(was.words, now.words))]
        if what
        else []
    )


def _differing(was: object, now: object, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        _SAID[name] for name in names if _alike(getattr(was, name)) != _alike(getattr(now, name))
    )


def _alike(value: object) -> object:
    """Whether one or all of a single clause must hold is no difference."""
    if isinstance(value, Condition) and len(value.clauses) < 2:
        return replace(value, any=False)
    return value


def _before(was: str, now: str) -> str:
    return was if was != now else ""


def _moved(before: list[str], after: list[str]) -> list[str]:
    """The fewest keys whose moving makes the one order out of the other."""
    place = {key: at for at, key in enumerate(before)}
    both = [key for key in after if key in place]
    # The longest run of keys that stand in the earlier order stays; the others moved.
    best: list[list[str]] = []
    for key in both:
        chains = [chain for chain in best if place[chain[-1]] < place[key]]
        best.append([*max(chains, key=len, default=[]), key])
    stays = set(max(best, key=len, default=[]))
    return [key for key in both if key not in stays]
