"""The posts a disagreement may be raised by."""

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Post, PostHolding
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership


def posts_to_choose(viewer: Viewer, partnership: Partnership) -> QuerySet[Post]:
    """The posts of today for whose agency the viewer may raise something."""
    rows = Post.objects.as_at(viewer.day).select_related("principal", "agency__principal")
    mine = viewer.rows("challenge.raise", rows, partnership.pk)
    return mine.order_by("agency__principal__name", "principal__name")


def own_post(viewer: Viewer, partnership: Partnership) -> Post | None:
    """The one of these that the viewer holds; None where they hold none, or several."""
    held = PostHolding.objects.as_at(viewer.day).filter(person=viewer.person)
    mine = list(posts_to_choose(viewer, partnership).filter(pk__in=held.values("post"))[:2])
    return mine[0] if len(mine) == 1 else None
