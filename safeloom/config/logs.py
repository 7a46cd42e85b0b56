"""How a line of the log is written."""

import logging
import re
import time

# What follows in an address of a one-use link: mail programs break such addresses, and then they are
# asked for, and logged, with the secret in them.
_SECRET = re.compile(
    r"(/account/reset/(?!choose/)|/account/action/"
    r"|/answer/(?!(?:section|check|sign|colleagues|certificate|file)/))[^/\s]+"
)
# Where strangers are refused, nothing of ours threw.
_REFUSALS = "django.security"


class LineFormatter(logging.Formatter):
    """The time in UTC, to the millisecond, and what was said on one line whatever is in it, without the
    secrets of links: nobody can make a line of their own. Where something of ours threw, its trace
    follows."""

    converter = time.gmtime
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """One line."""
        line = _SECRET.sub(r"\1…", super().formatMessage(record))
        return line.replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the trace."""
        if record.name.startswith(_REFUSALS):
            return self.formatMessage(_told(record, self))
        return super().format(record)


def _told(record: logging.LogRecord, formatter: logging.Formatter) -> logging.LogRecord:
    record.message = record.getMessage()
    record.asctime = formatter.formatTime(record, formatter.datefmt)
    return record
