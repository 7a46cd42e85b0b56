"""Whose turn it is, what they say, where it was presented, what the board makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.dates import months_later
from safeloom.systems.policy_impact.models import ImpactAssurance, ImpactEvidence, PolicyImpact

MOST_MONTHS = 24


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an agency says of its changed policy."""

    policy: str
    changed: date | None = None
    why: str = ""
    because: Record | None = None
    done: str = ""
    difference: str = ""


@transaction.atomic
def set_rota(
    *,
    by: Person | None,
    partnership: Partnership,
    agencies: Sequence[Agency],
    first: date,
    months: int = 3,
) -> list[PolicyImpact]:
    """Give each of these agencies its turn, in their order, so many months apart. Raises ValidationError at
    `agencies` or `months`."""
    if not agencies or any(one.record.partnership_id != partnership.pk for one in agencies):
        raise ValidationError({"agencies": "Select agencies of this partnership."})
    if not 0 <= months <= MOST_MONTHS:
        raise ValidationError({"months": f"Enter 0 to {MOST_MONTHS} months."})
    made = []
    for number, agency in enumerate(agencies):
        record = open_record(
            partnership=partnership,
            kind="policy-impact",
            prefix="PO",
            title=f"Policy impact: {agency.name}"[:200],
        )
        due = months_later(first, number * months)
        row = PolicyImpact.objects.create(
            record=record, partnership=partnership, agency=agency, due=due
        )
        _told(by, row, "plan", due=due, agency=agency.name)
        made.append(row)
    return made


@transaction.atomic
def move(*, by: Person | None, impact: PolicyImpact, due: date, seen: int | None = None) -> None:
    """Let an agency present on another day. Raises ValidationError at `due` once it was presented;
    `Stale`."""
    _unpresented(impact, "due")
    next_revision(impact.record, seen)
    before, impact.due = impact.due, due
    impact.save(update_fields=["due"])
    _told(by, impact, "move", before=before, due=due)


@transaction.atomic
def say(*, by: Person | None, impact: PolicyImpact, seen: int | None, said: Said) -> None:
    """Say what was changed and what that did. Raises ValidationError at the field, or once it was presented;
    `Stale`."""
    _unpresented(impact, "policy")
    if not said.policy.strip():
        raise ValidationError({"policy": "Enter which policy was changed."})
    if said.changed and said.changed > today():
        raise ValidationError({"changed": "Enter today or an earlier day."})
    _open(impact, said.because, "because")
    next_revision(impact.record, seen)
    impact.record.title = said.policy.strip()
    impact.record.save(update_fields=["title"])
    texts = ("policy", "why", "done", "difference")
    for name in texts:
        setattr(impact, name, getattr(said, name).strip())
    impact.changed, impact.because = said.changed, said.because
    impact.save(update_fields=[*texts, "changed", "because"])
    _told(by, impact, "say", policy=impact.policy)


@transaction.atomic
def add_evidence(
    *,
    by: Person | None,
    impact: PolicyImpact,
    what: str,
    shows: str,
    source: Record | None = None,
) -> ImpactEvidence:
    """Add what shows it. Raises ValidationError at the field, or once it was presented."""
    _unpresented(impact, "what")
    if not what.strip():
        raise ValidationError({"what": "Enter what the evidence is."})
    if not shows.strip():
        raise ValidationError({"shows": "Say what it shows."})
    _open(impact, source, "source")
    made = ImpactEvidence.objects.create(
        impact=impact, what=what.strip(), shows=shows.strip(), source=source
    )
    _told(by, impact, "add_evidence")
    return made


@transaction.atomic
def remove_evidence(*, by: Person | None, evidence: ImpactEvidence) -> None:
    """Take evidence out. Raises ValidationError once it was presented."""
    _unpresented(evidence.impact, "")
    if evidence.removed is None:
        evidence.removed = datetime.now(UTC)
        evidence.save(update_fields=["removed"])
        _told(by, evidence.impact, "remove_evidence")


@transaction.atomic
def present(
    *,
    by: Person | None,
    impact: PolicyImpact,
    presented: date | None = None,
    meeting: Meeting | None = None,
    seen: int | None = None,
) -> None:
    """Note at which meeting, or on which day, it was presented: what was presented stays as it is. Raises
    ValidationError at `meeting` or `presented`, or where there is nothing to present; `Stale` where the
    agency says something else than was `seen`."""
    in_turn(impact.record)
    impact.refresh_from_db(fields=["policy", "difference"])
    if not impact.policy or not impact.difference:
        words = "First the agency says which policy was changed and what difference it made."
        raise ValidationError({"meeting": words})
    if meeting is not None:
        if meeting.partnership_id != impact.partnership_id:
            raise ValidationError({"meeting": "Select a meeting of this partnership."})
        presented = meeting.day
    if presented is None:
        raise ValidationError({"presented": "Select the meeting, or enter the day."})
    if presented > today():
        at = "meeting" if meeting else "presented"
        raise ValidationError({at: "Note it once it was presented."})
    next_revision(impact.record, seen)
    impact.presented, impact.meeting = presented, meeting
    impact.save(update_fields=["presented", "meeting"])
    _told(by, impact, "present", presented=presented)


@transaction.atomic
def assure(
    *,
    by: Person | None,
    impact: PolicyImpact,
    level: str,
    words: str,
    follow_up: date | None = None,
    seen: int | None = None,
) -> ImpactAssurance:
    """Note how far it assures the board, and when the board looks again; what was said before stays as a
    row. Raises ValidationError at the field, or before it was presented; `Stale`."""
    in_turn(impact.record)
    impact.refresh_from_db(fields=["presented"])
    if impact.presented is None:
        raise ValidationError({"level": "First note where it was presented."})
    if level not in ImpactAssurance.Level.values:
        raise ValidationError({"level": "Select how far it assures."})
    if not words.strip():
        raise ValidationError({"words": "Say of what it assures, and of what not."})
    if follow_up and follow_up <= impact.presented:
        raise ValidationError({"follow_up": "Enter a day after it was presented."})
    next_revision(impact.record, seen)
    impact.follow_up = follow_up
    impact.save(update_fields=["follow_up"])
    made = ImpactAssurance.objects.create(impact=impact, level=level, words=words.strip(), by=by)
    _told(by, impact, "assure", level=level, follow_up=follow_up)
    return made


def _unpresented(impact: PolicyImpact, field: str) -> None:
    in_turn(impact.record)
    impact.refresh_from_db(fields=["presented"])
    if impact.presented:
        words = "It was presented and stays as it is."
        raise ValidationError({field: words} if field else words)


def _open(impact: PolicyImpact, record: Record | None, field: str) -> None:
    if record and (record.partnership_id != impact.partnership_id or record.is_sealed):
        raise ValidationError({field: "Enter the reference of a record here that is not sealed."})


def _told(
    by: Person | None, impact: PolicyImpact, verb: str, before: date | None = None, **after: Any
) -> None:
    audit.write(
        by=by,
        verb=f"policy_impact.{verb}",
        record=impact.record,
        before={"due": before} if before else None,
        after=after,
    )
