"""One printed number."""

from dataclasses import dataclass
from decimal import Decimal

from safeloom.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number. `id` is the full reference; `words` what stands in a sentence (`12.3%`, `Not
    supplied`); `number` what stands in a file of figures (`12.3`; the words where there is no
    number); `value` exact at the printed decimals, None for words. `rule` and `terms` say in the
    vocabulary of the figure check how it follows from other figures; empty where it does not.
    `source` is the address of the return or, where there are several, of the measure."""

    id: str
    place: str
    measure: str
    period: Period
    words: str
    number: str
    unit: str
    value: Decimal | None = None
    rule: str = ""
    terms: tuple[str, ...] = ()
    source: str = ""
    provisional: bool = False
