"""Campaigns and responses for the matrix of addresses and roles."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Contributor, Response, ResponseLink
from tests.factories import SHARED, Place, foundation, questionnaires, sample


def _named(*names: str) -> list[str]:
    return [f"questionnaires:{name}" for name in names]


@sample(*_named("begin-campaign-of"), by=SHARED)
def _asked(place: Place) -> dict[str, object]:
    version = questionnaires.a_questionnaire(place.partnership)
    return {"reference": version.questionnaire.record.reference}


@sample(
    *_named(
        "campaign",
        "change-campaign",
        "ask",
        "send-campaign",
        "end-campaign",
        "close-moderated",
        "moderate-many",
        "remind-campaign",
        "chase",
    ),
    by=SHARED,
)
def _campaign(place: Place) -> dict[str, object]:
    return {"reference": questionnaires.a_campaign(place.partnership).record.reference}


@sample(*_named("add-open-link"), by=SHARED)
def _anonymous(place: Place) -> dict[str, object]:
    campaign = questionnaires.a_campaign(place.partnership, anonymous=True)
    return {"reference": campaign.record.reference}


@sample(*_named("poster", "qr", "stop-open-link"), by=SHARED)
def _open_link(place: Place) -> dict[str, object]:
    campaign = questionnaires.a_campaign(place.partnership, anonymous=True)
    link = questionnaires.an_open_link(campaign, code=uuid4().hex[:12])
    return {"reference": campaign.record.reference, "code": link.code}


def _made(place: Place) -> Response:
    campaign = questionnaires.a_campaign(place.partnership, moderated=True)
    response = questionnaires.a_response(campaign, place.agency, state="submitted")
    questionnaires.answered(response, {"led": Given(options=("yes",))})
    return response


@sample(
    *_named(
        "response",
        "leave-out",
        "extend",
        "request-changes",
        "reopen",
        "close-response",
        "moderate",
        "say-moderated",
        "invite",
    ),
    by=("agency",),
)
def _response(place: Place) -> dict[str, object]:
    return {"reference": _made(place).record.reference}


@sample(*_named("moderate-section"), by=("agency",))
def _section(place: Place) -> dict[str, object]:
    return _response(place) | {"section": "leadership"}


def _contributor(place: Place) -> Contributor:
    return questionnaires.a_contributor(_made(place), foundation.person())


@sample(*_named("send-response-link", "remove-contributor"), by=("agency",))
def _person(place: Place) -> dict[str, object]:
    one = _contributor(place)
    return {"reference": one.response.record.reference, "pk": one.pk}


@sample(*_named("revoke-response-link"), by=("agency",))
def _link(place: Place) -> dict[str, object]:
    one, now = _contributor(place), datetime.now(UTC)
    link = ResponseLink.objects.create(
        contributor=one, digest=uuid4().hex, made=now, expires=now + timedelta(days=90)
    )
    return {"reference": one.response.record.reference, "pk": link.pk}
