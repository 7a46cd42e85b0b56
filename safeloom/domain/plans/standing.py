"""How a risk stands as at a day: worked out from its rows, never stored."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from safeloom.domain.plans.definitions import ScoreKind
from safeloom.domain.plans.models import Risk, RiskAcceptance, RiskClosing, RiskOwner, RiskReview
from safeloom.kernel.dates import months_later
from safeloom.kernel.risk import Movement, Score, movement, outside

UNKNOWN = Score()
T = TypeVar("T")


@dataclass(frozen=True)
class Standing:
    """A risk as at a day. `before` is its residual score on an earlier day (UNKNOWN where it was not on the
    register), `appetite` the highest score of its theme that is borne, `acceptance` the one that holds, or
    the last one where that has expired and nobody looked at the risk since."""

    risk: Risk
    day: date
    inherent: Score
    residual: Score
    retained: Score
    before: Score
    owner: RiskOwner | None
    reviewed: RiskReview | None
    acceptance: RiskAcceptance | None
    closing: RiskClosing | None
    appetite: int | None

    @property
    def next_review(self) -> date | None:
        """The day by which it is to be looked at again; None for a closed one. It follows from the last
        review, or from the day it came onto the register."""
        if self.closing is not None:
            return None
        last = self.reviewed.day if self.reviewed else self.risk.opened
        return months_later(last, self.risk.cycle)

    @property
    def is_late(self) -> bool:
        """Whether it should have been looked at before the day."""
        return self.next_review is not None and self.next_review < self.day

    @property
    def expired(self) -> bool:
        """Whether it was accepted until a day that is past, and nobody looked at it since."""
        found = self.acceptance
        return self.closing is None and found is not None and _last(found) < self.day

    @property
    def accepted(self) -> bool:
        """Whether it is accepted on the day."""
        return self.closing is None and self.acceptance is not None and not self.expired

    @property
    def outside(self) -> bool | None:
        """Whether its residual score is above what is borne of its theme; None where either is not known."""
        return outside(self.residual.value, self.appetite)

    @property
    def movement(self) -> Movement:
        """Which way its residual score went since the earlier day."""
        return movement(self.before.value, self.residual.value)


def standing(risk: Risk, day: date, since: date | None = None) -> Standing:
    """How a risk stands as at a day, and its residual score as at the earlier day `since` (the day before
    its last review where that is not said). Its rows were read with it (`queries.risks.with_rows`)."""
    reviewed = _latest([row for row in risk.reviews.all() if row.day <= day])
    acceptance = _latest([row for row in risk.acceptances.all() if row.start <= day])
    if acceptance is not None and _settled(acceptance, day, reviewed):
        acceptance = None
    residuals = [
        row for row in risk.scores.all() if row.kind == ScoreKind.RESIDUAL and row.day <= day
    ]
    earlier = residuals[:-1] if since is None else [row for row in residuals if row.day <= since]
    appetites = [row.most for row in risk.theme.appetites.all() if row.holds(day)]
    return Standing(
        risk=risk,
        day=day,
        inherent=score_on(risk, ScoreKind.INHERENT, day),
        residual=residuals[-1].score if residuals else UNKNOWN,
        retained=score_on(risk, ScoreKind.RETAINED, day),
        before=earlier[-1].score if earlier else UNKNOWN,
        owner=_latest([row for row in risk.owners.all() if row.holds(day)]),
        reviewed=reviewed,
        acceptance=acceptance,
        closing=_latest([row for row in risk.closings.all() if row.holds(day)]),
        appetite=appetites[-1] if appetites else None,
    )


def score_on(risk: Risk, kind: str, day: date) -> Score:
    """The last score of a kind that was said by a day."""
    rows = [row for row in risk.scores.all() if row.kind == kind and row.day <= day]
    return rows[-1].score if rows else UNKNOWN


def _settled(row: RiskAcceptance, day: date, reviewed: RiskReview | None) -> bool:
    if row.taken_back is not None and row.taken_back <= day:
        return True
    return _last(row) < day and reviewed is not None and reviewed.day > _last(row)


def _last(row: RiskAcceptance) -> date:
    return row.end or date.max


def _latest(rows: list[T]) -> T | None:
    return rows[-1] if rows else None
