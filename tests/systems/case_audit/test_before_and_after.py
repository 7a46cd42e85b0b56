"""Before the challenge day, who may not open a case or another agency's tool sees, byte for byte, what they
saw before the tool was answered and further cases were drawn."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from safeloom.domain.meetings.commands import invitations
from safeloom.domain.questionnaires.commands.answering import save_answers
from safeloom.domain.questionnaires.commands.moderating import moderate
from safeloom.domain.questionnaires.commands.submitting import submit
from safeloom.domain.questionnaires.definitions import Given
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.notices.digest import queue_digest
from safeloom.foundation.records.models import Record
from safeloom.foundation.search import keeping
from safeloom.foundation.today import today
from safeloom.reports.commands import add_block
from safeloom.systems.case_audit.commands import asking, drawing
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.factories import case_audit, files, foundation, partnership, reports
from tests.systems.case_audit.conftest import led
from tests.systems.case_audit.test_leaks import opened

# Drawn anew for every page that is shown.
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
# How many rows the audit's chain has tells that something was done, not what or where (decision 0036).
COUNTED = re.compile(rb"<dt>Not sealed yet</dt><dd>\d+</dd>")
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday: digests are sent
SAID, FILE = "Nobody asked the grandmother", "Heron.pdf"
WORDS = ("grandmother", "heron", "neglect", "sealed")
LISTS = (
    "",
    "assurance/",
    "assurance/?export=csv",
    "assurance/responses/",
    "assurance/responses/?export=csv",
    "assurance/case-audits/",
    "assurance/case-audits/year/",
    "stewardship/files/",
    "stewardship/retention/due/",
    *(f"search/?q={words}" for words in WORDS),
)
OF_CAMPAIGN = (
    "",
    "chase/",
    "end/",
    "remind/",
    "results/",
    "results/?by=body",
    "results/standards-by-body/",
    "results/questions/voice/",
    "results/questions/voice-why/",
    "results/export/",
)
OF_CASE = ("", "settle/")
OF_RESPONSE = ("", "answer/", "answer/check/", "moderate/", "extend/")
OWN = ("/account/calendar/", "/account/copy/")


@contextmanager
def forgotten():
    """What is written meanwhile (that somebody looked, or took a file away) is not there afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def said(client: Client, url: str) -> tuple[int, bytes]:
    answer = client.get(url)
    body = answer.getvalue() if answer.streaming else answer.content
    return answer.status_code, COUNTED.sub(b"", CSRF.sub(b"", body))


def taken_away(client: Client, root: str) -> tuple[int, bytes]:
    """The workbook of answers."""
    answer = client.post(f"{root}results/export/", {"ending": "xlsx"})
    body = answer.getvalue() if answer.streaming else answer.content
    return answer.status_code, CSRF.sub(b"", body)


def seen_by(
    client: Client, audit, report, own, feed: str, case=None, theirs=None
) -> dict[str, object]:
    """All that somebody is shown or sent. In place of the addresses of a case and a tool that are not there
    stand those of some that never were, under the same names."""
    campaign = audit.tools.get().campaign
    named = case.record.reference if case else "AC-222222"
    tool = theirs.record.reference if theirs else "RE-222222"
    file = theirs.record.files.get().pk if theirs else uuid4()
    root = f"/vale/assurance/campaigns/{campaign.record.reference}/"
    direct = {
        **{f"case {act}": f"/vale/assurance/case-audits/cases/{named}/{act}" for act in OF_CASE},
        **{f"tool {act}": f"/vale/assurance/responses/{tool}/{act}" for act in OF_RESPONSE},
        **{f"file {act}": f"/vale/files/{file}/{act}" for act in ("", "record/")},
        **{
            f"{what} {act}": f"/vale/sealed/{row.record_id if row else uuid4()}/{act}"
            for what, row in (("sealed case", case), ("sealed tool", theirs))
            for act in ("", "log/", "let/")
        },
        "begin from case": f"/vale/actions/add/?source={case.record_id if case else uuid4()}",
        "case by reference": f"/vale/search/?q={named}",
        "tool by reference": f"/vale/search/?q={tool}",
    }
    pages = [*(f"/vale/{url}" for url in LISTS), *(root + url for url in OF_CAMPAIGN), *OWN, feed]
    pages += [
        f"/vale/assurance/case-audits/{audit.record.reference}/",
        f"/vale/reports/{report.pk}/read/",
        f"/vale/assurance/responses/{own.record.reference}/",
        f"/vale/assurance/responses/{own.record.reference}/answer/section/part-voice/",
    ]
    with forgotten():
        shown: dict[str, object] = {url: said(client, url) for url in pages}
        for name, url in direct.items():
            status, body = said(client, url)
            for word in (named, tool):
                body = body.replace(word.encode(), b"")
            shown[name] = status, re.sub(rb"[0-9a-f-]{36}", b"", body)
        shown["export"] = taken_away(client, root)
        account = getattr(client, "account", None)
        mail = account and queue_digest(account, today())
        shown["digest"] = mail and (mail.subject, unseal(bytes(mail.sealed), mail.bound_to))
    return shown


