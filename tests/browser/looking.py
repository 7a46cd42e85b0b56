"""What the browser tests look at on every page."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

AXE = (Path(__file__).parent / "vendored" / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


class Watch:
    """Hears what goes wrong in a page without anybody seeing it."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(f"content policy: {message.text}")


def check_axe(page: Page) -> None:
    """Fail, naming rule and element, when the page as it is now breaks WCAG 2.2 AA by axe's rules."""
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        _check_twin(page)
        return
    page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        WCAG,
    )
    assert not found["violations"], f"{page.url}\n{_in_words(found['violations'])}"


# By browser and width, kept open: opening one costs more than looking.
_twins: dict[tuple[int, int], Page] = {}


def _check_twin(page: Page) -> None:
    """Axe needs timers, which stand still where JavaScript is off: it looks at the same HTML beside it."""
    html = re.sub(r"<script\b.*?</script>|</?noscript>", "", page.content(), flags=re.S)
    browser, size = page.context.browser, page.viewport_size
    key = (id(browser), size["width"])
    if key not in _twins:
        _twins[key] = browser.new_context(viewport=size).new_page()
    twin = _twins[key]
    address = page.url if page.url.startswith("http") else "http://localhost/"
    twin.route(
        address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    try:
        twin.goto(address)
        check_axe(twin)
    finally:
        twin.unroute_all()


def _in_words(violations: list[dict[str, Any]]) -> str:
    lines = []
    for violation in violations:
        lines.append(f"{violation['id']} ({violation['impact']}): {violation['help']}")
        for node in violation["nodes"]:
            lines += [f"    {' '.join(map(str, node['target']))}", f"        {node['html']}"]
            lines.append("        " + node["failureSummary"].replace("\n", "\n        "))
    return "\n".join(lines)


def no_sideways_scroll(page: Page) -> None:
    """Fail, naming the widest elements, when the page is wider than its window."""
    too_wide = page.evaluate(
        """() => {
            const window_width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= window_width) return [];
            return [...document.body.querySelectorAll("*")]
                // Text runs over a box that is itself no wider than the window.
                .map(element => [Math.round(element.getBoundingClientRect().left + Math.max(
                    element.scrollWidth, element.getBoundingClientRect().width)), element])
                .filter(([right]) => right > window_width)
                .sort((one, other) => other[0] - one[0])
                .slice(0, 5)
                .map(([right, element]) =>
                    `${right} px: ` + element.cloneNode(false).outerHTML.slice(0, 200));
        }"""
    )
    assert not too_wide, "\n".join([f"{page.url} scrolls sideways:", *too_wide])


def sign_in(page: Page, account: Any) -> None:
    """Sign an account in without the form, for tests of something else."""
    client = Client()
    client.force_login(account)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    cookie = {"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}
    page.context.add_cookies([cookie])
