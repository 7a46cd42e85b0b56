"""The list of activities, and one of them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.questionnaires import addresses as assurance
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.links.queries import seen
from safeloom.systems.voice.addresses import at, of_activity, to_answer
from safeloom.systems.voice.content import lists, words_of
from safeloom.systems.voice.models import VoiceActivity, VoicePoint
from safeloom.systems.voice.models.voice import AGES
from safeloom.systems.voice.queries import voice as queries
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words, thousands

CHANGE = "voice.change"
LIST = ListPage(
    title="Voice of children and families",
    noun=("activity", "activities"),
    search=["record__title", "record__reference", "channel__title"],
    default_order=("-day", "record__reference"),
    columns=[
        Column(
            "About",
            "record.title",
            sort="record__title",
            link=lambda row: of_activity(row.partnership, row),
        ),
        Column("Group", "channel.title", sort="channel__title"),
        Column("Day", "day", sort="day", kind="date"),
        Column("Took part", lambda row: hidden(row.people), kind="number"),
        Column("Said", "said", sort="said", kind="number"),
        Column("Wait for an answer", "waiting", sort="waiting", kind="number"),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    filters=[
        Filter(
            "kind", "Kind of group", lambda request: [*lists()["kinds"].items()], "channel__kind"
        ),
        Filter(
            "group",
            "Group",
            lambda request: [
                (f"{one.pk}", one.title) for one in queries.channels(request.partnership)
            ],
            "channel",
        ),
        Filter(
            "led",
            "Led by",
            lambda request: [("young", "Young people themselves")],
            lambda rows, value: rows.filter(led=True),
        ),
    ],
    empty="What children, young people and families say stands here, with who answers and what changed.",
)


def trail(here: Any, row: VoiceActivity | None = None) -> list[tuple[str, str]]:
    """The way back to the list, or to an activity."""
    way = [("Assurance", assurance.at("campaigns", here)), ("Voice", at("list", here))]
    return [*way, (row.record.reference, of_activity(here, row))] if row else way


def found(request: HttpRequest, reference: str, permission: str = queries.SEE) -> VoiceActivity:
    """The activity of an address, if the viewer holds a permission for it, or 404."""
    rows = queries.activities(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("voice.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All activities, to search, filter and take away."""
    here, viewer = request.partnership, request.viewer
    actions = []
    if viewer.may(CHANGE, here.pk):
        actions = [
            ("Add an activity", at("add", here)),
        ]
    actions += [("Groups", at("groups", here))]
    actions.append(("Themes", at("themes", here)))
    if queries.anything_published(here):
        actions.append(("You said, we did", at("you-said", here)))
    rows = queries.listed(viewer, here)
    return list_response(request, LIST, rows, trail=trail(here)[:1], actions=actions)


@open_to("voice.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Who took part, what was said, who answered, what changed."""
    here, viewer = request.partnership, request.viewer
    row = found(request, reference)
    may = viewer.may(CHANGE, here.pk)
    points = queries.points_of(row, viewer.day)
    waits = any(one.answered is None for one in points)
    who = [("How they were heard", words_of("ways", row.how)), ("Took part", _took_part(row, may))]
    if row.led:
        who.append(("Led by", "Young people themselves"))
    agreed = f"Yes: {row.consent_how}" if row.consent else "No: nothing of it is published"
    who.append(("Agreed to its use", agreed))
    page = RecordPage(
        title=row.record.title,
        reference=reference,
        status="Waits for an answer" if waits else "Answered" if points else "Nothing noted yet",
        status_kind="wait" if waits else "done" if points else "plain",
        facts=[("Group", row.channel.title), ("Day", date_words(row.day))],
        next_step=("Note what was said", at("say", here, reference)) if may else None,
        sections=[
            Section(
                "heard",
                "What was said",
                "voice/points.html",
            ),
            Section(
                "who",
                "Who was heard",
                "voice/who.html",
                ("Change the activity", at("change", here, reference)) if may else None,
            ),
            recommendations_section(viewer, here, row.record, viewer.day),
            actions_section(viewer, here, row.record, viewer.day),
        ],
        of=row.record,
    )
    places = seen(viewer, here, [led.record for one in points for led in one.led.all()])
    shown = [_shown(here, row, one, may, places) for one in points]
    return record_response(request, page, trail=trail(here), who=who, points=shown)


def hidden(many: int) -> str:
    """A number of people as it may be told beyond the unit, where a small one is hidden."""
    return (
        f"Fewer than {settings.HIDE_BELOW}" if 0 < many < settings.HIDE_BELOW else thousands(many)
    )


def _took_part(row: VoiceActivity, may: bool) -> str:
    """How many of each age for the unit, which counted them; for others how many, and of which ages."""
    ages = [(words, getattr(row, name)) for name, words in AGES if getattr(row, name)]
    if may:
        return "; ".join(f"{words}: {many}" for words, many in ages)
    return f"{hidden(row.people)}: {', '.join(words.lower() for words, _ in ages)}"


def _shown(
    here: Any, row: VoiceActivity, point: VoicePoint, may: bool, places: Mapping[Any, str]
) -> dict[str, Any]:
    key = row.record.reference
    ways = []
    if may:
        ways = [
            ("Change", at("change-said", here, key, point.pk)),
            ("Change the answer" if point.answered else "Answer", to_answer(here, point)),
            ("Add what it led to", at("lead-to", here, key, point.pk)),
        ]
        if point.answered:
            words = "Change the feedback" if point.fed_back else "Note feedback given"
            ways.append((words, at("feed-back", here, key, point.pk)))
        if point.published:
            ways.append(("Take off the public page", at("withdraw", here, key, point.pk)))
        elif row.consent and point.answered and point.changed:
            ways.append(("Publish", at("publish", here, key, point.pk)))
    led = [
        (one.record, places[one.record_id], at("unlead", here, key, one.pk) if may else "")
        for one in point.led.all()
        if one.record_id in places
    ]
    many = point.many and (thousands(point.many) if may else hidden(point.many).lower())
    theme = words_of("themes", point.theme)
    return {"point": point, "theme": theme, "many": many, "led": led, "ways": ways}
