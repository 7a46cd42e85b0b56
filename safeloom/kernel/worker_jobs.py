"""What parts leave to the worker, as contributions of `safeloom.kernel.registry`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WorkerJob:
    """Something the worker does between two looks for mail. `task` names a function of `stopping` that
    returns a line for the log, or an empty string when there was nothing to do."""

    key: str
    task: str
    order: int


@dataclass(frozen=True)
class LongFile:
    """A file that takes long to make, which the worker makes. `source` names a function
    `(viewer, partnership, record, ending, target, tell)` that writes it into an open file, tells `tell` how
    many of how many rows are done, and raises `LookupError` where the viewer may not have it. `address`
    names one `(partnership, record)` that gives the page where it is fetched."""

    key: str
    title: str
    source: str
    address: str
