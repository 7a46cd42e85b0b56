"""Campaigns: the list of them, the page of each with its board of progress, whom to chase."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from safeloom.domain.questionnaires.addresses import at, of_campaign, of_response, to_choose
from safeloom.domain.questionnaires.commands.inviting import address_of
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries import open_links, progress
from safeloom.domain.questionnaires.queries.arrivals import told
from safeloom.domain.questionnaires.queries.facts import use_of
from safeloom.domain.questionnaires.views.board import BOARD
from safeloom.domain.questionnaires.views.finding import (
    CHANGE,
    MODERATE,
    campaign_of,
    campaign_trail,
)
from safeloom.domain.questionnaires.workflows import MODERATED, RESPONSE, SUBMITTED
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.today import today
from safeloom.kernel.registry import QuestionnaireUse, offered
from safeloom.web.linking import beside
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.marks import tag
from safeloom.web.part_pages import part_pages
from safeloom.web.records import RecordPage, Section
from safeloom.web.sections import contributed
from safeloom.web.words import count_words, date_words

FIRST = "questionnaires:campaigns"


def stands(campaign: Campaign) -> tuple[str, str]:
    """Where a campaign stands, and the kind of its tag."""
    day = today()
    if campaign.sent is None:
        return "Draft", "wait"
    if campaign.ended is not None:
        return "Ended", "plain"
    if day < campaign.opens:
        return f"Opens {date_words(campaign.opens)}", "wait"
    return ("Closed", "plain") if day > campaign.closes else ("Open", "done")


def _use(campaign: Campaign) -> str:
    try:
        return use_of(campaign.use).title
    except KeyError:
        return campaign.use


def _came(campaign: Any) -> str:
    if campaign.anonymous:
        if told(campaign.asked) is None:
            return f"Fewer than {settings.HIDE_BELOW} answers"
        return count_words(campaign.asked, "answer", "answers")
    if not campaign.asked:  # nobody yet, or what is asked is sealed and counted where it belongs
        return ""
    return f"{campaign.handed_in:,} of {campaign.asked:,}"


LIST = ListPage(
    title="Assurance",
    noun=("campaign", "campaigns"),
    search=["record__reference", "record__title"],
    default_order=("-due", "-record__reference"),
    columns=[
        Column(
            "Campaign",
            "record.title",
            sort="record__title",
            link=lambda row: of_campaign(row.partnership, row),
        ),
        Column("For", _use, sort="use"),
        Column("Status", lambda row: tag(*stands(row)), export=lambda row: stands(row)[0]),
        Column("Due", "due", sort="due", kind="date"),
        Column("Closes", "closes", sort="closes", kind="date"),
        Column("Handed in", _came),
    ],
    filters=[
        Filter(
            "use",
            "For",
            lambda request: [(one.key, one.title) for one in offered(QuestionnaireUse)],
            "use",
        ),
    ],
    empty="What the partnership asks of agencies, schools and people, by a day, will stand here.",
    prepare=progress.tell_handed_in,
)


@open_to("questionnaire.see")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The campaigns of the partnership."""
    here, viewer = request.partnership, request.viewer
    actions = [("New campaign", at("begin-campaign", here))] if viewer.may(CHANGE, here.pk) else []
    actions += part_pages(request, FIRST)
    return list_response(request, LIST, progress.listed(viewer, here), actions=actions)


