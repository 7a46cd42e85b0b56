"""Makes the demonstration in SAFELOOM_VAR, in a process of its own: `./run demo` starts it."""

import os
import sys
from pathlib import Path

import django

from safeloom.config.database import why_not
from safeloom.config.serve import say


def main(size: str) -> int:
    """Make all of it, the county of a size; a full disk is one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeloom.config.settings")
    try:
        django.setup()
        from safeloom.demonstration.everything import make_everything

        make_everything(Path(os.environ["SAFELOOM_VAR"]) / "reports", size)
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        if line := why_not(problem):
            return say(line)
        raise
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
