"""What mails about responses say: who asks, for what, by when, and the link. Nothing of answers; where it
is about something sealed, not even what the campaign is called."""

from collections.abc import Sequence
from datetime import date

from safeloom.domain.questionnaires.addresses import by_link, to_answer
from safeloom.domain.questionnaires.models import Contributor, Response
from safeloom.domain.questionnaires.queries.campaigns import due_of, last_day_of
from safeloom.foundation.notices.links import site_address
from safeloom.kernel.dates import show_date

Words = tuple[str, str]


def asked_words(response: Response) -> str:
    """What is asked: `Section 11 audit 2026`, or that it is a questionnaire."""
    about, record = response.about, response.record
    if (about is not None and about.is_sealed) or (record is not None and record.is_sealed):
        return "a questionnaire"
    return f"“{response.campaign.record.title}”"


def link_mail(contributor: Contributor, secret: str) -> Words:
    """Subject and text for somebody who answers by a link."""
    address = site_address(by_link(secret))
    return _mail(
        contributor,
        f"Answer it here:\n{address}\n\n"
        "You need no account. The link is for you alone: please do not pass it on. "
        "You can leave at any time and come back by the same link.",
    )


def invitation_of(contributor: Contributor) -> Words:
    """Subject and text for somebody who signs in."""
    address = sign_in_address(contributor.response)
    return _mail(contributor, f"Sign in to answer it:\n{address}")


def reminder_of(rows: Sequence[tuple[Contributor, str]], day: date) -> Words:
    """Subject and text of one reminder of all that somebody has still to answer, each with its secret."""
    partnership = rows[0][0].response.campaign.partnership.name
    one = len(rows) == 1
    lines = [f"{partnership} still waits for {'an answer' if one else 'answers'} of yours.", ""]
    for contributor, secret in rows:
        response = contributor.response
        due = due_of(response)
        late = f"was due on {show_date(due)}" if due < day else f"due on {show_date(due)}"
        asked = asked_words(response)
        address = site_address(by_link(secret)) if secret else sign_in_address(response)
        lines += [
            f"- {asked[:1].upper()}{asked[1:]}, {late}, "
            f"taken until {show_date(last_day_of(response))}",
            f"  {address}",
        ]
    if any(secret for _, secret in rows):
        lines += ["", "You need no account. Links we sent you before work as well."]
    lines += [""]
    return "An answer of yours is awaited" if one else "Answers of yours are awaited", "\n".join(
        lines
    )


def news_mail(contributor: Contributor, said: str, secret: str = "") -> Words:
    """Subject and text telling that something happened to a response; what, stands behind the link."""
    response = contributor.response
    address = site_address(by_link(secret)) if secret else sign_in_address(response)
    partnership = response.campaign.partnership.name
    text = f"{partnership}: {said.format(asked=asked_words(response))}\n\nSee it here:\n{address}\n"
    return "There is news of your answer", text


def sign_in_address(response: Response) -> str:
    """Where who has an account goes to answer; it asks to sign in first."""
    record = response.record
    assert record is not None
    return site_address(to_answer(response.campaign.partnership, record.reference))


def _mail(contributor: Contributor, way: str) -> Words:
    response = contributor.response
    partnership = response.campaign.partnership.name
    text = (
        f"{partnership} asks you to answer {asked_words(response)}.\n\n"
        f"Please answer by {show_date(due_of(response))}.\n\n{way}\n"
    )
    return f"{partnership} asks for your answer", text
