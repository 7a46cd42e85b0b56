"""The addresses of the provider: its own, and where somebody with a browser signs in."""

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

FORM = """<!doctype html><html lang="en"><title>Vale Council</title><h1>Sign in to Vale Council</h1>
<form method="post"><label>Name <input name="name"></label> <button>Go on</button></form></html>"""


@csrf_exempt
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who somebody is, believe it, and go on."""
    if request.method != "POST":
        return HttpResponse(FORM)
    user = User.objects.get(username=request.POST["name"])
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(request.GET["next"])


urlpatterns = [path("accounts/login/", sign_in), path("", include("allauth.idp.urls"))]
