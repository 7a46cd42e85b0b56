"""Adding and changing risks, who owns them, and closing them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands.dated import opened
from safeloom.domain.plans.commands import themes
from safeloom.domain.plans.commands.who import Who, answers_from
from safeloom.domain.plans.definitions import USUAL_CYCLE, ScoreKind
from safeloom.domain.plans.models import (
    Risk,
    RiskClosing,
    RiskOwner,
    RiskReview,
    RiskScore,
    RiskTheme,
)
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, open_record
from safeloom.foundation.records.models import Record
from safeloom.kernel.dates import show_date
from safeloom.kernel.risk import Score


@dataclass(frozen=True, kw_only=True)
class NewRisk:
    """A risk as it stands when it comes onto the register. `theme` is called by its title; one that is not
    there yet is made."""

    title: str
    theme: str
    opened: date
    number: str = ""
    description: str = ""
    controls: str = ""
    further: str = ""
    cycle: int = USUAL_CYCLE
    owner: Who = field(default_factory=Who)
    scores: dict[str, Score] = field(default_factory=dict)
    source: Record | None = None


@transaction.atomic
def add_risk(*, by: Person | None, partnership: Partnership, new: NewRisk) -> Risk:
    """A risk on the register, with its scores and its owner from the day it is opened. Raises
    `ValidationError` by field."""
    in_turn(partnership)
    risk = written(by, partnership, new)
    audit.write(
        by=by,
        verb="risk.add",
        record=risk.record,
        after={"title": risk.title} | audit.fields_of(risk) | _scores_said(new.scores),
    )
    return risk


def written(author: Person | None, partnership: Partnership, new: NewRisk) -> Risk:
    """A risk that was written within a command, which audits it."""
    title = _title(new.title)
    theme = theme_called(partnership, new.theme)
    record = open_record(partnership=partnership, kind="risk", prefix="RK", title=title)
    risk = Risk(
        record=record,
        partnership=partnership,
        theme=theme,
        number=new.number.strip(),
        description=new.description.strip(),
        controls=new.controls.strip(),
        further=new.further.strip(),
        opened=new.opened,
        cycle=new.cycle,
        source=new.source,
    )
    if new.source is not None and new.source.partnership_id != partnership.pk:
        raise ValidationError({"source": "Choose a record of this partnership."})
    risk.full_clean(exclude=["record", "theme"])
    risk.save(force_insert=True)
    for kind, score in new.scores.items():
        scored(author, risk, kind, score, new.opened)
    if new.owner:
        _own(risk, new.owner, new.opened)
    return risk


def theme_called(partnership: Partnership, title: str) -> RiskTheme:
    """The theme of that title; one that is not there yet is made, last in the register."""
    words = " ".join(title.split())
    there = list(RiskTheme.objects.filter(partnership=partnership))
    for theme in there:
        if theme.title.casefold() == words.casefold():
            return theme
    if not words:
        raise ValidationError({"theme": "Choose the theme."})
    return themes.made(partnership, words, max((one.order for one in there), default=0) + 1)


@transaction.atomic
def change_risk(
    *, by: Person | None, risk: Risk, seen: int | None, title: str, theme: str, **said: Any
) -> Risk:
    """Change what a risk says: `said` are fields of `Risk` (number, description, controls, further, opened,
    cycle). Raises `ValidationError` by field, `Stale`."""
    risk = opened(risk, seen)
    with audit.changing(risk, risk.record, by=by, verb="risk.change", record=risk.record):
        for name, value in said.items():
            setattr(risk, name, value.strip() if isinstance(value, str) else value)
        risk.theme = theme_called(risk.partnership, theme)
        risk.record.title = _title(title)
        risk.full_clean(exclude=["record", "theme"])
        _after_opening(risk)
        risk.record.save(update_fields=["title"])
        risk.save()
    return risk


@transaction.atomic
def set_owner(*, by: Person | None, risk: Risk, seen: int | None, owner: Who, start: date) -> Risk:
    """Say who answers for a risk from a day on; who did until then ends the day before. One with the same
    first day is replaced. Raises `ValidationError`, `Stale`."""
    risk = opened(risk, seen)
    before = [one.audited for one in risk.owners.order_by("start")]
    _own(risk, owner, start)
    audit.write(
        by=by,
        verb="risk.own",
        record=risk.record,
        before={"owners": before},
        after={"owner": RiskOwner(**owner.told()).audited, "from": str(start)},
    )
    return risk


@transaction.atomic
def close_risk(*, by: Person | None, risk: Risk, seen: int | None, day: date, reason: str) -> Risk:
    """Take a risk off the register from a day on. Raises `ValidationError`, `Stale`."""
    risk = opened(risk, seen)
    if risk.closings.filter(end__isnull=True).exists():
        raise ValidationError("It is closed already.")
    last = risk.closings.order_by("-end").first()
    if day < risk.opened or (last and last.end and day <= last.end):
        raise ValidationError({"day": "It was not on the register on this day."})
    closing = RiskClosing(risk=risk, start=day, reason=_reason(reason), by=by)
    closing.full_clean()
    closing.save()
    _audit(by, risk, "risk.close", {"day": str(day)}, closing.reason)
    return risk


@transaction.atomic
def reopen_risk(*, by: Person | None, risk: Risk, seen: int | None, day: date, reason: str) -> Risk:
    """Put a closed risk on the register again from a day on. Raises `ValidationError`, `Stale`."""
    risk = opened(risk, seen)
    closing = risk.closings.filter(end__isnull=True).first()
    if closing is None:
        raise ValidationError("It is not closed.")
    if closing.start is not None and day <= closing.start:
        raise ValidationError(
            {"day": f"It was closed on {show_date(closing.start)}. Give a later day."}
        )
    closing.end = day - timedelta(days=1)
    closing.reopened_by, closing.reopened_why = by, _reason(reason)
    closing.full_clean()
    closing.save()
    _audit(by, risk, "risk.reopen", {"day": str(day)}, closing.reopened_why)
    return risk


def scored(
    author: Person | None,
    risk: Risk,
    kind: str,
    score: Score,
    day: date,
    review: RiskReview | None = None,
) -> RiskScore:
    """A score that was written within a command, which audits it."""
    row = RiskScore(
        risk=risk,
        kind=ScoreKind(kind),
        day=day,
        likelihood=score.likelihood,
        impact=score.impact,
        product=score.product,
        words=score.words[:40],
        review=review,
        by=author,
    )
    row.clean_fields(exclude=["risk", "review", "by"])
    row.clean()
    row.save(force_insert=True)
    return row


def _own(risk: Risk, owner: Who, start: date) -> None:
    if start < risk.opened:
        raise ValidationError(
            {
                "start": f"It is on the register from {show_date(risk.opened)}. Give that or a later day."
            }
        )
    if risk.owners.filter(start__gt=start).exists():
        raise ValidationError({"start": "Somebody else owns it from a later day. Choose that day."})
    answers_from(RiskOwner(risk=risk), "risk", owner, start, risk.partnership_id)


def _after_opening(risk: Risk) -> None:
    first = risk.scores.order_by("day").first()
    if first is not None and first.day < risk.opened:
        raise ValidationError(
            {"opened": f"It was scored on {show_date(first.day)}. Give that day or an earlier one."}
        )


def _title(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise ValidationError({"title": "Enter what may go wrong."})
    if len(words) > 200:
        raise ValidationError({"title": "Shorten this to 200 characters; say more below."})
    return words


def _reason(text: str) -> str:
    if not text.strip():
        raise ValidationError({"reason": "Say why: that is kept with it."})
    return text.strip()


def _scores_said(scores: dict[str, Score]) -> dict[str, str]:
    return {str(kind): score.show() for kind, score in scores.items()}


def _audit(by: Person | None, risk: Risk, verb: str, after: dict[str, Any], reason: str) -> None:
    audit.write(by=by, verb=verb, record=risk.record, after=after, reason=reason)
