"""The compact and induction packs as pages: publish, sign, read, follow, remind."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from safeloom.systems.compact.home import digest
from safeloom.systems.compact.models import CompactSignature, CompactVersion
from tests.factories import compact, files, partnership

ROOT = "/vale/partnership/"


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def day(name: str, of) -> dict[str, str]:
    return {f"{name}-day": of.day, f"{name}-month": of.month, f"{name}-year": of.year}


def test_from_publishing_to_who_has_not_signed(vale, board, jo, manager) -> None:
    client = signed_in(manager)
    assert "No version of the compact has been published yet" in text(client.get(f"{ROOT}compact/"))
    said = {"title": "Our compact", "text": "# We agree\n\n- to share", "groups": [board.pk]}
    answer = client.post(
        f"{ROOT}compact/publish/", said | day("in_force_from", today()), follow=True
    )
    assert "Our compact, version 1 is published." in text(answer)
    assert "0 of 1 member signed." in text(answer)
    member = signed_in(jo)
    assert "Sign the compact" in text(member.get("/vale/"))
    page = member.get(f"{ROOT}compact/CO-0001/sign/")
    assert "to share" in text(page) and "You sign as Jo O’Nettlefold" in text(page)
    signing = {"name": "Jo Nettlefold", "confirm": "on", "content": hidden(page, "content")}
    refused = member.post(f"{ROOT}compact/CO-0001/sign/", signing)
    assert refused.status_code == 422 and "Enter your name as it stands here" in text(refused)
    no_tick = member.post(f"{ROOT}compact/CO-0001/sign/", {"name": "Jo", "content": "x"})
    assert "Tick that you have read the compact" in text(no_tick)
    signing["name"] = "Jo O'Nettlefold"
    done = member.post(f"{ROOT}compact/CO-0001/sign/", signing, follow=True)
    assert "You have signed the compact." in text(done) and "You signed it on" in text(done)
    assert "Sign the compact" not in text(member.get("/vale/"))
    assert member.get(f"{ROOT}compact/CO-0001/sign/").status_code == 302
    assert member.get(f"{ROOT}compact/CO-0001/signatures/").status_code == 404
    followed = client.get(f"{ROOT}compact/CO-0001/signatures/?state=not-signed")
    assert "Jo O’Nettlefold" not in text(followed)


def test_who_has_not_signed_is_listed_exported_and_reminded(vale, board, jo, manager) -> None:
    version = compact.published(vale, board)
    without = partnership.somebody(vale, "Ash Without")
    partnership.seated(partnership.a_seat(board), without)
    client = signed_in(manager)
    url = f"{ROOT}compact/{version.record.reference}/"
    listed = text(client.get(f"{url}signatures/"))
    assert "Not signed, cannot sign in" in listed and "Board: Seat" in listed
    assert "0 of 2 members have signed the compact" in text(client.get("/vale/"))
    exported = client.get(f"{url}signatures/?state=not-signed&export=csv").getvalue().decode()
    assert "Jo O’Nettlefold" in exported and "Ash Without" in exported
    only = client.get(f"{url}signatures/?state=no-account")
    assert "Ash Without" in text(only) and "Jo O’Nettlefold" not in text(only)
    asked = text(client.get(f"{url}remind/"))
    assert "goes to 1 member." in asked and "1 other cannot sign in yet" in asked
    for _ in range(2):
        answer = client.post(f"{url}remind/", {}, follow=True)
    assert "1 reminder queued." in text(answer)
    mail = Mail.objects.get()
    assert mail.to == jo.email and "Nettlefold" not in mail.subject


def test_what_waits_for_a_person_is_in_their_digest(vale, board, jo) -> None:
    compact.published(vale, board)
    compact.an_item(board)
    lines = digest(jo.person, today())
    assert [line.words for line in lines] == ["Sign the compact", "Read your induction pack"]
    assert digest(jo.person, today() + timedelta(days=1)) == lines


def test_the_pack_is_put_together_read_and_followed(vale, board, jo, manager) -> None:
    client, member = signed_in(manager), signed_in(jo)
    said = {"group": board.pk, "title": "Map", "order": "1", "link": "javascript:alert(1)"}
    refused = client.post(f"{ROOT}induction/add/", said)
    assert refused.status_code == 422 and "Enter an address that begins https://" in text(refused)
    said |= {"link": "https://safeloom.example/map", "file": files.upload("Map.png", files.png())}
    assert "Map is in the pack of Board." in text(
        client.post(f"{ROOT}induction/add/", said, follow=True)
    )
    assert "1 of 1 items left" in text(member.get("/vale/"))
    assert "You have 1 item left to read." in text(member.get(f"{ROOT}induction/"))
    page = member.get(f"{ROOT}induction/IN-0001/")
    link = re.search(r'href="(/vale/files/[^"]+)"', page.content.decode())[1]
    assert member.get(link).status_code == 200
    done = member.post(f"{ROOT}induction/IN-0001/", {"version": "1"}, follow=True)
    assert "You have read Map." in text(done) and "all of your pack" in text(done)
    progress = text(client.get(f"{ROOT}induction/progress/?state=done"))
    assert "Jo O’Nettlefold" in progress
    kept = {"title": "Map", "order": "1", "link": "https://safeloom.example/b", "again": "on"}
    form = client.get(f"{ROOT}induction/IN-0001/change/")
    kept["revision"] = hidden(form, "revision")
    assert client.post(f"{ROOT}induction/IN-0001/change/", kept).status_code == 302
    stale = client.post(f"{ROOT}induction/IN-0001/change/", kept)
    assert stale.status_code == 422 and "Somebody else changed it meanwhile" in text(stale)
    assert "It has changed since you read it." in text(member.get(f"{ROOT}induction/IN-0001/"))
    client.post(f"{ROOT}induction/remind/", {})
    assert Mail.objects.get().to == jo.email
    client.post(f"{ROOT}induction/IN-0001/withdraw/", {})
    assert "will stand here" in text(member.get(f"{ROOT}induction/"))


def test_a_file_of_the_compact_is_changed_on_its_own_pages_alone(vale, board, manager) -> None:
    version = compact.published(vale, board, file=files.upload())
    client = signed_in(manager)
    assert client.get(f"/vale/files/add/{version.record_id}/").status_code == 404
    file = version.record.files.get()
    assert client.get(f"/vale/files/{file.pk}/").status_code == 200
    assert client.get(f"/vale/files/{file.pk}/remove/").status_code == 404


def test_a_version_is_changed_until_it_is_signed(vale, board, jo, manager) -> None:
    compact.published(vale, board)
    client = signed_in(manager)
    url = f"{ROOT}compact/CO-0001/change/"
    form = client.get(url)
    said = {"title": "New", "text": "Other", "groups": [board.pk]} | day("in_force_from", today())
    said["revision"] = hidden(form, "revision")
    assert client.post(url, said).status_code == 302
    version = CompactVersion.objects.get()
    assert (version.title, version.text) == ("New", "Other")
    member = signed_in(jo)
    page = member.get(f"{ROOT}compact/CO-0001/sign/")
    signing = {"name": jo.person.name, "confirm": "on", "content": hidden(page, "content")}
    member.post(f"{ROOT}compact/CO-0001/sign/", signing)
    assert CompactSignature.objects.count() == 1
    locked = client.get(url)
    assert "It has been signed" in text(locked) and 'name="text"' not in locked.content.decode()


@pytest.mark.parametrize(
    "page",
    ["/vale/", "compact/", "compact/CO-0001/signatures/", "induction/", "induction/progress/"],
)
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, board, jo, manager, page) -> None:
    compact.published(vale, board)
    compact.an_item(board)
    asked = []
    for client in (signed_in(manager), signed_in(jo)):
        for more in (False, True):
            if more:
                for number in range(2):
                    compact.member(board)
                    compact.an_item(board)
                    compact.published(
                        vale, board, since=today() - timedelta(days=9 + len(asked) * 9 + number)
                    )
            url = page if page.startswith("/") else f"{ROOT}{page}"
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            asked.append(len(queries))
    assert asked[0] == asked[1] and asked[2] == asked[3]
