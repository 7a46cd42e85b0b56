"""Sending to a real mail server: what arrives, and what becomes of what does not."""

import logging
import socket
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.notices import commands, outbox, worker
from safeloom.foundation.notices.models import Mail, MailAttempt
from tests.factories import mail as make
from tests.foundation.notices.servers import Server

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    """The state of each mail, by its key."""
    return dict(Mail.objects.values_list("key", "state"))


def test_what_arrives_is_what_was_queued(server, vale, settings):
    settings.DEFAULT_FROM_EMAIL = "Vale Partnership <safeloom@vale.example>"
    text = "Grüße — “quoted”.\n.\n..\nFrom here\n" + "x" * 1200
    mail = make.waiting(vale, subject="What needs you — today", text=text)
    worker.drain()
    (got,) = server.took
    assert got["Subject"] == "What needs you — today" and got["Message-ID"] == mail.message_id
    assert got["To"] == mail.to and got["From"] == "Vale Partnership <safeloom@vale.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_content().replace("\r\n", "\n").rstrip("\n") == text
    assert got["Date"].datetime == mail.queued.replace(microsecond=0)
    mail.refresh_from_db()
    assert mail.state == "sent" and mail.attempts.get().outcome == "sent"


def test_many_leave_by_one_connection_with_the_same_number_of_queries_each(server, vale):
    asked = []
    for many in (1, 3, 6):
        for _ in range(many):
            make.waiting(vale)
        with CaptureQueriesContext(connection) as queries:
            worker.drain()
        asked.append(len(queries))
    assert asked[1] - asked[0] == 2 * (asked[2] - asked[1]) / 3
    assert (asked[1] - asked[0]) / 2 <= 16  # savepoints of the test's own transaction included
    assert len(server.took) == 10 and server.connections == 3


def test_without_a_mail_server_mail_waits(settings, vale):
    settings.EMAIL_HOST = ""
    make.waiting(vale)
    assert not worker.drain() and states() == {Mail.objects.get().key: "waiting"}
    assert not MailAttempt.objects.exists()


def test_nobody_at_the_address_is_tried_again_later_and_stops_the_round(settings, vale):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    make.use(settings, port)
    first, second = make.waiting(vale), make.waiting(vale)
    worker.drain()
    first.refresh_from_db()
    assert first.state == "waiting" and first.next_try > datetime.now(UTC) + timedelta(seconds=50)
    assert first.attempts.get().answer == "Nothing answers at its address."
    assert not second.attempts.exists()


def test_waits_grow_and_end(server, vale):
    server.refuses["ash@vale.example"] = "450 Greylisted"
    mail = make.waiting(vale, to="ash@vale.example")
    waits = []
    for _ in range(8):
        make.all_due()
        worker.drain()
        mail.refresh_from_db()
        waits.append(round((mail.next_try - datetime.now(UTC)).total_seconds() / 60))
    assert waits == [1, 5, 15, 60, 120, 240, 240, 240]
    Mail.objects.update(queued=datetime.now(UTC) - outbox.GIVE_UP_AFTER - timedelta(hours=1))
    make.all_due()
    worker.drain()
    mail.refresh_from_db()
    assert mail.state == "failed" and "given up after 5 days" in mail.reason


def test_a_refused_recipient_fails_for_good_and_the_others_leave(server, vale):
    server.refuses["gone@vale.example"] = "550 <gone@vale.example> unknown"
    gone, other = make.waiting(vale, to="gone@vale.example"), make.waiting(vale)
    worker.drain()
    gone.refresh_from_db()
    assert gone.state == "failed" and "550" in gone.reason and "gone" not in gone.reason
    assert gone.attempts.get().answer == "<gone@vale.example> unknown"
    assert server.ids == {other.message_id: 1}


@pytest.mark.parametrize(("manner", "state"), [("later", "waiting"), ("no", "failed")])
def test_a_no_after_the_content_is_no_doubt(settings, vale, manner, state):
    with Server(lambda number: manner if number == 0 else "yes") as server:
        make.use(settings, server.port)
        mail, other = make.waiting(vale), make.waiting(vale)
        worker.drain()
    mail.refresh_from_db()
    assert mail.state == state and server.ids == {other.message_id: 1}


