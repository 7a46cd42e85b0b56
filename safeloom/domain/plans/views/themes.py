"""The themes of the register, and how much of each is borne."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.forms import revisioned
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.tables import Cell, Table, section
from safeloom.domain.plans import addresses, forms
from safeloom.domain.plans.commands import themes as commands
from safeloom.domain.plans.models import RiskTheme
from safeloom.domain.plans.queries import risks as queries
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.web.records import RecordPage, record_response


@open_to("risk.change")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The themes, each with what is borne."""
    here = request.partnership
    table = Table(
        ["Theme", "Highest residual score that is borne"],
        [
            [Cell(one.title, addresses.act("theme", here, one.pk)), _borne(one)]
            for one in queries.themes(here)
        ],
        "No theme is there yet. The three that come with Safeloom are offered when the first risk is "
        "added; or add your own.",
    )
    page = RecordPage(
        title="Themes and appetite",
        next_step=("Add a theme", addresses.act("add-theme", here)),
        sections=[section("themes", "Themes of the risk register", table)],
    )
    return record_response(request, page, trail=_trail(request)[:-1])


@open_to("risk.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a theme."""
    here = request.partnership
    return ask(
        request,
        forms.ThemeForm,
        lambda said: commands.add_theme(by=request.viewer.person, partnership=here, **said),
        title="Add a theme",
        button="Add theme",
        done="The theme was added.",
        back=addresses.act("themes", here),
        trail=_trail(request),
    )


@open_to("risk.change")
def change(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Change a theme, and how much of it is borne from a day on."""
    theme = _theme(request, pk)
    return ask(
        request,
        revisioned(forms.ChangeThemeForm),
        lambda said: commands.change_theme(
            by=request.viewer.person, theme=theme, seen=said.pop("revision"), **said
        ),
        title=f"Change {theme.title}",
        button="Save theme",
        done="The theme was changed.",
        back=addresses.act("themes", request.partnership),
        initial=_said(theme),
        current=lambda: _said(_theme(request, pk)),
        subject=str(pk),
        trail=_trail(request),
    )


def _theme(request: HttpRequest, pk: UUID) -> RiskTheme:
    return get_object_or_404(queries.theme(request.partnership, pk))


def _said(theme: RiskTheme) -> dict[str, Any]:
    most = commands.appetite_on(theme, today())
    return {
        "title": theme.title,
        "order": theme.order,
        "most": "" if most is None else str(most),
        "start": today(),
        "revision": theme.revision,
    }


def _borne(theme: RiskTheme) -> str:
    rows = [row for row in theme.appetites.all() if row.end is None or row.end >= today()]
    said = [f"Up to {row.most} from {show_date(row.start)}" for row in rows if row.start]
    return ", then ".join(said) or "None is set"


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    here = request.partnership
    return [
        ("Plan", addresses.act("first", here)),
        ("Risk register", addresses.act("risks", here)),
        ("Themes and appetite", addresses.act("themes", here)),
    ]
