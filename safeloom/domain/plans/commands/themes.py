"""The themes of a risk register, and how much of each is borne."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks
from safeloom.domain.plans.models import RiskAppetite, RiskTheme
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision


@transaction.atomic
def add_theme(
    *, by: Person | None, partnership: Partnership, title: str, order: int = 0
) -> RiskTheme:
    """A theme of the register. Raises `ValidationError` where its title is there already."""
    in_turn(partnership)
    theme = made(partnership, title, order)
    audit.write(
        by=by,
        verb="risk-theme.add",
        subject=str(theme.pk),
        partnership=partnership,
        after=audit.fields_of(theme),
    )
    return theme


@transaction.atomic
def change_theme(
    *,
    by: Person | None,
    theme: RiskTheme,
    seen: int | None,
    title: str,
    order: int,
    most: int | None,
    start: date,
) -> RiskTheme:
    """Change a theme, and from `start` on the highest residual score of it that is borne (`most`; None:
    none is set). What held until then ends the day before. Raises `ValidationError`, `Stale`."""
    next_revision(theme, seen)
    before = audit.fields_of(theme) | {"most": appetite_on(theme, start)}
    theme.title = checks.words(title, "title", "the title of the theme")[:100]
    theme.order = order
    theme.full_clean()
    theme.save()
    if appetite_on(theme, start) != most:
        _bear(theme, most, start)
    after = audit.fields_of(theme) | {"most": most, "from": str(start)}
    changed = {name for name in before if before[name] != after[name]} - {"revision"}
    audit.write(
        by=by,
        verb="risk-theme.change",
        subject=str(theme.pk),
        partnership=theme.partnership,
        before={name: before[name] for name in sorted(changed)},
        after={name: after[name] for name in sorted(changed)} | {"from": str(start)},
    )
    return theme


def appetite_on(theme: RiskTheme, day: date) -> int | None:
    """The highest score of a theme that is borne on a day; None where none is set."""
    return theme.appetites.filter(holding(day)).values_list("most", flat=True).first()


def made(partnership: Partnership, title: str, order: int = 0) -> RiskTheme:
    """A theme that was written within another command, which audits it."""
    words = checks.words(title, "title", "the title of the theme")
    if len(words) > 100:
        raise ValidationError({"title": "Shorten the title to 100 characters or fewer."})
    theme = RiskTheme(partnership=partnership, title=words, order=order)
    theme.full_clean()
    theme.save(force_insert=True)
    return theme


def _bear(theme: RiskTheme, most: int | None, start: date) -> None:
    later = theme.appetites.filter(start__gt=start).order_by("start").first()
    if later is not None:
        raise ValidationError(
            {"start": "Another score is borne from a later day. Choose that day."}
        )
    theme.appetites.filter(start=start).delete()
    theme.appetites.filter(holding(start)).update(end=start - timedelta(days=1))
    if most is not None:
        appetite = RiskAppetite(theme=theme, most=most, start=start)
        appetite.full_clean()
        appetite.save()
