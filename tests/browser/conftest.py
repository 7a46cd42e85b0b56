"""A real browser against a running server.

`page` is a desk (1280 px), `phone` a telephone (320 px), `no_script` a desk where JavaScript is off. Their
addresses are relative: `page.goto("/sign-in/")`. When a test fails, what its pages showed is in
`var/browser/`. Whatever a test does, it fails when a script threw or the content policy stopped something.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.looking import Watch

# Playwright's event loop runs in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

SHOTS = Path(__file__).resolve().parents[2] / "var" / "browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Remember on the test whether it failed, for the fixtures that end after it."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once."""
    named = os.environ.get("SAFELOOM_CHROMIUM") or next(filter(shutil.which, BROWSERS), None)
    if named is None:
        pytest.fail("No Chromium here: apt-get install chromium, or SAFELOOM_BROWSER=no.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which(named), args=QUIET)
        yield chromium
        chromium.close()


Opener = Callable[..., Page]


@pytest.fixture
def new_page(
    browser: Browser, live_server: Any, request: pytest.FixtureRequest
) -> Iterator[Opener]:
    """Opens a page in a context of its own (its own cookies): `new_page(viewport=…, …)`."""
    opened: list[tuple[Page, Watch]] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="en-GB",
            timezone_id="Europe/London",
            **{"viewport": DESK, **options},
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        opened.append((page, Watch(page)))
        return page

    yield open_page
    failed = request.node.stash.get(FAILED, False)
    for number, (page, _) in enumerate(opened):
        if failed:
            SHOTS.mkdir(parents=True, exist_ok=True)
            name = re.sub(r"[^\w.-]+", "-", request.node.nodeid.removeprefix("tests/browser/"))
            page.screenshot(path=SHOTS / f"{name}-{number}.png", full_page=True)
        page.context.close()
    complaints = [complaint for _, watch in opened for complaint in watch.complaints]
    assert failed or not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_page: Opener) -> Page:
    """A desk: 1280 px."""
    return new_page()


@pytest.fixture
def phone(new_page: Opener) -> Page:
    """A telephone: 320 px, touched and not clicked."""
    return new_page(viewport=PHONE, has_touch=True)


@pytest.fixture
def no_script(new_page: Opener) -> Page:
    """A desk where JavaScript is off."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def window(new_page: Opener) -> Page:
    """The hardest there is, a telephone where JavaScript is off: for the one journey a role that must go well
    in it. With JavaScript all other tests go."""
    return new_page(viewport=PHONE, has_touch=True, java_script_enabled=False)


@pytest.fixture
def vale(live_server: Any) -> Any:
    """A partnership in the middle of its work."""
    from tests.browser.vale import a_vale

    cache.clear()  # sign-in counts attempts, which no test shall inherit
    return a_vale()
