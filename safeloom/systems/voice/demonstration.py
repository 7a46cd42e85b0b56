"""What invented children and parents said, and what came of it."""

from datetime import timedelta
from typing import Any

from safeloom.foundation.today import today
from safeloom.systems.voice.commands.channels import add_channel
from safeloom.systems.voice.commands.following import feed_back
from safeloom.systems.voice.commands.voice import Said, add, answer, publish, say
from safeloom.systems.voice.content import demonstration
from safeloom.systems.voice.models.voice import AGES

# In how many days what was said is to be answered.
WITHIN = 60


def make(county: Any) -> None:
    """Three groups, and what they said on four occasions; what changed something is published."""
    said = demonstration()
    channels = {
        one["title"]: add_channel(by=None, partnership=county.partnership, **one)
        for one in said["channel"]
    }
    for one in said["activity"]:
        day = county.today - timedelta(days=one["back"])
        names = [name for name, _ in AGES]
        activity = add(
            by=None,
            partnership=county.partnership,
            said=Said(
                title=one["title"],
                channel=channels[one["channel"]],
                day=day,
                how=one["how"],
                led=one.get("led", False),
                consent=True,
                consent_how="Asked at the start; those under 16 with a parent’s or carer’s form",
                ages=dict(zip(names, one["counts"], strict=True)),
            ),
        )
        for point in one["point"]:
            row = say(
                by=None,
                activity=activity,
                theme=point["theme"],
                words=point["words"],
                many=point["many"],
                agency=county.agencies.get(point["agency"]),
                due=day + timedelta(days=WITHIN),
            )
            if point["answer"]:
                when = min(day + timedelta(days=45), today())
                answer(
                    by=None,
                    point=row,
                    answer=point["answer"],
                    changed=point["changed"],
                    day=when,
                )
            if point["changed"]:
                feed_back(by=None, point=row, day=when, how="At the group’s next meeting")
                publish(by=None, point=row, shown=True)
