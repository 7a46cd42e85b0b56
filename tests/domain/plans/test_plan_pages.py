"""The pages of plans, as the unit and the others meet them."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.plans import agenda, home
from safeloom.domain.plans.models import Plan, PlanLine
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.search.asking import search
from tests.domain.plans.test_risk_pages import day, words
from tests.factories import foundation
from tests.factories import partnership as made
from tests.factories import plans as make

ROOT, TODAY = "/vale/plan/", date(2026, 11, 25)


@pytest.fixture(autouse=True)
def november(time_machine):
    """It is a day in November 2026."""
    time_machine.move_to("2026-11-25 12:00", tick=False)


def test_a_plan_is_written_updated_and_its_year_closed(manager, vale, council):
    said = {"title": "Business plan 2026 to 2029", "kind": "business-plan"}
    said |= day("start", date(2026, 4, 1)) | day("end", date(2029, 3, 31))
    page = words(manager.post(f"{ROOT}add-plan/", said, follow=True))
    assert "PL-0001" in page and "1 April 2026 to 31 March 2029" in page
    plan = f"{ROOT}plans/PL-0001/"
    priority = {"title": "Neglect is seen early", "order": "1"}
    assert "Neglect is seen early" in words(
        manager.post(f"{plan}add-priority/", priority, follow=True)
    )
    key = Plan.objects.get().priorities.get().pk
    line = {"wording": "Train the leads", "priority": key, "order": "1", "year": "2026"}
    line |= {"due": "October 2026", "agency": council.pk} | day("added", date(2026, 4, 1))
    page = words(manager.post(f"{plan}add-line/", line, follow=True))
    assert "October 2026" in page and "Vale Council" in page and "Late" in page
    at = f"{ROOT}lines/{PlanLine.objects.get().pk}/"
    update = {"revision": "1", "rating": "red", "text": ""} | day("day", TODAY)
    refused = manager.post(f"{at}update/", update)
    assert refused.status_code == 422 and "Say why it is off track" in words(refused)
    page = words(manager.post(f"{at}update/", update | {"text": "No room"}, follow=True))
    assert "Off track" in page and "No room" in page
    assert manager.post(f"{at}update/", update | {"text": "Other"}).status_code == 409
    move = {"revision": "2", "due": "Ongoing", "reason": "Each year anew"}
    assert "Not known (“Ongoing”)" in words(manager.post(f"{at}move/", move, follow=True))

    page = words(manager.get(f"{plan}?as_at=2026-11-24"))
    assert "As at 24 November 2026: Of 1 line, 1 not known. 1 is past the due date" in page
    key = PlanLine.objects.get().pk
    close = {"into": Plan.objects.get().pk, f"outcome-{key}": "carried"} | day("day", TODAY)
    refused = manager.post(f"{plan}close-year/", close)
    assert refused.status_code == 422 and "Say why it is carried forward" in words(refused)
    close |= {f"reason-{key}": "Rooms are there in spring", f"due-{key}": "May 2027"}
    page = words(manager.post(f"{plan}close-year/", close, follow=True))
    assert "1 carried forward" in page
    assert "Carried forward: Rooms are there in spring" in page and "May 2027" in page
    new = PlanLine.objects.get(came_from=key)
    assert new.year == 2027
    assert "Carried on from" in words(manager.get(f"{ROOT}lines/{new.pk}/"))
    again = manager.post(f"{plan}close-year/", close)
    assert again.status_code == 422 and "said already what became of it" in words(again)
    assert "Of every line" not in words(manager.get(f"{plan}close-year/"))
    assert "Train the leads" not in words(manager.get(f"{plan}close-year/?year=2026"))


def test_a_programmes_lines_are_counted_for_the_plan_they_serve(manager, vale):
    plan = make.a_plan(vale, "The plan")
    priority = make.a_priority(plan, "Neglect is seen early")
    make.updated(make.a_line(plan, priority=priority), "green")
    group = made.a_group(vale, "Learning Group")
    programme = make.a_plan(vale, "Programme", kind="programme", group=group, serves=plan)
    make.updated(make.a_line(programme, "Brief teams", serves=priority), "red")
    page = words(manager.get(f"{ROOT}plans/PL-0001/"))
    assert "1 on track; the worst is On track . Groups’ programmes: 1 off track." in page
    assert "Programmes that serve it" in page
    page = words(manager.get(f"{ROOT}priorities/PR-0001/"))
    assert "Programme, Learning Group" in page and "Brief teams" in page
    page = words(manager.get(ROOT))
    assert "The plan Of 1 line, 1 on track." in page and "1 off track" in page
    assert "Learning Group. Of 1 line, 1 off track." in page


def test_a_line_becomes_an_action_in_one_step(manager, vale, council):
    line = make.a_line(make.a_plan(vale), "Train the leads")
    said = {"revision": "1", "owner": council.pk} | day("due", date(2027, 3, 31))
    page = words(manager.post(f"{ROOT}lines/{line.pk}/action/", said, follow=True))
    assert "It is told at its action, AC-0001" in page and "31 March 2027" in page
    assert "Train the leads" in words(manager.get("/vale/actions/AC-0001/"))


def test_who_may_not_see_the_action_of_a_line_is_not_led_to_it(manager, client, vale, council):
    line = make.a_line(make.a_plan(vale), "Train the leads")
    said = {"revision": "1", "owner": council.pk} | day("due", date(2027, 3, 31))
    manager.post(f"{ROOT}lines/{line.pk}/action/", said)
    assert "Open its action" in words(manager.get(f"{ROOT}lines/{line.pk}/"))
    other = made.an_agency(vale)
    client.force_login(foundation.granted("agency-lead", vale, over=other.principal))
    assert "Open its action" not in words(client.get(f"{ROOT}lines/{line.pk}/"))


def test_each_role_sees_plans_and_updates_what_it_leads(client, vale, council):
    group = made.a_group(vale)
    plan = make.a_plan(vale, "The plan")
    ours = make.a_line(plan, agency=council)
    programme = make.a_plan(vale, "Programme", group=group)
    groups_own, other = make.a_line(programme), make.a_line(plan)
    for role, over, may in (
        ("statutory-partner", None, set()),
        ("scrutineer", None, set()),
        ("information-governance", None, set()),
        ("agency-lead", council, {ours}),
        ("group-member", group, {groups_own}),
        ("coordinator", None, {ours, groups_own, other}),
    ):
        client.force_login(foundation.granted(role, vale, over=over and over.principal))
        assert "The plan" in words(client.get(f"{ROOT}plans/"))
        assert client.get(f"{ROOT}plans/{plan.record.reference}/").status_code == 200
        for line in (ours, groups_own, other):
            assert client.get(f"{ROOT}lines/{line.pk}/").status_code == 200
            answer = client.get(f"{ROOT}lines/{line.pk}/update/").status_code
            assert answer == (200 if line in may else 404), (role, line)
        assert (client.get(f"{ROOT}add-plan/").status_code == 200) == (role == "coordinator")


def test_late_lines_come_home_to_the_agenda_and_are_found(vale, council):
    board = made.a_group(vale, "Board", kind="board")
    group = made.a_group(vale, "Learning Group")
    plan = make.a_plan(vale, "The plan")
    late = make.a_line(plan, "Train the leads", due="October 2026", agency=council)
    make.a_line(plan, "Much later", due="October 2027", agency=council)
    make.a_line(plan, "Soon", due="1 December 2026", group=group)
    done = make.a_line(plan, "Done", due="May 2026", agency=council)
    make.updated(done, "blue")
    make.a_risk(vale, "Of the group", group=group)
    make.a_risk(vale, "Of an agency", agency=council)
    since = datetime(2026, 11, 11, tzinfo=UTC)

    def lines(role: str, over=None) -> list[str]:
        account = foundation.granted(role, vale, over=over and over.principal)
        return [line.words for line in home.lines_due(Viewer(account, TODAY), vale, since)]

    assert lines("business-manager") == ["The plan: 1 line is late"]
    assert lines("agency-lead", council) == ["The plan: Train the leads"]
    assert lines("group-member", group) == ["The plan: Soon"]
    assert lines("scrutineer") == []
    found = agenda.late_lines(vale, board, TODAY, None)
    assert [(line.words, line.record) for line in found] == [
        ("The plan: Train the leads, due October 2026, Vale Council", plan.pk)
    ]
    assert agenda.late_lines(vale, group, TODAY, None) == []
    assert [line.words for line in agenda.risks(vale, board, TODAY, None)] == [
        "Risk RK-0002 Of an agency: to be reviewed by 1 October 2026"
    ]
    assert [line.words[:23] for line in agenda.risks(vale, group, TODAY, None)] == [
        "Risk RK-0001 Of the gro"
    ]
    viewer = Viewer(foundation.granted("scrutineer", vale), TODAY)
    hits = search(viewer, vale, "train leads").hits
    assert [hit.url for hit in hits] == [f"{ROOT}lines/{late.pk}/"]


def test_who_leads_a_line_by_their_post_is_told_of_it(vale, council):
    person = made.somebody(vale)
    post = made.a_post(council)
    made.in_post(post, person)
    foundation.grant(person.principal, "agency-lead", vale, over=council.principal)
    make.a_line(make.a_plan(vale, "The plan"), "Mine", due="October 2026", post=post)
    viewer = Viewer(foundation.account(person), TODAY)
    (line,) = home.lines_due(viewer, vale, datetime(2026, 11, 11, tzinfo=UTC))
    assert line.words == "The plan: Mine" and line.late and line.due == date(2026, 10, 31)


@pytest.mark.parametrize("where", ["", "plans/", "plans/PL-0001/", "priorities/PR-0001/"])
def test_more_lines_ask_no_more_of_the_database(manager, vale, council, where):
    plan = make.a_plan(vale)
    priority = make.a_priority(plan)
    programme = make.a_plan(vale, serves=plan)

    def fill() -> None:
        post = made.a_post(council)
        for line in (
            make.a_line(plan, priority=priority, post=post, due="May 2027"),
            make.a_line(programme, serves=priority, agency=council, due="May 2027"),
        ):
            make.updated(line, "amber")

    fill()
    manager.get(f"{ROOT}{where}")
    with CaptureQueriesContext(connection) as few:
        assert manager.get(f"{ROOT}{where}").status_code == 200
    fill()
    fill()
    with CaptureQueriesContext(connection) as many:
        manager.get(f"{ROOT}{where}")
    assert len(many) == len(few)
