"""Questionnaires, campaigns, responses and answers, as rows."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.writing import write_into
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.definitions import Questionnaire as Plain
from safeloom.domain.questionnaires.formats.reading import read_toml
from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerOption,
    Campaign,
    Contributor,
    OpenLink,
    Questionnaire,
    Response,
    Version,
)
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import open_record
from safeloom.foundation.today import today
from safeloom.foundation.workflow.models import Move
from safeloom.kernel import registry
from safeloom.kernel.registry import QuestionnaireUse

# A use that no system ships, so that tests of the engine rest on none.
USE = "of-tests"
CONTRIBUTIONS = (
    QuestionnaireUse(USE, "Of tests", ("agencies", "people", "anyone", "about"), order=99),
)
_NUMBERS = count(1)

SHORT = """
title = "Short audit"
sections_are = "Standard"
[[capacities]]
key = "chair"
title = "Chair of governors"
signs = true
[[sections]]
key = "leadership"
title = "Leadership"
[[sections.questions]]
key = "led"
words = "Is this met?"
kind = "grade"
required = true
options = [
  { key = "no", title = "Not met", value = 0, mark = "red" },
  { key = "yes", title = "Met", value = 1, mark = "green", meets = true },
]
[[sections.questions]]
key = "why"
words = "What is missing?"
kind = "text"
required = true
most_words = 200
when = ["led is no"]
[[sections.questions]]
key = "proof"
words = "What shows it?"
kind = "file"
[[sections]]
key = "people"
title = "People"
[[sections.questions]]
key = "staff"
words = "How many people work for you?"
kind = "number"
least = 0
may_not_apply = true
[[sections.questions]]
key = "trained"
words = "What share of them are trained?"
kind = "percentage"
[[sections.questions]]
key = "checks"
words = "Which checks do you make?"
kind = "several"
options = [
  { key = "dbs", title = "Criminal records" },
  { key = "references", title = "References" },
  { key = "right", title = "Right to work" },
]
[[sections.questions]]
key = "reviewed"
words = "When was your policy last reviewed?"
kind = "date"
"""


def a_questionnaire(
    partnership: Partnership, content: str | Plain = SHORT, *, published: bool = True
) -> Version:
    """A version with this content, as TOML or as plain data; published unless said otherwise."""
    registry.load(__name__)
    plain = read_toml(content) if isinstance(content, str) else content
    record = open_record(
        partnership=partnership, kind="questionnaire", prefix="QN", title=plain.title
    )
    row = Questionnaire.objects.create(record=record, partnership=partnership, use=USE)
    version = Version.objects.create(questionnaire=row, number=1)
    write_into(version, plain)
    if published:
        version.published = datetime.now(UTC)
        version.save(update_fields=["published"])
    return version


def a_campaign(
    partnership: Partnership, version: Version | None = None, title: str = "", **said
) -> Campaign:
    """A campaign that was sent ten days ago and is due in twenty."""
    registry.load(__name__)
    title = title or f"Audit {next(_NUMBERS)}"
    day = said.pop("opens", today() - timedelta(days=10))
    due = said.pop("due", day + timedelta(days=30))
    return Campaign.objects.create(
        record=open_record(partnership=partnership, kind="campaign", prefix="CA", title=title),
        partnership=partnership,
        use=USE,
        version=version or a_questionnaire(partnership),
        opens=day,
        due=due,
        closes=said.pop("closes", due),
        sent=said.pop("sent", datetime.now(UTC)),
        **said,
    )


def a_response(
    campaign: Campaign,
    agency: Agency | None = None,
    *,
    person: Person | None = None,
    through: OpenLink | None = None,
    day: date | None = None,
    state: str = "",
) -> Response:
    """What an agency or a person answers; through an open link, or of an anonymous campaign, nobody's,
    submitted on a day. With `state` it stands there, by one step."""
    if campaign.anonymous:
        return Response.objects.create(
            campaign=campaign, through=through, submitted_on=day or today()
        )
    title = f"{campaign.record.title}: {(agency or person).name if agency or person else ''}"
    record = open_record(
        partnership=campaign.partnership, kind="response", prefix="RS", title=title
    )
    row = Response.objects.create(record=record, campaign=campaign, agency=agency, person=person)
    if state:
        Move.objects.create(
            record=record, number=1, step="submit", of="draft", to=state, at=datetime.now(UTC)
        )
    return row


def an_open_link(campaign: Campaign, label: str = "Youth club", **said) -> OpenLink:
    """An address of an anonymous campaign."""
    code = said.pop("code", f"code{next(_NUMBERS)}")
    return OpenLink.objects.create(campaign=campaign, code=code, label=label, **said)


def a_contributor(response: Response, person: Person, capacity: str = "", **said) -> Contributor:
    """Somebody who may answer; in a capacity by its key."""
    row = response.campaign.version.capacities.get(key=capacity) if capacity else None
    return Contributor.objects.create(response=response, person=person, capacity=row, **said)


def answered(
    response: Response,
    given: dict[str, Given],
    *,
    by: Person | None = None,
    counts: Iterable[str] | None = None,
) -> dict[str, Answer]:
    """Write answers as rows, by the question's key; those that count are all unless said otherwise. Of
    files nothing is written."""
    questions = {one.key: one for one in response.campaign.version.questions.all()}
    rows = {}
    for key, one in given.items():
        question = questions[key]
        options = [question.options.get(key=each) for each in one.options]
        several = question.kind == "several"
        rows[key] = Answer.objects.create(
            response=response,
            question=question,
            text=one.text,
            option=options[0] if options and not several else None,
            number=one.number,
            day=one.day,
            not_applicable=one.not_applicable,
            unconfirmed=one.unconfirmed,
            counts=counts is None or key in counts,
            by=by,
            at=datetime.now(UTC) if response.record_id else None,
            through=response.through,
        )
        if several:
            AnswerOption.objects.bulk_create(
                AnswerOption(answer=rows[key], option=each) for each in options
            )
    return rows
