"""Reading the partner-to-partner challenge log."""

from django.db.models import Prefetch, QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.clocks.queries import with_due
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.foundation.workflow.models import Move
from safeloom.foundation.workflow.queries import moves_of, with_state
from safeloom.systems.challenge.models import PartnerChallenge, Party
from safeloom.systems.challenge.workflows import ASKED, CLOSED, PARTNER


def challenges(
    viewer: Viewer, partnership: Partnership, permission: str = "partner-challenge.see"
) -> QuerySet[PartnerChallenge]:
    """The challenges for which the viewer holds a permission, with their state, parties and when an answer
    is due."""
    now = Party.objects.as_at(today()).select_related("agency__principal").order_by("-side")
    rows = PartnerChallenge.objects.select_related("record", "partnership", "source")
    rows = rows.prefetch_related(Prefetch("record__challenge_parties", now, to_attr="between_now"))
    return with_due(with_state(viewer.rows(permission, rows, partnership.pk), ASKED))


def moves(found: PartnerChallenge) -> list[Move]:
    """The steps it went. 1 query."""
    return moves_of(found.record)


def state_words(row: PartnerChallenge) -> str:
    """Where it stands, of a row with its state."""
    return PARTNER.state(row.state).title


def side(row: PartnerChallenge, wanted: str) -> str:
    """The agency that asks or answers, of a row that knows its parties."""
    return next((each.agency.name for each in row.record.between_now if each.side == wanted), "")


def may_answer(viewer: Viewer, partnership: Partnership) -> QuerySet[PartnerChallenge]:
    """Those that the viewer may answer: an agency's lead those asked of the agency."""
    rows = challenges(viewer, partnership, "partner-challenge.answer")
    if viewer.may_everywhere("partner-challenge.answer", partnership.pk):
        return rows
    keys = viewer.over("partner-challenge.answer", partnership.pk)
    asked = Party.objects.as_at(today()).filter(side=Party.Side.ANSWERS, agency__in=keys)
    return rows.filter(record__in=asked.values("record"))


def open_only(rows: QuerySet[PartnerChallenge]) -> QuerySet[PartnerChallenge]:
    """Those that are not closed."""
    return rows.exclude(state=CLOSED)
