"""Questionnaires as they are listed, and their versions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires.definitions import BY_OPTION, Option
from safeloom.domain.questionnaires.definitions import Questionnaire as Definition
from safeloom.domain.questionnaires.models import Questionnaire, Version
from safeloom.domain.questionnaires.queries import rows
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import QuestionnaireUse, offered, resolve


def listed(viewer: Viewer, here: Partnership) -> QuerySet[Questionnaire]:
    """Those the viewer sees, with `last` (the number of the version published last), `last_published` (when),
    `draft` (the number of its draft), and `many` (the questions of its newest version)."""
    versions = Version.objects.filter(questionnaire=OuterRef("pk")).order_by("-number")
    published = versions.filter(published__isnull=False)
    counted = versions.annotate(many=Count("questions")).values("many")
    return rows.questionnaires(viewer, here).annotate(
        last=Subquery(published.values("number")[:1]),
        last_published=Subquery(published.values("published")[:1]),
        draft=Subquery(versions.filter(published__isnull=True).values("number")[:1]),
        many=Subquery(counted[:1], output_field=IntegerField()),
    )


def questionnaire(
    viewer: Viewer, here: Partnership, reference: str, permission: str = "questionnaire.see"
) -> Questionnaire:
    """The questionnaire of a reference for which the viewer holds a permission, or 404."""
    found = rows.questionnaires(viewer, here, permission)
    return get_object_or_404(found, record__reference=reference)


def versions_of(found: Questionnaire) -> list[Version]:
    """Its versions, the newest first, each with `many`, its number of questions."""
    versions = found.versions.select_related("published_by__principal")
    return list(versions.annotate(many=Count("questions")).order_by("-number"))


def version(viewer: Viewer, here: Partnership, reference: str, number: int) -> Version:
    """The version of a number that the viewer may see, or 404."""
    found = rows.versions(viewer, here).select_related(
        "questionnaire__record", "questionnaire__partnership", "published_by__principal"
    )
    return get_object_or_404(found, questionnaire__record__reference=reference, number=number)


def draft(viewer: Viewer, here: Partnership, reference: str) -> Version:
    """The draft of a questionnaire that the viewer may change, or 404."""
    found = rows.versions(viewer, here, "questionnaire.change").select_related(
        "questionnaire__record", "questionnaire__partnership"
    )
    return get_object_or_404(
        found, questionnaire__record__reference=reference, published__isnull=True
    )


def version_before(found: Version) -> Version | None:
    """The version published before this one."""
    return (
        Version.objects.filter(
            questionnaire=found.questionnaire_id,
            number__lt=found.number,
            published__isnull=False,
        )
        .order_by("-number")
        .first()
    )


def is_used(found: Questionnaire) -> bool:
    """Whether a campaign asks one of its versions."""
    return found.versions.filter(campaigns__isnull=False).exists()


def uses() -> list[QuestionnaireUse]:
    """What questionnaires may be used for, in their order."""
    return sorted(offered(QuestionnaireUse), key=lambda one: (one.order, one.title))


def use_title(key: str) -> str:
    """What a use is called; its key where it is not there any more."""
    return next((one.title for one in uses() if one.key == key), key)


def ready_of(use: QuestionnaireUse) -> dict[str, Definition]:
    """The questionnaires that are shipped for a use, by key."""
    return dict(resolve(use.ready)()) if use.ready else {}


@dataclass(frozen=True)
class Scale:
    """Grades that a question may take: `key` names them on the form."""

    key: str
    title: str
    options: tuple[Option, ...]


READY_SCALES = (
    Scale(
        "rag",
        "Green, amber, red",
        (
            Option("green", "Green: met", 2, "green", True),
            Option("amber", "Amber: partly met", 1, "amber"),
            Option("red", "Red: not met", 0, "red"),
        ),
    ),
    Scale(
        "0-3",
        "0 to 3",
        (
            Option("0", "0: not in place", 0, "red"),
            Option("1", "1: begun", 1, "amber"),
            Option("2", "2: mostly in place", 2, "amber"),
            Option("3", "3: in place and reviewed", 3, "green", True),
        ),
    ),
)


def scales_of(said: Definition, ready: Iterable[Scale] = READY_SCALES) -> list[Scale]:
    """The grades a question may take: those of other questions of the version, then those that are
    shipped."""
    found: dict[tuple[Option, ...], Scale] = {}
    shipped = {one.options: one.title for one in ready}
    for one in said.questions():
        if one.kind in BY_OPTION and any(each.value is not None for each in one.options):
            title = shipped.get(one.options) or ", ".join(each.title for each in one.options)
            found.setdefault(one.options, Scale(f"of-{one.key}", title, one.options))
    for one in ready:
        found.setdefault(one.options, one)
    return list(found.values())


def is_asked_now(version: Version) -> bool:
    """Whether a new campaign asks this version: the last one that is published. 1 query for a published
    one."""
    if version.published is None:
        return False
    later = Version.objects.filter(
        questionnaire=version.questionnaire_id, number__gt=version.number, published__isnull=False
    )
    return not later.exists()
