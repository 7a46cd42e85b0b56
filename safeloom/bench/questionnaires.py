"""Questionnaires answered by many, written row by row and not answer by answer: only what is timed goes
through the commands."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client

from safeloom.bench.sizes import TIMED
from safeloom.domain.partnership.commands.agencies import NewAgency, add_many
from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.campaigns import ask
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
    Contributor,
    OpenLink,
    OptionRow,
    Response,
    Version,
)
from safeloom.domain.questionnaires.models import Questionnaire as QuestionnaireRow
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Account, Partnership, Person, Principal
from safeloom.foundation.records.commands import new_records, open_record
from safeloom.foundation.today import today

WORDS = "We would like to be asked more often, and sooner, and by somebody we know."
LINKS = 8
# What agencies that are invented for it are called.
ASKED = "Timed agency"
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
    # What is answered without a name is told in lots while it is open: timed is what all comes to.
    first = today() - timedelta(days=50 if anonymous else 10)
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
        Response(campaign=campaign, through=links[number % LINKS], submitted_on=campaign.opens)
        for number in range(people)
    ]
    Response.objects.bulk_create(rows, batch_size=2000)
    write_answers(campaign, rows)
    return campaign


def new_agencies(here: Partnership, many: int) -> list[Agency]:
    """So many more agencies."""
    return add_many(
        by=None,
        partnership=here,
        new=[
            NewAgency(name=f"{ASKED} {number}", kind=Agency.Kind.CHARITY) for number in range(many)
        ],
    )


def asked_of_new_agencies(campaign: Campaign, many: int) -> list[Response]:
    """A response each of so many new agencies."""
    agencies = new_agencies(campaign.partnership, many)
    records = new_records(
        partnership=campaign.partnership,
        kind="response",
        prefix="RE",
        titles=[one.name for one in agencies],
    )
    return Response.objects.bulk_create(
        Response(record=record, campaign=campaign, agency=agency)
        for record, agency in zip(records, agencies, strict=True)
    )


def a_lead(response: Response, email: str) -> Account:
    """Somebody who leads the agency of a response, signs in and may answer it."""
    person = Person.objects.create(
        principal=Principal.objects.create(kind=Principal.Kind.PERSON, name="Timed Lead")
    )
    let_lead(person, response.campaign.partnership, response.agency)
    Contributor.objects.create(response=response, person=person, leads=True)
    account = Account(person=person, email=email)
    account.set_unusable_password()
    account.save()
    return account


def let_lead(person: Person, here: Partnership, agency: Agency) -> None:
    """Make somebody the lead of an agency."""
    Grant.objects.create(
        principal=person.principal, partnership=here, role="agency-lead", over=agency.principal
    )


def ask_all(campaign: Campaign) -> list[Response]:
    """Ask every agency that was invented here, as the unit does."""
    agencies = Agency.objects.filter(
        record__partnership=campaign.partnership, principal__name__startswith=ASKED
    )
    return ask(by=None, campaign=campaign, agencies=agencies)


def manager() -> Account:
    """The business manager of the timed county."""
    managers = Grant.objects.filter(partnership__key=TIMED, role="business-manager")
    return Account.objects.get(person__in=managers.values("principal"))


def client_of(account: Account) -> Client:
    """A browser in which somebody is signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    return client


def write_answers(campaign: Campaign, responses: list[Response], *, counts: bool = True) -> None:
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
    campaign: Campaign, responses: list[Response], names: list[str], counts: bool
) -> Iterator[list]:
    questions = list(campaign.version.questions.order_by("number"))
    options: dict[UUID, list[UUID]] = {}
    for row in OptionRow.objects.filter(question__version=campaign.version).order_by("number"):
        options.setdefault(row.question_id, []).append(row.pk)
    as_kept = Answer._meta.pk.get_db_prep_value
    kept = {row.pk: as_kept(row.pk, connection) for row in questions}
    chosen = {key: [as_kept(one, connection) for one in of] for key, of in options.items()}
    for number, response in enumerate(responses):
        at = as_kept(response.pk, connection)
        through = response.through_id and as_kept(response.through_id, connection)
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
                "through_id": through,
            }
            yield [values[name] for name in names]
