"""What the tick does for imports."""

from safeloom.web.imports.accepting import forget_old


def forget() -> str:
    """Let go of what undoing old imports would need."""
    forgotten = forget_old()
    return f"imports that can no longer be undone: {forgotten}" if forgotten else ""
