"""The settings of the floor that pages are compared with: the site's, with session and sign-in around
the view and nothing else. `./run bench` alone serves by them."""

from safeloom.config.settings import *  # noqa: F403
from safeloom.config.settings import INSTALLED_APPS as _APPS

# Allauth starts with its middleware around the views or not at all.
INSTALLED_APPS = [app for app in _APPS if not app.startswith("allauth")]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "safeloom.bench.floor"
