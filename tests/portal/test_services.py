"""Signing in with a service elsewhere, against a real one that runs as a second process."""

import json
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from safeloom.config.services import Service, services
from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.commands.strong import ask_second_step
from safeloom.foundation.identity.models import Account, Session
from safeloom.foundation.today import today
from safeloom.portal.services import Adapter
from tests.factories import foundation, partnership
from tests.portal.codes import AT_SIGN_IN, give_code, shown, with_app
from tests.portal.provider.people import CLIENT, SECRET
from tests.portal.provider.running import provider
from tests.portal.steps import audited

pytestmark = pytest.mark.django_db
BEGIN = "/sign-in/with/council/"


@pytest.fixture(scope="module")
def issuer():
    """The address of a provider that runs while these tests do."""
    with provider(f"http://testserver{BEGIN}back/") as address:
        yield address


@pytest.fixture
def service(issuer, settings):
    """Lets the site know it; `service(strong=…)` says how far it is trusted."""

    def known(strong: str = "no", secret: str = SECRET) -> None:
        council = Service("council", "Vale Council", issuer, CLIENT, secret, strong)
        settings.SIGN_IN_SERVICES = (council,)
        settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 30
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [council.app()]}}

    known()
    return known


@pytest.fixture
def ash(vale) -> Account:
    """A co-ordinator of Vale who has no password."""
    person = partnership.somebody(vale)
    foundation.grant(person.principal, "coordinator", vale)
    return foundation.account(person, email="ash@vale.example")


def come_back(client: Client, who: str, address: str = BEGIN):
    """Go to the service, be somebody there, and come back."""
    there = client.get(address)["Location"]
    answer = requests.get(there, headers={"X-Person": who}, allow_redirects=False, timeout=30)
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def inside(client: Client) -> bool:
    return client.get("/vale/").status_code == 200


def test_the_page_offers_it_and_somebody_signs_in_with_it(service, ash, client):
    assert "Sign in with Vale Council" in client.get("/sign-in/?next=/vale/").content.decode()
    assert come_back(client, "ash", f"{BEGIN}?next=/vale/")["Location"] == "/vale/"
    assert inside(client)
    known = SocialAccount.objects.get()
    assert known.user == ash and known.extra_data == {} and not SocialToken.objects.exists()
    assert len(audited("account.join-service")) == len(audited("account.sign-in")) == 1


