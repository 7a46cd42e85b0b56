"""What disagreements and challenges tell at home and in the digest. Nothing of what they are about."""

from datetime import date, datetime

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.dates import today
from safeloom.kernel.registry import HomeLine
from safeloom.systems.challenge.addresses import of_challenge, of_disagreement
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries import disagreements, partners


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The disagreements that wait for the viewer, what is due first comes first; the challenges their agency
    is to answer. At most 10 queries."""
    lines: list[HomeLine] = []
    if viewer.may("challenge.see", partnership.pk) and _any(partnership):
        rows = disagreements.waits_for(viewer, partnership)
        lines += [_line(partnership, row) for row in rows]
    if viewer.over("partner-challenge.answer", partnership.pk):
        asked = partners.may_answer(viewer, partnership).filter(state=partners.ASKED)
        lines += [
            HomeLine(
                f"Challenge {row.record.reference} waits for your answer",
                of_challenge(partnership, row),
                due=today(row.clock_due) if row.clock_due else None,
                late=disagreements.is_late(row),
            )
            for row in disagreements.earliest_first(asked)
        ]
    return lines


def _any(partnership: Partnership) -> bool:
    """Whether there are any disagreements: home asks on every first page, and what follows is long."""
    return Disagreement.objects.filter(partnership=partnership).exists()


def digest(person: Person, day: date) -> list[HomeLine]:
    """The same, in all the partnerships in which a person holds a role."""
    return lines_of_home(person, day, mine)


def _line(partnership: Partnership, row: Disagreement) -> HomeLine:
    words = disagreements.state_words(row).partition(":")[0].lower()
    due = row.clock_due
    return HomeLine(
        f"Disagreement {row.record.reference}, at {words}",
        of_disagreement(partnership, row),
        due=today(due) if due else None,
        late=disagreements.is_late(row),
    )
