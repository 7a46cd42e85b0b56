"""What the register says of a school, when it becomes another."""

from safeloom.domain.partnership.commands.reorganising.moves import Line, Moves
from safeloom.domain.partnership.commands.reorganising.passing import pass_on
from safeloom.domain.partnership.models import Agency, FollowedSchoolEntry, SchoolEntry


def follow(moves: Moves) -> list[Line]:
    """The register says of what a school becomes what it said of the school, until it says something else."""
    rows = SchoolEntry.objects.select_related("agency__principal").order_by(
        "agency__principal__name", "pk"
    )
    return pass_on(
        moves,
        rows,
        FollowedSchoolEntry,
        key="school",
        words=_words,
        about=_one,
        begin=_entry,
    )


def _words(row: SchoolEntry) -> str:
    return f"{row.agency.name} in the register of schools ({row.get_phase_display().lower()})"


def _one(row: SchoolEntry) -> str:
    # A school has one entry on a day.
    return ""


def _entry(row: SchoolEntry, agency: Agency) -> SchoolEntry:
    kept = ("phase", "group", "type_words", "la_code", "number", "status")
    return SchoolEntry(agency=agency, **{name: getattr(row, name) for name in kept})
