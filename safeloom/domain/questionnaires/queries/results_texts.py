"""The words of a campaign's answers, and the themes the unit finds in them."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from safeloom.domain.questionnaires.definitions import Kind, Question
from safeloom.domain.questionnaires.models import (
    Answer,
    Campaign,
    CodedAnswer,
    CodedTheme,
    Response,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.kernel.suppression import Cell, Sum, suppress


@dataclass(frozen=True)
class Text:
    """What somebody wrote. `whose` is empty of people and of nobody; `themes` are those it is coded to."""

    answer: UUID
    words: str
    whose: str
    response: Response
    themes: frozenset[UUID]


@dataclass(frozen=True)
class ThemeCount:
    """In how many of the answers that count a theme was found; None is not told."""

    theme: CodedTheme
    many: int | None
    whole: int


def has_texts(question: Question) -> bool:
    """Whether words are asked for."""
    return question.kind == Kind.TEXT


def texts_of(
    campaign: Campaign,
    responses: "QuerySet[Response]",
    viewer: Viewer,
    key: str,
    *,
    of_people: bool,
) -> "QuerySet[Answer]":
    """The words given to a question that the viewer may read. Those without a name stand in an order drawn
    by lot, which tells nothing of when they were written; the others by body. Of fewer people than may be
    told, none."""
    rows = Answer.objects.filter(
        response__in=responses.values("pk"), question__key=key, counts=True, not_applicable=False
    ).exclude(text="")
    if of_people and rows.count() < settings.HIDE_BELOW:
        return rows.none()
    rows = viewer.rows("response.see", rows, campaign.partnership_id).select_related(
        "response__record", "response__agency__principal"
    )
    # An anonymous answer's key is drawn by lot.
    return (
        rows.order_by("pk")
        if of_people
        else rows.order_by("response__agency__principal__name", "pk")
    )


def read_texts(answers: list[Answer], *, of_people: bool) -> list[Text]:
    """These answers with their themes. 1 query."""
    coded: dict[UUID, set[UUID]] = defaultdict(set)
    rows = CodedAnswer.objects.filter(answer__in=[one.pk for one in answers])
    for answer, theme in rows.values_list("answer_id", "theme_id"):
        coded[answer].add(theme)
    return [
        Text(
            one.pk,
            one.text,
            "" if of_people or one.response.agency is None else one.response.agency.name,
            one.response,
            frozenset(coded[one.pk]),
        )
        for one in answers
    ]


def themes_of(campaign: Campaign) -> list[CodedTheme]:
    """The themes of a campaign, by title. 1 query."""
    return list(campaign.themes.all())


def counts_of_themes(
    campaign: Campaign,
    responses: "QuerySet[Response]",
    *,
    of_people: bool,
    key: str = "",
) -> list[ThemeCount]:
    """How many of the answers in words speak of each theme, the most frequent first: of one question, or of
    all. Small numbers of people are not told. 3 queries."""
    themes = themes_of(campaign)
    if not themes:
        return []
    answers = Answer.objects.filter(
        response__in=responses.values("pk"),
        question__kind=Kind.TEXT,
        counts=True,
        not_applicable=False,
    )
    if key:
        answers = answers.filter(question__key=key)
    whole = answers.count()
    rows = CodedAnswer.objects.filter(theme__campaign=campaign, answer__in=answers.values("pk"))
    many = dict(rows.order_by().values_list("theme_id").annotate(many=Count("pk")))
    hidden: frozenset[str] = frozenset()
    if of_people:
        cells, sums = [Cell("whole", whole)], []
        for one in themes:
            spoken = many.get(one.pk, 0)
            cells += [Cell(f"{one.pk}", spoken), Cell(f"{one.pk} not", whole - spoken)]
            sums.append(Sum("whole", (f"{one.pk}", f"{one.pk} not")))
        found = suppress(cells, sums, below=settings.HIDE_BELOW)
        hidden = found.primary | found.secondary
    counts = [
        ThemeCount(
            one,
            None if f"{one.pk}" in hidden or f"{one.pk} not" in hidden else many.get(one.pk, 0),
            whole,
        )
        for one in themes
    ]
    return sorted(counts, key=lambda one: (-(one.many or 0), one.theme.title.casefold()))
