"""How many were open when, how many were done in time, and the views."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.actions.commands import verdicts
from safeloom.domain.actions.progress import Timeliness, month_ends, open_on, sentence, spans_of
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.factories import actions, partnership

ROOT = "/vale/actions/"
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
DECIDED = st.lists(st.tuples(DAYS, st.sampled_from(["closed", "dropped", "reopened", "accepted"])))


@given(DAYS, DECIDED)
def test_an_action_is_open_or_not(opened: date, decided: list) -> None:
    decided = sorted((day, verdict) for day, verdict in decided if day >= opened)
    spans = spans_of(opened, decided)
    for day in {opened, *(day for day, _ in decided)}:
        assert open_on([(span, 1) for span in spans], day) in (0, 1)
    assert spans[0][0] == opened
    last = next((verdict for _, verdict in decided[::-1] if verdict != "accepted"), "reopened")
    assert (spans[-1][1] is None) == (last == "reopened")


@given(DAYS, st.integers(0, 900))
def test_months_end_on_their_last_days(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    days = month_ends(first, last)
    assert days[-1] == last and days == sorted(set(days))
    assert all((day + timedelta(days=1)).day == 1 for day in days[:-1])
    months = (last.year - first.year) * 12 + last.month - first.month
    assert len(days) == months + 1


def test_what_the_sentence_says() -> None:
    days = [date(2025, 3, 31), date(2026, 11, 25)]
    assert sentence(days, [115, 9]) == (
        "Open actions went from 115 on 31 March 2025 down to 9 on 25 November 2026."
    )
    assert "up to 9" in sentence(days, [3, 9]) and "9 on 25 November 2026 as on" in sentence(
        days, [9, 9]
    )


def test_a_share_is_rounded_half_up_and_nothing_is_no_share() -> None:
    assert [Timeliness("", *of).percent for of in ((8, 1), (200, 1), (0, 0))] == ["13%", "1%", "–"]


def test_the_page_tells_progress(vale, council, police, manager) -> None:
    late = actions.an_action(council, due=today() - timedelta(days=5), ago=120)
    in_time = actions.an_action(council, due=today() - timedelta(days=5), ago=120)
    actions.an_update(in_time, "done", ago=6)
    verdicts.close_action(by=None, action=in_time, seen=None)
    dropped = actions.an_action(police, due=today() - timedelta(days=5), ago=120)
    verdicts.drop_action(by=None, action=dropped, seen=None, words="Not needed")
    actions.an_update(late, "at-risk", "Slow")
    shown = text(manager.get(f"{ROOT}progress/"))
    assert "Open actions fell from 3 to 1 between" in shown
    assert "Vale Council 2 1 50%" in shown and "Vale Constabulary" not in shown
    assert "3 to 6 months 1 1" in shown
    reopened = verdicts.reopen_action(by=None, action=in_time, seen=None, words="Again")
    assert reopened.action.ended is None
    assert "Open actions fell from 3 to 2 between" in text(manager.get(f"{ROOT}progress/"))


def test_each_view_shows_its_own(vale, council, police, manager) -> None:
    group = partnership.a_group(vale, "Board")
    actions.an_action(council, "One", source=group.record, due=today() - timedelta(days=1), ago=5)
    done = actions.an_action(police, "Two", source=group.record)
    actions.an_update(done, "done")
    closed = actions.an_action(police, "Three")
    verdicts.close_action(by=None, action=closed, seen=None, words="Told us")
    lead = signed_in("agency-lead", vale, council)

    def names(client, view: str) -> list[str]:
        body = text(client.get(f"{ROOT}{view}"))
        return [name for name in ("One", "Two", "Three") if name in body.replace("Open", "")]

    assert names(manager, "") == ["One", "Two"]
    assert names(manager, "all/") == ["One", "Two", "Three"]
    assert names(manager, "to-check/") == ["Two"]
    assert names(manager, f"all/?agency={council.pk}") == ["One"]
    assert names(manager, "all/?source=gr-0001") == ["One", "Two"]
    assert names(manager, "?age=new") == ["One", "Two"]
    assert names(lead, "agency/") == ["One"] and names(lead, "mine/") == []
    assert lead.get(f"{ROOT}to-check/").status_code == 404
    assert "GR-0001 Board 2 actions from GR-0001 2 1" in text(manager.get(f"{ROOT}sources/"))


def test_progress_and_sources_ask_a_fixed_number_of_queries(vale, council, manager) -> None:
    def asked(view: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert manager.get(f"{ROOT}{view}/").status_code == 200
        return len(caught)

    def one() -> None:
        found = actions.an_action(council, source=partnership.a_group(vale).record, ago=70)
        verdicts.close_action(by=None, action=found, seen=None, words="Done")
        verdicts.reopen_action(by=None, action=found, seen=None, words="Not done")

    one()
    views = ("progress", "sources")
    before = [asked(view) for view in views] and [asked(view) for view in views]
    one()
    one()
    assert [asked(view) for view in views] == before
