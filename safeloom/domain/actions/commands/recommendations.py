"""Recording recommendations, and deciding about them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.content import sectors as all_sectors
from safeloom.domain.actions.content import themes as all_themes
from safeloom.domain.actions.models import (
    Recommendation,
    RecommendationAudience,
    RecommendationDecision,
    RecommendationOwner,
    RecommendationSector,
    RecommendationTheme,
)
from safeloom.domain.actions.queries.standing import verdict_of
from safeloom.domain.actions.wording import shortened
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision, open_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today

KIND, PREFIX = "recommendation", "RC"
SEALED_TITLE = "Recommendation from a sealed record"
Verdict = RecommendationDecision.Verdict
_DAY = timedelta(days=1)


@transaction.atomic
def add_recommendation(
    *,
    by: Person | None,
    partnership: Partnership,
    wording: str,
    source: Record | None = None,
    origin: str = "",
    owner: Agency | None = None,
    audience: Collection[Agency] = (),
    sectors: Collection[str] = (),
    themes: Collection[str] = (),
    made: date | None = None,
) -> Recommendation:
    """Record a recommendation, made on `made` (today) to agencies and sectors, from a record or from
    outside (`origin` then says from where). Without an owner the business unit sees to it.

    Raises `ValidationError` by field.
    """
    made = made or today()
    said = _Said(wording.strip(), source, origin.strip(), owner, audience, sectors, themes, made)
    _check(partnership, said)
    record = open_record(
        partnership=partnership, kind=KIND, prefix=PREFIX, title=_title(said.wording, source)
    )
    found = Recommendation.objects.create(
        record=record,
        partnership=partnership,
        wording=said.wording,
        source=source,
        origin=said.origin,
        made=made,
    )
    if owner is not None:
        RecommendationOwner.objects.create(recommendation=found, agency=owner, start=today())
    for agency in audience:
        RecommendationAudience.objects.create(recommendation=found, agency=agency, start=today())
    _keep_words(found, said)
    write(
        by=by,
        verb="recommendation.add",
        recommendation=found,
        made=made,
        agencies=len(audience),
        sectors=len(sectors),
    )
    return found


@transaction.atomic
def change_recommendation(
    *,
    by: Person | None,
    recommendation: Recommendation,
    seen: int | None,
    wording: str,
    origin: str = "",
    owner: Agency | None = None,
    audience: Collection[Agency] = (),
    sectors: Collection[str] = (),
    themes: Collection[str] = (),
    made: date,
) -> Recommendation:
    """Change what is said of a recommendation; its source stays. Another owner or audience holds from
    today on. Raises `ValidationError` by field, `Stale`."""
    record = recommendation.record
    next_revision(record, seen)
    source = recommendation.source
    said = _Said(wording.strip(), source, origin.strip(), owner, audience, sectors, themes, made)
    _check(recommendation.partnership, said)
    recommendation.wording, recommendation.origin = said.wording, said.origin
    recommendation.made = made
    recommendation.save(update_fields=["wording", "origin", "made"])
    record.title = _title(said.wording, source)
    record.save(update_fields=["title"])
    _hold(RecommendationOwner, recommendation, [owner] if owner else [])
    _hold(RecommendationAudience, recommendation, audience)
    _keep_words(recommendation, said)
    write(
        by=by,
        verb="recommendation.change",
        recommendation=recommendation,
        made=made,
        agencies=len(audience),
        sectors=len(sectors),
        owner=owner.record.reference if owner else "",
    )
    return recommendation


@transaction.atomic
def decide(
    *,
    by: Person | None,
    recommendation: Recommendation,
    seen: int | None = None,
    verdict: str,
    reasons: str = "",
    day: date | None = None,
) -> RecommendationDecision:
    """Decide whether a recommendation is accepted, close it or open it again; what held before stays as
    a row. Anything but acceptance needs its reasons. Raises `ValidationError` by field, `Stale`."""
    next_revision(recommendation.record, seen)
    reasons, day = reasons.strip(), day or today()
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": "Select what was decided."})
    if verdict != Verdict.ACCEPTED and not reasons:
        raise ValidationError({"reasons": "Give the reasons."})
    if not recommendation.made <= day <= today():
        raise ValidationError({"day": "Enter a day since it was made, today at the latest."})
    last = verdict_of(recommendation)
    if verdict == Verdict.CLOSED and last not in (Verdict.ACCEPTED, Verdict.PARTLY):
        words = "It is closed once it was accepted. Decide first whether it is."
        raise ValidationError({"verdict": words})
    if verdict == Verdict.REOPENED and last not in (Verdict.CLOSED, Verdict.REFUSED):
        raise ValidationError({"verdict": "It is open."})
    made = RecommendationDecision.objects.create(
        recommendation=recommendation, verdict=verdict, reasons=reasons, day=day, by=by
    )
    write(
        by=by,
        verb=f"recommendation.{VERBS[Verdict(verdict)]}",
        recommendation=recommendation,
        day=day,
    )
    return made


VERBS = {
    Verdict.ACCEPTED: "accept",
    Verdict.PARTLY: "accept_in_part",
    Verdict.REFUSED: "refuse",
    Verdict.CLOSED: "close",
    Verdict.REOPENED: "reopen",
}


@dataclass(frozen=True)
class _Said:
    """What is said of a recommendation."""

    wording: str
    source: Record | None
    origin: str
    owner: Agency | None
    audience: Collection[Agency]
    sectors: Collection[str]
    themes: Collection[str]
    made: date


def _check(partnership: Partnership, said: _Said) -> None:
    if not said.wording:
        raise ValidationError({"wording": "Enter what is recommended."})
    if said.source is None and not said.origin:
        raise ValidationError({"origin": "Say where it comes from."})
    if said.source is not None and said.source.partnership_id != partnership.pk:
        raise ValidationError({"source": "Choose a record of this partnership."})
    if said.made > today():
        raise ValidationError({"made": "Enter the day on which it was made, up to today."})
    for name, agencies in (("owner", [said.owner]), ("audience", said.audience)):
        if any(one and one.record.partnership_id != partnership.pk for one in agencies):
            raise ValidationError({name: "Choose agencies of this partnership."})
    if not set(said.sectors) <= set(all_sectors()):
        raise ValidationError({"sectors": "Select sectors from the list."})
    if not set(said.themes) <= set(all_themes()):
        raise ValidationError({"themes": "Select themes from the list."})


def _title(wording: str, source: Record | None) -> str:
    if source is not None and source.sensitivity == Record.Sensitivity.SEALED:
        return SEALED_TITLE
    return shortened(wording)


def _hold(model: Any, recommendation: Recommendation, agencies: Collection[Agency]) -> None:
    """Let these agencies hold from today on, and end what holds of others."""
    day, wanted = today(), {agency.pk: agency for agency in agencies}
    for row in model.objects.as_at(day).filter(recommendation=recommendation):
        if wanted.pop(row.agency_id, None) is not None:
            continue
        if row.start is not None and row.start >= day:
            row.delete()
        else:
            row.end = day - _DAY
            row.save(update_fields=["end"])
    for agency in wanted.values():
        model.objects.create(recommendation=recommendation, agency=agency, start=day)


def _keep_words(recommendation: Recommendation, said: _Said) -> None:
    _keep(RecommendationSector, "sector", recommendation, said.sectors)
    _keep(RecommendationTheme, "theme", recommendation, said.themes)


def _keep(model: Any, name: str, recommendation: Recommendation, wanted: Collection[str]) -> None:
    rows = model.objects.filter(recommendation=recommendation)
    rows.exclude(**{f"{name}__in": list(wanted)}).delete()
    there = set(rows.values_list(name, flat=True))
    model.objects.bulk_create(
        model(recommendation=recommendation, **{name: one}) for one in wanted if one not in there
    )


def write(*, by: Person | None, verb: str, recommendation: Recommendation, **after: Any) -> None:
    """The audit row of a verb."""
    audit.write(by=by, verb=verb, record=recommendation.record, after=after)
