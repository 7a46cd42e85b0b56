"""A risk's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section
from safeloom.domain.partnership.models import as_called
from safeloom.domain.partnership.views.tables import Cell, Table, section
from safeloom.domain.plans import addresses
from safeloom.domain.plans.definitions import ScoreKind
from safeloom.domain.plans.models import Risk, RiskReview
from safeloom.domain.plans.queries import risks as queries
from safeloom.domain.plans.standing import Standing, score_on, standing
from safeloom.domain.plans.views.showing import score_mark, state_of
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.access.rule import Viewer
from safeloom.kernel.risk import Score, movement
from safeloom.web.as_at import read_as_at
from safeloom.web.files import files_section
from safeloom.web.marks import arrow
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


@open_to("risk.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A risk as at a day: its scores, controls, reviews, acceptance."""
    here, viewer = request.partnership, request.viewer
    rows = queries.one(viewer, here)
    risk = get_object_or_404(rows, record__reference=reference)
    as_at = read_as_at(request)
    one = standing(risk, as_at.day)
    as_called((owner.agency for owner in risk.owners.all()), as_at.day)
    words, kind = state_of(one)
    may = viewer.may_everywhere("risk.change", here.pk)
    acts = _acts(viewer, risk, one, may)
    page = RecordPage(
        of=risk.record,
        title=risk.title,
        reference=risk.record.reference,
        status=words,
        status_kind=kind,
        facts=_facts(one),
        next_step=_next_step(request, one),
        sections=_sections(request, one, may),
        side=[Section("what-to-do", "What to do", "plans/acts.html")] if acts else [],
    )
    return record_response(
        request,
        page,
        trail=[
            ("Plan", addresses.act("first", here)),
            ("Risk register", addresses.act("risks", here)),
        ],
        as_at=as_at,
        risk=risk,
        one=one,
        acts=acts,
    )


def _facts(one: Standing) -> list[tuple[str, object]]:
    risk = one.risk
    facts = [
        ("Theme", risk.theme.title),
        ("Inherent", score_mark(one.inherent)),
        ("Residual", score_mark(one.residual)),
        ("Retained target", score_mark(one.retained)),
        ("Owner", one.owner.called if one.owner else "Nobody"),
    ]
    if one.appetite is not None:
        said = {True: ", it is outside", False: ", it is within", None: ""}[one.outside]
        facts.append(("Appetite of the theme", f"Up to {one.appetite}{said}"))
    if one.next_review:
        facts.append(("Next review", date_words(one.next_review)))
    if risk.number:
        facts.insert(0, ("Number in the register", risk.number))
    return facts


def _next_step(request: HttpRequest, one: Standing) -> tuple[str, str] | None:
    here = request.partnership
    if one.closing is None and request.viewer.may("risk.review", here.pk, one.risk):
        return "Review the risk", addresses.act("review-risk", here, one.risk.record.reference)
    return None


def _acts(viewer: Viewer, risk: Risk, one: Standing, may: bool) -> list[tuple[str, str]]:
    here, reference = risk.partnership, risk.record.reference
    acts = []
    if may:
        acts.append(("Change the risk", "change-risk"))
        acts.append(("Say who owns it", "own-risk"))
    if viewer.may_everywhere("risk.accept", here.pk) and one.closing is None:
        if one.accepted:
            acts.append(("Take the acceptance back", "take-back-risk"))
        else:
            acts.append(("Accept it until a day", "accept-risk"))
    if may and one.closing is None:
        acts.append(("Close the risk", "close-risk"))
    elif may:
        acts.append(("Open it again", "reopen-risk"))
    return [(words, addresses.act(name, here, reference)) for words, name in acts]


def _sections(request: HttpRequest, one: Standing, may: bool) -> list[Section]:
    here, viewer, risk = request.partnership, request.viewer, one.risk
    change = ("Change", addresses.act("change-risk", here, risk.record.reference)) if may else None
    return [
        Section("risk", "Cause, consequence and controls", "plans/risk.html", change),
        actions_section(viewer, here, risk.record, one.day),
        section("reviews", "Reviews", _reviews(one)),
        section("scores", "Scores over time", _scores(one)),
        section("acceptance", "Acceptance", _acceptances(one)),
        section("owners", "Who owned it", _owners(one)),
        *([section("closed", "Closed", _closings(one))] if risk.closings.all() else []),
        files_section(viewer, here, risk.record, one.day),
    ]


def _reviews(one: Standing) -> Table:
    rows, risk = [], one.risk
    before = None
    for review in (row for row in risk.reviews.all() if row.day <= one.day):
        now = score_on(risk, ScoreKind.RESIDUAL, review.day)
        earlier = before or _score_before(risk, review)
        way = movement(earlier.value, now.value)
        rows.append(
            [
                date_words(review.day),
                score_mark(now),
                arrow(way, way.word),
                review.note or "",
                review.by.name if review.by else "The installation",
            ]
        )
        before = now
    return Table(
        ["Reviewed", "Residual", "Movement", "What was found", "By"],
        rows[::-1],
        "It was not reviewed yet.",
    )


def _score_before(risk: Risk, review: RiskReview) -> Score:
    rows = [
        row
        for row in risk.scores.all()
        if row.kind == ScoreKind.RESIDUAL and row.review_id != review.pk and row.day <= review.day
    ]
    return rows[-1].score if rows else score_on(risk, ScoreKind.RESIDUAL, risk.opened)


def _scores(one: Standing) -> Table:
    rows = [
        [
            date_words(row.day),
            row.get_kind_display(),
            score_mark(row.score),
            row.score.show(),
            row.by.name if row.by else "The installation",
        ]
        for row in one.risk.scores.all()
        if row.day <= one.day
    ]
    return Table(
        ["From", "Score", "How high", "Likelihood × impact", "By"],
        rows[::-1],
        "No score is known.",
    )


def _acceptances(one: Standing) -> Table:
    rows = []
    for row in one.risk.acceptances.all():
        if row.start > one.day:
            continue
        until = date_words(row.end)
        if row.taken_back:
            detail = f"Taken back: {row.taken_back_why}"
        else:
            detail = "Expired" if row.end < one.day else ""
        rows.append([row.who, date_words(row.start), Cell(until, detail=detail), row.why])
    return Table(["Accepted by", "From", "Until", "Why"], rows[::-1], "It was never accepted.")


def _owners(one: Standing) -> Table:
    rows = [
        [row.called, date_words(row.start), date_words(row.end) or "Until further notice"]
        for row in one.risk.owners.all()
    ]
    return Table(["Owner", "From", "To"], rows[::-1], "Nobody owns it yet.")


def _closings(one: Standing) -> Table:
    rows = [
        [
            date_words(row.start),
            row.reason,
            f"{date_words(row.end)}: {row.reopened_why}"
            if row.end
            else "Closed until further notice",
        ]
        for row in one.risk.closings.all()
    ]
    return Table(["Closed from", "Why", "To"], rows[::-1], "")
