"""Actions for the invented county: sixty over two years, of every status, fewer open every month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from safeloom.domain.actions.commands import verdicts
from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.commands.dates import move_due
from safeloom.domain.actions.commands.updates import update_action
from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.models import Action
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.today import ENGLAND

THEMES = (
    "neglect",
    "children missing from home",
    "children missing from education",
    "domestic abuse",
    "injuries to babies",
    "exploitation outside the home",
    "online harm",
    "harmful sexual behaviour",
    "private fostering",
    "safe sleeping",
    "elective home education",
    "bruising in children who do not move yet",
    "parents’ mental health",
    "young carers",
    "transition to adult services",
)
DEEDS = (
    "Agree one pathway for {} between all agencies",
    "Train front-line staff and their managers in {}",
    "Look at twenty records for what was done about {}, and report what is found",
    "Put what was learned about {} into the procedures",
)
CLOSED, OPEN = 46, 14
# Days until due and since the last update of those that are open, and what was said: every status.
STANDING = (
    (90, None, ""),
    (60, None, ""),
    (75, 10, Said.ON_TRACK),
    (40, 5, Said.ON_TRACK),
    (120, 20, Said.ON_TRACK),
    (33, 15, Said.ON_TRACK),
    (10, 45, Said.ON_TRACK),
    (50, 8, Said.AT_RISK),
    (6, 40, Said.ON_TRACK),
    (-12, 30, Said.AT_RISK),
    (-41, 50, Said.ON_TRACK),
    (-5, 6, Said.DONE),
    (21, 3, Said.DONE),
    (14, 12, Said.DONE),
)
SAID = {
    Said.ON_TRACK: "Drafted, and with those who are to agree it.",
    Said.AT_RISK: "Two of those who were to do it have left; the posts are out.",
    Said.DONE: "Done, and told to all who need to know.",
}


@dataclass
class _Cast:
    """Who owns what the county is to do, in turn, and from where it comes."""

    agencies: list[Agency]
    posts: dict[Any, Post]
    sources: list[Any]


def make(county: Any) -> None:
    """Sixty actions: most agreed in the first months of two years and closed since."""
    cast = _cast(county)
    wordings = _wordings()
    for number in range(CLOSED):
        _closed(county, cast, number, next(wordings))
    for number, standing in enumerate(STANDING):
        _standing(county, cast, number, next(wordings), *standing)


def _wordings() -> Iterator[str]:
    for at in range(len(THEMES) * len(DEEDS)):
        deed = DEEDS[(at + at // len(THEMES)) % len(DEEDS)]
        yield deed.format(THEMES[at % len(THEMES)]) + "."


def _cast(county: Any) -> _Cast:
    lasting = [agency for agency in county.agencies.values() if agency.end is None]
    led = county.partnership.grants.filter(role="agency-lead").values_list("over_id", flat=True)
    # The agencies somebody signs in for come first, so that they see some of their own.
    lasting.sort(key=lambda agency: (agency.pk not in set(led), agency.record.reference))
    agencies = lasting[:8]
    posts: dict[Any, Post] = {}
    rows = Post.objects.as_at(county.today).filter(agency__in=agencies)
    for post in rows.select_related("principal").order_by("-principal__name"):
        posts[post.agency_id] = post
    sources = [county.groups[key].record for key in sorted(county.groups)[:6]]
    return _Cast(agencies, posts, sources)


def _add(
    county: Any, cast: _Cast, number: int, wording: str, opened: date, due: date, **said: Any
) -> Action:
    owner = cast.agencies[number % len(cast.agencies)]
    return add_action(
        by=None,
        partnership=county.partnership,
        wording=wording,
        owner=owner,
        post=cast.posts.get(owner.pk) if number % 3 else None,
        opened=opened,
        due=due,
        source=cast.sources[number % len(cast.sources)] if number % 5 else None,
        origin="" if number % 5 else "Away day of the executive",
        **said,
    )


def _closed(county: Any, cast: _Cast, number: int, wording: str) -> None:
    """One that was agreed before the two years, done four in five times by its day, and closed by
    somebody else two weeks later."""
    opened = county.today - timedelta(days=900 - number * 3)
    ended = county.today - timedelta(days=max(560 - number * 12, 16))
    done = max(ended - timedelta(days=14), opened)
    late = number % 5 == 4
    due = max(done + timedelta(days=-20 if late else 9), opened)
    action = _add(county, cast, number, wording, opened, due)
    if number % 3 == 0:
        _say(county, action, Said.ON_TRACK, opened + (done - opened) / 2)
    _say(
        county, action, Said.DONE, done, evidence="The paper that was agreed, on the group’s page."
    )
    if number % 2:
        verdicts.accept_evidence(
            by=None, action=action, seen=None, at=_early(done + timedelta(days=7))
        )
    verdicts.close_action(by=None, action=action, seen=None, at=_early(ended))


def _standing(
    county: Any, cast: _Cast, number: int, wording: str, days: int, heard: int | None, said: str
) -> None:
    opened = county.today - timedelta(days=60 + 14 * number)
    action = _add(county, cast, number, wording, opened, county.today + timedelta(days=days))
    if heard is not None:
        evidence = "Read by 240 of 260 people; ten records looked at." if said == Said.DONE else ""
        _say(county, action, said, county.today - timedelta(days=heard), evidence=evidence)
    if number == len(STANDING) - 1:
        verdicts.accept_evidence(by=None, action=action, seen=None, at=_early(county.today))
    if number == 4:
        move_due(
            by=None,
            action=action,
            seen=None,
            to=county.today + timedelta(days=150),
            reason="The new lead starts after the summer.",
        )


def _say(county: Any, action: Action, said: str, day: date, evidence: str = "") -> None:
    update_action(
        by=None, action=action, text=SAID[Said(said)], said=said, evidence=evidence, at=_early(day)
    )


def _early(day: date) -> datetime:
    return datetime.combine(day, time(0, 1), ENGLAND)
