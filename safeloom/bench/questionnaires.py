"""Questionnaires answered by many, written row by row and not answer by answer: only what is timed goes
through the commands."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import connection

from safeloom.bench.sizes import TIMED
from safeloom.domain.questionnaires.commands.writing import write_into
from safeloom.domain.questionnaires.definitions import (
    Clause,
    Condition,
    Kind,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
)
from safeloom.domain.questionnaires.models import (
    Answer,
    Campaign,
    OpenLink,
    OptionRow,
    Response,
    Version,
)
from safeloom.domain.questionnaires.models import Questionnaire as QuestionnaireRow
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.commands import open_record
from safeloom.foundation.today import today

WORDS = "We would like to be asked more often, and sooner, and by somebody we know."
LINKS = 8
IN_A_SECTION = 10
_SCALE = tuple(
    Option(f"o{value}", title, value, mark, meets=value > 2)
    for value, (title, mark) in enumerate(
        [("Not at all", "red"), ("A little", "amber"), ("Mostly", "green"), ("Fully", "blue")],
        start=1,
    )
)
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_MIX = (Kind.CHOICE, Kind.GRADE, Kind.TEXT, Kind.NUMBER, Kind.GRADE)


def a_questionnaire(
    many: int, *, required: bool = False, in_a_section: int = IN_A_SECTION
) -> Questionnaire:
    """So many questions of all common kinds, every tenth asked of those alone who said yes before."""
    questions = [_question(number, required) for number in range(many)]
    return Questionnaire(
        "Timed questionnaire",
        tuple(
            Section(
                f"s{at}",
                f"Section {at // in_a_section + 1}",
                tuple(questions[at : at + in_a_section]),
            )
            for at in range(0, many, in_a_section)
        ),
    )


def _question(number: int, required: bool) -> Question:
    kind = _MIX[number % len(_MIX)]
    asked_after = number and number % IN_A_SECTION == IN_A_SECTION - 1
    return Question(
        key=f"q{number}",
        words=f"How far is what is asked for under number {number + 1} in place?",
        kind=kind,
        required=required,
        options=_YES_NO if kind is Kind.CHOICE else _SCALE if kind is Kind.GRADE else (),
        least=Decimal(0) if kind is Kind.NUMBER else None,
        condition=Condition((Clause(f"q{number - 4}", Operator.IS, "yes"),))
        if asked_after
        else Condition(),
    )


def a_campaign(plain: Questionnaire, *, anonymous: bool, day: datetime | None = None) -> Campaign:
    """A campaign of the timed county that asks this."""
    here = Partnership.objects.get(key=TIMED)
    now = day or datetime.now(UTC)
    row = QuestionnaireRow.objects.create(
        record=open_record(partnership=here, kind="questionnaire", prefix="QN", title=plain.title),
        partnership=here,
        use="audit",
    )
    version = Version.objects.create(questionnaire=row, number=1)
    write_into(version, plain)
    version.published = now
    version.save(update_fields=["published"])
    first = today() - timedelta(days=10)
    return Campaign.objects.create(
        record=open_record(partnership=here, kind="campaign", prefix="CA", title="Timed survey"),
        partnership=here,
        use="audit",
        version=version,
        opens=first,
        due=first + timedelta(days=30),
        closes=first + timedelta(days=40),
        anonymous=anonymous,
        sent=now,
    )


def a_survey(people: int, questions: int) -> Campaign:
    """An anonymous survey that so many people answered whole, by one of some links."""
    campaign = a_campaign(a_questionnaire(questions), anonymous=True)
    links = OpenLink.objects.bulk_create(
        OpenLink(campaign=campaign, code=f"timed{number}", label=f"Youth club {number}")
        for number in range(LINKS)
    )
    rows = [
        Response(campaign=campaign, through=links[number % LINKS], submitted_on=today())
        for number in range(people)
    ]
    Response.objects.bulk_create(rows, batch_size=2000)
    write_answers(campaign, [row.pk for row in rows])
    return campaign


def write_answers(campaign: Campaign, responses: list[UUID], *, counts: bool = True) -> None:
    """Answer each of these responses whole; `counts` as once they were submitted."""
    fields = [
        field for field in Answer._meta.concrete_fields if field.name not in ("day", "by", "at")
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(Answer._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608
            _answers(campaign, responses, [field.attname for field in fields], counts),
        )
        cursor.execute("ANALYZE")


def _answers(
    campaign: Campaign, responses: list[UUID], names: list[str], counts: bool
) -> Iterator[list]:
    questions = list(campaign.version.questions.order_by("number"))
    options: dict[UUID, list[UUID]] = {}
    for row in OptionRow.objects.filter(question__version=campaign.version).order_by("number"):
        options.setdefault(row.question_id, []).append(row.pk)
    as_kept = Answer._meta.pk.get_db_prep_value
    kept = {row.pk: as_kept(row.pk, connection) for row in questions}
    chosen = {key: [as_kept(one, connection) for one in of] for key, of in options.items()}
    for number, response in enumerate(responses):
        at = as_kept(response, connection)
        for place, question in enumerate(questions):
            if place % IN_A_SECTION == IN_A_SECTION - 1 and number % 2:
                continue  # who said no is not asked
            among = chosen.get(question.pk)
            # The answer that decides what is asked goes by the number.
            said = number % 2 if question.kind == Kind.CHOICE else (number * 7 + place) % 4
            values = {
                "id": as_kept(uuid4(), connection),
                "response_id": at,
                "question_id": kept[question.pk],
                "text": WORDS if question.kind == Kind.TEXT else "",
                "option_id": among[said] if among else None,
                "number": (number * 13 + place) % 97 if question.kind == Kind.NUMBER else None,
                "not_applicable": False,
                "unconfirmed": False,
                "counts": counts,
                "revision": 1,
            }
            yield [values[name] for name in names]
