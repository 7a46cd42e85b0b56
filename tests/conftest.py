"""What every test shares: an environment of its own, made before Django reads its settings.

Settings are the real ones. They are named here and not in pyproject.toml, because pytest-django
would then read them before this file could point them at a folder of the tests' own.
"""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

from tests import emptying

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if not _WORKER:
    os.environ["SAFELOOM_TESTS"] = tempfile.mkdtemp(prefix="safeloom-tests-")
_HOME = Path(os.environ["SAFELOOM_TESTS"])
VAR = _HOME / (_WORKER or "alone")
(VAR / "static").mkdir(parents=True, exist_ok=True)
for name in [name for name in os.environ if name.startswith("SAFELOOM_")]:
    if name not in {"SAFELOOM_TESTS", "SAFELOOM_BROWSER", "SAFELOOM_CHROMIUM"}:
        del os.environ[name]  # a developer's own settings are not what is tested
os.environ["SAFELOOM_VAR"] = str(VAR)
os.environ["DJANGO_SETTINGS_MODULE"] = "safeloom.config.settings"

# The same examples every time where failing must not depend on chance; new ones at a desk.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")

collect_ignore = ["browser"] if os.environ.get("SAFELOOM_BROWSER") == "no" else []


def pytest_configure(config: pytest.Config) -> None:
    """What tests change in the settings: what only costs time, and static files that were not collected."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        emptying.let_sqlite_empty_append_only_tables()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the tests' folder away, once every worker has ended."""
    if not _WORKER:
        shutil.rmtree(_HOME, ignore_errors=True)
