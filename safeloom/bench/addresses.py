"""The pages that are timed."""

from collections.abc import Iterable

from django.urls import reverse

from safeloom.bench.sizes import TIMED
from safeloom.domain.indicators.definitions import Breakdown, Frequency
from safeloom.domain.indicators.models import Measure
from safeloom.domain.meetings.models import Meeting
from safeloom.foundation.today import today


def addresses(jobs: Iterable[str]) -> dict[str, str]:
    """The address of each job's page in the timed county."""
    return {job: _ADDRESS[job]() for job in jobs}


def _home() -> str:
    return reverse("portal:home", args=[TIMED])


def _agencies() -> str:
    return reverse("partnership:agencies", args=[TIMED])


def _scorecard() -> str:
    return reverse("scorecard:scorecard", args=[TIMED])


def _measure() -> str:
    measures = Measure.objects.filter(
        partnership__key=TIMED, frequency=Frequency.QUARTER, breakdown=Breakdown.AREA
    )
    return reverse("indicators:measure", args=[TIMED, measures.earliest("order", "key").key])


def _structure() -> str:
    return reverse("structure:page", args=[TIMED])


def _search() -> str:
    return f"{reverse('portal:search', args=[TIMED])}?q=council"


def _account() -> str:
    return reverse("finance:money", args=[TIMED])


def _agenda() -> str:
    coming = Meeting.objects.filter(
        partnership__key=TIMED, series__record__title="Board meeting"
    ).latest("day")
    return reverse("meetings:meeting", args=[TIMED, coming.record.reference])


def _attendance() -> str:
    since = today().replace(day=1, month=4, year=today().year - 10)
    return f"{reverse('meetings:attendance-report', args=[TIMED])}?from={since}"


def _actions() -> str:
    """Searched and filtered; what is found is more than a page where the tracker is long."""
    return f"{reverse('actions:all', args=[TIMED])}?q=guide&status=overdue"


_ADDRESS = {
    "home": _home,
    "scorecard": _scorecard,
    "measure": _measure,
    "agencies": _agencies,
    "structure": _structure,
    "search": _search,
    "account": _account,
    "agenda": _agenda,
    "attendance": _attendance,
    "actions": _actions,
}
