"""What is due about recommendations, at home and in the digest. No wording is told: references only."""

from datetime import date, datetime

from safeloom.domain.actions import addresses
from safeloom.domain.actions.models import Recommendation
from safeloom.domain.actions.queries.assurances import Asked, to_answer, to_judge
from safeloom.domain.actions.queries.recommendations import told
from safeloom.domain.actions.queries.standing import Standing, with_standing
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import count_words


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For an agency: the assurance it is asked for. For the unit: answers to look at, recommendations to
    decide. 1 query where there are no recommendations; else 2 more for each, and those of the sealed among
    them."""
    lines = []
    if not Recommendation.objects.filter(partnership=partnership).exists():
        return lines
    if viewer.may("assurance.answer", partnership.pk):
        for row in to_answer(viewer, partnership):
            words = f"{row.called}: show that {row.recommendation.reference} is embedded"
            url = addresses.page("assurance", partnership, row.record.reference)
            late = row.due < viewer.day
            detail = "" if row.state in (Asked.ASKED, Asked.LATE) else Asked(row.state).label
            lines.append(HomeLine(words, url, due=row.due, late=late, detail=detail))
    if viewer.may("assurance.judge", partnership.pk):
        waiting = len(to_judge(viewer, partnership))
        if waiting:
            words = f"{count_words(waiting, 'answer', 'answers')} on assurance to look at"
            url = addresses.page("assurances", partnership) + f"?state={Asked.ANSWERED}"
            lines.append(HomeLine(words, url))
    if viewer.may("recommendation.decide", partnership.pk):
        rows = with_standing(told(viewer, partnership, "recommendation.decide"), viewer.day)
        undecided = rows.filter(standing=Standing.AWAITING).order_by().count()
        if undecided:
            words = f"{count_words(undecided, 'recommendation', 'recommendations')} to decide about"
            url = addresses.page("recommendations", partnership) + f"?state={Standing.AWAITING}"
            lines.append(HomeLine(words, url))
    return lines


def digest(person: Person, day: date) -> list[HomeLine]:
    """The same as at home."""
    return lines_of_home(person, day, mine)
