"""Which measure, area or agency a cell means."""

from collections.abc import Iterable
from difflib import get_close_matches

from safeloom.domain.indicators.models import Measure
from safeloom.domain.partnership.models import Agency, Area
from safeloom.foundation.identity.models import Partnership
from safeloom.web.imports.cleaning import plain


class Lookup:
    """The measures, areas and agencies of a partnership by what they may be called: 3 queries."""

    def __init__(self, partnership: Partnership) -> None:
        rows = Measure.objects.filter(partnership=partnership).select_related("record")
        self.measures = list(rows.select_related("record", "partnership"))
        self._measures = _by_name(
            (measure, (measure.title, measure.record.reference, measure.key))
            for measure in self.measures
        )
        areas = Area.objects.filter(record__partnership=partnership).select_related("record")
        self._areas = _by_name(
            (area, (area.name, area.record.reference, area.gss_code)) for area in areas
        )
        agencies = Agency.objects.filter(record__partnership=partnership)
        self._agencies = _by_name(
            (agency, (agency.name, agency.record.reference, agency.ods_code))
            for agency in agencies.select_related("record", "principal")
        )

    def measure(self, text: str) -> Measure | None:
        """The measure of a key, title or reference."""
        return self._measures.get(plain(text))

    def area(self, text: str) -> Area | None:
        """The area of a name, reference or GSS code."""
        return self._areas.get(plain(text))

    def agency(self, text: str) -> Agency | None:
        """The agency of a name, reference or ODS code."""
        return self._agencies.get(plain(text))

    def nearest_measure(self, text: str) -> str:
        """What to write for a measure that is not known."""
        return _nearest(text, {name: row.key for name, row in self._measures.items()})

    def nearest_area(self, text: str) -> str:
        """What to write for an area that is not known."""
        return _nearest(text, {name: row.name for name, row in self._areas.items()})

    def nearest_agency(self, text: str) -> str:
        """What to write for an agency that is not known."""
        return _nearest(text, {name: row.name for name, row in self._agencies.items()})


def _by_name(rows: Iterable[tuple]) -> dict:
    """By each name that means one row only; what two are called means neither."""
    found: dict = {}
    for row, names in rows:
        for name in {plain(name) for name in names if name}:
            found[name] = None if name in found and found[name] != row else row
    return {name: row for name, row in found.items() if row is not None}


def _nearest(text: str, known: dict[str, str]) -> str:
    near = get_close_matches(plain(text), known, n=1, cutoff=0.6)
    return known[near[0]] if near else ""
