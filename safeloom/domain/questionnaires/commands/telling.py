"""Telling who answers a response that something happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeloom.domain.questionnaires.commands.inviting import address_of, new_links
from safeloom.domain.questionnaires.mails import news_mail
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.queries.people import contributors_of, signing_in
from safeloom.foundation.notices.commands import new_mail, queue_mails


@dataclass(frozen=True)
class News:
    """Something that happened to a response. `said` is a sentence in which `{asked}` stands for what is
    asked; `key` tells it from other news of any response."""

    response: Response
    key: str
    said: str


def tell_contributors(response: Response, key: str, said: str) -> int:
    """Tell the contributors of one response; as `tell_of`."""
    return tell_of([News(response, key, said)])


def tell_of(news: Sequence[News]) -> int:
    """Queue a mail to each contributor who can be told, with a link of their own or the way to sign in; how
    many. Part of a command. A fixed number of queries for all of one partnership."""
    told = {one.response.pk: one for one in news if one.response.campaign.sent is not None}
    found = contributors_of([one.response for one in told.values()])
    rows = [one for one in found if address_of(one.person)]
    pairs = signing_in(rows)
    by_link = [one for one in rows if (one.person_id, one.response_id) not in pairs]
    secrets = {one.contributor_id: one.secret for one in new_links(by_link)}
    mails = []
    for one in rows:
        about = told[one.response_id]
        subject, text = news_mail(one, about.said, secrets.get(one.pk, ""))
        mails.append(
            new_mail(
                key=f"response-news {about.key} {one.pk}",
                kind="response-news",
                to=address_of(one.person),
                subject=subject,
                text=text,
                partnership=one.response.campaign.partnership,
                person=one.person,
            )
        )
    queue_mails(mails)
    return len(rows)
