"""How a line of the log is written."""

import logging
import re
import time
import traceback

from safeloom.domain.questionnaires.nameless import ROOT

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
        if _is_nameless(record):
            return self._without_time(record)
        if record.name.startswith(_REFUSALS):
            return self.formatMessage(_told(record, self))
        return super().format(record)

    def _without_time(self, record: logging.LogRecord) -> str:
        """What went wrong where nobody has a name: the day, what threw and where in our files, and neither
        the hour nor what it said, in which an answer may stand."""
        said = [self.formatTime(record, "%Y-%m-%d"), record.levelname, record.name, f"{ROOT}…"]
        if not record.exc_info or record.exc_info[0] is None:
            return " ".join(said)
        thrown, _, trace = record.exc_info
        frames = "".join(traceback.format_tb(trace))
        return f"{' '.join(said)} {thrown.__name__}\n{frames}".rstrip()


def _is_nameless(record: logging.LogRecord) -> bool:
    request = getattr(record, "request", None)
    return getattr(request, "path_info", "").startswith(ROOT) or ROOT in record.getMessage()


def _told(record: logging.LogRecord, formatter: logging.Formatter) -> logging.LogRecord:
    record.message = record.getMessage()
    record.asctime = formatter.formatTime(record, formatter.datefmt)
    return record
