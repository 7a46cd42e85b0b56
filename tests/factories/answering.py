"""Rows of the pages of who answers, for the access matrix."""

from uuid import uuid4

from safeloom.domain.questionnaires.commands.evidence import attach
from tests.factories import SHARED, Place, sample
from tests.factories.files import upload
from tests.factories.questionnaires import a_campaign, a_response, an_open_link


@sample(*(f"questionnaires:answer{tail}" for tail in ("", "-check", "-colleagues")), by=("agency",))
def _response(place: Place) -> dict[str, object]:
    row = a_response(a_campaign(place.partnership), place.agency)
    return {"reference": row.record.reference}


@sample("questionnaires:answer-section", by=("agency",))
def _section(place: Place) -> dict[str, object]:
    return {**_response(place), "section": "leadership"}


@sample("questionnaires:answer-sign", by=("agency",))
def _capacity(place: Place) -> dict[str, object]:
    return {**_response(place), "capacity": "chair"}


@sample(
    "questionnaires:answer-certificate", "questionnaires:answer-certificate-file", by=("agency",)
)
def _submitted(place: Place) -> dict[str, object]:
    row = a_response(a_campaign(place.partnership), place.agency, state="submitted")
    return {"reference": row.record.reference}


@sample("questionnaires:answer-file", by=("agency",))
def _evidence(place: Place) -> dict[str, object]:
    row = a_response(a_campaign(place.partnership), place.agency)
    tied = attach(by=None, response=row, question_key="proof", upload=upload())
    return {"reference": row.record.reference, "pk": tied.file.pk}


@sample("questionnaires:open-link", by=SHARED)
def _secret(place: Place) -> dict[str, object]:
    return {"secret": "not-a-secret"}


@sample("questionnaires:by-link-section", by=SHARED)
def _section_by_link(place: Place) -> dict[str, object]:
    return {"section": "leadership"}


@sample("questionnaires:by-link-sign", by=SHARED)
def _sign_by_link(place: Place) -> dict[str, object]:
    return {"capacity": "chair"}


@sample("questionnaires:by-link-file", by=SHARED)
def _file_by_link(place: Place) -> dict[str, object]:
    return {"pk": uuid4()}


@sample("questionnaires:anonymous", "questionnaires:anonymous-thanks", by=SHARED)
def _code(place: Place) -> dict[str, object]:
    return {"code": an_open_link(a_campaign(place.partnership, anonymous=True)).code}
