"""Raising a disagreement, and saying more in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.access.people import holders
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.clocks.commands import start_clock
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, open_record, open_sealed_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.commands import entitled_first
from safeloom.foundation.today import today
from safeloom.systems.challenge import content
from safeloom.systems.challenge.commands.telling import entitle_more, tell
from safeloom.systems.challenge.models import Disagreement, Party, Statement
from safeloom.systems.challenge.queries.people import UNIT, told_at
from safeloom.systems.challenge.queries.stages import policy_on, stages_of


@dataclass(frozen=True, kw_only=True)
class Raised:
    """What is raised: by an agency (and a post in it), with another, about what."""

    asks: Agency
    answers: Agency
    theme: str
    words: str
    wanted: str = ""
    about_child: bool = False
    post: Post | None = None


@transaction.atomic
def raise_disagreement(
    *, by: Person | None, partnership: Partnership, what: Raised, at: datetime | None = None
) -> Disagreement:
    """Raise a disagreement: it begins at the first stage, its clock runs, and who is told there gets a mail.
    One about a child is sealed: it is there for those of the two agencies who may see disagreements, the
    unit, who raised it, and who is told at a stage it comes to. Raises ValidationError at `answers`,
    `theme`, `words` or `post`, or where the partnership has no stages."""
    _check(partnership, what)
    now = datetime.now(UTC)
    at = at or now
    if at > now:
        raise ValidationError("It cannot have been raised in the future.")
    policy = policy_on(partnership, today())
    if policy is None:
        raise ValidationError(
            "Your partnership has no stages yet. Ask the business unit to set them, then raise it."
        )
    record = _open(by, partnership, what)
    found = Disagreement.objects.create(
        record=record,
        partnership=partnership,
        policy=policy,
        theme=what.theme,
        about_child=what.about_child,
        words=what.words.strip(),
        wanted=what.wanted.strip(),
        raised=at,
        raised_by=by,
        raised_post=what.post,
    )
    for agency, side in ((what.asks, Party.Side.ASKS), (what.answers, Party.Side.ANSWERS)):
        Party.objects.create(record=record, agency=agency, side=side)
    audit.write(
        by=by,
        verb="challenge.raise",
        record=record,
        after={"raised": at} | ({} if what.about_child else {"theme": what.theme}),
    )
    first = stages_of(policy)[0]
    start_clock(by=by, record=record, rule=first.rule, at=at)
    people = told_at(found, first)
    entitle_more(by=by, record=record, people=people)
    tell(partnership=partnership, key=f"challenge {record.pk} 0", people=people, but=by)
    return found


@transaction.atomic
def say(
    *, by: Person | None, disagreement: Disagreement, words: str, agency: Agency | None = None
) -> Statement:
    """Say something in a disagreement, for an agency of it or for the partnership. Raises ValidationError at
    `words` or `agency`, or where it has ended."""
    in_turn(disagreement.record)
    disagreement.refresh_from_db(fields=["outcome"])
    if disagreement.outcome:
        raise ValidationError("It is settled, so nothing more is said in it.")
    if not words.strip():
        raise ValidationError({"words": "Write what you want to say."})
    mine = Party.objects.as_at(today()).filter(record=disagreement.record)
    if agency is not None and not mine.filter(agency=agency).exists():
        raise ValidationError({"agency": "Select one of the two agencies."})
    statement = Statement.objects.create(
        disagreement=disagreement, agency=agency, by=by, at=datetime.now(UTC), words=words.strip()
    )
    audit.write(by=by, verb="challenge.say", record=disagreement.record)
    return statement


def _open(by: Person | None, partnership: Partnership, what: Raised) -> Record:
    """Its record: of one about a child a sealed one, for those of the two agencies who may, and the unit."""
    if not what.about_child:
        title = f"{content.themes()[what.theme]}: {what.asks.name} and {what.answers.name}"
        said = {"kind": "disagreement", "prefix": "CH", "title": title[:200]}
        return open_record(partnership=partnership, **said)
    record = open_sealed_record(partnership=partnership, kind="disagreement", prefix="CH")
    unit = [person.principal for person in holders(partnership, UNIT).select_related("principal")]
    first = [what.asks.principal, what.answers.principal, *unit]
    entitled_first(record=record, given_by=by, principals=first, day=today())
    return record


def _check(partnership: Partnership, what: Raised) -> None:
    if what.asks.pk == what.answers.pk:
        raise ValidationError({"answers": "Select another agency than the one that raises it."})
    for name in ("asks", "answers"):
        agency = getattr(what, name)
        if agency.record.partnership_id != partnership.pk or not agency.holds(today()):
            raise ValidationError({name: "Select an agency of this partnership as it is today."})
    if what.theme not in content.themes():
        raise ValidationError({"theme": "Select what it is about."})
    if not what.words.strip():
        raise ValidationError({"words": "Say what you do not agree about."})
    if what.post is not None and what.post.agency_id != what.asks.pk:
        raise ValidationError({"post": "Select a post of the agency that raises it."})
