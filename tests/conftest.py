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

from tests import emptying, migrated

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if not _WORKER:
    os.environ["SAFELOOM_TESTS"] = tempfile.mkdtemp(prefix="safeloom-tests-")
_HOME = Path(os.environ["SAFELOOM_TESTS"])
VAR = _HOME / (_WORKER or "alone")
(VAR / "static").mkdir(parents=True, exist_ok=True)
# Those that are about the tests themselves.
KEPT = {"SAFELOOM_TESTS", "SAFELOOM_BROWSER", "SAFELOOM_CHROMIUM", "SAFELOOM_SCANNER"}
for name in [name for name in os.environ if name.startswith("SAFELOOM_")]:
    if name not in KEPT:
        del os.environ[name]  # a developer's own settings are not what is tested
os.environ["SAFELOOM_VAR"] = str(VAR)
os.environ["DJANGO_SETTINGS_MODULE"] = "safeloom.config.settings"

# The same examples every time where failing must not depend on chance; new ones at a desk.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")

# What is left out where the program it drives is not there (`./run test` says how).
OUTSIDE = {"SAFELOOM_BROWSER": "browser", "SAFELOOM_SCANNER": "foundation/files/test_real_clamd.py"}
collect_ignore = [path for name, path in OUTSIDE.items() if os.environ.get(name) == "no"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a second run, on another database, need not do again."""
    parser.addoption(
        "--database-only", action="store_true", help="leave out tests that never ask the database"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what says nothing of the database: pytest-django lets only those ask it that say so."""
    if not config.getoption("database_only"):
        return
    asking = [item for item in items if _may_ask(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _may_ask(item: pytest.Item) -> bool:
    """Whether a test may ask the tests' database; one of a browser or of a class is taken to. One that is
    marked `once` asks it for what its own tests ask on both databases already."""
    if item.get_closest_marker("once"):
        return False
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("browser")
        or getattr(item, "cls", None)
        or {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    )


def pytest_configure(config: pytest.Config) -> None:
    """What tests change in the settings: what only costs time, and static files that were not collected."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        # A worker's own: the settings were read from the environment of the one that started it.
        "files": {
            "BACKEND": "safeloom.foundation.files.storage.Kept",
            "OPTIONS": {"location": str(VAR / "files")},
        },
    }
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        emptying.let_sqlite_empty_append_only_tables()
    else:
        emptying.let_postgresql_empty_without_truncating()
        # Nothing of the tests must outlive the server: no commit waits for the disk.
        settings.DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
            "-c synchronous_commit=off"
        )
    if getattr(config.option, "numprocesses", None):
        # A worker that inherits it reads the settings before it has come here, with the folder of the one
        # that started it; processes that its tests start would have another's, and other keys.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """On SQLite, begin with a database that an earlier run brought up to the migrations."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return bool(request.config.getoption("reuse_db"))
    return migrated.bring(Path(database["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool) -> None:
    """Keep what this run had to bring up."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not django_db_keepdb:
        migrated.keep(Path(database["TEST"]["NAME"]))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the tests' folder away, once every worker has ended."""
    if not _WORKER:
        shutil.rmtree(_HOME, ignore_errors=True)
