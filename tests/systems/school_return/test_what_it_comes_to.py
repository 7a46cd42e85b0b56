"""What the return comes to, counted again by plain Python over the raw answers."""

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.models import SchoolEntry
from safeloom.domain.questionnaires.models import Answer, SignOff
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from safeloom.foundation.workflow.models import Move
from safeloom.reports.material import BlockContext, Shown
from safeloom.systems.school_return import report
from safeloom.systems.school_return.queries import lists
from safeloom.systems.school_return.queries.in_place import in_place_of
from safeloom.systems.school_return.queries.rates import rates_of
from tests.factories import foundation

pytestmark = pytest.mark.django_db


@pytest.fixture
def _django_db_helper() -> None:
    """No transaction of pytest-django's own: these tests write nothing but whom they sign in."""


def percent(many: int, of: int) -> Decimal:
    return (Decimal(many * 100) / of).quantize(Decimal(1), ROUND_HALF_UP)


def entries() -> dict:
    """The one entry of each school, by the school."""
    return {entry.agency_id: entry for entry in SchoolEntry.objects.all()}


def returned(campaign) -> dict:
    """Whether each response of a round was handed in and not given back, by the response."""
    last: dict = dict.fromkeys(campaign.responses.values_list("pk", flat=True), "")
    moves = Move.objects.filter(record__response__in=last).order_by("number")
    last |= dict(moves.values_list("record__response", "to"))
    return {key: state in ("submitted", "moderated", "closed") for key, state in last.items()}


def counted(campaign, name: str) -> dict[str, tuple[int, int]]:
    many: Counter = Counter()
    of: Counter = Counter()
    entry_of, is_returned = entries(), returned(campaign)
    for response in campaign.responses.all():
        key = getattr(entry_of[response.agency_id], name)
        of[key] += 1
        many[key] += is_returned[response.pk]
    return {key: (many[key], of[key]) for key in of}


def test_each_school_is_counted_once_by_phase_and_by_kind(shire) -> None:
    rates = rates_of(shire.this)
    for rows, name in ((rates.phases, "phase"), (rates.types, "group")):
        assert {row.key: (row.now.many, row.now.of) for row in rows} == counted(shire.this, name)
        assert {row.key: (row.before.many, row.before.of) for row in rows} == counted(
            shire.last, name
        )
        assert sum(row.now.of for row in rows) == rates.whole.now.of == 31
        assert sum(row.now.many for row in rows) == rates.whole.now.many
        assert all(row.now.percent == percent(row.now.many, row.now.of) for row in rows)
    assert 0 < rates.whole.now.many < 31


def grades(campaign) -> dict[tuple[str, str], list[bool]]:
    found = defaultdict(list)
    entry_of, is_returned = entries(), returned(campaign)
    rows = Answer.objects.filter(response__campaign=campaign, question__kind="grade")
    for answer in rows.select_related("question", "option", "response"):
        if is_returned[answer.response_id] and not answer.not_applicable:
            key = (answer.question.key, entry_of[answer.response.agency_id].phase)
            found[key].append(answer.option.key == "yes")
    return found


def test_what_is_in_place_is_counted_of_those_asked_alone(shire) -> None:
    now, before = grades(shire.this), grades(shire.last)
    table = in_place_of(shire.this)
    assert [row.key for row in table.rows][:2] == ["policy-grade", "lead-grade"]
    for row in table.rows:
        of_phase = {phase: met for (key, phase), met in now.items() if key == row.key}
        assert {key: (share.many, share.of) for key, share in row.phases.items()} == {
            phase: (sum(met), len(met)) for phase, met in of_phase.items()
        }
        assert row.whole.of == sum(map(len, of_phase.values()))
        last = [one for (key, _), met in before.items() if key == row.key for one in met]
        assert (row.before.many, row.before.of) == (sum(last), len(last))
    (care,) = [row for row in table.rows if row.key == "children-intimate-care"]
    assert "secondary" not in care.phases and care.phases["primary"].of


