"""Activities, what waits for an answer, what is published, themes by year."""

from collections import Counter
from datetime import date

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.voice.models import VoiceActivity, VoiceChannel, VoiceLed, VoicePoint

SEE, ANSWER = "voice.see", "voice.answer"


def activities(viewer: Viewer, here: Partnership, permission: str = SEE) -> QuerySet[VoiceActivity]:
    """The activities for which a viewer holds a permission."""
    rows = VoiceActivity.objects.select_related("record__partnership", "partnership", "channel")
    return viewer.rows(permission, rows, here.pk)


def listed(viewer: Viewer, here: Partnership) -> QuerySet[VoiceActivity]:
    """Activities with how many things were `said` and how many wait for an answer (`waiting`)."""
    waits = Count("points", filter=Q(points__answered__isnull=True))
    return activities(viewer, here).annotate(said=Count("points"), waiting=waits)


def channels(here: Partnership) -> QuerySet[VoiceChannel]:
    """The channels of a partnership, those that ended last."""
    rows = VoiceChannel.objects.filter(partnership=here)
    return rows.order_by(F("ended").desc(nulls_first=True), "title")


def groups(here: Partnership) -> QuerySet[VoiceChannel]:
    """The channels with how many `times` people were heard through each, and when `last`."""
    return channels(here).annotate(times=Count("activities"), last=Max("activities__day"))


def points_of(activity: VoiceActivity, day: date) -> list[VoicePoint]:
    """What was said, with what its agency is `called` and the records it led to. 2 queries."""
    rows = activity.points.annotate(called=name_on(day, "agency__")).order_by("pk")
    led = VoiceLed.objects.select_related("record").order_by("pk")
    return list(rows.prefetch_related(Prefetch("led", led)))


def led_from(activity: VoiceActivity) -> QuerySet[VoiceLed]:
    """What the things said at an activity led to."""
    rows = VoiceLed.objects.select_related("record", "point__activity__record__partnership")
    return rows.filter(point__activity=activity)


def to_answer(viewer: Viewer, here: Partnership) -> QuerySet[VoicePoint]:
    """What a viewer may answer: the unit everything, a lead what their agency is asked."""
    rows = VoicePoint.objects.select_related("activity__record", "activity__channel", "agency")
    return viewer.rows(ANSWER, rows, here.pk)


def waiting(rows: QuerySet[VoicePoint]) -> QuerySet[VoicePoint]:
    """Of these what waits for an answer, the first due first."""
    return rows.filter(answered__isnull=True).order_by("due", "pk")


def anything_published(here: Partnership) -> bool:
    """Whether there is anything that everybody may read. 1 query."""
    return _public(here).exists()


def _public(here: Partnership) -> QuerySet[VoicePoint]:
    return VoicePoint.objects.filter(
        activity__partnership=here,
        activity__consent=True,
        published__isnull=False,
        answered__isnull=False,
    )


def published(here: Partnership, day: date) -> list[VoicePoint]:
    """What everybody may read, the last published first. 1 query."""
    rows = (
        _public(here).select_related("activity__channel").annotate(called=name_on(day, "agency__"))
    )
    return list(rows.order_by("-published", "pk"))


def by_year(viewer: Viewer, here: Partnership) -> dict[tuple[int, str], int]:
    """How many things that a viewer may see were said of each theme in each calendar year. 1 query."""
    rows = VoicePoint.objects.filter(activity__in=activities(viewer, here))
    found: Counter[tuple[int, str]] = Counter()
    for day, theme in rows.values_list("activity__day", "theme"):
        found[day.year, theme] += 1
    return dict(found)