def test_cut_off_before_the_yes_arrives_is_in_doubt_until_a_steward_says(settings, vale):
    with Server(lambda number: "cut" if number == 0 else "yes") as server:
        make.use(settings, server.port)
        mail, other = make.waiting(vale), make.waiting(vale)
        for _ in range(3):
            make.all_due()
            make.time_runs_out()
            worker.drain()
        mail.refresh_from_db()
        assert mail.state == "in-doubt" and mail.attempts.get().outcome == "in-doubt"
        assert server.ids == {
            mail.message_id: 1,
            other.message_id: 1,
        }  # it had arrived, we cannot know
        commands.send_again(by=None, mail=mail)
        worker.drain()
        mail.refresh_from_db()
        assert mail.state == "sent" and server.ids[mail.message_id] == 2  # the same, so it is seen


def test_a_server_slower_than_our_patience_leaves_a_doubt(settings, vale):
    with Server(lambda number: "slow") as server:
        make.use(settings, server.port)
        settings.EMAIL_TIMEOUT = 0.15
        mail = make.waiting(vale)
        worker.drain()
        mail.refresh_from_db()
        assert mail.state == "in-doubt" and "in time" in mail.attempts.get().answer
        settings.EMAIL_TIMEOUT = 5
        make.waiting(vale)
        assert worker.drain()["sent"] == 1


def test_a_server_without_tls_is_given_nothing_where_tls_is_asked_for(settings, server, vale):
    settings.EMAIL_USE_TLS = True
    mail = make.waiting(vale)
    worker.drain()
    mail.refresh_from_db()
    assert mail.state == "waiting" and not server.took
    assert "STARTTLS" in mail.attempts.get().answer


def test_who_lost_the_lease_hands_nothing_over(server, vale):
    mail = make.waiting(vale)
    attempt = outbox.take()
    make.time_runs_out()
    assert outbox.take_back() == 1
    assert not outbox.note_handing_over(attempt)
    worker.drain()
    mail.refresh_from_db()
    assert mail.state == "sent" and server.ids == {mail.message_id: 1}
    assert [one.outcome for one in mail.attempts.all()] == ["cut-off", "sent"]


def test_a_yes_that_comes_late_settles_the_doubt_but_not_a_stewards_word(vale):
    yes = outbox.Answer(outbox.Outcome.SENT, 250, "Taken")
    for decided in (False, True):
        mail = make.waiting(vale)
        attempt = outbox.take()
        assert outbox.note_handing_over(attempt)
        make.time_runs_out()
        outbox.take_back()
        mail.refresh_from_db()
        assert mail.state == "in-doubt"
        if decided:
            commands.send_again(by=None, mail=mail)
        outbox.note_answer(attempt, yes)
        mail.refresh_from_db()
        assert mail.state == ("waiting" if decided else "sent")


def test_a_mail_nobody_foresaw_does_not_stop_the_others(server, vale, monkeypatch):
    from safeloom.foundation.notices import smtp

    odd, fine = make.waiting(vale), make.waiting(vale)
    content_of = smtp.content_of
    monkeypatch.setattr(
        smtp, "content_of", lambda mail: 1 / 0 if mail.pk == odd.pk else content_of(mail)
    )
    worker.drain()
    odd.refresh_from_db()
    assert odd.state == "waiting" and "ZeroDivisionError" in odd.attempts.get().answer
    assert server.ids == {fine.message_id: 1}


def test_the_text_goes_first_and_the_address_a_year_later(server, vale):
    server.refuses["gone@vale.example"] = "550 <gone@vale.example> unknown"
    make.waiting(vale, to="gone@vale.example")
    sent, waits = make.waiting(vale), make.waiting(vale, send_after=_later(9))
    worker.drain()
    call_command("tick")
    sent.refresh_from_db()
    assert sent.sealed
    for days, kept in ((15, True), (366, False)):
        Mail.objects.exclude(settled=None).update(settled=_later(-days), remove_next=_later(-1))
        assert "removed: 2" in _ticked()
        for mail in Mail.objects.exclude(pk=waits.pk):
            assert not mail.sealed and bool(mail.to) is kept
        assert MailAttempt.objects.exclude(answer="").exists() is kept
    waits.refresh_from_db()
    assert waits.sealed and waits.to and outbox.remove_what_was_kept() == 0


def test_nothing_that_is_logged_names_an_address_or_a_text(server, vale, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    server.refuses["gone@vale.example"] = "550 <gone@vale.example> unknown"
    make.waiting(vale, to="gone@vale.example", text="Cyan heron")
    make.waiting(vale, text="Cyan heron")
    call_command("worker", "--once")
    call_command("tick")
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith(("mail", "django.db"))]
    told = "".join(capsys.readouterr()) + "".join(ours)
    assert "1 sent, 1 refused for good" in told
    assert "vale.example" not in told and "heron" not in told


def _later(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def _ticked() -> str:
    from safeloom.foundation.notices.tick import settle_and_remove

    return settle_and_remove()