def test_what_is_asked_for_is_bound_to_this_browser(service, ash, client):
    asked = parse_qs(urlsplit(client.get(BEGIN)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    there = client.get(BEGIN)["Location"]
    answer = requests.get(there, headers={"X-Person": "ash"}, allow_redirects=False, timeout=30)
    back = urlsplit(answer.headers["Location"])
    other = Client()
    assert other.get(f"{back.path}?{back.query}")["Location"] == "/sign-in/"
    assert not inside(other) and not Session.objects.filter(account=ash).exists()


def test_afterwards_it_is_the_subject_that_counts(service, ash, client):
    come_back(client, "ash")
    ash.email = "ash.new@vale.example"
    ash.save()
    again = Client()
    come_back(again, "ash")
    assert inside(again)


@pytest.mark.parametrize("who", ["unverified", "stranger"])
def test_nobody_else_gets_in_and_no_account_is_made(service, ash, client, who):
    many = Account.objects.count()
    assert come_back(client, who)["Location"] == "/sign-in/"
    assert "no account here can be used" in client.get("/sign-in/").content.decode()
    assert not inside(client) and Account.objects.count() == many
    assert not SocialAccount.objects.exists() and len(audited("account.sign-in-refused")) == 1


def test_a_second_subject_with_the_same_address_is_not_taken(service, ash, client):
    come_back(client, "ash")
    other = Client()
    assert come_back(other, "strong-ash")["Location"] == "/sign-in/"
    assert not inside(other)


@pytest.mark.parametrize("how", ["closed", "left"])
def test_who_is_closed_or_has_left_stays_out(service, ash, client, how):
    if how == "closed":
        ash.is_active = False
        ash.save()
    else:
        entry = ash.person.directory_entries.get()
        yesterday = today().replace(year=today().year - 1)
        people.leave(by=None, entry=entry, seen=None, day=yesterday)
    assert come_back(client, "ash")["Location"] == "/sign-in/"
    assert not inside(client)


@pytest.mark.parametrize(
    ("trusted", "who", "strong"),
    [
        ("no", "strong-ash", False),
        ("yes", "ash", True),
        ("amr", "ash", False),
        ("amr", "strong-ash", True),
    ],
)
def test_whether_it_counts_as_a_second_step_is_a_setting(
    service, ash, vale, client, trusted, who, strong
):
    service(strong=trusted)
    ask_second_step(by=None, partnership=vale, roles={"coordinator"})
    come_back(client, who)
    assert inside(client) == strong


def test_where_it_is_not_trusted_for_it_our_own_second_step_is_asked(service, ash, client):
    secret = with_app(ash)
    assert come_back(client, "ash")["Location"] == AT_SIGN_IN
    held = str([row.get_decoded() for row in Session.objects.all()])
    assert "ash@vale.example" not in held and "access_token" not in held
    assert not inside(client)
    give_code(client, shown(secret))
    assert inside(client)


def test_where_it_is_trusted_no_further_step_is_asked(service, ash, client):
    with_app(ash)
    service(strong="yes")
    come_back(client, "ash")
    assert inside(client)


def test_who_says_no_there_comes_back_to_sign_in(service, client):
    state = parse_qs(urlsplit(client.get(BEGIN)["Location"]).query)["state"][0]
    answer = client.get(f"{BEGIN}back/?error=access_denied&state={state}")
    assert answer["Location"] == "/sign-in/"
    assert "did not work" in client.get("/sign-in/").content.decode()


def test_a_wrong_secret_or_a_service_that_is_away_is_said_in_words(service, ash, client, settings):
    service(secret="another")
    assert come_back(client, "ash")["Location"] == "/sign-in/"
    gone = Service("council", "Vale Council", "http://localhost:9", CLIENT, SECRET, "no")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [gone.app()]}}
    assert client.get(BEGIN)["Location"] == "/sign-in/"
    assert "did not work" in client.get("/sign-in/").content.decode()


def test_metadata_of_another_issuer_is_not_believed(issuer, ash, settings, client):
    there = f"{issuer}/.well-known/openid-configuration"
    other = Service("council", "Vale Council", there, CLIENT, SECRET, "no")
    settings.SIGN_IN_SERVICES = (other,)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [other.app()]}}
    assert come_back(client, "ash")["Location"] == "/sign-in/"
    assert not inside(client) and not SocialAccount.objects.exists()


@pytest.mark.parametrize("algorithm", ["none", "HS256", None])
def test_a_token_that_is_not_signed_by_a_key_pair_is_not_taken(service, rf, algorithm):
    head = urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": "1"}).encode()).decode()
    with pytest.raises(OAuth2Error):
        Adapter(rf.get("/"), "council")._decode_id_token(None, f"{head}.e30.")


def test_without_settings_there_is_no_such_page(client):
    assert client.get(BEGIN).status_code == 404
    assert client.get(f"{BEGIN}back/").status_code == 404
    assert "Sign in with" not in client.get("/sign-in/").content.decode()


WHOLE = {
    "SAFELOOM_OIDC": "council",
    "SAFELOOM_OIDC_COUNCIL_ISSUER": "https://login.council.example/",
    "SAFELOOM_OIDC_COUNCIL_CLIENT": "safeloom",
    "SAFELOOM_OIDC_COUNCIL_SECRET": "secret",
}


def read(**changed: str) -> tuple[Service, ...]:
    said = {**WHOLE, **changed}
    return services(lambda name, default: said.get(name, default))


def test_services_are_read_from_the_environment():
    (council,) = read()
    assert council.label == "Council" and council.issuer == "https://login.council.example"
    assert read(SAFELOOM_OIDC="") == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAFELOOM_OIDC", "Council Tax"),
        ("SAFELOOM_OIDC_COUNCIL_ISSUER", "http://login.council.example"),
        ("SAFELOOM_OIDC_COUNCIL_CLIENT", " "),
        ("SAFELOOM_OIDC_COUNCIL_STRONG", "perhaps"),
    ],
)
def test_what_is_not_whole_or_not_safe_stops_the_start_and_is_named(name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        read(**{name: value})
