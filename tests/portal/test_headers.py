"""What every page says to the browser, and what no log holds."""

import io
import logging
import os
import subprocess
import sys

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from safeloom.config.logs import LineFormatter
from tests.architecture.urls import addresses
from tests.factories import foundation
from tests.portal.steps import sign_in

pytestmark = pytest.mark.django_db
PAGES = ["/", "/vale/", "/account/", "/account/password/", "/vale/stewardship/", "/vale/nothing/"]


@pytest.mark.parametrize("page", [*PAGES, "/sign-in/", "/account/reset/", "/no/such/page/"])
def test_every_page_keeps_to_the_policy_and_leaves_nothing_behind(client, manager, page):
    client.force_login(manager)
    headers = client.get(page).headers
    assert "no-store" in headers["Cache-Control"]
    policy = headers["Content-Security-Policy"]
    none = ("default-src", "frame-ancestors", "base-uri", "object-src")
    for part in (f"{each} 'none'" for each in none):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_are_out_of_scripts_reach_and_end_with_the_browser(client, manager):
    client.get("/sign-in/")
    sign_in(client, manager)
    for name in ("session", "csrf"):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not client.cookies["session"]["max-age"]


def test_behind_tls_cookies_are_secure_and_bound_to_the_host():
    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31_536_000,"
        " s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    )
    environment = {
        **os.environ,
        "SAFELOOM_HTTPS": "1",
        "DJANGO_SETTINGS_MODULE": "safeloom.config.settings",
    }
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert said.split() == ["__Host-session", "True", "__Host-csrf", "True", "True", "True", "True"]


def test_no_log_holds_an_address_a_name_or_a_password(manager, caplog, vale):
    client = Client()
    for _ in range(7):
        client.post("/sign-in/", {"login": manager.email, "password": "secret words"})
    client.get("/account/reset/secret-of-a-link/", follow=True)
    client.force_login(manager)
    client.get("/vale/stewardship/accounts/", {"q": "Ash"})
    client.get("/vale/nothing/", {"q": "Ash"})
    assert caplog.text
    for held in (manager.email, "secret", "Ash", manager.person.name):
        assert held not in caplog.text


def test_a_line_of_the_log_is_one_line_in_utc():
    record = logging.LogRecord("safeloom", 30, "", 0, "said\r\nERROR forged %s", ("x\ny",), None)
    record.created = 1_793_000_000.25
    record.msecs = 250.0
    said = LineFormatter("{asctime} {levelname} {message}", style="{").format(record)
    assert said == r"2026-10-26 07:33:20.250Z WARNING said\r\nERROR forged x\ny"


def written(*, path: str = "", host: str = "", cookie: bool = False) -> str:
    """What the log holds of one request, as it is written."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(LineFormatter("{asctime} {levelname} {name} {message}", style="{"))
    logging.getLogger().addHandler(handler)
    try:
        if host:
            Client().get(path, headers={"host": host})
        else:
            Client(enforce_csrf_checks=cookie).post(path)
    finally:
        logging.getLogger().removeHandler(handler)
    return heard.getvalue()


@pytest.mark.parametrize("path", ["secret-one/).", "secret-one/", "secret-one>/x"])
def test_the_secret_of_a_link_that_was_broken_by_a_mail_program_is_not_logged(db, path):
    said = written(path=f"/account/reset/{path}", cookie=True)
    assert "/account/reset/" in said and "secret" not in said


def test_whoever_calls_us_by_another_name_writes_one_line(db):
    said = written(path="/sign-in/", host="evil.example")
    assert said.count("\n") == 1 and "evil.example" in said


def test_who_was_refused_what_stands_in_the_log(manager, vale, caplog):
    client = Client()
    client.force_login(foundation.granted("coordinator", vale))
    client.get("/vale/stewardship/audit/")
    (said,) = [r.getMessage() for r in caplog.records if r.name.startswith("safeloom")]
    assert said.startswith("refused audit.see to account ") and "@" not in said


def test_signing_out_lets_the_browser_forget(client, manager):
    sign_in(client, manager)
    assert '"cache"' in client.post("/sign-out/").headers["Clear-Site-Data"]


@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("Safeguarding2026!", False),
        ("safeloom-partnership", False),
        ("WelcomeCouncil123", False),
        ("heron at the council gate", True),
        ("Ü" * 64 + "otter above ten lamps", True),
    ],
)
def test_a_password_is_not_made_of_words_of_the_work(password, taken):
    try:
        validate_password(password)
    except ValidationError:
        assert not taken
    else:
        assert taken


def test_only_the_pages_of_the_way_in_are_public():
    public = {one.name for one in addresses() if one.opening and one.opening.to == "anyone"}
    assert {name for name in public if name.startswith("portal:")} == {
        "portal:sign-in",
        "portal:second-step-in",
        "portal:persona",
        "portal:sign-out",
        "portal:reset",
        "portal:link",
        "portal:choose-password",
    }