@open_to("questionnaire.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A campaign: what it asks, by when, and how far each body is."""
    here, viewer = request.partnership, request.viewer
    campaign = campaign_of(request, reference, "questionnaire.see")
    may = viewer.may(CHANGE, here.pk)
    rows = progress.board(viewer, here, viewer.day).filter(campaign=campaign)
    words, mark = stands(campaign)
    links = open_links.listed(campaign) if campaign.anonymous else []
    if campaign.anonymous:
        sections = [
            Section(
                "links",
                "Open links",
                "questionnaires/open_links.html",
                ("Add an open link", at("add-open-link", here, reference))
                if may and campaign.ended is None
                else None,
            )
        ]
        tally = None
    else:
        asking = ("Ask more", to_choose(here, campaign))
        sections = [
            Section(
                "progress",
                "Progress",
                "questionnaires/board.html",
                asking if may and campaign.ended is None else None,
            )
        ]
        tally = progress.counts(rows, viewer.day)
    sections += contributed(viewer, here, campaign.record, viewer.day)
    acts = _acts(request, campaign, tally) if may else []
    if campaign.sent is not None and viewer.may("results.see", here.pk):
        acts.insert(1 if acts else 0, ("Results", at("results", here, reference)))
    side = [Section("steps", "What else can be done", "questionnaires/steps.html")]
    shown = RecordPage(
        title=campaign.record.title,
        reference=reference,
        status=words,
        status_kind=mark,
        facts=_facts(campaign),
        next_step=acts[0] if acts else None,
        # The board needs the whole width: what stands beside other records stands below it.
        sections=[
            *sections,
            *(side if acts[1:] else []),
            *beside(request, campaign.record, sections),
        ],
    )
    context: dict[str, Any] = {
        "record": shown,
        "trail": campaign_trail(request),
        "counts": _counted(tally),
        "links": [(one, *open_links.addresses(here, one)) for one in links],
        "may": may,
        "acts": acts[1:],
        "choose_url": _moderates(request, campaign, tally),
    }
    return list_response(request, BOARD, rows, template="web/record.html", **context)


def _moderates(request: HttpRequest, campaign: Campaign, tally: progress.Counts | None) -> str:
    """Where rows of the board are moderated many at once; empty where none waits for it."""
    here = request.partnership
    waits = tally is not None and tally.states[SUBMITTED]
    if not waits or not request.viewer.may(MODERATE, here.pk):
        return ""
    return at("moderate-many", here, campaign.record.reference)


def _facts(campaign: Campaign) -> list[tuple[str, Any]]:
    version = campaign.version
    facts: list[tuple[str, Any]] = [
        ("Asks", f"{version.questionnaire.record.title}, version {version.number}"),
        ("Opens", date_words(campaign.opens)),
        ("Due", date_words(campaign.due)),
        ("Closes", date_words(campaign.closes)),
    ]
    if campaign.ended:
        facts.append(("Ended", date_words(campaign.ended)))
    if campaign.cycle == Campaign.Cycle.UPDATE:
        facts.append(("Asked", campaign.get_cycle_display()))
    if campaign.owner:
        facts.append(("Looked after by", campaign.owner.name))
    if campaign.moderated:
        facts.append(("Moderated", "By the unit"))
    return facts


def _counted(tally: progress.Counts | None) -> list[tuple[str, int, str, str]]:
    """What is shown above the board: words, how many, the kind of the tag, and the filter."""
    if tally is None:
        return []
    found = [("Late", tally.late, "late", progress.LATE)] if tally.late else []
    found += [
        (one.title, tally.states[one.key], one.mark, one.key)
        for one in RESPONSE.states
        if tally.states[one.key]
    ]
    return found


def _acts(
    request: HttpRequest, campaign: Campaign, tally: progress.Counts | None
) -> list[tuple[str, str]]:
    """What the unit may do with a campaign as it stands, the one to be expected first."""
    here, reference = request.partnership, campaign.record.reference

    def act(words: str, name: str) -> tuple[str, str]:
        return words, at(name, here, reference)

    moderated = tally.states[MODERATED] if tally is not None else 0
    waiting = tally.states[SUBMITTED] if tally is not None else 0
    close = [act("Moderate many at once", "moderate-many")] if waiting else []
    if moderated:
        close.append(act("Close all that are moderated", "close-moderated"))
    if campaign.ended is not None:
        return close
    change = act("Change title and dates", "change-campaign")
    if campaign.sent is None:
        if campaign.anonymous:
            first = [
                act("Add an open link", "add-open-link"),
                act("Check and send", "send-campaign"),
            ]
            return [*(first[::-1] if campaign.open_links.exists() else first), change]
        if tally is None or not tally.total:
            return [("Choose who is asked", to_choose(here, campaign)), change]
        return [act("Check and send", "send-campaign"), change]
    acts = []
    if not campaign.anonymous and tally is not None and tally.waited_for:
        acts = [act("Remind them now", "remind-campaign"), act("Whom to chase", "chase")]
    return [*acts, *close, change, act("End the campaign", "end-campaign")]


CHASE = ListPage(
    title="Whom to chase",
    noun=("person", "people"),
    search=["person__principal__name", "response__agency__principal__name"],
    default_order=("due", "response__agency__principal__name", "person__principal__name"),
    columns=[
        Column("Body", lambda row: progress.body_of(row.response), link=lambda row: row.url),
        Column("Who", "person.name", sort="person__principal__name"),
        Column("E-mail", lambda row: address_of(row.person)),
        Column("Telephone", "person.work_telephone"),
        Column("State", progress.state_words),
        Column("Due", "due", sort="due", kind="date"),
        Column("Opened a link", "opened"),
    ],
    empty="Everybody has answered.",
)


@open_to(CHANGE)
def chase(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Who has still to answer, to be rung up; it can be taken away."""
    here = request.partnership
    campaign = campaign_of(request, reference)

    def tell(rows: Any) -> None:
        for row in rows:
            row.url = of_response(here, row.response)

    rows = progress.chased(request.viewer, here, campaign, request.viewer.day)
    return list_response(
        request, replace(CHASE, prepare=tell), rows, trail=campaign_trail(request, campaign)
    )
