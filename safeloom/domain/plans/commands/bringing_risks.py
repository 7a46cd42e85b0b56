"""Bringing a risk register in from a file, under one audit row."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from safeloom.domain.plans.commands.risks import NewRisk, scored, theme_called, written
from safeloom.domain.plans.models import Risk, RiskTheme
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.kernel.risk import Score
from safeloom.web.imports.journal import Journal

_LISTED = 200
Change = tuple[Risk, dict[str, str], dict[str, Score]]


@transaction.atomic
def bring_risks(
    *,
    by: Person | None,
    partnership: Partnership,
    new: Sequence[NewRisk],
    changed: Sequence[Change],
    day: date,
    journal: Journal,
    name: str = "",
) -> list[Risk]:
    """Add and change risks, all or none; those that are new come back. Each of `changed` is a risk as it was
    read, the texts that are to change, and scores from `day` on. `name` is the file's. Raises
    `ValidationError`, and `Stale` where one was changed since."""
    in_turn(partnership)
    journal.made(_themes(partnership, new))
    made = [written(by, partnership, one) for one in new]
    journal.made(risk.record for risk in made)
    journal.made(made)
    journal.made(score for risk in made for score in risk.scores.all())
    journal.made(owner for risk in made for owner in risk.owners.all())
    for risk, texts, scores in changed:
        _change(by, risk, texts, scores, day, journal)
    after: dict[str, Any] = {"new": len(made), "changed": len(changed)}
    if len(made) + len(changed) <= _LISTED:
        after["references"] = [risk.record.reference for risk in made]
        after["changed_references"] = [risk.record.reference for risk, _, _ in changed]
    if name:
        # People call files after themselves.
        after["file"] = audit.not_kept("web.Import.name", name)
    audit.write(
        by=by,
        verb="risk.bring_in",
        subject=f"{len(made) + len(changed)} risks",
        partnership=partnership,
        after=after,
    )
    return made


def _themes(partnership: Partnership, new: Sequence[NewRisk]) -> list[RiskTheme]:
    there = set(RiskTheme.objects.filter(partnership=partnership).values_list("pk", flat=True))
    found = {theme.pk: theme for one in new if (theme := theme_called(partnership, one.theme))}
    return [theme for key, theme in found.items() if key not in there]


def _change(
    by: Person | None,
    risk: Risk,
    texts: dict[str, str],
    scores: dict[str, Score],
    day: date,
    journal: Journal,
) -> None:
    there = Risk.objects.select_related("record").select_for_update(of=("self",)).get(pk=risk.pk)
    if there.record.revision != risk.record.revision:
        raise Stale
    journal.changing([there.record, there])
    for name, text in texts.items():
        setattr(there, name, text)
    there.save(update_fields=list(texts) or None)
    there.record.revision += 1
    there.record.save(update_fields=["revision"])
    journal.made([scored(by, there, kind, score, day) for kind, score in scores.items()])
