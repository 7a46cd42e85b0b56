"""Where stewardship begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.backup.last import Backup, last
from safeloom.foundation.today import today

PAGES = (
    ("account.manage", "Accounts", "accounts", "Who may sign in, links to choose a password."),
    ("grant.manage", "Roles", "roles", "Who may do what, over what, from when to when."),
    (
        "second-step.manage",
        "Second step at sign-in",
        "second-step",
        "Which roles ask for more than a password.",
    ),
    (
        "grant.review",
        "Access review",
        "review",
        "Who holds what, when they were last here, and what nobody needs any more.",
    ),
    (
        "person.copy",
        "A person’s copy of their data",
        "copies",
        "Everything the partnership keeps of somebody, for them.",
    ),
    (
        "retention.see",
        "Retention",
        "retention",
        "How long what is kept, legal holds, and what is past its rule.",
    ),
    (
        "clock.set",
        "Clocks",
        "clocks",
        "How long things may take here, and days on which the partnership is closed.",
    ),
    (
        "mail.see",
        "Mail",
        "mail",
        "What was sent, what waits, and what nobody knows whether it arrived.",
    ),
    (
        "file.follow",
        "Files",
        "files",
        "Every file that is kept: what the virus scanner said of it, and what was removed.",
    ),
    (
        "audit.see",
        "Audit",
        "audit",
        "What was done by whom, and whether the record of it is whole.",
    ),
    (
        "leaving.see",
        "Leave",
        "leaving",
        "How everything is taken elsewhere, and what each column means.",
    ),
)


@open_to("stewardship.see")
def hub(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The pages of stewardship that the person may open."""
    pages = [
        {
            "title": title,
            "url": reverse(f"stewardship:{name}", args=[partnership_key]),
            "says": says,
        }
        for permission, title, name, says in PAGES
        if request.viewer.may(permission, request.partnership.pk)
    ]
    context = {"title": "Stewardship", "pages": pages, "backup": last(), "ago": _ago(last())}
    return render(request, "stewardship/hub.html", context)


def _ago(backup: Backup | None) -> str:
    """`today`, `yesterday` or `3 days ago`."""
    if backup is None:
        return ""
    days = (today() - timezone.localtime(backup.at).date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def trail(request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back: stewardship, then what else; `more` are pairs of words and a name."""
    key = request.partnership.key
    names = (("Stewardship", "hub"), *more)
    return [(words, reverse(f"stewardship:{name}", args=[key])) for words, name in names]
