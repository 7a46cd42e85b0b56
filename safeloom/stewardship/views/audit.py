"""The audit of a partnership."""

import re

from django.http import HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.audit.commands import NOT_KEPT
from safeloom.foundation.audit.models import AuditRow
from safeloom.stewardship import commands, queries, searching
from safeloom.stewardship.views.hub import trail
from safeloom.web.lists import Column, Filter, ListPage, Typed, list_response
from safeloom.web.words import moment_words

# What every new row has, and no reader asks for.
NEVER_TOLD = {"principal_id", "record_id", "partnership_id", "revision", "id"}
# On the page long lists and texts are cut; the file holds them whole.
MOST_ITEMS = 6
MOST_LETTERS = 160
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _changes(row: AuditRow, names: dict[str, str], whole: bool = False) -> str:
    """`name: Old → New; …`; of what is new, only what was filled in."""
    told = []
    for field in sorted({*row.before, *row.after} - NEVER_TOLD):
        words = field.removesuffix("_id").replace("_", " ")
        before, after = (_said(side.get(field), names, whole) for side in (row.before, row.after))
        if field in row.before:
            told.append(f"{words}: {before or 'nothing'} → {after or 'nothing'}")
        elif after:
            told.append(f"{words}: {after}")
    return "; ".join(told)


def _said(value: object, names: dict[str, str], whole: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        shown = value if whole else value[:MOST_ITEMS]
        told = ", ".join(_said(one, names, whole) for one in shown)
        left = len(value) - len(shown)
        return f"{told} and {left:,} more" if left else told
    if isinstance(value, str) and value.startswith(NOT_KEPT):
        return f"not kept here ({value.removeprefix(NOT_KEPT)[:6]})"
    told = "" if value is None else _named(str(value), names)
    return told if whole or len(told) <= MOST_LETTERS else f"{told[:MOST_LETTERS]}…"


def _named(text: str, names: dict[str, str]) -> str:
    """The text with the names of people, agencies and groups for their keys."""
    return KEY.sub(lambda key: names.get(key[0], f"{key[0][:8]}…"), text)


def _place(row: AuditRow) -> str:
    seal = getattr(row, "seal", None)
    if seal is None:
        return "Not yet"
    return f"{seal.position}" if row.partnership_id else f"{seal.position} (installation)"


def _page(names: dict[str, str]) -> ListPage:
    return ListPage(
        title="Audit",
        noun=("entry", "entries"),
        search=["subject", "by__name", "reason"],
        default_order="-at",
        columns=[
            Column(
                "When",
                lambda row: moment_words(row.at),
                sort="at",
                export=lambda row: row.at.isoformat(),
            ),
            Column(
                "Who", lambda row: row.by.name if row.by else "The installation", sort="by__name"
            ),
            Column("What", lambda row: searching.words_of(row.verb), sort="verb"),
            Column("To what", lambda row: _named(row.subject, names), sort="subject"),
            Column(
                "Changes",
                lambda row: _changes(row, names),
                export=lambda row: _changes(row, names, whole=True),
                kind="long",
            ),
            Column("Reason", "reason", kind="long"),
            Column("Place in chain", _place),
        ],
        filters=[
            Filter(
                "verb",
                "What",
                lambda request: searching.verbs(request.viewer, request.partnership),
                "verb",
            ),
        ],
        typed=[
            Typed("who", "By whom", searching.by_whom),
            Typed("about", "About", lambda rows, text: searching.about(rows, text, names)),
            Typed("from", "From day", searching.from_day, kind="day"),
            Typed("to", "To day", searching.to_day, kind="day"),
        ],
        empty="What is done in the partnership will stand here.",
    )


@open_to("audit.see")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What was done, the latest first, and how far that is proven. Looking for something or somebody,
    and taking it away, is itself written down."""
    page = _page(queries.names(request.partnership))
    answer = list_response(
        request,
        page,
        queries.audit(request.viewer, request.partnership),
        template="stewardship/audit.html",
        state=queries.state(request.partnership),
        trail=trail(request),
    )
    said = ("q", *(one.name for one in (*page.filters, *page.typed)))
    asked = {name: request.GET[name] for name in said if request.GET.get(name)}
    export = request.GET.get("export", "")
    if answer.status_code == 200 and (asked or export):
        commands.note_search(
            by=request.viewer.person, partnership=request.partnership, asked=asked, export=export
        )
    return answer
