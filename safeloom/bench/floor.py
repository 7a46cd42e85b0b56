"""The least a page could cost: the same queries through one view, with session and sign-in alone, and a
body of 10 KB. Mounted by `./run bench` alone (safeloom.config.bench_floor)."""

import os
import pickle
from functools import cache
from pathlib import Path

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

BODY = b"Safeloom. " * 1024
FOLDER = "floor"


def floor(request: HttpRequest, job: str) -> HttpResponse:
    """Ask what a page asks, read all of it, and answer."""
    if not request.user.is_authenticated:
        raise Http404
    with connection.cursor() as cursor:
        for statement, values in _asked(job):
            cursor.execute(statement, values)
            cursor.fetchall()
    return HttpResponse(BODY)


@cache
def _asked(job: str) -> list[tuple[str, tuple]]:
    """What `plan` wrote down."""
    kept = Path(os.environ["SAFELOOM_VAR"]) / FOLDER / job
    return pickle.loads(kept.read_bytes())  # noqa: S301 (written by the bench itself)


urlpatterns = [path("<slug:job>/", floor)]
