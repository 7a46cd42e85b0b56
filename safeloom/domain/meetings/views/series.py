"""Series of meetings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.commands import series as commands
from safeloom.domain.meetings.commands.agenda import NewItem
from safeloom.domain.meetings.models import MeetingSeries, StandingItem
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.views.agenda import offered, said_of
from safeloom.domain.meetings.views.series_sections import facts, meetings_section, standing_section
from safeloom.domain.partnership.queries.groups import own
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.records import RecordPage, record_response
from safeloom.web.words import date_words

CHANGE = "meeting.change"


def trail(here: Partnership) -> list[tuple[str, str]]:
    """The way to a series."""
    return [
        ("Meetings", addresses.listing(here)),
        ("Series", addresses.act("all-series", here)),
    ]


@open_to("meeting.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The series of the partnership."""
    here, viewer = request.partnership, request.viewer
    page = ListPage(
        title="Series of meetings",
        noun=("series", "series"),
        search=["record__title", "record__reference"],
        default_order="record__title",
        columns=[
            Column(
                "Series",
                "title",
                sort="record__title",
                link=lambda series: addresses.of_series(here, series),
            ),
            Column("Group", "group.name", sort="group__principal__name"),
            Column("Usual day", "usual_day"),
            Column("Next meeting", "next_day", sort="next_day", kind="date"),
            Column("Ended", "ended", sort="ended", kind="date"),
        ],
        empty="What your groups hold again and again will stand here: add the first series.",
    )
    may = viewer.may_everywhere(CHANGE, here.pk)
    return list_response(
        request,
        page,
        queries.listed_series(viewer, here),
        trail=trail(here)[:1],
        actions=[("Add a series", addresses.act("add-series", here))] if may else [],
    )


@open_to("meeting.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A series, its standing items and its meetings."""
    here, viewer = request.partnership, request.viewer
    series = get_object_or_404(queries.all_series(viewer, here), record__reference=reference)
    may = viewer.may(CHANGE, here.pk, series)
    ended = series.ended is not None and series.ended < viewer.day
    plan = ("Plan a meeting", addresses.act("add-to-series", here, reference))
    page = RecordPage(
        title=series.title,
        reference=reference,
        status=f"Ended {date_words(series.ended)}" if ended else "Current",
        status_kind="plain" if ended else "done",
        facts=facts(series),
        next_step=plan if may and not ended else None,
        sections=[meetings_section(here, series), standing_section(here, series, may)],
        of=series.record,
    )
    acts = [("Change series", addresses.act("change-series", here, reference))]
    if series.ended is None:
        acts.append(("End series", addresses.act("end-series", here, reference)))
    return record_response(
        request,
        page,
        template="meetings/record.html",
        trail=trail(here),
        acts=acts if may else [],
    )


@open_to(CHANGE)
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a series."""
    here = request.partnership
    return ask(
        request,
        forms.NewSeriesForm,
        lambda said: commands.add(
            by=request.viewer.person, partnership=here, new=commands.NewSeries(**said)
        ),
        title="Add a series of meetings",
        button="Add series",
        done="The series was added.",
        back=lambda series: addresses.of_series(here, series),
        cancel=addresses.act("all-series", here),
        rows={"group": own(request.viewer, here, CHANGE)},
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change a series."""
    series = _series(request, reference)
    return ask(
        request,
        forms.revisioned(forms.SeriesForm),
        lambda said: commands.change(
            by=request.viewer.person,
            series=series,
            seen=said.pop("revision"),
            to=commands.NewSeries(**said),
        ),
        title=f"Change {series.title}",
        lead="Meetings that are planned stay as they are.",
        button="Save series",
        done="The series was changed.",
        back=addresses.of_series(request.partnership, series),
        initial=_said(series),
        current=lambda: _said(_series(request, reference)),
        subject=reference,
    )


@open_to(CHANGE)
def end(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """End a series."""
    series = _series(request, reference)
    return ask(
        request,
        forms.LastDayForm,
        lambda said: commands.end(by=request.viewer.person, series=series, seen=None, **said),
        title=f"End {series.title}",
        lead="No meeting of it is planned for a later day. What was held stays.",
        button="End series",
        warn=True,
        done="The series was ended.",
        back=addresses.of_series(request.partnership, series),
        initial={"day": today()},
    )


@open_to(CHANGE)
def add_standing(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a standing item."""
    here, series = request.partnership, _series(request, reference)
    return ask(
        request,
        forms.ItemForm,
        lambda said: commands.add_standing(
            by=request.viewer.person, series=series, new=NewItem(**said)
        ),
        title=f"Add a standing item: {series.title}",
        lead="It stands on the agenda of each meeting that is planned from now on.",
        button="Add item",
        done="The standing item was added.",
        back=addresses.of_series(here, series),
        **offered(here),
    )


@open_to(CHANGE)
def change_standing(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Change a standing item."""
    here, item = request.partnership, _standing(request, pk)
    return ask(
        request,
        forms.revisioned(forms.ItemForm),
        lambda said: commands.change_standing(
            by=request.viewer.person, item=item, seen=said.pop("revision"), to=NewItem(**said)
        ),
        title=f"Change {item.title}",
        lead="Agendas that are there already stay as they are.",
        button="Save item",
        done="The standing item was changed.",
        back=addresses.of_series(here, item.series),
        initial=said_of(item),
        current=lambda: said_of(_standing(request, pk)),
        subject=item.series.record.reference,
        template="meetings/item.html",
        removing=("Take it off", addresses.act("remove-standing", here, item.pk)),
        **offered(here),
    )


@open_to(CHANGE)
def remove_standing(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take a standing item off."""
    here, item = request.partnership, _standing(request, pk)
    return ask(
        request,
        forms.SureForm,
        lambda said: commands.remove_standing(by=request.viewer.person, item=item),
        title=f"Take {item.title} off",
        lead="Agendas that are there already keep it.",
        button="Take off item",
        warn=True,
        done="The standing item was taken off.",
        back=addresses.of_series(here, item.series),
    )


def _series(request: HttpRequest, reference: str) -> MeetingSeries:
    rows = queries.all_series(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, record__reference=reference)


def _standing(request: HttpRequest, pk: UUID) -> StandingItem:
    rows = queries.standing_items(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, pk=pk)


def _said(series: MeetingSeries) -> dict:
    names = (
        "title",
        "usual_day",
        "usual_start",
        "usual_end",
        "usual_place",
        "usual_link",
        "attendance_target",
        "quorum",
        "quorum_seats",
        "deputies_count",
    )
    return {name: getattr(series, name) for name in names} | {"revision": series.record.revision}
