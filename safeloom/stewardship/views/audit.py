"""The audit of a partnership."""

from django.http import HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.audit.models import AuditRow
from safeloom.stewardship import queries
from safeloom.stewardship.views.hub import trail
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.words import moment_words


def _changes(row: AuditRow) -> str:
    """`name: Old → New; …`; what was empty before has no arrow."""
    told = []
    for name in sorted({*row.before, *row.after}):
        words = name.removesuffix("_id").replace("_", " ")
        before, after = _said(row.before.get(name)), _said(row.after.get(name))
        told.append(f"{words}: {before} → {after}" if name in row.before else f"{words}: {after}")
    return "; ".join(told)


def _said(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


def _place(row: AuditRow) -> str:
    seal = getattr(row, "seal", None)
    if seal is None:
        return "Not yet"
    return f"{seal.position}" if row.partnership_id else f"{seal.position} (installation)"


PAGE = ListPage(
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
        Column("Who", lambda row: row.by.name if row.by else "The installation", sort="by__name"),
        Column("What", lambda row: queries.words_of(row.verb), sort="verb"),
        Column("To what", "subject", sort="subject"),
        Column("Changes", _changes),
        Column("Reason", "reason"),
        Column("Place in chain", _place),
    ],
    filters=[
        Filter(
            "verb",
            "What",
            lambda request: queries.verbs(request.partnership),
            lambda rows, value: rows.filter(verb=value),
        ),
    ],
    empty="What is done in the partnership will stand here.",
)


@open_to("audit.see")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What was done, the latest first, and how far that is proven."""
    return list_response(
        request,
        PAGE,
        queries.audit(request.partnership),
        template="stewardship/audit.html",
        state=queries.state(request.partnership),
        trail=trail(request),
    )
