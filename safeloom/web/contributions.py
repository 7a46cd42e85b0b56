"""What the web kit offers."""

from safeloom.kernel.registry import Permission, TickJob
from safeloom.kernel.worker_jobs import WorkerJob

CONTRIBUTIONS = (
    Permission(
        "import.use",
        "bring in files of what they may change",
        ("business-manager", "coordinator", "agency-lead"),
    ),
    TickJob("made-files", "safeloom.web.making.forget", order=61),
    WorkerJob("made-files", "safeloom.web.making.make_what_waits", order=10),
    TickJob("imports-forgotten", "safeloom.web.imports.tick.forget", order=60),
)
