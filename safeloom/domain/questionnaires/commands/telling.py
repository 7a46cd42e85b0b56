"""Telling who answers a response that something happened to it."""

from safeloom.domain.questionnaires.commands.inviting import address_of, new_link
from safeloom.domain.questionnaires.mails import news_mail
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.queries.people import contributors_of, signing_in
from safeloom.foundation.notices.commands import queue_mail


def tell_contributors(response: Response, key: str, said: str) -> int:
    """Queue a mail to each contributor who can be told, with a link of their own or the way to sign in; how
    many. `said` is a sentence in which `{asked}` stands for what is asked. Part of a command."""
    if response.campaign.sent is None:
        return 0
    rows = [one for one in contributors_of([response]) if address_of(one.person)]
    pairs = signing_in(rows)
    for one in rows:
        signs_in = (one.person_id, one.response_id) in pairs
        subject, text = news_mail(one, said, "" if signs_in else new_link(one).secret)
        queue_mail(
            key=f"response-news {key} {one.pk}",
            kind="response-news",
            to=address_of(one.person),
            subject=subject,
            text=text,
            partnership=response.campaign.partnership,
            person=one.person,
        )
    return len(rows)
