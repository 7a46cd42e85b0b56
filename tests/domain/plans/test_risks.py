"""A risk's life: scored, owned, reviewed, accepted, closed, and known as at any day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.plans.commands import reviewing, risks, themes
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.models import RiskReview, RiskTheme
from safeloom.domain.plans.queries.risks import on_register, standings, whole_register
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.kernel.risk import Movement, Score
from tests.factories import foundation
from tests.factories import partnership as made
from tests.factories import plans as make

JUNE, OCTOBER = date(2026, 6, 1), date(2026, 10, 1)


def on(risk, day, since=None):
    """How a risk stands on a day, read anew."""
    (found,) = standings(type(risk).objects.filter(pk=risk.pk), day, since)
    return found


def reviewed(risk, day, *steps, **said):
    """A review that says how high the risk is now."""
    scores = {"residual": Score(*steps)} if steps else {}
    said = {"note": "Looked at."} | said
    return reviewing.review_risk(by=None, risk=risk, seen=None, day=day, scores=scores, **said)


def test_a_risk_comes_onto_the_register_whole_under_one_audit_row(vale, council):
    post = made.a_post(council, "Head of Safeguarding")
    before = AuditRow.objects.count()
    risk = make.a_risk(
        vale, "Data are late", number="1a", inherent=(4, 3), residual=(3, 3), post=post
    )
    assert AuditRow.objects.count() == before + 1
    assert risk.record.reference == "RK-0001"
    one = on(risk, JUNE)
    assert (one.inherent.value, one.residual.value, one.retained.value) == (12, 9, None)
    assert one.owner.called == "Head of Safeguarding, Vale Council"
    assert one.next_review == date(2026, 10, 1)
    assert [theme.title for theme in RiskTheme.objects.all()] == ["Delivery of the business plan"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": " "}, "Enter what may go wrong"),
        ({"title": "a" * 201}, "200 characters"),
        ({"theme": ""}, "Choose the theme"),
        ({"number": "1a"}, "has this number"),
        ({"cycle": 0}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(vale, said, words):
    make.a_risk(vale, "The first", number="1a")
    with pytest.raises(ValidationError, match=words):
        make.a_risk(vale, **{"title": "Another", **said})
    assert vale.risks.count() == 1


def test_a_review_moves_the_score_and_the_next_review(vale):
    risk = make.a_risk(vale, residual=(3, 3), cycle=3)
    reviewed(risk, JUNE, 4, 3)
    reviewed(risk, OCTOBER, 2, 3)
    assert [on(risk, day).residual.value for day in (date(2026, 5, 31), JUNE, OCTOBER)] == [
        9,
        12,
        6,
    ]
    assert on(risk, JUNE).movement is Movement.UP
    assert on(risk, OCTOBER, since=date(2026, 5, 1)).movement is Movement.DOWN
    assert on(risk, OCTOBER).next_review == date(2027, 1, 1)
    assert on(risk, date(2027, 1, 1)).is_late is False
    assert on(risk, date(2027, 1, 2)).is_late is True
    reviewed(risk, date(2026, 11, 1))
    assert on(risk, date(2026, 11, 2)).residual.value == 6
    with pytest.raises(ValidationError, match="reviewed on 1 November 2026 already"):
        reviewed(risk, OCTOBER, 1, 1)


def test_the_last_of_a_month_is_the_next_review_of_a_longer_one(vale):
    risk = make.a_risk(vale, opened=date(2025, 8, 31))
    assert on(risk, JUNE).next_review == date(2026, 2, 28)


def test_a_review_says_not_known_and_it_is_not_zero(vale):
    risk = make.a_risk(vale, residual=(3, 3))
    scores = {"residual": Score(words="9?")}
    reviewing.review_risk(by=None, risk=risk, seen=None, day=JUNE, scores=scores)
    one = on(risk, JUNE)
    assert one.residual.value is None and one.residual.show() == "Not known (“9?”)"
    assert one.movement is Movement.NOT_KNOWN and one.outside is None


def test_the_appetite_of_a_theme_holds_from_a_day_on(vale):
    theme = make.a_theme(vale, "Delivery of the business plan", most=9)
    risk = make.a_risk(vale, residual=(3, 3))
    assert on(risk, JUNE).outside is False
    theme.refresh_from_db()
    themes.change_theme(
        by=None, theme=theme, seen=None, title=theme.title, order=1, most=6, start=JUNE
    )
    assert on(risk, JUNE - timedelta(days=1)).outside is False
    assert on(risk, JUNE).outside is True and on(risk, JUNE).appetite == 6
    with pytest.raises(ValidationError, match="from a later day"):
        themes.change_theme(
            by=None, theme=theme, seen=None, title="T", order=1, most=4, start=make.OPENED
        )


def test_an_acceptance_expires_and_comes_back_until_somebody_looks(vale):
    risk = make.a_risk(vale, residual=(4, 3))
    board = made.a_group(vale, "Executive")
    reviewing.accept_risk(
        by=None,
        risk=risk,
        seen=None,
        start=make.OPENED,
        expires=JUNE,
        why="Costs more.",
        group=board,
    )
    assert on(risk, JUNE).accepted and not on(risk, JUNE).expired
    july = date(2026, 7, 1)
    assert on(risk, july).expired and not on(risk, july).accepted
    with pytest.raises(ValidationError, match="accepted on some of these days"):
        reviewing.accept_risk(
            by=None, risk=risk, seen=None, start=JUNE, expires=july, why="Again", group=board
        )
    reviewed(risk, july, 3, 3)
    assert not on(risk, july).expired
    assert on(risk, date(2026, 6, 30)).expired


def test_an_acceptance_is_taken_back(vale, council):
    risk = make.a_risk(vale, residual=(4, 3))
    post = made.a_post(council, "Director")
    reviewing.accept_risk(
        by=None, risk=risk, seen=None, start=make.OPENED, expires=OCTOBER, why="For now", post=post
    )
    reviewing.take_back_acceptance(
        by=None, risk=risk, seen=None, day=JUNE, reason="A way was found"
    )
    assert on(risk, JUNE - timedelta(days=1)).accepted
    assert not on(risk, JUNE).accepted and not on(risk, OCTOBER).expired


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "one of them"),
        ({"why": " "}, "Say why"),
        ({"expires": date(2026, 3, 1)}, "before the first day"),
        ({"expires": date(2029, 6, 2), "start": JUNE}, "three years"),
        ({"start": date(2026, 3, 31)}, "on the register from 1 April 2026"),
    ],
)
def test_an_acceptance_needs_who_why_and_an_end(vale, said, words):
    risk = make.a_risk(vale)
    whole = {"start": JUNE, "expires": OCTOBER, "why": "For now", **said}
    if said:
        whole["group"] = made.a_group(vale)
    with pytest.raises(ValidationError, match=words):
        reviewing.accept_risk(by=None, risk=risk, seen=None, **whole)
    assert not risk.acceptances.exists()


def test_a_closed_risk_is_off_the_register_until_it_is_opened_again(vale):
    risk = make.a_risk(vale)
    risks.close_risk(by=None, risk=risk, seen=None, day=JUNE, reason="It came about")
    with pytest.raises(ValidationError, match="closed already"):
        risks.close_risk(by=None, risk=risk, seen=None, day=OCTOBER, reason="Again")
    with pytest.raises(ValidationError, match="Open it again first"):
        reviewed(risk, OCTOBER, 1, 1)
    risks.reopen_risk(by=None, risk=risk, seen=None, day=OCTOBER, reason="It is back")
    stood = [
        on_register(vale.risks.all(), day).exists()
        for day in (
            make.OPENED - timedelta(days=1), make.OPENED, JUNE - timedelta(days=1), JUNE,
            OCTOBER - timedelta(days=1), OCTOBER,
        )
    ]  # fmt: skip
    assert stood == [False, True, True, False, False, True]


def test_one_owner_follows_another(vale, council):
    risk = make.a_risk(vale, words="Unit manager")
    owner = Who(agency=council)
    risks.set_owner(by=None, risk=risk, seen=None, owner=owner, start=JUNE)
    assert on(risk, JUNE - timedelta(days=1)).owner.called == "Unit manager"
    assert on(risk, JUNE).owner.called == "Vale Council"
    elsewhere = made.an_agency(foundation.partnership())
    with pytest.raises(ValidationError, match="does not belong to this partnership"):
        risks.set_owner(by=None, risk=risk, seen=None, owner=Who(agency=elsewhere), start=OCTOBER)


def test_two_at_once_lose_nothing(vale):
    risk = make.a_risk(vale, residual=(2, 2))
    seen = risk.record.revision
    reviewing.review_risk(
        by=None, risk=risk, seen=seen, day=JUNE, scores={"residual": Score(3, 3)}, note="Mine"
    )
    with pytest.raises(Stale):
        reviewing.review_risk(
            by=None, risk=risk, seen=seen, day=JUNE, scores={"residual": Score(1, 1)}, note="Theirs"
        )
    with pytest.raises(Stale):
        risks.close_risk(by=None, risk=risk, seen=seen, day=JUNE, reason="Gone")
    assert RiskReview.objects.get().note == "Mine" and on(risk, JUNE).residual.value == 9


def test_the_register_stands_by_theme_and_number(vale):
    for number in ("10", "2", "1b", ""):
        make.a_risk(vale, number=number)
    make.a_risk(vale, number="1a", theme="Integrity and reputation")
    found = [one.risk.number for one in whole_register(vale, JUNE)]
    assert found == ["1b", "2", "10", "", "1a"]
