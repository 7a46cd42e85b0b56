"""The access review: who holds what, what is worth a look, and deciding on each role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from safeloom.foundation.access.models import Grant, GrantReview
from safeloom.foundation.access.pages import open_to
from safeloom.stewardship import commands, reviewing
from safeloom.stewardship.forms import ReviewForm
from safeloom.stewardship.views.hub import trail
from safeloom.web.forms import form_for, form_page
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.words import count_words, date_words

# So many roles are decided on at a time: one screen's worth of care.
AT_ONCE = 20


def _page(request: HttpRequest, reached: reviewing.Reach) -> ListPage:
    day = request.viewer.day

    def flags(grant: Grant) -> str:
        return "; ".join(reviewing.FLAGS[key] for key in reviewing.flags(grant, reached, day))

    def flagged(rows, key: str):
        keys = [grant.pk for grant in rows if key in reviewing.flags(grant, reached, day)]
        return rows.filter(pk__in=keys)

    def people(grant: Grant) -> int:
        return 1 if grant.principal.kind == "person" else reached.people.get(grant.principal_id, 0)

    return ListPage(
        title="Access review",
        noun=("role held", "roles held"),
        search=["principal__name", "over__name"],
        default_order=("principal__name", "role"),
        columns=[
            Column("Who", "principal.name", sort="principal__name"),
            Column("Kind", "principal.get_kind_display", sort="principal__kind"),
            Column("People", people, kind="number"),
            Column("Role", "get_role_display", sort="role"),
            Column("Over", lambda grant: grant.over.name if grant.over else "The partnership"),
            Column("Since", "start", sort="start", kind="date"),
            Column(
                "Last here",
                lambda grant: date_words(reviewing.last_here(grant, reached)) or "Never",
            ),
            Column("Last reviewed", "reviewed", sort="reviewed", kind="date"),
            Column("Review due", reviewing.due_day, sort="counts_from", kind="date"),
            Column("Worth a look", flags),
        ],
        filters=[
            Filter("flag", "Worth a look", lambda request: reviewing.FLAGS.items(), flagged),
        ],
        empty="The roles held in the partnership will stand here.",
    )


@open_to("grant.review")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Who holds what, over what, since when, and when they were last here."""
    rows = reviewing.held(request.partnership, request.viewer.day)
    reached = reviewing.reach(rows, request.viewer.day)
    return list_response(
        request,
        _page(request, reached),
        rows,
        trail=trail(request),
        actions=[
            ("Review roles", reverse("stewardship:review-due", args=[partnership_key])),
            ("Reviews made", reverse("stewardship:reviews-made", args=[partnership_key])),
        ],
    )


@open_to("grant.review")
def due(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Decide on the roles that are due, a screen at a time."""
    day = request.viewer.day
    waiting = reviewing.wait_for(request.viewer, reviewing.held(request.partnership, day))
    grants = list(waiting[:AT_ONCE])
    form = form_for(
        request, ReviewForm, grants=grants, reached=reviewing.reach(grants, day), day=day
    )
    if request.method == "POST" and form.is_valid():
        problems = commands.review_roles(
            by=request.viewer.person, decisions=form.decisions(), roles=grants
        )
        for key, said in problems.items():
            form.add_error(key, said)
        if not problems:
            decided = len(form.decisions())
            messages.success(
                request, f"{count_words(decided, 'role', 'roles').capitalize()} reviewed."
            )
            back = "review-due" if waiting.exists() and decided else "review"
            return HttpResponseRedirect(reverse(f"stewardship:{back}", args=[partnership_key]))
    total = waiting.count() if len(grants) == AT_ONCE else len(grants)
    lead = f"{count_words(total, 'role is', 'roles are').capitalize()} due."
    if total > AT_ONCE:
        lead += f" Here are the {AT_ONCE} that wait longest."
    lead += " Roles of your own are for somebody else to review." if total else ""
    return form_page(
        request,
        form,
        title="Review roles",
        button="Save decisions",
        lead=lead,
        template="stewardship/review.html",
        trail=trail(request, ("Access review", "review")),
        cancel=reverse("stewardship:review", args=[partnership_key]),
    )


MADE = ListPage(
    title="Reviews made",
    noun=("review", "reviews"),
    search=["grant__principal__name", "by__name"],
    default_order=("-on", "-id"),
    columns=[
        Column("Reviewed on", "on", sort="on", kind="date"),
        Column("Role", lambda row: reviewing.told(row.grant)),
        Column("Outcome", "get_outcome_display", sort="outcome"),
        Column("By", lambda row: row.by.name if row.by else "The installation", sort="by__name"),
    ],
    filters=[Filter("outcome", "Outcome", GrantReview.Outcome.choices, "outcome")],
    empty="Each review of a role will stand here, with who made it and its outcome.",
)


@open_to("grant.review")
def made(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Every review of a role that was made, the latest first."""
    return list_response(
        request,
        MADE,
        reviewing.done(request.partnership),
        trail=trail(request, ("Access review", "review")),
    )
