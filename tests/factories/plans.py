"""Risks and plans for tests, made through their commands. Everybody in them is invented."""

from datetime import date
from itertools import count
from typing import Any

from safeloom.domain.plans.commands import risks, themes
from safeloom.domain.plans.models import Risk, RiskTheme
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.risk import Score
from tests.factories import SHARED, Place, sample

OPENED = date(2026, 4, 1)
_NUMBERS = count(1)


def a_risk(partnership: Partnership, title: str = "", **said: Any) -> Risk:
    """A risk, on the register from April 2026; `residual` and the like are pairs of steps."""
    scores = {
        kind: Score(*said.pop(kind))
        for kind in ("inherent", "residual", "retained")
        if kind in said
    }
    owner = {name: said.pop(name) for name in ("group", "agency", "post", "words") if name in said}
    new = risks.NewRisk(
        **{
            "title": title or f"Risk {next(_NUMBERS)}",
            "theme": "Delivery of the business plan",
            "opened": OPENED,
            "scores": scores,
            "owner": risks.Owner(**owner),
            **said,
        }
    )
    return risks.add_risk(by=None, partnership=partnership, new=new)


def a_theme(partnership: Partnership, title: str = "", most: int | None = None) -> RiskTheme:
    """A theme, of which so much is borne from April 2026."""
    theme = themes.add_theme(
        by=None, partnership=partnership, title=title or f"Theme {next(_NUMBERS)}"
    )
    if most is None:
        return theme
    return themes.change_theme(
        by=None, theme=theme, seen=None, title=theme.title, order=1, most=most, start=OPENED
    )


@sample(
    "plans:risk",
    *(f"plans:{act}-risk" for act in ("change", "own", "accept", "take-back", "close", "reopen")),
    "plans:review-risk",
    by=("agency",),
)
def _risk(place: Place) -> dict[str, object]:
    return {"reference": a_risk(place.partnership, agency=place.agency).record.reference}


@sample("plans:theme", by=SHARED)
def _theme(place: Place) -> dict[str, object]:
    return {"pk": a_theme(place.partnership).pk}