def test_the_blocks_of_a_report_print_the_same(shire) -> None:
    day = today()
    context = BlockContext(shire.here, day - timedelta(days=200), day, day, "2026")
    found = report.return_rate(context)
    numbers = {one.id: one for one in found.numbers}
    root = f"school-return/{shire.this.record.reference.lower()}"
    for name, by in (("phase", "phase"), ("group", "kind")):
        for key, (many, of) in counted(shire.this, name).items():
            assert numbers[f"{root}/{by}/{key}/many"].value == many
            assert numbers[f"{root}/{by}/{key}/share"].value == percent(many, of)
        for key, (many, of) in counted(shire.last, name).items():
            assert numbers[f"{root}/{by}/{key}/before/share"].value == percent(many, of)
    drawn, by_phase, by_kind = found.draw(Shown(numbers, frozenset()))
    assert len(drawn.chart.rows) == len(counted(shire.this, "phase"))
    assert len(by_phase.rows) == len(counted(shire.this, "phase")) + 1
    assert len(by_phase.columns) == len(by_kind.rows[0]) == 5
    met = [
        one for (key, _), rows in grades(shire.this).items() if key == "lead-grade" for one in rows
    ]
    placed = {one.id: one for one in report.in_place(context).numbers}
    assert placed[f"{root}/in-place/lead-grade/share"].value == percent(sum(met), len(met))
    nothing = BlockContext(
        shire.here, day + timedelta(days=1), day + timedelta(days=9), day, "2026"
    )
    assert report.return_rate(nothing).numbers == ()


def test_whom_to_chase_is_who_has_not_returned_it(shire) -> None:
    manager = foundation.granted("business-manager", shire.here)
    viewer = Viewer(manager, today())
    entry_of, is_returned = entries(), returned(shire.this)
    rows = lists.not_returned(lists.returns(viewer, shire.here, shire.this))
    waiting = [one for one in shire.this.responses.all() if not is_returned[one.pk]]
    assert {row.pk for row in rows} == {one.pk for one in waiting}
    for row in rows:
        assert lists.days_late(row, today()) == 8
        assert row.phase == entry_of[row.agency_id].phase
        assert (row.reminded_on == today()) is bool(row.asked_now)
    late = lists.in_state(lists.returns(viewer, shire.here, shire.this), lists.LATE, today())
    assert late.count() == len(waiting)
    signed = lists.in_state(lists.returns(viewer, shire.here, shire.this), lists.UNSIGNED, today())
    there = set(SignOff.objects.values_list("response", flat=True))
    assert {row.pk for row in signed} == {
        one.pk for one in shire.this.responses.all() if one.pk not in there
    }
    needs = lists.needs(viewer, shire.here, shire.this)
    raw = Answer.objects.filter(response__campaign=shire.this, question__key="needs-partnership")
    assert {row.pk for row in needs} == {
        one.pk for one in raw if is_returned[one.response_id] and one.text
    }


PAGES = ("", "{}/", "{}/in-place/", "{}/returns/", "{}/chase/", "{}/asked-for/", "{}/ask/")


def test_each_page_shows_itself_with_few_questions_to_the_database(shire, client) -> None:
    client.force_login(foundation.granted("business-manager", shire.here))
    reference = shire.this.record.reference
    client.get("/shire/assurance/schools/")
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/shire/assurance/schools/{page.format(reference)}")
        assert answer.status_code == 200, page
        assert len(asked) < 35, page
    by_phase = client.get(f"/shire/assurance/campaigns/{reference}/results/?by=phase")
    assert "Phase of the school" in by_phase.content.decode()
    response = next(one for one in shire.this.responses.all() if returned(shire.this)[one.pk])
    school = client.get(f"/shire/partnership/agencies/{response.agency.record.reference}/")
    shown = school.content.decode()
    assert "Safeguarding returns" in shown and response.record.reference in shown
    met = response.answers.filter(option__meets=True, question__kind="grade", counts=True).count()
    assert f"{met} of " in shown
    file = client.get(f"/shire/assurance/schools/{reference}/chase/?export=csv")
    text = b"".join(file.streaming_content).decode()
    assert "E-mail" in text and "dsl.9991" in text
    shares = client.get(f"/shire/assurance/schools/{reference}/in-place/?export=csv")
    lines = b"".join(shares.streaming_content).decode().splitlines()
    assert "Primary: in place" in lines[0] and len(lines) == 1 + len(in_place_of(shire.this).rows)
