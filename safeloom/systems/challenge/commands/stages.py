"""The stages of a partnership, from a day on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.access.definitions import ROLE
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.kernel.clocks import MOST, Unit
from safeloom.systems.challenge import content
from safeloom.systems.challenge.models import EscalationPolicy, Stage, StageTold
from safeloom.systems.challenge.queries.stages import policy_on

MOST_STAGES = 6


@dataclass(frozen=True, kw_only=True)
class NewStage:
    """A stage as it shall be; `told` are keys of roles."""

    title: str
    length: int
    unit: Unit
    between: str = ""
    formal: bool = False
    told: Collection[str] = ()


@dataclass(frozen=True, kw_only=True)
class NewStages:
    """Stages in their order, from `since` on."""

    since: date
    stages: Sequence[NewStage]
    bypass_to: int
    source: str
    checked: bool = False


def example(since: date) -> NewStages:
    """The example that is shipped."""
    found = content.read()["example"]
    stages = [NewStage(**{**stage, "unit": Unit(stage["unit"])}) for stage in found["stages"]]
    said = {name: found[name] for name in ("source", "bypass_to")}
    return NewStages(since=since, stages=stages, **said)


@transaction.atomic
def set_stages(*, by: Person | None, partnership: Partnership, to: NewStages) -> EscalationPolicy:
    """Let these stages hold for what is raised from a day on; what was raised keeps its own. What was set
    for that day is replaced where nothing was raised under it. Raises ValidationError at `since`, `source`,
    `bypass_to`, `title-N` or `length-N`."""
    in_turn(partnership)
    _check(to)
    policy = _put(by, partnership, to.since, True, to.bypass_to, to.source, to.checked)
    for number, new in enumerate(to.stages, start=1):
        stage = Stage.objects.create(
            policy=policy,
            number=number,
            title=new.title.strip(),
            between=new.between.strip(),
            length=new.length,
            unit=new.unit.value,
            formal=new.formal,
        )
        StageTold.objects.bulk_create(
            StageTold(stage=stage, role=role) for role in sorted(set(new.told))
        )
    _audit(by, policy, "challenge.set-stages", stages=[stage.title for stage in to.stages])
    return policy


@transaction.atomic
def turn_off(*, by: Person | None, partnership: Partnership, since: date) -> EscalationPolicy:
    """Let nothing new be raised from a day on. Raises ValidationError at `since`, or where no stages hold
    then."""
    in_turn(partnership)
    before = policy_on(partnership, since)
    if before is None:
        raise ValidationError("No stages hold on that day.")
    _since(since)
    said = (before.bypass_to, before.source, before.checked)
    policy = _put(by, partnership, since, False, *said)
    _audit(by, policy, "challenge.turn-off")
    return policy


def _put(by, partnership, since, runs, bypass_to, source, checked) -> EscalationPolicy:
    there = EscalationPolicy.objects.filter(partnership=partnership, since__gte=since)
    if there.filter(disagreements__isnull=False).exists():
        raise ValidationError(
            {"since": "Something was raised under the stages of that day. Choose a later day."}
        )
    there.delete()
    return EscalationPolicy.objects.create(
        partnership=partnership,
        since=since,
        runs=runs,
        bypass_to=bypass_to,
        source=source.strip(),
        checked=checked,
        set_by=by,
    )


def _since(since: date) -> None:
    if since < today():
        raise ValidationError(
            {"since": "Choose today or a later day: what was raised keeps its stages."}
        )


def _check(to: NewStages) -> None:
    _since(to.since)
    if not 1 <= len(to.stages) <= MOST_STAGES:
        raise ValidationError(f"There are one to {MOST_STAGES} stages.")
    if not to.source.strip():
        raise ValidationError({"source": "Say which procedure the stages are from."})
    if not 1 <= to.bypass_to <= len(to.stages):
        raise ValidationError({"bypass_to": "Choose one of the stages that are filled in."})
    for number, stage in enumerate(to.stages, start=1):
        if not stage.title.strip():
            raise ValidationError({f"title-{number}": f"Enter what stage {number} is called."})
        if not 1 <= stage.length <= MOST[stage.unit]:
            most = MOST[stage.unit]
            raise ValidationError({f"length-{number}": f"Enter 1 to {most:,} {stage.unit}."})
        if unknown := set(stage.told) - set(ROLE):
            raise ValidationError({f"told-{number}": f"There is no role {sorted(unknown)}."})


def _audit(by: Person | None, policy: EscalationPolicy, verb: str, **after) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject="stages of escalation",
        partnership=policy.partnership,
        after={"since": policy.since, "runs": policy.runs, **after},
    )
