"""Pages for whoever installs: commands, settings, what runs by itself."""

import ast
import subprocess
from pathlib import Path

from generating.tables import first_line, table

ROOT = Path(__file__).resolve().parents[2]


def commands() -> str:
    """What `./run help` says, and the management commands that are ours."""
    said = subprocess.run(
        [str(ROOT / "run"), "help"], check=True, capture_output=True, text=True
    ).stdout
    return f"# Commands\n\n```\n{said.strip()}\n```\n\n## Given with `./run manage`\n\n{_managed()}"


def _managed() -> str:
    from django.core.management import get_commands, load_command_class

    ours = {name: app for name, app in get_commands().items() if app.startswith("safeloom.")}
    return table(
        ("command", "what it does"),
        ((f"`{name}`", load_command_class(app, name).help) for name, app in sorted(ours.items())),
    )


def settings() -> str:
    """The table at the head of the settings."""
    source = (ROOT / "safeloom" / "config" / "settings.py").read_text(encoding="utf-8")
    return f"# Settings\n\n{ast.get_docstring(ast.parse(source))}\n"


def tick() -> str:
    """What `./run manage tick` does."""
    from safeloom.kernel.registry import TickJob, offered, resolve

    jobs = table(
        ("job", "what it does", "where"),
        (
            (f"`{job.key}`", first_line(resolve(job.task).__doc__), f"`{job.task}`")
            for job in offered(TickJob)
        ),
    )
    return (
        "# What the tick does\n\n`./run serve` and `./run demo` do it every five seconds; elsewhere cron or"
        f" systemd runs `./run manage tick` every minute. In this order:\n\n{jobs}"
    )