def answer_as(response) -> None:
    """The agency's lead grades, gives a file and hands in."""
    by = response.contributors.get().person
    given = {
        "voice": Given(options=("inadequate",)),
        "voice-why": Given(text=SAID),
        "overall": Given(options=("inadequate",)),
    }
    save_answers(by=by, response=response, given=given, seen={})
    keep_file(by=by, record=response.record, upload=files.upload(FILE))
    submit(by=by, response=response)


def feed_of(client: Client) -> str:
    """The address of somebody's calendar; of a stranger, one that is nobody's."""
    account = getattr(client, "account", None)
    secret = invitations.make_feed(by=account.person) if account else "nobodys"
    return f"/calendar/{secret}/"


@pytest.mark.django_db
def test_nobody_learns_of_a_case_or_of_what_another_agency_says_of_it(
    vale, council, police, manager
) -> None:
    with time_machine.travel(NOW, tick=False):
        # Given an audit in which the council and the police were asked about one case
        by = manager.account.person
        audit = case_audit.an_audit(vale, by)
        of_council, of_police = led(council), led(police)
        (case,) = case_audit.drawn(audit, by, many=1)
        rows = case_audit.asked(audit, council, police, by=by)
        own, theirs = sorted(rows, key=lambda one: one.agency_id == police.pk)
        report = reports.a_report(vale, period_start=audit.start, period_end=today())
        add_block(by=None, section=reports.section(report), block="case-audits")
        unit = signed_in("coordinator", vale)
        foundation.grant(unit.account.person.principal, "information-governance", vale)
        outside = {
            "the lead of another agency that audits the case": of_council,
            "the lead of an agency that audits none": led(partnership.an_agency(vale, "Trust")),
            "the unit": unit,
            "an executive": signed_in("statutory-partner", vale),
            "the scrutineer": signed_in("scrutineer", vale),
            "a stranger": Client(),
        }
        feeds = {who: feed_of(client) for who, client in outside.items()}
        mine = f"/vale/assurance/responses/{own.record.reference}/"
        with time_machine.travel(NOW - timedelta(minutes=1), tick=False):
            opened(of_council, mine)
        keeping.take_in()
        before = {
            who: seen_by(client, audit, report, own, feeds[who]) for who, client in outside.items()
        }
        assert before["the lead of another agency that audits the case"][mine][0] == 200
        assert before["the unit"]["export"][0] == 200
        # When the police hand their tool in with a file, it is graded, and more cases are theirs
        answer_as(theirs)
        moderate(by=by, response=theirs, grades={"voice": ("good", "Heron")})
        drawing.draw_cases(by=by, audit=audit, references="K-2001\nK-2002", many=2, agency=police)
        asking.ask_agencies(by=by, audit=audit, agencies=[police])
        keeping.take_in()
        # Then nothing that anybody else sees or is sent is another byte than it was
        for who, client in outside.items():
            after = seen_by(client, audit, report, own, feeds[who], case, theirs)
            assert [name for name in after if after[name] != before[who][name]] == [], who
        # And the audit trail, which tells that there were draws, names no case and no tool
        told = text(unit.get("/vale/stewardship/audit/")) + text(
            unit.get("/vale/stewardship/mail/")
        )
        for record in Record.objects.filter(sensitivity="sealed"):
            assert record.reference not in told
        # And whose tool it is reads it
        assert SAID in opened(of_police, f"/vale/assurance/responses/{theirs.record.reference}/")
