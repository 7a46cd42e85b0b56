"""The certificate of a submission as a PDF, by the link of who answered."""

import io

import pikepdf
import pytest

from safeloom.domain.questionnaires.definitions import Given
from tests.domain.questionnaires.by_link import ROOT, entered
from tests.factories import foundation, partnership
from tests.factories import questionnaires as build

pytestmark = pytest.mark.django_db
WORDS = "Nobody at home leads on it."


@pytest.fixture
def asked():
    """What a trust is asked, with somebody who answers by a link."""
    here = foundation.partnership("vale", "Vale Partnership")
    campaign = build.a_campaign(here, title="Yearly audit")
    response = build.a_response(campaign, partnership.an_agency(here, "Vale Trust"))
    robin = partnership.somebody(here, "Robin Fernhollow", work_email="robin@trust.example")
    build.a_contributor(response, robin, leads=True)
    said = {
        "led": Given(options=("no",)),
        "why": Given(text=WORDS),
    }
    build.answered(response, said, counts=())
    return response, robin


def test_an_outsider_keeps_the_certificate_as_a_tagged_pdf(asked) -> None:
    response, robin = asked
    client = entered(response, robin)
    assert client.get(f"{ROOT}certificate/pdf/").status_code == 404
    client.post(f"{ROOT}sign/chair/", {"name": "Sam Underhill"})
    assert client.post(f"{ROOT}check/").headers["Location"] == f"{ROOT}certificate/"
    page = client.get(f"{ROOT}certificate/").content.decode()
    assert f'href="{ROOT}certificate/pdf/"' in page
    answer = client.get(f"{ROOT}certificate/pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    reference = response.record.reference
    assert (
        f'filename="certificate-{reference.lower()}.pdf"' in answer.headers["Content-Disposition"]
    )
    assert "no-store" in answer.headers["Cache-Control"]
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo.Title) == "Certificate of submission, Vale Partnership"
        assert len(pdf.pages) == 1
    from safeloom.domain.questionnaires.queries.certificate import certificate_of
    from safeloom.systems.campaign_results.certificate import document_of

    found = certificate_of(response)
    said = repr(document_of(found, "Vale Trust"))
    for words in (reference, "Vale Trust", "Robin Fernhollow", "Sam Underhill", found.groups):
        assert words in said
    assert WORDS not in said
