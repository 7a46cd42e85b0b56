"""Everything that can be done to a report. Each verb is keyword-only, atomic and audited."""

from safeloom.reports.commands.blocks import add_block, move_block, remove_block
from safeloom.reports.commands.guard import Frozen, Refused
from safeloom.reports.commands.opening import (
    new_version,
    note_download,
    open_report,
    record_publication,
)
from safeloom.reports.commands.signing import sign_off
from safeloom.reports.commands.writing import (
    accept_number,
    assign_section,
    change_section,
    manage_section,
    mark_section,
)

__all__ = [
    "Frozen",
    "Refused",
    "accept_number",
    "add_block",
    "assign_section",
    "change_section",
    "manage_section",
    "mark_section",
    "move_block",
    "new_version",
    "note_download",
    "open_report",
    "record_publication",
    "remove_block",
    "sign_off",
]
