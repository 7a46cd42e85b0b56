"""Taking answers of which nobody is to know whose they are."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from safeloom.domain.questionnaires.commands.answering import Closed, tidy
from safeloom.domain.questionnaires.commands.losing_order import lose_order
from safeloom.domain.questionnaires.commands.submitting import NotReady
from safeloom.domain.questionnaires.definitions import Given, Kind
from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerOption,
    Campaign,
    OpenLink,
    Response,
)
from safeloom.domain.questionnaires.queries.answering import places_of
from safeloom.domain.questionnaires.queries.campaigns import is_taking
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.foundation.today import today


@transaction.atomic
def submit_anonymous(
    *,
    campaign: Campaign,
    link: OpenLink,
    given: Mapping[str, Given],
    pk: UUID | None = None,
    day: date | None = None,
) -> Response:
    """Keep what somebody answered to an anonymous campaign through a link: the answers that count, by the
    local day and under keys drawn by lot. No audit row, no time, nobody: what is not written cannot be
    read. Files are not taken, because they say who wrote them. What comes a second time under the key
    (`pk`) of a response is that response, as it is. `day` is when it was answered, today unless told
    afterwards. Raises `Closed`, `NotReady`."""
    day = day or today()
    if (
        not campaign.anonymous
        or link.campaign_id != campaign.pk
        or link.stopped is not None
        or not is_taking(campaign, day)
    ):
        raise Closed
    response = Response(pk=pk or uuid4(), campaign=campaign, through=link, submitted_on=day)
    before = Response.objects.filter(pk=response.pk, record__isnull=True).first()
    if before is not None:
        return before
    evaluation = evaluation_of(response, given)
    if any(one.question.kind != Kind.FILE for one in evaluation.in_the_way):
        raise NotReady(evaluation, [])
    places = places_of(campaign.version)
    rows, chosen = [], []
    for key, one in evaluation.standings.items():
        if not one.counts or one.question.kind == Kind.FILE:
            continue
        kept = tidy(one.question, one.given)
        options = [places.options[key, option] for option in kept.options]
        several = one.question.kind == Kind.SEVERAL
        row = Answer(
            response=response,
            question_id=places.questions[key],
            text=kept.text,
            option_id=options[0] if options and not several else None,
            number=kept.number,
            day=kept.day,
            not_applicable=kept.not_applicable,
            counts=True,
            through=link,
        )
        rows.append(row)
        chosen += [AnswerOption(answer=row, option_id=option) for option in options if several]
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:  # sent twice at the same moment
        return Response.objects.get(pk=response.pk, record__isnull=True)
    Answer.objects.bulk_create(rows)
    AnswerOption.objects.bulk_create(chosen)
    lose_order(response)
    return response
