"""The agency a cell means."""

from datetime import date

from safeloom.domain.partnership.models import Agency, AgencySuccession
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.dates import show_date
from safeloom.web.imports.finding import Names
from safeloom.web.imports.kind import Row


class Agencies:
    """The agencies of a partnership by name, reference and code; 2 queries. One that ended stands for
    what carries on its work, where that is one agency."""

    def __init__(self, partnership: Partnership, day: date) -> None:
        rows = Agency.objects.filter(record__partnership=partnership)
        self.all = list(rows.select_related("principal", "record"))
        self._day = day
        self._names = Names(
            (
                (
                    agency,
                    (agency.name, agency.record.reference, agency.ods_code, agency.urn),
                )
                for agency in self.all
            ),
            prefer=lambda agency: agency.holds(day),
        )
        by_key = {agency.pk: agency for agency in self.all}
        self._heirs: dict = {}
        for line in AgencySuccession.objects.filter(predecessor__record__partnership=partnership):
            if line.successor_id in by_key:
                heirs = self._heirs.setdefault(line.predecessor_id, [])
                heirs.append(by_key[line.successor_id])

    def of(self, row: Row, name: str, text: str, start: date | None = None) -> Agency | None:
        """The agency named in a field of a row, on `start` or today; None with a problem where there
        is none."""
        found = self._names.find(text)
        if found is None:
            near = self._names.nearest(text)
            mend = f"Did you mean {near}?" if near else "Add the agency first, or correct the name."
            row.wrong(name, f"There is no agency “{text[:80]}”.", mend)
            return None
        day = start or self._day
        if found.end is None or found.end >= day:
            return found
        heirs = self._living_heirs(found, day)
        if len(heirs) == 1:
            words = f"{found} ended on {show_date(found.end)}; {heirs[0]} carries on its work."
            row.note(name, words, "It is written there. Correct the name if that is wrong.")
            return heirs[0]
        mend = f"Name {' or '.join(map(str, heirs))}." if heirs else "Name another agency."
        row.wrong(name, f"{found} ended on {show_date(found.end)}.", mend)
        return None

    def _living_heirs(self, agency: Agency, day: date) -> list[Agency]:
        found, ahead, seen = [], [agency], set()
        while ahead:
            for heir in self._heirs.get(ahead.pop().pk, ()):
                if heir.pk in seen:
                    continue
                seen.add(heir.pk)
                (found if heir.end is None or heir.end >= day else ahead).append(heir)
        return found
