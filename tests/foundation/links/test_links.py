"""Two records belong together: made by hand or following from rows, shown to who may see both."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.links.models import Link
from safeloom.foundation.links.queries import linked_to
from safeloom.foundation.today import today
from tests.factories import actions, foundation, links, partnership
from tests.factories.sealed import sealed


@pytest.fixture
def vale(db):
    """A partnership."""
    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def council(vale):
    """An agency."""
    return partnership.an_agency(vale, "Vale Council")


@pytest.fixture
def board(vale):
    """A group."""
    return partnership.a_group(vale, "Board")


def client(role: str, here, over=None) -> Client:
    account = foundation.granted(role, here, over=over.principal if over else None)
    found = Client()
    found.force_login(account)
    found.viewer = Viewer(account, today())
    return found


def test_made_seen_from_both_sides_and_taken_away(vale, council, board) -> None:
    manager = client("business-manager", vale)
    add = f"/vale/links/add/{board.record.pk}/"
    assert b"Link GR-0001 to another record" in manager.get(add).content
    answer = manager.post(add, {"kind": "-replaces", "target": " ag-0001 "}, follow=True)
    assert b"It is linked to AG-0001." in answer.content
    made = Link.objects.get()
    assert (made.source, made.target) == (council.record, board.record)
    assert b"Replaced by" in answer.content
    page = manager.get("/vale/partnership/agencies/AG-0001/").content
    assert b"Replaces" in page and b"GR-0001 Board" in page
    assert manager.post(f"/vale/links/{made.pk}/remove/").status_code == 302
    assert not Link.objects.exists()
    verbs = AuditRow.objects.filter(verb__startswith="link.").order_by("at")
    assert [row.verb for row in verbs] == ["link.make", "link.remove"]


def test_what_cannot_be_linked_is_said_alike_for_missing_and_unseen(vale, council, board) -> None:
    manager = client("business-manager", vale)
    add = f"/vale/links/add/{board.record.pk}/"
    area = partnership.an_area(vale)  # nothing may hang on areas
    for reference in ("XX-1", area.record.reference):
        answer = manager.post(add, {"kind": "related", "target": reference})
        assert answer.status_code == 422 and b"No record that you may see" in answer.content
    itself = manager.post(add, {"kind": "related", "target": "GR-0001"})
    assert b"another record than this one" in itself.content
    links.a_link(council.record, board.record)
    twice = manager.post(add, {"kind": "related", "target": "AG-0001"})
    assert b"linked so already" in twice.content
    with pytest.raises(ValidationError, match="how they belong"):
        links.a_link(council.record, board.record, "actions")
    elsewhere = partnership.an_agency(foundation.partnership())
    with pytest.raises(ValidationError, match="of this partnership"):
        links.a_link(council.record, elsewhere.record)


def test_only_what_may_be_seen_is_shown(vale, council, board) -> None:
    links.a_link(council.record, board.record)
    lead = client("agency-lead", vale, council)  # sees agencies and no groups
    page = lead.get("/vale/partnership/agencies/AG-0001/").content
    assert b"Board" not in page and b"Linked to" not in page and b"/actions/add/" not in page
    made = Link.objects.get()
    assert lead.post(f"/vale/links/{made.pk}/remove/").status_code == 404


def test_an_action_stands_beside_what_it_comes_from(vale, council, board) -> None:
    manager = client("business-manager", vale)
    page = manager.get("/vale/partnership/groups/GR-0001/").content
    begin = f"/vale/actions/add/?source={board.record.pk}"
    assert b"Begin from here" in page and begin.encode() in page
    actions.an_action(council, "Write the guide", source=board.record)
    page = manager.get("/vale/partnership/groups/GR-0001/").content
    assert b"AC-0001 Write the guide" in page
    page = manager.get("/vale/actions/AC-0001/").content
    assert b"Comes from" in page and b"GR-0001 Board" in page


def test_an_action_from_a_sealed_record_is_linked_nowhere(vale, council, board) -> None:
    sealed(board.record)
    action = actions.an_action(council, "Write the guide", source=board.record)
    links.a_link(council.record, action.record)
    lead = client("agency-lead", vale, council)
    page = lead.get("/vale/partnership/agencies/AG-0001/").content
    assert b"AC-0001" not in page and b"Linked to" not in page


def test_the_number_of_queries_is_fixed(vale, council, board) -> None:
    viewer = client("business-manager", vale).viewer

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert linked_to(viewer, vale, board.record)
        return len(caught)

    def link() -> None:
        links.a_link(board.record, partnership.an_agency(vale).record)
        actions.an_action(council, source=board.record)

    link()
    asked()
    one = asked()
    link()
    link()
    assert asked() == one
