"""A round: who complies, who is drawn and visited, what is written back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.kernel.draw import drawn
from safeloom.systems.section_11.commands import letters, responses, visits
from safeloom.systems.section_11.commands.drawing import draw_visits
from safeloom.systems.section_11.queries.drawing import draws_of
from safeloom.systems.section_11.queries.letters import draft_of
from safeloom.systems.section_11.queries.round import next_cycle, standards
from tests.factories import partnership
from tests.factories.section_11 import a_round, returned

WORDS = {"what": "Return to a neighbour", "day": today(), "reason": "It asks the same."}


def _told(verb: str) -> int:
    return AuditRow.objects.filter(verb=verb).count()


def test_shares_are_those_of_the_grades_that_count(vale, round_) -> None:
    said = [
        ("green", "green", {"leadership-grade": "red"}),
        ("green", "red", {"leadership-grade": "green", "training-grade": "red"}),
        ("red", "green", None),
    ]
    for own_leadership, own_training, moderated in said:
        agency = partnership.an_agency(vale)
        returned(
            round_, agency, leadership=own_leadership, training=own_training, moderated=moderated
        )
    returned(round_, partnership.an_agency(vale), state="")  # still a draft
    by_key = {one.key: one for one in standards(round_)}
    leadership, training = by_key["leadership"], by_key["training"]
    assert (leadership.own.meets, leadership.own.graded, leadership.own.percent) == (2, 3, 67)
    assert (leadership.moderated.meets, leadership.moderated.graded) == (1, 2)
    assert (training.own.percent, training.moderated.percent) == (67, 0)
    assert leadership.own_before.percent is None


def test_the_round_before_stands_beside(vale, council) -> None:
    last = a_round(vale)
    returned(last, council, leadership="red")
    this = a_round(vale, version=last.version, previous=last)
    returned(this, council)
    found = standards(this)[0]
    assert (found.own.percent, found.own_before.percent) == (100, 0)


@pytest.mark.parametrize(
    ("before", "next_one"),
    [
        ([], "full"),
        (["full"], "update"),
        (["update", "full"], "update"),
        (["update", "update", "full"], "full"),
        (["update"], "full"),
    ],
)
def test_every_third_year_is_a_full_one(before, next_one) -> None:
    assert next_cycle([Campaign(cycle=one) for one in before]) == next_one


def test_a_draw_can_be_repeated_and_takes_nobody_twice(vale, round_) -> None:
    kinds = ["police"] * 2 + ["charity"] * 4
    made = [returned(round_, partnership.an_agency(vale, kind=kind)) for kind in kinds]
    draw = draw_visits(by=None, campaign=round_, many={"police": 1, "charity": 2}, number=41)
    (shown,) = draws_of(round_)
    came_out = [one.response.record.reference for one in shown.came_out]
    for kind, many in (("police", 1), ("charity", 2)):
        keys = [one.record.reference for one in made if one.agency.kind == kind]
        again = drawn(reversed(keys), many, 41)
        assert again == [
            one.response.record.reference
            for one in shown.came_out
            if one.response.agency.kind == kind
        ]
    assert len(came_out) == 3 and draw.among.count() == 6
    assert {(one.kind, one.out_of, one.many) for one in draw.kinds.all()} == {
        ("police", 2, 1),
        ("charity", 4, 2),
    }
    second = draw_visits(by=None, campaign=round_, many={"charity": 2})
    assert not {one.response_id for one in second.among.all()} & {
        one.response_id for one in shown.came_out
    }
    with pytest.raises(ValidationError, match="from 0 to 1"):
        draw_visits(by=None, campaign=round_, many={"police": 2})
    with pytest.raises(ValidationError, match="at least one kind"):
        draw_visits(by=None, campaign=round_, many={"police": 0})
    assert _told("section-11.draw") == 2


def test_a_first_look_is_at_what_was_submitted(round_, council, police) -> None:
    draft = returned(round_, police, state="")
    with pytest.raises(ValidationError, match="once it is submitted"):
        responses.screen(by=None, response=draft, outcome="enough")
    response = returned(round_, council)
    with pytest.raises(ValidationError, match="Say what to ask for"):
        responses.screen(by=None, response=response, outcome="ask")
    first = responses.screen(by=None, response=response, outcome="visit", words="See it.", seen=0)
    with pytest.raises(Stale):
        responses.screen(by=None, response=response, outcome="enough", seen=0)
    again = responses.screen(by=None, response=response, outcome="enough", seen=first.revision)
    assert again.revision == 2 and _told("section-11.screen") == 2


def test_another_return_is_accepted_in_its_place(round_, council) -> None:
    response = returned(round_, council, state="")
    for wrong, words in (
        ({"standards": []}, "Choose the standards"),
        ({"standards": ["leadership", "flying"]}, "Choose the standards"),
        ({"day": today() + timedelta(days=1)}, "or an earlier day"),
        ({"reason": " "}, "Say why"),
    ):
        with pytest.raises(ValidationError, match=words):
            responses.accept_equivalent(
                by=None, response=response, **(WORDS | {"standards": ["leadership"]} | wrong)
            )
    assert not response.record.moves.exists()
    made = responses.accept_equivalent(
        by=None, response=response, standards=["leadership", "training"], **WORDS
    )
    assert made.covers.count() == 2 and response.record.moves.get().to == "closed"
    assert standards(round_)[0].own.graded == 0
    with pytest.raises(ValidationError, match="cannot be done now"):
        responses.accept_equivalent(by=None, response=response, standards=["training"], **WORDS)


def test_a_visit_is_planned_once_and_says_what_it_bears_out(round_, council) -> None:
    response = returned(round_, council)
    plan = {"day": today(), "visitors": "Two of the unit", "why": "other"}
    visit = visits.plan_visit(by=None, response=response, **plan)
    with pytest.raises(ValidationError, match="planned already"):
        visits.plan_visit(by=None, response=response, **plan)
    note = {"held": today(), "spoke_with": "A team manager", "bears_out": "partly"}
    with pytest.raises(ValidationError, match="Say what was seen"):
        visits.note_visit(by=None, visit=visit, seen_there=" ", **note)
    with pytest.raises(ValidationError, match="an earlier day"):
        future = note | {"held": today() + timedelta(days=1)}
        visits.note_visit(by=None, visit=visit, seen_there="Much.", **future)
    visits.note_visit(by=None, visit=visit, seen_there="Posters, no one knew.", seen=1, **note)
    with pytest.raises(ValidationError, match="was held"):
        visits.move_visit(by=None, visit=visit, day=today(), visitors="One")
    with pytest.raises(Stale):
        visits.note_visit(by=None, visit=visit, seen_there="Other", seen=1, **note)
    # The database holds it too.
    visit.bears_out = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        visit.save()


def test_a_letter_says_both_grades_and_stays_once_sent(round_, council) -> None:
    response = returned(round_, council, moderated={"leadership-grade": "red"})
    text = draft_of(response)
    assert "You graded yourselves Green. We grade it Red." in text
    assert "We saw less than you said." in text
    letter = letters.write_letter(by=None, response=response, text=text, seen=0)
    with pytest.raises(Stale):
        letters.write_letter(by=None, response=response, text="Other", seen=0)
    letters.write_letter(by=None, response=response, text=f"{text}\nThank you.", seen=1)
    letter.refresh_from_db()
    letters.send_letter(by=None, letter=letter, seen=letter.revision)
    with pytest.raises(ValidationError, match="was sent"):
        letters.send_letter(by=None, letter=letter)
    later = letters.write_letter(by=None, response=response, text="A correction.", seen=0)
    assert (letter.number, later.number) == (1, 2)
