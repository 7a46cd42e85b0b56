"""The columns of a file of returns. Capitals, spaces and underscores make no difference."""

from safeloom.domain.indicators.imports.headings import HEADINGS
from safeloom.web.imports.kind import Field, fields_of

COLUMNS = {
    "measure": "The measure's key, title or reference",
    "about": "The area or agency it is about; empty for the whole partnership",
    "period": "Such as Q1 2026-27, June 2026, 2026-27 or 1 April 2026 to 30 June 2026; or instead of this "
    "column and of `value` a column for each period, headed by it",
    "numerator": "What was counted",
    "denominator": "Out of what",
    "value": "The number, where the measure has no parts or they are not known",
    "state": "supplied (or empty), provisional, not supplied, not applicable",
    "narrative": "Needed where a final number is off track",
    "reason": "Needed where a final number is replaced",
}
FIELDS = fields_of(
    HEADINGS["returns"],
    *(
        Field(key, key.capitalize(), words, required=key in ("measure", "period"))
        for key, words in COLUMNS.items()
    ),
)
