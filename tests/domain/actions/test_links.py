"""A link shows one action to one person, and nothing once it is over."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from safeloom.domain.actions.commands import links
from safeloom.domain.actions.commands.owners import reassign
from safeloom.domain.actions.models import ActionLink, ActionRead, ActionUpdate
from safeloom.domain.partnership.commands import people
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from tests.domain.actions.said import text
from tests.factories import actions, foundation, partnership
from tests.factories.mail import told
from tests.factories.sealed import sealed

ROOT = "/vale/actions/"
PAGE = "/account/action/"


@pytest.fixture
def owner(vale):
    """Somebody without an account."""
    return partnership.somebody(vale, "Ash Fernhollow", work_email="ash@safeloom.example")


@pytest.fixture
def action(council, owner):
    """An action they own."""
    return actions.an_action(council, "Ring Hollow School", person=owner)


def address() -> str:
    return re.search(r"https?://[^/]+(/account/action/\S+)", told())[1]


def opened() -> Client:
    """A browser in which the last link was opened and the action shown."""
    client = Client()
    client.get(address(), follow=True)
    client.post(PAGE)
    return client


def test_an_owner_without_an_account_updates_by_link(vale, action, owner, manager) -> None:
    sent = manager.post(f"{ROOT}AC-0001/send-link/", {"person": owner.pk}, follow=True)
    assert "A link is on its way to Ash Fernhollow." in text(sent)
    assert "AC-0001" in told() and "Hollow School" not in told()
    assert "Hollow" not in Mail.objects.get().subject
    client = Client()
    before = text(client.get(address(), follow=True))
    assert "Hollow School" not in before and not ActionRead.objects.exists()
    shown = text(client.post(PAGE, follow=True))
    assert "Ring Hollow School" in shown and "Vale Council" not in shown
    assert client.get("/vale/").status_code == 302  # it signs nobody in
    assert client.get(PAGE).status_code == 200 and ActionRead.objects.count() == 1
    refused = client.post(PAGE, {"said": "at-risk"})
    assert refused.status_code == 422 and "Say what puts it at risk." in text(refused)
    done = text(client.post(PAGE, {"said": "done", "text": "Rang them"}, follow=True))
    assert "Your update is saved." in done and "Rang them" in done
    update = ActionUpdate.objects.get()
    assert (
        update.by == owner
        and AuditRow.objects.filter(verb="action.update", by_id=owner.pk).exists()
    )
    page = text(manager.get(f"{ROOT}AC-0001/"))
    assert "Complete" in page and "Read by link" in page and "works until" in page


def test_what_is_over_shows_what_never_was(vale, council, police, action, owner, manager) -> None:
    stranger = Client()
    stranger.get(f"{PAGE}never-issued/")
    nothing = stranger.get(PAGE)
    assert nothing.status_code == 410

    def over(client: Client) -> bool:
        answers = [client.get(PAGE), client.post(PAGE), client.post(PAGE, {"said": "done"})]
        plain = re.sub(rb'value="[^"]{40,}"', b"", nothing.content)
        return all(
            answer.status_code == 410
            and re.sub(rb'value="[^"]{40,}"', b"", answer.content) == plain
            for answer in answers
        )

    link = links.send_link(by=None, action=action, person=owner)
    client = opened()
    assert client.get(PAGE).status_code == 200
    manager.post(f"{ROOT}AC-0001/links/{link.pk}/revoke/")
    assert over(client)
    links.send_link(by=None, action=action, person=owner)
    client = opened()
    with time_machine.travel(datetime.now(UTC) + links.LASTS + timedelta(minutes=1), tick=False):
        assert over(client)
    links.send_link(by=None, action=action, person=owner)
    assert over(client)  # a newer one takes its place
    client = opened()
    reassign(by=None, action=action, seen=None, owner=police)
    assert over(client)
    # Who opens the mailed address only now is shown what an address shows that never was.
    fresh, other = Client(), Client()
    now = fresh.get(address(), follow=True)
    never = other.get(f"{PAGE}never-issued/", follow=True)
    assert (now.status_code, text(now)) == (never.status_code, text(never)) and over(fresh)
    assert not ActionUpdate.objects.exists()


def test_who_is_in_the_directory_no_more_is_shown_nothing(vale, action, owner) -> None:
    links.send_link(by=None, action=action, person=owner)
    client = opened()
    entry = owner.directory_entries.get()
    people.leave(by=None, entry=entry, seen=None, day=today() - timedelta(days=1))
    assert client.get(PAGE).status_code == 410


def test_no_link_where_there_must_be_none(vale, council, action, owner) -> None:
    other = partnership.somebody(vale, work_email="birch@safeloom.example")
    with pytest.raises(ValidationError, match="Choose an owner"):
        links.send_link(by=None, action=action, person=other)
    foundation.account(owner)
    with pytest.raises(ValidationError, match="no account"):
        links.send_link(by=None, action=action, person=owner)
    group = partnership.a_group(vale)
    sealed(group.record)
    post = partnership.a_post(council)
    partnership.in_post(post, other)
    closed = actions.an_action(council, source=group.record, post=post)
    with pytest.raises(ValidationError, match="sealed"):
        links.send_link(by=None, action=closed, person=other)
    by_post = actions.an_action(council, post=post)
    assert links.send_link(by=None, action=by_post, person=other)
    assert ActionLink.objects.count() == 1


def test_a_source_that_is_sealed_later_ends_its_links(vale, council, owner) -> None:
    group = partnership.a_group(vale)
    action = actions.an_action(council, source=group.record, person=owner)
    links.send_link(by=None, action=action, person=owner)
    client = opened()
    sealed(group.record)
    assert client.get(PAGE).status_code == 410


def test_trying_secrets_is_slowed(vale, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"action_link": "2/m/ip"}
    client = Client()
    client.get(f"{PAGE}never/")
    assert [client.post(PAGE).status_code for _ in range(3)] == [410, 410, 429]
