"""Reports that are expected and that came, for tests."""

from datetime import date
from itertools import count

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.reports_received.commands import expecting, receiving
from safeloom.systems.reports_received.models import ExpectedReport, ReceivedReport
from tests.factories import Place, sample

_NUMBERS = count(1)


def expected(
    here: Partnership, agency: Agency | None = None, *, first_due: date | None = None, **said
) -> ExpectedReport:
    """A report that is expected every year, first today."""
    said = {"kind": "custody", "every": "year"} | said
    if agency is None:
        said.setdefault("from_words", "Somebody elsewhere")
    said.setdefault("title", f"Report {next(_NUMBERS)}")
    made = expecting.Expectation(agency=agency, first_due=first_due or today(), **said)
    return expecting.expect(by=None, partnership=here, said=made)


def came(report: ExpectedReport, due: date | None = None, **said) -> ReceivedReport:
    """The report that was due on a day came today."""
    return receiving.receive(
        by=None, report=report, due=due or report.first_due, received=today(), **said
    )


@sample("reports_received:expected", by=("agency", "group"))
def _expected(place: Place) -> dict[str, object]:
    made = expected(place.partnership, place.agency, group=place.group)
    return {"reference": made.record.reference}


@sample(*(f"reports_received:{name}" for name in ("change", "receive", "not-needed")), by=())
def _of_the_unit(place: Place) -> dict[str, object]:
    return {"reference": expected(place.partnership).record.reference}


@sample("reports_received:received", by=("agency", "group"))
def _came(place: Place) -> dict[str, object]:
    made = came(expected(place.partnership, place.agency, group=place.group))
    return {"reference": made.record.reference}


@sample("reports_received:present", "reports_received:assure", by=())
def _to_judge(place: Place) -> dict[str, object]:
    return {"reference": came(expected(place.partnership)).record.reference}
