"""Mail: what became of each, and the few things that only a person can settle."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.notices import commands
from safeloom.foundation.notices.models import Mail
from safeloom.stewardship import mails
from safeloom.stewardship.views.hub import trail
from safeloom.web.forms import INVALID
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import moment_words


def _page(key: str, shows_whom: bool) -> ListPage:
    def record(mail: Mail) -> str:
        return reverse("stewardship:mail-record", args=[key, mail.pk])

    whom = [Column("To", "to", sort="to")] if shows_whom else []
    return ListPage(
        title="Mail",
        noun=("mail", "mails"),
        search=["subject", *(["to"] if shows_whom else [])],
        default_order=("-queued", "-id"),
        columns=[
            Column("What", mails.kind_words, sort="kind", link=record),
            *whom,
            Column("State", mails.state_words, sort="state"),
            _moment("Queued", "queued"),
            Column("Attempts", "tries", sort="tries", kind="number"),
            _moment("Last tried", "tried"),
            _moment("Next try", "next_try"),
        ],
        filters=[
            Filter(
                "state",
                "State",
                lambda request: [(state.value, words) for state, words in mails.SHOWN.items()],
                mails.in_state,
            ),
        ],
        empty="What was sent by mail, or waits to be, will stand here.",
    )


def _moment(heading: str, name: str) -> Column:
    return Column(
        heading,
        lambda mail: moment_words(getattr(mail, name)),
        sort=name,
        export=lambda mail: (at := getattr(mail, name)) and at.isoformat(),
    )


@open_to("mail.see")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Every mail, the latest first."""
    return list_response(
        request,
        _page(partnership_key, _shows_whom(request)),
        mails.with_attempts(request.partnership),
        template="stewardship/mails.html",
        no_server=mails.no_server(),
        trail=trail(request),
    )


@open_to("mail.see")
def record(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """One mail and its attempts."""
    return _shown(request, _found(request, pk))


@open_to("mail.settle")
@require_POST
def arrived(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Say of a mail in doubt that it arrived."""
    return _settled(request, pk, commands.it_arrived, "It is noted that the mail arrived.")


@open_to("mail.settle")
@require_POST
def again(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Send a mail again, or for the first time now."""
    return _settled(request, pk, commands.send_again, "The mail leaves with the next round.")


@open_to("mail.settle")
@require_POST
def let_go(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Do nothing more about a mail."""
    return _settled(request, pk, commands.let_go, "Nothing more is done about the mail.")


def _settled(request: HttpRequest, pk: UUID, command, said: str) -> HttpResponse:
    found = _found(request, pk)
    try:
        command(by=request.viewer.person, partnership=request.partnership, mail=found)
    except ValidationError as problem:
        found.refresh_from_db()
        return _shown(request, found, " ".join(problem.messages))
    messages.success(request, said)
    return HttpResponseRedirect(
        reverse("stewardship:mail-record", args=[request.partnership.key, pk])
    )


def _found(request: HttpRequest, pk: UUID) -> Mail:
    return get_object_or_404(mails.mails(request.partnership), pk=pk)


def _shows_whom(request: HttpRequest) -> bool:
    return request.viewer.may("mail.see-recipient", request.partnership.pk)


def _shown(request: HttpRequest, mail: Mail, problem: str = "") -> HttpResponse:
    whom = _shows_whom(request)
    state = Mail.State(mail.state)
    may = request.viewer.may("mail.settle", request.partnership.pk)
    unsettled = state in (Mail.State.IN_DOUBT, Mail.State.FAILED, Mail.State.WAITING)
    facts = [
        ("To", (mail.to or "No longer kept") if whom else "Shown to the business manager"),
        ("Subject", mail.subject),
        ("Queued", moment_words(mail.queued)),
        ("Next try", moment_words(mail.next_try)),
        ("Why", mail.reason),
        ("Message-ID", mail.message_id),
    ]
    page = RecordPage(
        title=mails.kind_words(mail),
        status=mails.state_words(mail),
        status_kind=mails.KINDS.get(state, "plain"),
        facts=[(words, value) for words, value in facts if value],
        sections=[
            *(
                [Section("settle", "What to do", "stewardship/mail_settle.html")]
                if may and unsettled
                else []
            ),
            Section("attempts", "Attempts", "stewardship/mail_attempts.html"),
        ],
    )
    response = record_response(
        request,
        page,
        template="stewardship/mail.html",
        trail=trail(request, ("Mail", "mail")),
        mail=mail,
        attempts=mail.attempts.all(),
        shows_answer=whom,
        problem=problem,
    )
    if problem:
        response.status_code = INVALID
    return response
