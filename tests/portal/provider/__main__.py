"""`python -m tests.portal.provider PORT CALLBACK`: serve people from memory until ended.

Who is signed in there is said by the request's header X-Person, or by name on its page: a real one would ask
for a password.
"""

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

PORT, CALLBACK = int(sys.argv[1]), sys.argv[2]
PEM = (
    rsa.generate_private_key(public_exponent=65537, key_size=2048)
    .private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    .decode()
)
settings.configure(
    SECRET_KEY="of a provider that lives for one test",
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF="tests.portal.provider.urls",
    # In memory, and one for all threads.
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": "file:provider?mode=memory&cache=shared",
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "allauth",
        "allauth.account",
        "allauth.idp.oidc",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "tests.portal.provider.people.PersonMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    IDP_OIDC_PRIVATE_KEY=PEM,
    IDP_OIDC_ADAPTER="tests.portal.provider.people.Adapter",
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from tests.portal.provider.people import begin  # noqa: E402


class Server(ThreadingMixIn, WSGIServer):
    """Answers several at once: a browser opens connections that it does not use."""

    daemon_threads = True


call_command("migrate", verbosity=0)
begin(CALLBACK)
with make_server("localhost", PORT, get_wsgi_application(), Server) as server:
    server.serve_forever()
