"""Accounts and roles for tests."""

from safeloom.foundation.access.models import Grant
from tests.factories import Place, foundation, mail, retention, sample
from tests.factories.partnership import somebody


@sample(
    "stewardship:account",
    "stewardship:make-link",
    "stewardship:close-account",
    "stewardship:reopen-account",
    "stewardship:end-sessions",
    "stewardship:invite",
    "stewardship:revoke-link",
    "stewardship:reset-second-step",
    by=(),
)
def _account(place: Place) -> dict[str, object]:
    return {"pk": foundation.account(of=somebody(place.partnership)).pk}


@sample("stewardship:end-role", by=())
def _grant(place: Place) -> dict[str, object]:
    person = somebody(place.partnership)
    grant = Grant.objects.create(
        principal=person.principal, partnership=place.partnership, role="scrutineer"
    )
    return {"pk": grant.pk}


@sample(
    "stewardship:mail-record",
    "stewardship:mail-arrived",
    "stewardship:mail-again",
    "stewardship:mail-let-go",
    by=(),
)
def _mail(place: Place) -> dict[str, object]:
    return {"pk": mail.in_state(place.partnership, "in-doubt").pk}


@sample("stewardship:lift-hold", by=())
def _hold(place: Place) -> dict[str, object]:
    return {"pk": retention.held(place.partnership, person=somebody(place.partnership)).pk}


@sample("stewardship:retention-run", by=())
def _run(place: Place) -> dict[str, object]:
    return {"pk": retention.a_run(place.partnership).pk}
