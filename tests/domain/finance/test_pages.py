"""The money as pages: the unit keeps it, an executive approves, an agency lead sees their own."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.domain.finance.models import Agreement, FinancialYear
from safeloom.foundation.today import today
from tests.factories import finance, foundation, partnership

ROOT = "/vale/plan/money/"


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def day(name: str, of) -> dict[str, str]:
    return {f"{name}-day": of.day, f"{name}-month": of.month, f"{name}-year": of.year}


def test_from_an_empty_account_to_a_statement(vale, council, police, manager) -> None:
    client = signed_in(manager)
    assert "Begin with the financial year" in text(client.get(ROOT))
    form = client.get(f"{ROOT}years/add/")
    assert 'value="30"' in form.content.decode()
    answer = client.post(
        f"{ROOT}years/add/",
        {
            **day("start", today().replace(day=1, month=1)),
            **day("end", today().replace(day=31, month=12)),
            "term_days": 30,
            "flag_percent": 5,
            "opening": "1,000.50",
        },
        follow=True,
    )
    assert "The financial year is added." in text(answer) and "£1,000.50" in text(answer)
    year = FinancialYear.objects.get()
    answer = client.post(
        f"{ROOT}heads/choose/", {"keys": ["contributions", "training"]}, follow=True
    )
    assert "Training: Venues" in text(answer)
    url = f"{ROOT}years/{year.record.reference}/"
    head = vale.finance_heads.get(title="Contributions of partners")
    said = {
        "head": head.pk,
        "total": "186,244",
        "lines": "Vale Council, 60%\nVale Polise, 40%",
        "whole_pounds": "on",
        **day("agreed_on", year.start),
    }
    refused = client.post(f"{url}agree/", said)
    assert refused.status_code == 422 and "Did you mean Vale Police?" in text(refused)
    assert not Agreement.objects.exists()
    said["lines"] = "Vale Council, 60%\nVale Police, 40%"
    answer = client.post(f"{url}agree/", said, follow=True)
    assert "£111,746" in text(answer) and "£74,498" in text(answer)
    answer = client.post(
        f"{ROOT}contributions/CT-0001/receive/",
        {**day("day", today()), "amount": "50,000"},
        follow=True,
    )
    assert "£61,746" in text(answer)
    venues = vale.finance_heads.get(title="Venues")
    answer = client.post(
        f"{url}budget/", {f"head-{venues.pk}": "2,000", **day("agreed_on", year.start)}, follow=True
    )
    statement = text(answer)
    assert "£50,000 came in and £0 was spent. In hand: £51,000.50." in statement
    assert re.search("Venues Budget £2,000 Actual £0 Committed £0 Variance £2,000", statement)
    exported = client.get(f"{url}?export=csv")
    assert "In hand,,51000.50" in b"".join(exported.streaming_content).decode()
    assert client.get(f"{url}?export=xlsx").status_code == 200


def test_an_executive_approves_what_the_unit_asks_for(vale, year, training, manager) -> None:
    client = signed_in(manager)
    said = {"title": "A speaker", "head": training.pk, "amount": "450", **day("day", today())}
    answer = client.post(f"{ROOT}spending/ask/", said, follow=True)
    assert "Waiting for approval" in text(answer) and "Nobody: no post with a limit" in text(answer)
    executive = finance.an_executive(vale)
    url = f"{ROOT}spending/SP-0001/"
    page = client.get(url)
    assert "Director (up to £500)" in text(page) and "approve/" not in page.content.decode()
    refused = client.post(f"{url}approve/", {})
    assert refused.status_code == 422 and "You asked for it yourself" in text(refused)
    other = signed_in(executive)
    assert "Approve spending" in text(other.get(url))
    assert "Director" in text(other.post(f"{url}approve/", {}, follow=True))
    assert "Committed" in text(other.get(url))
    assert other.get(f"{url}pay/").status_code == 404
    answer = client.post(f"{url}pay/", {**day("day", today()), "amount": "450"}, follow=True)
    assert "The payment is entered." in text(answer) and "Paid" in text(answer)


def test_a_rejected_one_says_why_and_can_be_asked_for_again(vale, year, training, manager) -> None:
    executive = finance.an_executive(vale, None)
    spend = finance.asked(training, by=manager.person)
    url = f"{ROOT}spending/{spend.record.reference}/"
    signed_in(executive).post(f"{url}reject/", {"reason": "Ask the neighbours first"})
    page = signed_in(manager).get(url)
    assert "Ask the neighbours first" in text(page) and "Ask again" in text(page)
    again = signed_in(manager).get(f"{ROOT}spending/ask/?again={spend.record.reference}")
    assert spend.record.title in again.content.decode()


def test_an_agency_lead_sees_their_own_and_nothing_else(
    vale, year, income, council, police
) -> None:
    mine = finance.contributed(year, income, council, "1234")
    theirs_head = finance.a_head(vale, "Panel", "income")
    theirs = finance.contributed(year, theirs_head, police, "9876")
    lead = foundation.granted("agency-lead", vale, over=council.principal)
    client = signed_in(lead)
    answer = client.get(ROOT, follow=True)
    assert "£1,234" in text(answer) and "9,876" not in text(answer) and "Police" not in text(answer)
    assert client.get(f"{ROOT}contributions/{mine.record.reference}/").status_code == 200
    for url in (
        f"contributions/{theirs.record.reference}/",
        f"contributions/{mine.record.reference}/receive/",
        f"years/{year.record.reference}/",
        "partners/",
        "spending/",
    ):
        assert client.get(f"{ROOT}{url}").status_code == 404
    exported = client.get(f"{ROOT}contributions/?export=csv").getvalue().decode()
    assert "1234" in exported and "9876" not in exported


PAGES = (
    "", "contributions/", "partners/", "spending/", "reserves/", "limits/", "income/", "budget/", "years/",
    "heads/",
)  # fmt: skip


def asked_for(client: Client, url: str) -> int:
    """How many queries a page makes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_each_page_makes_a_fixed_number_of_queries(vale, year, training, manager) -> None:
    client = signed_in(manager)

    def add() -> None:
        agency = partnership.an_agency(vale)
        contribution = finance.contributed(year, finance.a_head(vale, side="income"), agency, 10)
        finance.received(contribution, 5)
        finance.spent(finance.a_head(vale, parent=training), 10)
        finance.asked(training)
        finance.a_reserve(vale)

    add()
    client.get(ROOT)
    one = {page: asked_for(client, ROOT + page) for page in PAGES}
    add()
    add()
    assert {page: asked_for(client, ROOT + page) for page in PAGES} == one


def test_one_spend_makes_a_fixed_number_of_queries(vale, year, training, manager) -> None:
    client = signed_in(manager)
    spend = finance.asked(training, by=manager.person)
    url = f"{ROOT}spending/{spend.record.reference}/"
    finance.an_approver(vale)
    client.get(url)
    one = asked_for(client, url)
    finance.an_approver(vale)
    finance.an_approver(vale, None)
    assert asked_for(client, url) == one
