"""Who may not open a restricted paper sees, byte for byte, what they saw before it was put there."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from safeloom.domain.meetings.commands import invitations
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.digest import queue_digest
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.search import keeping
from safeloom.foundation.today import today
from tests.domain.meetings.papers.conftest import signed_in
from tests.factories import files, foundation, partnership
from tests.factories.meetings import a_meeting, an_item
from tests.factories.papers import a_paper, restricted

# Drawn anew for every page that is shown.
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
# How many rows the audit's chain has tells that something was done, not what or where (decision 0036).
COUNTED = re.compile(rb"<dt>Not sealed yet</dt><dd>\d+</dd>")
NEXT = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday: digests are sent
LISTS = (
    "",
    "meetings/",
    "meetings/?export=csv",
    "meetings/papers/",
    "meetings/papers/?export=csv",
    "meetings/papers/?sort=-came-on&state=there",
    "meetings/decisions/",
    "meetings/series/",
    "stewardship/",
    "stewardship/audit/",
    "stewardship/audit/?export=csv",
    "stewardship/files/",
    "stewardship/mail/",
    "stewardship/retention/",
    "stewardship/retention/due/",
    *(f"search/?q={words}" for words in ("heron", "restricted", "paper", "quality", "Heron.pdf")),
)
OF_MEETING = (
    "",
    "pack.pdf",
    "calendar.ics",
    "order/",
    "agenda/",
    "papers/add/",
    "items/add/",
    "minute/",
)
OF_PAPER = ("", "change/", "version/", "withdraw/")
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
    if "audit/?export" in url:  # rows of one moment stand in any order
        body = b"\n".join(sorted(body.splitlines()))
    return answer.status_code, COUNTED.sub(b"", CSRF.sub(b"", body))


def seen_by(client: Client, meeting, group, feed: str, paper=None) -> dict[str, object]:
    """All that somebody is shown or sent. In place of the addresses of a paper that is not there stand
    those of one that never was, under the same name."""
    reference = paper.record.reference if paper else "RP-222222"
    key = paper.pk if paper else uuid4()
    file = paper.versions.get().file_id if paper else uuid4()
    ended = paper.record.entitlements.first().pk if paper else uuid4()
    root = f"/vale/meetings/{meeting.record.reference}/"
    direct = {
        **{f"paper {act}": f"/vale/meetings/papers/{reference}/{act}" for act in OF_PAPER},
        **{f"sealed {act}": f"/vale/sealed/{key}/{act}" for act in ("", "log/", "let/")},
        "entitlement": f"/vale/sealed/end/{ended}/",
        **{f"file {act}": f"/vale/files/{file}/{act}" for act in ("", "record/", "replace/")},
        "add file": f"/vale/files/add/{key}/",
        "link": f"/vale/links/add/{key}/",
        "found by reference": f"/vale/search/?q={reference}",
    }
    pages = [*(f"/vale/{url}" for url in LISTS), *(root + url for url in OF_MEETING), *OWN]
    pages += [f"/vale/partnership/groups/{group.record.reference}/", feed]
    with forgotten():
        shown: dict[str, object] = {url: said(client, url) for url in pages}
        for name, url in direct.items():
            status, body = said(client, url)
            shown[name] = status, body.replace(reference.encode(), b"")
            assert status in (404, 200) and (status == 404 or name == "found by reference"), url
        mail = queue_digest(client.account, today())
        shown["digest"] = mail and (mail.subject, unseal(bytes(mail.sealed), mail.bound_to))
    return shown


@pytest.mark.django_db
def test_nobody_who_may_not_open_it_can_learn_that_it_is_there(vale, group) -> None:
    with time_machine.travel(NEXT, tick=False):
        # Given a meeting in two days with papers, invitations sent, and a member with a calendar address
        meeting = a_meeting(group, today() + timedelta(days=2))
        a_paper(meeting, "Before")
        item = an_item(meeting, "Any other business")
        insider = signed_in("group-member", vale, over=group)
        person = partnership.somebody(vale, "Robin Fernhollow")
        partnership.seated(partnership.a_seat(group, "Health"), person)
        foundation.grant(person.principal, "group-member", vale, over=group.principal)
        member = Client()
        member.account, member.person = foundation.account(person), person
        member.force_login(member.account)
        invitations.invite(by=None, meeting=meeting)
        feed = f"/calendar/{invitations.make_feed(by=member.person)}/"
        outside = {
            "a member who is not entitled": member,
            "the unit": signed_in("business-manager", vale),
            "somebody else": signed_in(
                "group-member", vale, over=partnership.a_group(vale, "Other group")
            ),
        }
        governing = outside["the unit"].person.principal
        foundation.grant(governing, "information-governance", vale)
        adds = signed_in("coordinator", vale)
        keeping.take_in()
        before = {who: seen_by(client, meeting, group, feed) for who, client in outside.items()}
        assert b"Before" in before["the unit"]["/vale/meetings/papers/"][1]
        mails = Mail.objects.count()
        # When a paper is put there that only some may open
        paper = restricted(
            meeting,
            to=(insider.person.principal,),
            by=adds.person,
            file=files.upload("Heron.pdf"),
            item=item,
        )
        keeping.take_in()
        invitations.follow_changes()
        # Then nothing that anybody else sees or is sent is another byte than it was
        assert Mail.objects.count() == mails
        for who, client in outside.items():
            after = seen_by(client, meeting, group, feed, paper)
            assert [name for name in after if after[name] != before[who][name]] == [], who
        # And who may open it is shown that it is there
        listed = insider.get("/vale/meetings/papers/").content.decode()
        assert paper.record.reference in listed
