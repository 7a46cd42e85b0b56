"""A tracker as long as a nation's: actions written beside those of the timed county."""

from datetime import timedelta

from safeloom.bench.sizes import TIMED
from safeloom.domain.actions.definitions import Said, Verdict
from safeloom.domain.actions.models import Action, ActionUpdate, Ownership
from safeloom.domain.partnership.models import Agency, Group
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.commands import new_records
from safeloom.foundation.today import today

ACTIONS = 50_000
_DEEDS = ("Write the guide on", "Train front-line staff in", "Look at twenty records of")
_THEMES = ("neglect", "safe sleeping", "private fostering", "online harm", "young carers")
_SAID = ("", Said.ON_TRACK, Said.AT_RISK, Said.DONE)
_AT_ONCE = 2_000


def fill(many: int = ACTIONS) -> None:
    """Write so many actions in the timed county, three in four of them closed, over ten years."""
    here = Partnership.objects.get(key=TIMED)
    agencies = list(Agency.objects.filter(record__partnership=here, end=None).order_by("pk"))
    sources = [group.record for group in Group.objects.filter(record__partnership=here)[:20]]
    for first in range(0, many, _AT_ONCE):
        _write(here, agencies, sources, range(first, min(first + _AT_ONCE, many)))


def _write(here: Partnership, agencies: list, sources: list, numbers: range) -> None:
    day = today()
    titles = [
        f"{_DEEDS[at % 3]} {_THEMES[at % 5]} in district {at % 97}, part {at}." for at in numbers
    ]
    records = new_records(partnership=here, kind="action", prefix="AC", titles=titles)
    actions, owned, said = [], [], []
    for at, record in zip(numbers, records, strict=True):
        opened = day - timedelta(days=3650 - at * 3600 // ACTIONS)
        closed = at % 4 != 0
        view = Said.DONE if closed else _SAID[at // 4 % 4]
        heard = min(opened + timedelta(days=30), day) if view else None
        actions.append(
            Action(
                record=record,
                partnership=here,
                wording=record.title,
                source=sources[at % len(sources)],
                opened=opened,
                due=opened + timedelta(days=90) if closed else day + timedelta(days=at % 400 - 60),
                said=view,
                heard=heard,
                done_on=heard if view == Said.DONE else None,
                verdict=Verdict.CLOSED if closed else "",
                ended=opened + timedelta(days=40) if closed else None,
            )
        )
        owned.append(
            Ownership(action_id=record.pk, agency=agencies[at % len(agencies)], start=opened)
        )
        if heard:
            said.append(
                ActionUpdate(
                    action_id=record.pk, text="So far.", said=view, at=record.created, day=heard
                )
            )
    Action.objects.bulk_create(actions)
    Ownership.objects.bulk_create(owned)
    ActionUpdate.objects.bulk_create(said)
