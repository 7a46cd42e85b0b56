"""The unit works an audit on its pages from the draw to the end."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.systems.case_audit.commands import challenge_day
from safeloom.systems.case_audit.models import CaseAudit
from tests.domain.actions.said import day, text
from tests.factories import case_audit, partnership
from tests.factories.case_audit import a_tool, handed_in

ROOT = "/vale/assurance/case-audits/"


def opened(client, url: str) -> str:
    """The page, after saying why where that is asked."""
    asked = client.get(url, follow=True)
    if "Why are you opening it?" in text(asked):
        asked = client.post(asked.redirect_chain[-1][0], {"reason": "Audit"}, follow=True)
    return text(asked)


def test_the_unit_works_an_audit_from_the_draw_to_the_end(vale, council, manager) -> None:
    tool = a_tool(vale)
    plan = {"theme": "Neglect", "kind": "multi-agency", "why": "It rose.", "good": "Heard."}
    plan |= day("start", today() - timedelta(days=90)) | day("end", today())
    page = text(manager.post(f"{ROOT}begin/", plan, follow=True))
    assert "Neglect" in page and "Draw cases" in page
    audit = CaseAudit.objects.get()
    here = f"{ROOT}{audit.record.reference}/"
    refused = manager.post(f"{here}draw/", {"references": "Robin Invented", "many": "1"})
    assert refused.status_code == 422 and "looks like a name" in text(refused)
    page = text(
        manager.post(
            f"{here}draw/",
            {"references": "K-1\nK-2\nK-3", "many": "2", "number": "41"},
            follow=True,
        )
    )
    assert "2 of 3 drawn by lot" in page and "by the number 41" in page
    again = f"{here}draw/{audit.draws.get().pk}/"
    assert "the same cases" in text(
        manager.post(again, {"references": "K-3\nK-1\nK-2"}, follow=True)
    )
    other = manager.post(again, {"references": "K-3\nK-1"})
    assert other.status_code == 422 and "another list" in text(other)
    said = {"version": str(tool.pk), "kind": ""} | day("due", today() + timedelta(days=20))
    page = text(manager.post(f"{here}tool/", said, follow=True))
    assert "Send tools" in page
    assert "The tools are sent." in text(
        manager.post(f"{here}ask/", {"agencies": [str(council.pk)]}, follow=True)
    )
    case = audit.cases.first()
    handed_in(case.record.responses_about.get(), voice="good", overall="good")
    audit.refresh_from_db()
    assert "Settle grades" not in opened(manager, f"{ROOT}cases/{case.record.reference}/")
    manager.post(f"{here}open-day/", {"revision": audit.revision})
    for one in audit.cases.all():
        address = f"{ROOT}cases/{one.record.reference}/"
        assert "Settle grades" in opened(manager, address)
        form = text(manager.get(f"{address}settle/"))
        assert ("Vale Council: Good." in form) == (one.pk == case.pk)
        given = {"present": "Two managers", "revision": one.revision, "grade-voice": "inadequate"}
        given |= {"reason-voice": "Seen once", "grade-overall": "", "reason-overall": ""}
        page = text(manager.post(f"{address}settle/", given, follow=True))
        assert "Inadequate" in page and "Seen once" in page and "Two managers" in page
        assert manager.post(f"{address}settle/", given).status_code != 302  # it was changed since
    page = text(manager.get(here))
    assert "2 inadequate" in page and "0 the same, 1 higher, 0 lower" in page
    found = {"kind": "finding", "words": "Nobody asked fathers."}
    assert found["words"] in text(manager.post(f"{here}finding/", found, follow=True))
    page = text(manager.post(f"{here}finish/", {"revision": 1}, follow=True))
    assert "The audit is finished." in page and "Finished" in page
    assert "Neglect" in text(manager.get(ROOT))


def test_the_calendar_tells_campaigns_and_days_by_month(vale, manager) -> None:
    case_audit.an_audit(vale, day=today() + timedelta(days=40))
    page = text(manager.get(f"{ROOT}year/"))
    assert "Challenge day" in page and "Neglect of young children" in page


def test_pages_make_as_many_queries_for_three_as_for_one(vale, manager) -> None:
    by = manager.account.person

    def made(many: int) -> tuple[str, str]:
        audit = case_audit.an_audit(vale, by)
        (case, *_) = case_audit.drawn(audit, by, many=many)
        agencies = [partnership.an_agency(vale) for _ in range(many)]
        for row in case_audit.asked(audit, *agencies, by=by):
            handed_in(row, why="Seen", voice="good", overall="good")
        challenge_day.open_day(by=by, audit=audit)
        for one in audit.cases.all():
            challenge_day.settle(
                by=by, case=one, grades={"voice": ("good", "So")}, present="All of us"
            )
        return f"{ROOT}{audit.record.reference}/", f"{ROOT}cases/{case.record.reference}/"

    def asked(url: str) -> int:
        opened(manager, url)
        with CaptureQueriesContext(connection) as found:
            assert manager.get(url).status_code == 200
        return len(found)

    for one, three in zip(made(1), made(3), strict=True):
        assert asked(one) == asked(three)
