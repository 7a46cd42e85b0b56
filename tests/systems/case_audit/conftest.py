"""An audit of two agencies whose leads sign in, led by the business manager."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.domain.actions.conftest import council, manager, police, vale

__all__ = ["council", "manager", "police", "vale"]


@dataclass(frozen=True)
class Audited:
    audit: Any
    cases: list
    responses: dict
    of_council: Client
    of_police: Client


def led(agency: Any) -> Client:
    """A lead of an agency who has a post there, signed in."""
    from tests.factories import challenge

    client = Client()
    client.account = challenge.a_lead(agency)
    client.force_login(client.account)
    return client


@pytest.fixture
def audited(vale, council, police, manager) -> Audited:
    """Two cases drawn by the manager, audited by the two agencies; the day not opened yet."""
    from tests.factories import case_audit

    of_council, of_police = led(council), led(police)
    by = manager.account.person
    audit = case_audit.an_audit(vale, by)
    cases = case_audit.drawn(audit, by)
    rows = case_audit.asked(audit, council, police, by=by)
    responses = {(one.about_id, one.agency_id): one for one in rows}
    return Audited(audit, cases, responses, of_council, of_police)
