"""How a line of the log is written."""

import logging
import time


class LineFormatter(logging.Formatter):
    """The time in UTC, to the millisecond, and what was said on one line whatever is in it: nobody can
    make a line of their own. Where something threw, its trace follows."""

    converter = time.gmtime
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """One line."""
        line = super().formatMessage(record)
        return line.replace("\r", "\\r").replace("\n", "\\n")
