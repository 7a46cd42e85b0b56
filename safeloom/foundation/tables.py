"""Making many tables at once when a database is brought up."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Tables(Operation):
    """Operations that make new tables, taken as one.

    Nearly every model points at a record, a principal or a partnership. Taken one by one, each operation
    would have Django draw up all models again, which made an empty database take half a minute. Here the
    tables are made as they are after the last operation, so what is added to them on the way is in them;
    and of models that were drawn up before, only those are drawn again that are changed.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    @property
    def _made(self) -> set[str]:
        return {one.name_lower for one in self.operations if isinstance(one, CreateModel)}

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How it is written in a migration."""
        return (type(self).__name__, [], {"operations": self.operations})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All of them, and nothing drawn up in between."""
        drawn = state.__dict__.pop("apps", None)
        before, made = set(state.models), self._made
        for one in self.operations:
            if _is_of(one, made):
                one.state_forwards(app_label, state)
        if drawn is not None:
            state.__dict__["apps"] = drawn
            drawn.render_multiple([state.models[key] for key in state.models if key not in before])
        for one in self.operations:
            if not _is_of(one, made):
                one.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make the tables; change those that were there before."""
        made = self._made
        for one in self.operations:
            if isinstance(one, CreateModel) or not _is_of(one, made):
                one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take them away again, the last first."""
        made = self._made
        for one in reversed(self.operations):
            if isinstance(one, CreateModel) or not _is_of(one, made):
                one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What it does."""
        return f"Make {len(self._made)} tables"


def _is_of(one: Operation, made: set[str]) -> bool:
    """Whether an operation makes one of the tables or adds to it."""
    return isinstance(one, CreateModel) or one.model_name_lower in made
