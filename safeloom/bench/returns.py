"""A file of returns to be looked through and written, and the measures it is about."""

import csv
from decimal import Decimal
from itertools import islice, product
from pathlib import Path
from random import Random

from safeloom.bench.sizes import TIMED
from safeloom.domain.indicators.commands import add_measure, set_target
from safeloom.domain.indicators.definitions import Breakdown, Frequency, Polarity, Unit
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.kernel import periods

RETURNS = 10_000
_MEASURES = 60
_COLUMNS = ("measure", "agency", "period", "numerator", "denominator", "narrative")


def prepare(path: Path) -> Partnership:
    """Add the measures to the timed county and write a file of returns of its agencies, all of them
    ready to be accepted. The caller undoes it."""
    county = Partnership.objects.get(key=TIMED)
    keys = [f"timed-{number}" for number in range(1, _MEASURES + 1)]
    for number, key in enumerate(keys):
        measure = add_measure(
            by=None,
            partnership=county,
            key=key,
            title=f"Timed measure {number}",
            numerator="Assessments in time",
            denominator="Assessments",
            part_of_whole=True,
            unit=Unit.PERCENT,
            decimals=1,
            polarity=Polarity.HIGHER,
            frequency=Frequency.QUARTER,
            breakdown=Breakdown.AGENCY,
        )
        if number % 2:
            set_target(by=None, measure=measure, value=Decimal(80), tolerance=Decimal(5))
    agencies = Agency.objects.filter(record__partnership=county, start=None, end=None)
    names = [agency.name for agency in agencies.select_related("principal")]
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(_COLUMNS)
        writer.writerows(islice(_rows(keys, names), RETURNS))
    return county


def _rows(keys: list[str], names: list[str]):
    chance = Random(1)  # noqa: S311 - the same file each time is what it is for
    quarters = [periods.period_containing(today(), periods.Frequency.QUARTER).previous()]
    while len(quarters) * len(keys) * len(names) < RETURNS:
        quarters.append(quarters[-1].previous())
    for quarter, key, name in product(quarters, keys, names):
        whole = chance.randint(20, 400)
        part = chance.randint(whole // 2, whole)
        yield key, name, quarter.short_label(), part, whole, "Staffing explains the change."
