"""A partnership and its business manager."""

from tests.domain.actions.conftest import council, manager, police, vale

__all__ = ["council", "manager", "police", "vale"]
