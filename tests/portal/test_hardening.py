"""What is true of the whole site, whoever asks: for docs/security.md."""

import os
import re
import stat
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.conf import settings as real
from django.test import Client

from safeloom.config import secrets
from safeloom.config.services import Service
from tests.architecture.tree import read, written
from tests.portal.steps import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


def test_no_other_site_is_let_in_and_no_other_method_answers(client, manager):
    sign_in(client, manager)
    for page in ("/vale/", "/account/", "/sign-in/"):
        answer = client.get(page, headers={"Origin": "https://elsewhere.example"})
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
        traced = client.trace(page, headers={"X-Said": "repeat-me"})
        assert b"repeat-me" not in traced.content


def test_answers_say_what_they_are(client, manager):
    sign_in(client, manager)
    assert client.get("/vale/")["Content-Type"] == "text/html; charset=utf-8"
    exported = client.get("/vale/stewardship/accounts/?export=csv")
    assert exported["Content-Type"].startswith("text/csv; charset=utf-8")
    assert exported["Content-Disposition"].startswith("attachment;")
    assert client.get("/no/such/page/")["Content-Type"] == "text/html; charset=utf-8"


def test_fields_of_passwords_are_masked_and_may_be_pasted_into(client, manager):
    at_door = client.get("/sign-in/").content.decode()
    assert re.search(r'type="password"[^>]*autocomplete="current-password"', at_door)
    sign_in(client, manager)
    page = client.get("/account/password/").content.decode()
    assert page.count('type="password"') == 3 and page.count('"new-password"') == 2
    assert "onpaste" not in page and 'autocomplete="off"' not in page


def test_a_password_is_taken_to_the_last_space(manager):
    manager.set_password(f" {PASSWORD} ")
    manager.save()
    assert sign_in(Client(), manager, PASSWORD).status_code == 422
    assert sign_in(Client(), manager, f" {PASSWORD} ".upper()).status_code == 422
    assert sign_in(Client(), manager, f" {PASSWORD} ").status_code == 302


def test_passwords_are_hashed_slowly():
    code = (
        "import django; django.setup();"
        "from django.contrib.auth.hashers import make_password; print(make_password('x'))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "safeloom.config.settings"}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    algorithm, rounds, *_ = said.split("$")
    assert algorithm == "pbkdf2_sha256" and int(rounds) >= 600_000


def test_key_files_are_their_owners_alone(tmp_path):
    secrets.signing_key(tmp_path)
    secrets.encryption_keys(tmp_path)
    found = [path for path in (tmp_path / "keys").iterdir() if path.is_file()]
    assert len(found) >= 2
    for path in (*found, tmp_path / "keys"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/static/",
        "/static/../safeloom/config/settings.py",
        "/static/%2e%2e/%2e%2e/keys/signing",
        "/safeloom/config/settings.py",
        "/var/keys/signing",
    ],
)
def test_nothing_but_static_files_is_served_from_the_disk(client, path):
    assert not real.DEBUG
    answer = client.get(path)
    assert answer.status_code in {301, 302, 404}
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"SECRET_KEY" not in body and b"[core]" not in body


def test_our_scripts_keep_nothing_in_the_browser():
    """Nothing of anybody's work: whether the key / leads to the search is a setting of the keyboard's."""
    setting = r"localStorage\.(getItem|setItem)\(SLASH\b"
    never = r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|outerHTML|eval\(|__proto__"
    scripts = written("safeloom/**/*.js")
    assert len(scripts) >= 2
    for path in scripts:
        assert not re.search(never, re.sub(setting, "", read(path))), path


class Elsewhere(BaseHTTPRequestHandler):
    """A service that leads whoever asks on to another address of its own."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/secret")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_a_service_that_leads_elsewhere_is_not_followed(client, settings):
    server = HTTPServer(("localhost", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://localhost:{server.server_port}"
        service = Service("council", "Vale Council", address, "client", "secret", "no")
        settings.SIGN_IN_SERVICES = (service,)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [service.app()]}}
        assert client.get("/sign-in/with/council/")["Location"] == "/sign-in/"
    finally:
        server.shutdown()
        server.server_close()
    assert Elsewhere.asked == ["/.well-known/openid-configuration"]
