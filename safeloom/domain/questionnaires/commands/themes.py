"""Themes in the words of answers: naming them, and saying which answer speaks of which."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.models import Answer, Campaign, CodedAnswer, CodedTheme
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn

MOST = 60


@transaction.atomic
def add_theme(*, by: Person | None, campaign: Campaign, title: str) -> CodedTheme:
    """A new theme of a campaign; the one there is where it has that title, however its letters are
    written. Raises ValidationError at `title`."""
    in_turn(campaign.record)
    title = " ".join(title.split())
    if not title:
        raise ValidationError({"title": "Enter what the theme is called."})
    if len(title) > 120:
        raise ValidationError({"title": "Call it by 120 characters or fewer."})
    there = campaign.themes.filter(title__iexact=title).first()
    if there is not None:
        return there
    if campaign.themes.count() >= MOST:
        raise ValidationError({"title": f"There are {MOST} themes already: take one away first."})
    theme = CodedTheme.objects.create(campaign=campaign, title=title)
    _audit(by, campaign, "theme.add", after={"title": title})
    return theme


@transaction.atomic
def rename_theme(*, by: Person | None, theme: CodedTheme, title: str) -> CodedTheme:
    """Call a theme otherwise. Raises ValidationError at `title`."""
    in_turn(theme.campaign.record)
    title = " ".join(title.split())
    others = theme.campaign.themes.exclude(pk=theme.pk)
    if not title or len(title) > 120:
        raise ValidationError({"title": "Call it by 1 to 120 characters."})
    if others.filter(title__iexact=title).exists():
        raise ValidationError({"title": "There is a theme of this name: choose another."})
    before = theme.title
    if title != before:
        theme.title = title
        theme.save(update_fields=["title"])
        _audit(by, theme.campaign, "theme.rename", {"title": before}, {"title": title})
    return theme


@transaction.atomic
def remove_theme(*, by: Person | None, theme: CodedTheme) -> None:
    """Take a theme away, and from every answer coded to it."""
    in_turn(theme.campaign.record)
    coded = theme.coded.count()
    before = {"title": theme.title, "answers": coded}
    campaign = theme.campaign
    theme.delete()
    _audit(by, campaign, "theme.remove", before)


@transaction.atomic
def code_answers(
    *, by: Person | None, campaign: Campaign, coded: Mapping[UUID, Collection[UUID]]
) -> int:
    """Say of answers (by key) of which themes (by key) they speak, whatever was said of these before; gives
    how many changed. Other answers stay. Raises ValidationError for what is not of the campaign."""
    in_turn(campaign.record)
    themes = {one.pk for one in campaign.themes.all()}
    mine = Answer.objects.filter(pk__in=coded, response__campaign=campaign, counts=True)
    if set(mine.values_list("pk", flat=True)) != set(coded):
        raise ValidationError("Some of these answers are no longer there: load the page again.")
    if not themes.issuperset(one for keys in coded.values() for one in keys):
        raise ValidationError("Some of these themes are no longer there: load the page again.")
    before = set(
        CodedAnswer.objects.filter(theme__campaign=campaign, answer__in=coded).values_list(
            "answer_id", "theme_id"
        )
    )
    after = {(answer, theme) for answer, keys in coded.items() for theme in keys}
    gone, new = before - after, after - before
    for answer, theme in gone:
        CodedAnswer.objects.filter(answer=answer, theme=theme).delete()
    CodedAnswer.objects.bulk_create(
        CodedAnswer(answer_id=answer, theme_id=theme, by=by) for answer, theme in sorted(new)
    )
    changed = {answer for answer, _ in gone | new}
    if changed:
        # No answer is named: of an anonymous one nothing is kept beside it.
        _audit(by, campaign, "theme.code", after={"added": len(new), "taken away": len(gone)})
    return len(changed)


def _audit(
    by: Person | None,
    campaign: Campaign,
    verb: str,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit.write(by=by, verb=verb, record=campaign.record, before=before, after=after)
