"""How the national register of schools says things, and what that is here."""

import re

from safeloom.domain.partnership.models import SchoolEntry

PHASES, GROUPS = SchoolEntry.Phase, SchoolEntry.Group

_PHASES = {
    "nursery": PHASES.NURSERY,
    "primary": PHASES.PRIMARY,
    "infant": PHASES.PRIMARY,
    "junior": PHASES.PRIMARY,
    "first": PHASES.PRIMARY,
    "middle": PHASES.MIDDLE,
    "middle deemed primary": PHASES.MIDDLE,
    "middle deemed secondary": PHASES.MIDDLE,
    "secondary": PHASES.SECONDARY,
    "16 plus": PHASES.SIXTEEN_PLUS,
    "post 16": PHASES.SIXTEEN_PLUS,
    "sixth form": PHASES.SIXTEEN_PLUS,
    "all through": PHASES.ALL_THROUGH,
    "special": PHASES.SPECIAL,
    "alternative provision": PHASES.ALTERNATIVE,
    "pru": PHASES.ALTERNATIVE,
    "not applicable": PHASES.NOT_APPLICABLE,
    "": PHASES.NOT_APPLICABLE,
}
# The type says more than the phase, which of these is “Not applicable”.
_PHASE_BY_TYPE = (
    (PHASES.SPECIAL, r"\bspecial\b"),
    (PHASES.ALTERNATIVE, r"pupil referral|alternative provision|\bpru\b"),
    (PHASES.SIXTEEN_PLUS, r"further education|sixth form|16 to 19|16 19|post 16"),
    (PHASES.NURSERY, r"nursery school"),
)
# The first that fits.
_GROUPS = (
    (GROUPS.COLLEGE, r"further education|^sixth form|special post 16|special college|college of"),
    (GROUPS.FREE, r"free school|studio school|university technical"),
    (GROUPS.ACADEMY, r"academy"),
    (GROUPS.NON_MAINTAINED_SPECIAL, r"non maintained special"),
    (GROUPS.INDEPENDENT, r"independent|city technology"),
    (
        GROUPS.MAINTAINED,
        r"community|voluntary (?:aided|controlled)|foundation|nursery school|pupil referral|maintained",
    ),
)
_STATUSES = {
    "": "open",
    "open": "open",
    "open but proposed to close": "closing",
    "closing": "closing",
    "closed": "closed",
    "proposed to open": "proposed",
}


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


def phase_of(words: str, type_words: str) -> str | None:
    """The phase of a school by what the register calls its phase and its type; None where the first is
    no phase."""
    said = _PHASES.get(_bare(words))
    for phase, pattern in _PHASE_BY_TYPE:
        if said in (None, PHASES.NOT_APPLICABLE) and re.search(pattern, _bare(type_words)):
            return phase
    return said


def group_of(type_words: str) -> str | None:
    """The group a type of establishment belongs to; None where the type is not known."""
    bare = _bare(type_words)
    return next((group for group, pattern in _GROUPS if re.search(pattern, bare)), None)


def status_of(words: str) -> str | None:
    """`open`, `closing`, `closed` or `proposed`; None for other words. Where none are, it is open."""
    return _STATUSES.get(_bare(words))
