"""The pages of risks, as the unit and the others meet them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.plans.commands import reviewing, risks
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.models import Risk
from safeloom.kernel.risk import Score
from tests.factories import foundation
from tests.factories import partnership as made
from tests.factories import plans as make

ROOT = "/vale/plan/"
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def november(time_machine):
    """It is a day in November 2026."""
    time_machine.move_to("2026-11-25 12:00", tick=False)


def day(name: str, said: date) -> dict[str, str]:
    """The inputs of a date."""
    return {f"{name}-day": said.day, f"{name}-month": said.month, f"{name}-year": said.year}


def words(answer) -> str:
    """What a page says, without its tags."""
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(text.split())


def test_a_risk_is_added_reviewed_accepted_and_closed(manager, vale, council):
    board = made.a_group(vale, "Executive")
    said = {
        "title": "Data come late",
        "theme": "Delivery of the business plan",
        "number": "1a",
        "cycle": "6",
        "inherent_likelihood": "4",
        "inherent_impact": "3",
        "residual_likelihood": "3",
        "residual_impact": "3",
        "agency": council.pk,
    } | day("opened", date(2026, 4, 1))
    half = manager.post(f"{ROOT}add-risk/", said | {"residual_impact": ""})
    assert half.status_code == 422 and "Give the impact as well" in words(half)
    page = words(manager.post(f"{ROOT}add-risk/", said, follow=True))
    assert "12 High" in page and "9 Medium" in page and "Vale Council" in page
    assert "Review overdue" in page and "Next review 1 October 2026" in page

    risk = f"{ROOT}risks/RK-0001/"
    review = {"revision": "1", "residual_likelihood": "4", "residual_impact": "4", "note": "Worse."}
    page = words(manager.post(f"{risk}review/", review | day("day", TODAY), follow=True))
    assert "16 High" in page and "Up" in page and "Worse." in page and "25 May 2027" in page
    stale = manager.post(f"{risk}review/", review | day("day", TODAY))
    assert stale.status_code == 409

    accept = {"revision": "2", "group": board.pk, "why": "Until the new system is there"}
    accept |= day("start", TODAY) | day("expires", date(2027, 3, 31))
    page = words(manager.post(f"{risk}accept/", accept, follow=True))
    assert "Accepted until 31 March 2027" in page and "Until the new system is there" in page

    close = {"revision": "3", "reason": "The system is there"} | day("day", TODAY)
    page = words(manager.post(f"{risk}close/", close, follow=True))
    assert "Closed 25 November 2026" in page and "The system is there" in page
    assert "no risks" in words(manager.get(f"{ROOT}risks/")).lower()
    assert "Data come late" in words(manager.get(f"{ROOT}risks/?state=closed"))
    assert "Data come late" in words(manager.get(f"{ROOT}risks/?as_at=2026-10-01"))


def test_the_list_and_the_map_say_the_same(manager, vale):
    make.a_theme(vale, "Delivery of the business plan", most=8)
    make.a_risk(vale, "One", residual=(3, 4))
    make.a_risk(vale, "Two", residual=(3, 4))
    make.a_risk(vale, "Three", residual=(1, 2))
    unknown = make.a_risk(vale, "Four")
    reviewing.review_risk(
        by=None, risk=unknown, seen=None, day=TODAY, scores={"residual": Score(words="9?")}
    )
    page = manager.get(f"{ROOT}heat-map/")
    said = "4 risks: 2 high, 1 low and 1 not known. 2 are outside the appetite."
    assert said in words(page)
    link = re.search(r'href="(/vale/plan/risks/\?at=3x4)"[^>]*>2 risks', page.content.decode())
    assert link and {"One", "Two"} == _titles(manager.get(link[1]))
    assert "Not known (“9?”)" in words(page)
    assert _titles(manager.get(f"{ROOT}risks/?state=outside")) == {"One", "Two"}
    assert _titles(manager.get(f"{ROOT}risks/?score=none")) == {"Four"}
    assert _titles(manager.get(f"{ROOT}risks/?state=review")) == {"One", "Two", "Three"}
    file = manager.get(f"{ROOT}risks/?export=csv&sort=-residual")
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    found = [line.split(",")[4] for line in lines if line.count(",") > 8]
    assert found[0] == "Residual" and sorted(found[1:]) == ["", "12", "12", "2"]
    assert "2 high" in words(manager.get(ROOT)) and "3 are to be reviewed" in words(
        manager.get(ROOT)
    )
    assert manager.get(f"{ROOT}risks/?at=5x5").status_code == 400


def _titles(answer) -> set[str]:
    assert answer.status_code == 200
    return set(re.findall(r'risks/RK-\d+/">([^<]+)</a>', answer.content.decode()))


def test_a_risk_as_at_a_day_says_what_was_known_then(manager, vale):
    risk = make.a_risk(vale, residual=(2, 2))
    reviewing.review_risk(
        by=None, risk=risk, seen=None, day=TODAY, scores={"residual": Score(4, 4)}, note="Now worse"
    )
    page = words(manager.get(f"{ROOT}risks/RK-0001/?as_at=2026-06-01"))
    assert "4 Medium" in page and "16 High" not in page and "Now worse" not in page
    assert manager.get(f"{ROOT}risks/RK-0001/?as_at=2026-13-01").status_code == 400


def test_each_role_sees_and_does_what_it_may(client, vale, council):
    own, other = make.a_risk(vale, "Ours", agency=council), make.a_risk(vale, "Theirs")
    group = made.a_group(vale)
    for role, over, titles in (
        ("statutory-partner", None, {"Ours", "Theirs"}),
        ("scrutineer", None, {"Ours", "Theirs"}),
        ("agency-lead", council.principal, {"Ours"}),
    ):
        client.force_login(foundation.granted(role, vale, over=over))
        assert _titles(client.get(f"{ROOT}risks/")) == titles
        assert client.get(f"{ROOT}add-risk/").status_code == 404
        assert client.get(ROOT).status_code == 200
        may = 200 if role == "agency-lead" else 404
        assert client.get(f"{ROOT}risks/{own.record.reference}/review/").status_code == may
        assert client.get(f"{ROOT}risks/{other.record.reference}/review/").status_code == 404
    client.force_login(foundation.granted("group-member", vale, over=group.principal))
    assert client.get(f"{ROOT}risks/").status_code == 404
    assert "Risk register" not in words(client.get(ROOT))


def test_the_themes_are_the_partnerships_own(manager, vale):
    answer = manager.post(f"{ROOT}themes/add/", {"title": "Money", "order": "4"}, follow=True)
    assert "Money" in words(answer)
    (theme,) = vale.risk_themes.all()
    said = {"title": "Money", "order": "1", "most": "8", "revision": "1"} | day("start", TODAY)
    page = manager.post(f"{ROOT}themes/{theme.pk}/", said, follow=True)
    assert "Up to 8 from 25 November 2026" in words(page)
    form = manager.get(f"{ROOT}add-risk/").content.decode()
    assert ">Money</option>" in form and "Integrity and reputation" not in form


@pytest.mark.parametrize("where", ["", "risks/", "heat-map/", "risks/RK-0001/", "themes/"])
def test_more_risks_ask_no_more_of_the_database(manager, vale, council, where):
    board = made.a_group(vale)

    def fill(number: int) -> None:
        risk = make.a_risk(vale, residual=(3, 4), theme=f"Theme {number}", agency=council)
        for month in (6, 7):
            reviewing.review_risk(
                by=None, risk=risk, seen=None, day=date(2026, month, number), scores={}
            )
        reviewing.accept_risk(
            by=None,
            risk=risk,
            seen=None,
            start=date(2026, 8, 1),
            expires=date(2026, 9, 1),
            why="For now",
            group=board,
        )
        owner = Who(post=made.a_post(council))
        risks.set_owner(by=None, risk=risk, seen=None, owner=owner, start=TODAY)

    fill(1)
    manager.get(f"{ROOT}{where}")
    with CaptureQueriesContext(connection) as few:
        assert manager.get(f"{ROOT}{where}").status_code == 200
    fill(2)
    fill(3)
    with CaptureQueriesContext(connection) as many:
        manager.get(f"{ROOT}{where}")
    assert len(many) == len(few)
    assert Risk.objects.count() == 3


def test_a_risk_is_begun_from_another_record(manager, vale):
    plan = make.a_plan(vale, "Business plan")
    page = manager.get(f"{ROOT}plans/PL-0001/").content.decode()
    assert f'{ROOT}add-risk/?source={plan.pk}"' in page
    form = manager.get(f"{ROOT}add-risk/?source={plan.pk}")
    assert "Begun from PL-0001 Business plan." in words(form)
    said = {"title": "Money ends", "theme": "Delivery of the business plan", "cycle": "6"}
    said |= {"source": plan.pk} | day("opened", TODAY)
    page = words(manager.post(f"{ROOT}add-risk/", said, follow=True))
    assert "Comes from PL-0001 Business plan" in page
    assert "RK-0001 Money ends" in words(manager.get(f"{ROOT}plans/PL-0001/"))
    elsewhere = make.a_plan(foundation.partnership())
    assert manager.get(f"{ROOT}add-risk/?source={elsewhere.pk}").status_code == 404
