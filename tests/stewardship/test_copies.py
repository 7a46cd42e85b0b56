"""A copy of their data, from the steward and from one's own account."""

import io
import zipfile

import pytest

from safeloom.foundation.audit.models import AuditRow
from tests.factories import foundation
from tests.factories import partnership as made


def read(answer) -> str:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return archive.read("copy.html").decode()


@pytest.mark.parametrize("role", ["information-governance", "business-manager"])
def test_a_steward_makes_a_copy_of_somebody_they_know(client, vale, moor, role):
    ada, stranger = made.somebody(vale, "Ada Penhallow"), made.somebody(moor, "Bo Carrick")
    client.force_login(foundation.granted(role, vale))
    page = client.get("/vale/stewardship/copies/").text
    assert "Ada Penhallow" in page and "Bo Carrick" not in page
    answer = client.post(
        "/vale/stewardship/copies/", {"person": str(ada.pk), "reference": "SAR-12"}
    )
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert "What is kept of Ada Penhallow" in read(answer)
    no = client.post(
        "/vale/stewardship/copies/", {"person": str(stranger.pk), "reference": "SAR-13"}
    )
    assert no.status_code == 422
    none = client.post("/vale/stewardship/copies/", {"person": str(ada.pk), "reference": ""})
    assert none.status_code == 422
    assert AuditRow.objects.filter(verb="person.copy").count() == 1


def test_everybody_makes_their_own(client, vale, moor):
    account = foundation.granted("agency-lead", vale, over=made.an_agency(vale).principal)
    foundation.grant(account.person.principal, "scrutineer", moor)
    client.force_login(account)
    assert "Make copy" in client.get("/account/copy/").text
    text = read(client.post("/account/copy/"))
    assert account.person.name in text and "Moor Partnership" in text
    assert AuditRow.objects.get(verb="person.copy-own").by_id == account.person_id
    assert client.get("/vale/stewardship/copies/").status_code == 404
