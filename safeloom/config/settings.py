"""Every setting. What differs between installations comes from the environment; nothing else does.

| variable | meaning | without it |
|---|---|---|
| DATABASE_URL | `postgres://…` or `sqlite:///…` | SQLite in SAFELOOM_VAR |
| SAFELOOM_VAR | folder of everything written: database, keys, heads, reports | `var/` |
| SAFELOOM_SECRET_KEY | signs sessions, links and account keys | made once in SAFELOOM_VAR |
| SAFELOOM_ENCRYPTION_KEYS | `id:base64,…`, the first one writes | made once in SAFELOOM_VAR |
| SAFELOOM_HOSTS | host names served, separated by commas | this machine only |
| SAFELOOM_HTTPS | `1` behind TLS: secure cookies, HSTS | off |
| SAFELOOM_PROXIES | how many proxies stand before it, to know a client's address | 1 with HTTPS, else 0 |
| SAFELOOM_SITE | address of the site as people type it, for links in mail | from the first host |
| SAFELOOM_MAIL_HOST | the mail server (SMTP) that mail is handed to | mail waits |
| SAFELOOM_MAIL_PORT | its port | 587; 465 with `tls`, 25 with `off` |
| SAFELOOM_MAIL_TLS | `starttls`, `tls` from the first byte, or `off` | `starttls` |
| SAFELOOM_MAIL_USER | whom to sign in to it as | no sign-in |
| SAFELOOM_MAIL_PASSWORD | with what password | |
| SAFELOOM_MAIL_FROM | whom mail is from: `Vale Partnership <safeloom@vale.example>` | `safeloom@` the site |
| SAFELOOM_DIGEST_HOUR | hour of the day, in England, from which each person's digest leaves | 7 |
| SAFELOOM_ACCESS_REVIEW_DAYS | each role is looked at again after so many days | 182 |
| SAFELOOM_SESSION_MINUTES | a session without a click ends after so long | 60 |
| SAFELOOM_SESSION_HOURS | a session ends so long after signing in, used or not | 12 |
| SAFELOOM_SEALED_MINUTES | a reason for opening sealed material holds so long | 30 |
| SAFELOOM_OIDC | names of services to sign in with: see `safeloom/config/services.py` | none |
| SAFELOOM_HIDE_BELOW | public counts from 1 up to below this are hidden | 5 |
| SAFELOOM_FILE_MEGABYTES | no file that is kept may be larger | 50 |
| SAFELOOM_CLAMD | clamd, which scans files: `unix:/path` or `tcp://host:port` | marked as not scanned |
| SAFELOOM_BACKUP_SECRET | seals backups; keep a copy apart from them | `--secret-file`, or it is asked for |
| SAFELOOM_BACKUP_DAYS | a last backup older than so many days is late | 2 |
| SAFELOOM_DEMONSTRATION | `1` on a demonstration only: personas sign in by a click | off |
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from safeloom.config import secrets, services

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env("SAFELOOM_VAR", default=str(ROOT / "var"))).resolve()

DEBUG = False
SECRET_KEY = env("SAFELOOM_SECRET_KEY", default="") or secrets.signing_key(VAR)
ENCRYPTION_KEYS = env("SAFELOOM_ENCRYPTION_KEYS", default="") or secrets.encryption_keys(VAR)
ALLOWED_HOSTS = env.list("SAFELOOM_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("SAFELOOM_HTTPS", default=False)
DEMONSTRATION = env.bool("SAFELOOM_DEMONSTRATION", default=False)
HIDE_BELOW = env.int("SAFELOOM_HIDE_BELOW", default=5)
AUDIT_HEADS = VAR / "audit-heads"
BACKUP_SECRET = env("SAFELOOM_BACKUP_SECRET", default="")
BACKUP_DAYS = env.int("SAFELOOM_BACKUP_DAYS", default=2)
FILE_MOST = 1_000_000 * env.int("SAFELOOM_FILE_MEGABYTES", default=50)
CLAMD = env("SAFELOOM_CLAMD", default="")

SITE = env("SAFELOOM_SITE", default="").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if HTTPS else "http://localhost:8000"
)
# The name of the site's machine: what it says to the mail server, and where its mails are numbered.
MAIL_DOMAIN = urlsplit(SITE).hostname or "localhost"
EMAIL_HOST = env("SAFELOOM_MAIL_HOST", default="")
MAIL_TLS = env("SAFELOOM_MAIL_TLS", default="starttls").lower()
if MAIL_TLS not in {"starttls", "tls", "off"}:  # a slip of the pen must not send in clear
    raise ImproperlyConfigured("SAFELOOM_MAIL_TLS is starttls, tls or off.")
EMAIL_PORT = env.int("SAFELOOM_MAIL_PORT", default={"tls": 465, "off": 25}.get(MAIL_TLS, 587))
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_TLS == "starttls", MAIL_TLS == "tls"
EMAIL_HOST_USER = env("SAFELOOM_MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env("SAFELOOM_MAIL_PASSWORD", default="")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env("SAFELOOM_MAIL_FROM", default="") or f"Safeloom <safeloom@{MAIL_DOMAIN}>"
ACCESS_REVIEW_DAYS = env.int("SAFELOOM_ACCESS_REVIEW_DAYS", default=182)
DIGEST_HOUR = env.int("SAFELOOM_DIGEST_HOUR", default=7)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "safeloom.foundation",
    "safeloom.web",
    "safeloom.portal",
    "safeloom.stewardship",
    "safeloom.domain.partnership",
    "safeloom.domain.area_profile",
    "safeloom.domain.actions",
    "safeloom.domain.questionnaires",
    "safeloom.domain.indicators",
    "safeloom.domain.meetings",
    "safeloom.domain.plans",
    "safeloom.domain.finance",
    "safeloom.systems.structure",
    "safeloom.reports",
    "safeloom.systems.area_comparison",
    "safeloom.systems.scorecard",
    "safeloom.systems.figure_check",
    "safeloom.systems.compact",
    "safeloom.systems.challenge",
    "safeloom.systems.inspections",
    "safeloom.systems.scrutiny",
    "safeloom.systems.reports_received",
    "safeloom.systems.policy_impact",
    "safeloom.systems.national",
    "safeloom.systems.minutes",
    "safeloom.systems.school_return",
    "safeloom.systems.section_11",
    "safeloom.systems.training_assurance",
    "safeloom.systems.surveys",
    "safeloom.systems.case_audit",
    "safeloom.systems.voice",
    # Last: it loads what the others offer.
    "safeloom.config",
]

MIDDLEWARE = [
    "safeloom.domain.questionnaires.nameless.NamelessMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "safeloom.portal.counting.CountAgainMiddleware",
    "safeloom.foundation.access.middleware.AccessMiddleware",
]

ROOT_URLCONF = "safeloom.config.urls"
WSGI_APPLICATION = "safeloom.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safeloom.portal.context.around",
            ],
        },
    }
]

FORM_RENDERER = "safeloom.web.renderer.Renderer"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'safeloom.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # All three together, or writers meet "database is locked" (decision 0012).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }
    # A file, as in use: in memory there is no second process and no write-ahead log.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
# Kept open between requests: opening costs as much as ten queries, and who closes SQLite's last
# connection copies the write-ahead log into the file and waits for the disk.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all server processes, or each would count sign-in attempts for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "safeloom_cache",
        # Far above what is counted at once: making room must not make attempts forgotten.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "foundation.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "safeloom.foundation.identity.passwords.OwnWordsValidator"},
]
ACCOUNT_ADAPTER = "safeloom.portal.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reset_password_from_key": "20/m/ip",
    "action_link": "30/m/ip",
    "response_link": "30/m/ip",
    "reset_password": "10/m/ip,60/h/ip,5/h/key",
    # Codes of a second step: of a million, whoever knows the password may try thirty a day.
    "second_step": "20/m/ip,5/5m/key,30/d/key",
}
MFA_ADAPTER = "safeloom.portal.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
SIGN_IN_SERVICES = services.services(env)
SOCIALACCOUNT_ADAPTER = "safeloom.portal.services.ServiceAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
# A link leads there: a form would be stopped by our own policy where the service leads on to another.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": [service.app() for service in SIGN_IN_SERVICES]}
}
SECOND_STEP_URL = "/account/second-step/"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SAFELOOM_PROXIES", default=1 if HTTPS else 0)
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

SESSION_ENGINE = "safeloom.foundation.identity.sessions"
SESSION_COOKIE_AGE = 60 * env.int("SAFELOOM_SESSION_MINUTES", default=60)
SESSION_LONGEST = timedelta(hours=env.int("SAFELOOM_SESSION_HOURS", default=12))
SEALED_VISIT = timedelta(minutes=env.int("SAFELOOM_SEALED_MINUTES", default=30))
SEALED_ASK_VIEW = "portal:sealed-open"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# A browser takes a cookie of this name only over TLS, from this very host, for all of its pages.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "safeloom.portal.views.entry.form_is_too_old"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Files of records, by keys of ours and never by the names they came with.
    "files": {
        "BACKEND": "safeloom.foundation.files.storage.Kept",
        "OPTIONS": {"location": str(VAR / "files")},
    },
}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# The first one ends an upload once it is larger than anything that is taken.
FILE_UPLOAD_HANDLERS = [
    "safeloom.web.uploading.Stop",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "safeloom.config.logs.LineFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
