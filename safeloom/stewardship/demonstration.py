"""What stewards of the invented county find: mail in each state, and roles to look at again."""

from typing import Any

from safeloom.foundation.access.commands import reviewing as reviews
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Account
from safeloom.foundation.notices import outbox, queue_mail
from safeloom.foundation.notices.outbox import Answer, Outcome
from safeloom.foundation.today import today

# What the mail server answered, one after the other; the last mail waits for an answer still.
ANSWERS = (
    Answer(Outcome.SENT, 250, "Taken"),
    Answer(Outcome.SENT, 250, "Taken"),
    Answer(Outcome.IN_DOUBT, answer="Connection unexpectedly closed"),
    Answer(Outcome.REFUSED, 550, "No such mailbox"),
    Answer(Outcome.NOT_NOW, 451, "Too many at once, try again later"),
)
TEXT = "One thing needs you in Safeloom today. Sign in to see it."
# So many of the roles, which are a year old, were looked at again since.
REVIEWED = 3
MANAGER = "business-manager"


def make(county: Any) -> None:
    """A digest to each of the first accounts, each answered otherwise; some roles looked at again."""
    accounts = Account.objects.filter(person__principal__grants__partnership=county.partnership)
    accounts = list(accounts.select_related("person").distinct().order_by("pk"))
    for number, account in enumerate(accounts[: len(ANSWERS) + 1]):
        queue_mail(
            key=f"demonstration {county.partnership.key} {number}",
            kind="digest",
            to=account.email,
            subject="One thing needs you in Safeloom",
            text=TEXT,
            partnership=county.partnership,
            person=account.person,
        )
    for answer in ANSWERS:
        attempt = outbox.take()
        if attempt is not None and outbox.note_handing_over(attempt):
            outbox.note_answer(attempt, answer)
    _roles(county)


def _roles(county: Any) -> None:
    grants = Grant.objects.filter(partnership=county.partnership).exclude(role=MANAGER)
    for grant in grants.order_by("pk")[:REVIEWED]:
        if grant.holds(today()):
            reviews.review(by=county.personas[MANAGER], grant=grant, outcome="kept")
