"""A partnership and its business manager."""

from tests.domain.actions.conftest import council, manager, vale

__all__ = ["council", "manager", "vale"]
