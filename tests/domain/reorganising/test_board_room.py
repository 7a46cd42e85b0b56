"""Everything of the board room that names an agency, through a merger, a new name, and back again."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from safeloom.domain.actions.commands import verdicts
from safeloom.domain.finance.models import Contribution
from safeloom.domain.finance.queries import contributions as paying
from safeloom.domain.meetings.commands import minuting
from safeloom.domain.meetings.queries.report import Asked, attended
from safeloom.domain.partnership.commands import reorganisations
from safeloom.domain.partnership.models import Agency, Reorganisation, Seat
from safeloom.domain.plans.queries.lines import of_plan, standings
from safeloom.domain.plans.queries.risks import whole_register
from safeloom.foundation.access.models import Grant
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Person
from safeloom.kernel.registry import ReorganisationRule, offered
from safeloom.reports.material import BlockContext
from safeloom.systems.minutes.commands import minutes
from safeloom.systems.minutes.document import content_of, minutes_document
from safeloom.systems.statement_of_account.partners import cost_per_partner
from tests.factories import actions, finance, foundation, inspections, papers, plans
from tests.factories import meetings as make
from tests.factories import partnership as made

YEAR = date(2026, 4, 1)
MET, AGREED = date(2026, 6, 15), date(2026, 6, 1)
DAY = date(2026, 7, 1)
EVE = DAY - timedelta(days=1)
PRINTED = ("minutes/1/pdf/", "minutes/1/html/", "pack.pdf")
OLD, NEW = "Vale Council", "One Council"


@contextmanager
def on(day: date):
    """At noon of a day."""
    with time_machine.travel(datetime.combine(day, time(12), UTC), tick=False):
        yield


@pytest.fixture
def world(db) -> SimpleNamespace:
    """Vale Council, with something of every kind that names it, when its minutes were approved."""
    with on(AGREED):
        here = foundation.partnership("vale", "Vale Partnership")
        council = made.an_agency(here, OLD, "local-authority")
        foundation.granted("agency-lead", here, over=council.principal)
        police = made.an_agency(here, "Vale Police", "police")
        post = made.a_post(council, "Head of Safeguarding")
        board = made.a_group(here, "Vale Board", "board")
        seat = made.a_seat(board, "Council’s lead", agency=council)
        made.seated(seat, made.somebody(here, "Ada Penhallow"))
        unfinished = actions.an_action(council, "Write to schools", post=post)
        finished = actions.an_action(council, "Read the guidance")
        verdicts.close_action(by=None, action=finished, seen=None, words="Done")
        year = finance.a_year(here)
        head = finance.a_head(here, "Contributions", "income")
        contribution = finance.contributed(year, head, council, "1000")
        finance.received(contribution, "400")
        plan = plans.a_plan(here)
        plans.a_line(plan, "Train the front line", agency=council)
        plans.a_risk(here, "Nobody is trained", post=post)
        inspection = inspections.an_inspection(here, "Peer review", begins=MET, agency=council)
    with on(MET):
        meeting = make.held(make.a_meeting(make.a_series(board)))
        make.marked(meeting, seat, "attended")
        item = make.an_item(meeting, "Winter plan")
        said = minuting.NewDecision(wording="The plan is agreed.", agreed=[council])
        decision = minuting.decide(by=None, meeting=meeting, item=item, new=said)
        minuting.agree_action(by=None, item=item, wording="Tell all", owner=council, due=DAY)
        paper = papers.a_paper(meeting, "Of the winter", agency=council, post=post)
        minutes.circulate(by=None, meeting=meeting)
        shown = content_of(minutes_document(meeting, "Draft"))
        minutes.approve(by=None, meeting=meeting, shown=shown)
    return SimpleNamespace(readers=[], **locals())


def signed_in(world, role: str = "business-manager", over: Agency | None = None) -> Client:
    """Somebody who holds a role, in a session of the day."""
    client = Client()
    over = over.principal if over else None
    account = foundation.granted(role, world.here, over=over)
    world.readers += Grant.objects.filter(principal=account.person_id).values_list("pk", flat=True)
    client.force_login(account)
    return client


def carried_out(world, kind: str, *bodies: Agency) -> Reorganisation:
    """The agencies become `NEW` (or the one is called so), on the day."""
    act = reorganisations.plan(by=None, partnership=world.here, kind=kind)
    said = {"by": None, "act": act, "seen": None}
    reorganisations.set_agencies(agencies=bodies, **said)
    if kind == Reorganisation.Kind.RENAME:
        reorganisations.set_name(name=NEW, **said)
    else:
        heir = reorganisations.NewHeir(name=NEW, kind=Agency.Kind.LOCAL_AUTHORITY)
        reorganisations.set_agency_heirs(heirs=[heir], **said)
    reorganisations.set_day(day=DAY, **said)
    return reorganisations.carry_out(**said)


def all_rows(without: set | frozenset = frozenset()) -> dict[str, list[str]]:
    """Every row that names an agency, a post or a seat, but for how often it was changed, what an act
    keeps of itself, and those of `without`."""
    labels = {label for rule in offered(ReorganisationRule) for label in rule.models}
    found = {}
    for label in sorted(labels | {"partnership.Agency"}):
        model = apps.get_model(label)
        names = [field.attname for field in model._meta.concrete_fields]
        if model in (AuditRow, Person) or "act_id" in names:
            continue
        rows = (
            model._base_manager.exclude(pk__in=without) if model is Grant else model._base_manager
        )
        kept = rows.values_list(*(name for name in names if name != "revision"))
        found[label] = sorted(map(str, kept))
    return found


def printed(world) -> dict[str, bytes]:
    """What was printed of the meeting: its approved minutes, and its agenda with its papers."""
    root = f"/vale/meetings/{world.meeting.record.reference}"
    manager = signed_in(world)
    found = {path: manager.get(f"{root}/{path}") for path in PRINTED}
    assert all(answer.status_code == 200 for answer in found.values())
    return {path: answer.content for path, answer in found.items()}


def statement(world, day: date) -> str:
    """Who agreed and paid what, as printed in a report as at a day."""
    context = BlockContext(world.here, YEAR, day, day, "2026")
    return repr(cost_per_partner(context).numbers)


def owner(action, day: date) -> tuple[str, str]:
    held = action.ownerships.as_at(day).get()
    return held.agency.name, held.post.agency.name if held.post else ""


def asked(world, day: date) -> list[tuple[str, Decimal]]:
    (found,) = paying.told(Contribution.objects.all(), day)
    return [(agency.name, amount) for agency, amount in paying.asked_of(found)]


def came(world, *, heirs: bool) -> list[tuple[str, int]]:
    period = Asked(start=YEAR, end=DAY, by="agency", heirs=heirs)
    return [(line.called, line.tally.attended) for line in attended(world.here, period).lines]


def test_each_follows_its_rule_and_undoing_gives_everything_back(world) -> None:
    # Given what the council owns, owes, leads, sits at and was printed as
    with on(EVE):
        before, paper_before = all_rows(), printed(world)
        assert all(
            before[label] for label in ("actions.Ownership", "finance.Payer", "plans.LineLead")
        )
    with on(DAY):
        # When it becomes one council with the police
        act = carried_out(world, Reorganisation.Kind.MERGE, world.council, world.police)
        # Then what is open passes on with its post from the day, and what is closed stays
        assert owner(world.unfinished, EVE) == (OLD, OLD)
        assert owner(world.unfinished, DAY) == (NEW, NEW)
        assert owner(world.finished, DAY)[0] == OLD
        # And its seat passes with who sits there, while who was there stays with the seat of the day
        (now,) = Seat.objects.as_at(DAY)
        assert now.agency.name == NEW and now.holdings.get().person.name == "Ada Penhallow"
        assert world.seat.attendance.get().state == "attended" and not now.attendance.exists()
        assert came(world, heirs=True) == [(NEW, 1)] and came(world, heirs=False) == [(OLD, 1)]
        # And what is left of the contribution is asked of the new one; what was agreed stays as it was
        assert asked(world, EVE) == [(OLD, Decimal(600))]
        assert asked(world, DAY) == [(NEW, Decimal(600))]
        assert OLD in statement(world, EVE) and NEW not in statement(world, EVE)
        # And the new one answers for the risk and leads the line of the plan
        for day, name in ((EVE, OLD), (DAY, NEW)):
            (risk,) = whole_register(world.here, day)
            (line,) = standings(of_plan(world.plan), world.here, day)
            assert risk.owner.called == f"Head of Safeguarding, {name}" and line.lead == name
        # And the inspection stays, and what the council became sees it
        world.inspection.refresh_from_db()
        assert world.inspection.agency == world.council
        heir = Agency.objects.get(principal__name=NEW)
        lead = signed_in(world, "agency-lead", over=heir)
        page = lead.get(f"/vale/plan/inspections/{world.inspection.record.reference}/")
        assert "Peer review" in page.content.decode()
        # And the minutes and the pack print byte for byte as they did
        assert printed(world) == paper_before
        # And undone, every row is as it was
        reorganisations.undo(by=None, act=act, seen=None)
        assert all_rows(set(world.readers)) == before


def test_under_a_new_name_old_papers_say_the_old_one(world) -> None:
    with on(EVE):
        paper_before, draft = printed(world), minutes_document(world.meeting, "")
    with on(DAY):
        act = carried_out(world, Reorganisation.Kind.RENAME, world.council)
        # What was decided and handed in before says who it was, on every page and in what is printed
        assert minutes_document(world.meeting, "") == draft and printed(world) == paper_before
        manager = signed_in(world)
        for url in (
            f"/vale/meetings/decisions/{world.decision.record.reference}/",
            "/vale/meetings/decisions/",
            f"/vale/meetings/{world.meeting.record.reference}/",
            f"/vale/meetings/papers/{world.paper.record.reference}/",
            "/vale/meetings/papers/",
        ):
            page = manager.get(url).content.decode()
            assert OLD in page, url
        assert OLD in statement(world, EVE) and NEW in statement(world, DAY)
        # What is still open says what it is called now
        assert owner(world.unfinished, DAY)[0] == NEW
        reorganisations.undo(by=None, act=act, seen=None)
    assert OLD in repr(minutes_document(world.meeting, ""))
