"""The pages for what went wrong."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.test import RequestFactory

from safeloom.web import errors


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/anything/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("handler", "arguments", "status", "words"),
    [
        (errors.bad_request, (BadRequest(),), 400, "could not be understood"),
        (errors.bad_request, (RequestDataTooBig(),), 413, "too large"),
        (errors.not_found, (Http404(),), 404, "Page not found"),
        (errors.too_many, (), 429, "Wait a few minutes"),
        (errors.server_error, (), 500, "The fault is ours"),
    ],
)
def test_says_what_happened_with_the_right_status(request_, handler, arguments, status, words):
    response = handler(request_, *arguments)
    assert response.status_code == status
    assert words in response.content.decode()


def test_forbidden_and_missing_are_the_same_to_the_last_byte(request_):
    forbidden = errors.permission_denied(request_, PermissionDenied("child 12"))
    missing = errors.not_found(request_, Http404("nothing"))
    assert (forbidden.status_code, forbidden.content) == (missing.status_code, missing.content)
    assert b"child" not in forbidden.content


def test_the_page_for_our_own_faults_needs_nothing_that_may_be_broken():
    assert errors.server_error(SimpleNamespace()).status_code == 500
