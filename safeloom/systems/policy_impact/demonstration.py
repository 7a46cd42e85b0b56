"""Policy impact in the invented county: two presented, one being written, two to come."""

from datetime import timedelta
from typing import Any

from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.systems.policy_impact.commands import impacts as verbs

# Agency, policy, why, what was done, difference, level, words.
PRESENTED = (
    (
        "north-council",
        "Strategy discussions at any hour",
        "An inspection found discussions at night without health.",
        "A rota of duty nurses; one number for the police to ring; 60 supervisors trained.",
        "Health joins nine in ten discussions at night, seven before. Children wait for no second visit.",
        "full",
        "Three sources say the same, one of them young people’s own words.",
    ),
    (
        "police",
        "Missing children: talking on return",
        "Talks on return came late and were offered once.",
        "The offer is made twice, by somebody the child chooses.",
        "More talks are held. Whether children go missing less is not yet known.",
        "part",
        "It tells what was done. The board asks to see how often the same children go missing.",
    ),
)
TURNS = ("north-council", "police", "icb", "kept-council", "hospital-1")


def make(county: Any) -> None:
    """Five turns three months apart, the first two over."""
    day = min(county.today, today())
    rows = verbs.set_rota(
        by=None,
        partnership=county.partnership,
        agencies=[county.agencies[key] for key in TURNS],
        first=day - timedelta(days=150),
    )
    inspected, heard = (_record_of(county, kind) for kind in ("inspection", "voice-activity"))
    for row, said in zip(rows, PRESENTED, strict=False):
        _, policy, why, done, difference, level, words = said
        verbs.say(
            by=None,
            impact=row,
            seen=None,
            said=verbs.Said(
                policy=policy,
                changed=row.due - timedelta(days=200),
                why=why,
                because=inspected if level == "full" else None,
                done=done,
                difference=difference,
            ),
        )
        verbs.add_evidence(
            by=None,
            impact=row,
            what="The year before and the year since, by quarter",
            shows="It rose in each quarter since the change, from before it in none.",
        )
        if heard and level == "full":
            verbs.add_evidence(
                by=None,
                impact=row,
                what="What young people said",
                shows="They are asked once, and know whom to ring.",
                source=heard,
            )
        verbs.present(by=None, impact=row, presented=row.due)
        verbs.assure(
            by=None,
            impact=row,
            level=level,
            words=words,
            follow_up=row.due + timedelta(days=180) if level == "part" else None,
        )
    verbs.say(
        by=None,
        impact=rows[2],
        seen=None,
        said=verbs.Said(
            policy="Asking about home at every maternity visit",
            changed=day - timedelta(days=120),
            why="A review found that nobody had asked.",
        ),
    )


def _record_of(county: Any, kind: str) -> Record | None:
    """A record of a kind that the county has by then, the first of all."""
    rows = Record.objects.filter(partnership=county.partnership, kind=kind)
    return rows.exclude(sensitivity=Record.Sensitivity.SEALED).order_by("reference").first()
