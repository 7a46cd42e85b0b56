"""Scrutiny of the invented county: one exercise published with recommendations, its follow-up in work."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from safeloom.domain.actions.commands.recommendations import Verdict, add_recommendation, decide
from safeloom.domain.partnership.models import Post
from safeloom.foundation.today import today
from safeloom.systems.scrutiny.commands import planning, writing
from safeloom.systems.scrutiny.content import ready
from safeloom.systems.scrutiny.models import Exercise

# Method, what, and per factor (its place) strength and what it showed.
EVIDENCE = (
    (
        "data",
        "Contacts and decisions at the front door, four quarters",
        {2: (3, "Nine in ten decisions were made within a working day, in every district.")},
    ),
    (
        "records",
        "Twelve records of the last audit, read again",
        {
            0: (2, "The child’s own words stand in eight of twelve; what came of them in three."),
            2: (2, "Health was in ten of twelve strategy discussions."),
        },
    ),
    (
        "practitioners",
        "Two conversations with fourteen practitioners",
        {
            2: (2, "They know whom to ring, and ring. They hear back less often."),
            4: (1, "Half had heard of a change that followed from an audit."),
        },
    ),
    (
        "children",
        "A morning with nine young people",
        {0: (3, "They told their story more than once. Two knew what had changed by it.")},
    ),
)
JUDGED = (
    (0, "amber", "Children are asked and written down; they are seldom told what came of it."),
    (2, "green", "Three ways of looking say the same: agencies decide together and in time."),
    (4, "red", "I found one piece of evidence, and it says that little arrives."),
)
REPORT = """I asked whether a child who is talked about at the front door is heard there.

I found people who decide together and in time. I found fewer who go back to the child and say what was \
decided and why. What audits find does not yet reach the people whose work it is about.

I shall come back to it after six months and ask the same young people."""
YOUNG = """We would like one person to tell us what happens next.
A letter is fine, if it is to us and not about us."""
ASKED = (
    "Tell each child who is old enough what was decided at the front door, and write down how.",
    "Bring what audits find to the teams they are about within a month.",
)


def make(county: Any) -> None:
    """A framework in force, an exercise published half a year ago, a follow-up whose event comes."""
    day, ahead = min(county.today, today()), max(county.today, today())
    planning.set_framework(
        by=None,
        partnership=county.partnership,
        since=day - timedelta(days=400),
        source="Agreed by the board",
        factors=ready(),
    )
    first = _exercise(
        county,
        "Are children heard at the front door?",
        "Is a child who is talked about at the front door heard there, and told what came of it?",
        day - timedelta(days=190),
    )
    judgements = {one.factor.number - 1: one for one in first.judgements.select_related("factor")}
    for method, what, shown in EVIDENCE:
        writing.add_evidence(
            by=None,
            exercise=first,
            method=method,
            what=what,
            shown={judgements[at].pk: said for at, said in shown.items()},
        )
    for at, rating, words in JUDGED:
        writing.judge(by=None, judgement=judgements[at], rating=rating, words=words)
    planning.comment(by=None, exercise=first, words="The number of districts is five, not four.")
    writing.write(by=None, exercise=first, seen=None, report=REPORT, young=YOUNG)
    published = day - timedelta(days=160)
    writing.publish(by=None, exercise=first, at=datetime.combine(published, time(9), UTC))
    for number, wording in enumerate(ASKED):
        owner = county.agencies["north-council"]
        found = add_recommendation(
            by=None,
            partnership=county.partnership,
            wording=wording,
            source=first.record,
            owner=owner,
            audience=[owner],
            themes=("information",) if number else ("planning",),
            made=published,
        )
        if not number:
            decide(
                by=None,
                recommendation=found,
                verdict=Verdict.ACCEPTED,
                day=published + timedelta(days=20),
            )
    _exercise(
        county,
        "Follow-up: are children heard at the front door?",
        "What changed for children since the first exercise?",
        ahead + timedelta(days=21),
        first,
    )


def _exercise(
    county: Any, title: str, question: str, event: Any, previous: Exercise | None = None
) -> Exercise:
    framework = planning.framework_on(county.partnership, today())
    factors = [one for one in framework.factors.all() if one.number in (1, 3, 5)]
    posts = Post.objects.as_at(today()).filter(agency__record__partnership=county.partnership)
    found = list(posts.select_related("agency__record").order_by("principal__name", "pk")[:4])
    plan = planning.Plan(title=title, question=question, event=event, factors=factors, posts=found)
    return planning.begin(by=None, partnership=county.partnership, plan=plan, previous=previous)
