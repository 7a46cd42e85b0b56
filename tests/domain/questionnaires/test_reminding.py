"""Who is reminded of what, and when."""

import re
from datetime import timedelta

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands import (
    campaigns,
    inviting,
    reminding,
)
from safeloom.foundation.notices.models import Mail
from tests.domain.questionnaires.campaigned import (
    CLOSES,
    DUE,
    OPENS,
    handed_in,
    on,
    sent,
    vale,
    words_of,
)
from tests.factories import partnership

__all__ = ["vale"]


def _reminders() -> list[Mail]:
    return list(Mail.objects.filter(kind="response-reminder").order_by("queued"))


def test_reminders_come_before_the_day_and_weekly_after_never_twice_a_day(vale) -> None:
    with on(OPENS):
        _, (_, of_school) = sent(vale)
        assert reminding.remind_due() == ""
    for day, many in [
        (DUE - timedelta(days=10), 0),
        (DUE - timedelta(days=7), 1),
        (DUE - timedelta(days=7), 1),
        (DUE - timedelta(days=3), 1),
        (DUE + timedelta(days=1), 2),
        (DUE + timedelta(days=2), 2),
        (DUE + timedelta(days=8), 3),
        (CLOSES + timedelta(days=3), 3),
    ]:
        with on(day):
            reminding.remind_due()
        assert len(_reminders()) == many, day
    # The council's lead signs in, and has the digest.
    assert {mail.to for mail in _reminders()} == {vale.head.work_email}
    assert of_school.reminders.count() == 3
    with on(DUE - timedelta(days=7)):
        assert "was due on 30 November 2026" in words_of(_reminders()[-1])


def test_one_reminder_tells_somebody_of_all_they_are_asked(vale) -> None:
    other = partnership.an_agency(vale.here, "Fen School", kind=Agency.Kind.SCHOOL)
    with on(OPENS):
        campaign, _ = sent(vale, vale.school)
        (row,) = campaigns.ask(by=None, campaign=campaign, agencies=[other])
        one = inviting.invite(by=None, response=row, person=vale.head)
        inviting.send_link(by=None, contributor=one)
    with on(DUE):
        assert reminding.remind_due() == "reminders queued: 1"
        assert reminding.remind_now(by=None, campaign=campaign) == 0
    (mail,) = _reminders()
    assert len(re.findall(r"/answer/", words_of(mail))) == 2


def test_whoever_handed_in_is_reminded_of_nothing(vale) -> None:
    with on(OPENS):
        _, (row,) = sent(vale, vale.school)
        handed_in(row)
    with on(DUE):
        assert reminding.remind_due() == ""
