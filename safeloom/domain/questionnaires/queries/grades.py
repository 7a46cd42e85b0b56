"""The grades that count of a campaign, and by section how many of them meet what is asked."""

from collections import defaultdict

from django.db.models import Count, Exists, OuterRef, QuerySet

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer, Campaign, SectionRow
from safeloom.domain.questionnaires.queries.results import Compliant


def graded_sections(campaign: Campaign) -> QuerySet[SectionRow]:
    """The sections in which something is graded, in order."""
    rows = SectionRow.objects.filter(version=campaign.version, questions__kind=Kind.GRADE)
    return rows.order_by("number").distinct()


def own_grades_of(campaign: Campaign) -> QuerySet[Answer]:
    """The grades that bodies gave themselves, of what counts."""
    return Answer.objects.filter(
        response__campaign=campaign,
        counts=True,
        not_applicable=False,
        question__kind=Kind.GRADE,
        option__isnull=False,
    )


def of_what_counts(rows: QuerySet, response: str = "response") -> QuerySet:
    """Of grades that somebody else gave those of answers that count: what was re-opened since does not.
    `response` is the field that leads to the response."""
    counted = Answer.objects.filter(
        response=OuterRef(response), question=OuterRef("question"), counts=True
    )
    return rows.filter(Exists(counted))


def compliant(rows: QuerySet) -> defaultdict[str, Compliant]:
    """By the key of the section how many of these grades meet what is asked; none of another. 1 query."""
    counted = rows.order_by().values_list("question__section__key", "option__meets")
    found: defaultdict[str, Compliant] = defaultdict(Compliant)
    for key, meets, many in counted.annotate(many=Count("pk")):
        found[key] += Compliant(many, many if meets else 0)
    return found
