"""A tracker brought in from a spreadsheet, as units keep it, and undone."""

import time
from datetime import date, timedelta

import pytest

from safeloom.domain.actions.models import Action, ActionDecision, ActionUpdate, Ownership
from safeloom.domain.actions.queries.states import state_on, watch_of
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.web.imports import accepting
from safeloom.web.imports.models import Import
from tests.factories import actions as made
from tests.factories import partnership, sheets

HEAD = "Ref,Action,Lead,By when,Meeting,Date agreed,RAG,Progress,Date completed"


def look(vale, *lines: str):
    return sheets.look("actions", vale, sheets.csv(HEAD, *lines))


def accepted(vale, *lines: str):
    found = look(vale, *lines)
    assert found.problems == []
    accepting.accept(preview=found, by=None)
    return found


def states(vale) -> dict[str, str]:
    rows = Action.objects.annotate(state=state_on(today(), watch_of(vale, today())))
    return dict(rows.values_list("wording", "state"))


def test_a_tracker_comes_in_with_its_words(vale, council, police) -> None:
    partnership.a_post(police, "Head of public protection")
    later = show_date(today() + timedelta(days=90))
    accepted(
        vale,
        f"1,Write the guide,Vale Council,{later},Board,1 March 2020,Green,Begun,",
        "2,Train staff,Head of public protection,Ongoing,Board,1 March 2020,Amber,,",
        "3,Audit cases,Vale Council,??,Audit,1 March 2020,Open,,",
        "4,Tell schools,Vale Council,March 2013?,Audit,1 March 2012,B,Told all,3 April 2013",
        "5,Close the loop,Vale Council,March 2021,Audit,1 March 2020,Closed,,4 April 2021",
        "6,Old idea,Vale Council,1 April 2021,Audit,1 March 2020,No longer required,,",
        "7,Late one,Vale Council,1 April 2021,Audit,1 March 2020,Not started,,",
    )
    assert states(vale) == {
        "Write the guide": "on-track",
        "Train staff": "at-risk",
        "Audit cases": "not-started",
        "Tell schools": "complete",
        "Close the loop": "closed",
        "Old idea": "closed",
        "Late one": "overdue",
    }
    found = {action.wording: action for action in Action.objects.all()}
    assert [(one.due, one.due_words) for one in found.values() if one.due is None] == [
        (None, "Ongoing"),
        (None, "??"),
        (None, "March 2013?"),
    ]
    assert found["Close the loop"].due == date(2021, 3, 31)
    assert found["Close the loop"].ended == date(2021, 4, 4)
    assert found["Tell schools"].done_on == date(2013, 4, 3)
    owner = Ownership.objects.get(action=found["Train staff"])
    assert (owner.agency, owner.post.title) == (police, "Head of public protection")
    assert owner.start == date(2020, 3, 1)
    assert ActionUpdate.objects.get(action=found["Train staff"]).text == "Amber, as the file says."
    assert AuditRow.objects.filter(verb__startswith="action.").count() == 1


def test_what_is_uncertain_is_said_and_what_is_wrong_stays_out(vale, council) -> None:
    made.an_action(council, "There already", origin="Board")
    found = look(
        vale,
        "1,There already,Vale Council,Ongoing,Board,,,,",
        "2,,Vale Council,Ongoing,Board,,,,",
        "3,Nobody’s,Vale Counsil,Ongoing,Board,,,,",
        "4,Odd,Vale Council,,Board,,Parked,Waits,",
        "5,Ahead,Vale Council,Ongoing,Board,,Done,,1 April 2099",
        "6,Twice,Vale Council,Ongoing,Board,,,,",
        "7,Twice,Vale Council,Ongoing,Board,,,,",
        "8,Before it was,Vale Council,1 April 2020,Board,1 April 2021,,,",
    )
    said = {(one.row, one.field): one.problem for one in found.problems}
    assert said[3, "wording"] == "There is no action."
    assert "Vale Counsil" in said[4, "owner"]
    assert said[6, "done"] == "This day is still to come."
    assert "after it was due" in said[9, "opened"]
    notes = {(one.row, one.field): one.problem for one in found.notes}
    assert notes[2, "wording"] == "It is there already: AC-0001."
    assert "No due date is said" in notes[5, "due"]
    assert "none of the usual words" in notes[5, "status"]
    assert notes[8, "wording"] == "Row 7 says the same."
    assert found.new == 2


def test_it_is_undone_to_the_last_row(vale, council) -> None:
    done = f"1,Write it,Vale Council,Ongoing,Board,1 March 2020,Closed,Done,{show_date(today())}"
    accepted(vale, done)
    assert ActionDecision.objects.count() == 1
    accepting.undo(by=None, found=Import.objects.get())
    for model in (Action, ActionDecision, ActionUpdate, Ownership):
        assert not model.objects.exists()
    assert not Record.objects.filter(kind="action").exists()


def test_five_thousand_rows_are_looked_through_at_once(vale, council) -> None:
    """The bench times it; here a tenth of them in a tenth of what is allowed, times five for a busy
    machine."""
    lines = [
        f"{number},Do thing {number},Vale Council,1 April 2030,Board,1 March 2020,Green,So far,"
        for number in range(500)
    ]
    began = time.process_time()
    found = look(vale, *lines)
    assert found.new == 500
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize("word", ["Ongoing", "??", "March 2013?", "ASAP", "Q3", "TBC", "n/a"])
def test_words_in_place_of_a_date_are_kept_as_they_stand(vale, council, word) -> None:
    accepted(vale, f"1,Do it,Vale Council,{word},Board,,,,")
    action = Action.objects.get()
    assert action.due is None and action.due_words == word
