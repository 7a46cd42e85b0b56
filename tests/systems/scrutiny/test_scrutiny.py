"""Scrutiny: planned by the unit, written by the scrutineer alone, read by all once published."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.document.html import to_html
from safeloom.systems.scrutiny.commands import planning, writing
from safeloom.systems.scrutiny.home import digest
from safeloom.systems.scrutiny.models import Exercise, Judgement
from safeloom.systems.scrutiny.queries import exercises as queries
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import inspections, recommendations, reports, scrutiny

ROOT = "/vale/assurance/scrutiny/"
PAGE = f"{ROOT}SY-0001/"


def test_from_the_framework_to_the_published_report(vale, council, manager, scrutineer) -> None:
    assert "Set your success factors first" in text(manager.get(f"{ROOT}begin/"))
    assert "Children are heard" in manager.get(f"{ROOT}framework/set/").content.decode()
    said = {"source": "The board", "factors": "Heard: They say so.\nIt learns"}
    manager.post(f"{ROOT}framework/set/", said | day("since", today()))
    assert "They say so." in text(scrutineer.get(f"{ROOT}framework/"))
    heard, _ = queries.framework_on(vale, today()).factors.all()
    plan = {"title": "The front door", "question": "Who is heard?", "factors": [heard.pk]}
    added = text(manager.post(f"{ROOT}begin/", plan, follow=True))
    assert "Draft" in added and "Not judged yet" in added
    source = inspections.an_inspection(vale, "Of the council")
    shown = {"method": "data", "what": "Figures", "source": "IP-9999", "strength-0": "3"}
    refused = scrutineer.post(f"{PAGE}evidence/", shown)
    assert refused.status_code == 422 and "Say what it showed" in text(refused)
    shown["words-0"] = "Many were heard."
    assert "a record you can see here" in text(scrutineer.post(f"{PAGE}evidence/", shown))
    shown["source"] = source.record.reference
    page = text(scrutineer.post(f"{PAGE}evidence/", shown, follow=True))
    assert "Many were heard." in page and "1 of 6" in page and "Gap" in page and "IP-0001" in page
    refused = scrutineer.post(f"{PAGE}publish/", {})
    assert refused.status_code == 422 and "Write the report first." in text(refused)
    revision = Exercise.objects.get().record.revision
    words = {"report": "I found it so.", "young": "So did we.", "revision": revision}
    assert "I found it so." in text(scrutineer.post(f"{PAGE}report/", words, follow=True))
    assert scrutineer.post(f"{PAGE}report/", words).status_code == 409
    assert "Judge each" in text(scrutineer.post(f"{PAGE}publish/", {}))
    judged = {"rating": "green", "words": "All say so."}
    address = f"{PAGE}judgements/{Judgement.objects.get().pk}/"
    assert "Strong" in text(scrutineer.post(address, judged, follow=True))
    lead = signed_in("agency-lead", vale, council)
    assert lead.get(PAGE).status_code == 404 and "The front door" not in text(lead.get(ROOT))
    assert "Published" in text(scrutineer.post(f"{PAGE}publish/", {}, follow=True))
    read = text(lead.get(PAGE))
    assert "I found it so." in read and "So did we." in read and "Comments" not in read


def test_the_unit_comments_and_writes_nothing(vale, manager, scrutineer) -> None:
    row = scrutiny.an_exercise(vale)
    for tail in ("report/", "publish/", "evidence/", f"judgements/{scrutiny.a_judgement(row).pk}/"):
        assert manager.get(PAGE + tail).status_code == 404
    manager.post(f"{PAGE}comment/", {"words": "Five districts."})
    assert "Five districts." in text(scrutineer.get(PAGE))
    assert scrutineer.get(f"{PAGE}comment/").status_code == 404
    executive = signed_in("statutory-partner", vale)
    assert executive.get(PAGE).status_code == 404


def test_what_is_published_stays(vale, manager, scrutineer) -> None:
    row = scrutiny.a_published(vale)
    for tail in ("report/", "evidence/", "publish/"):
        assert scrutineer.get(PAGE + tail).status_code == 404
    assert manager.get(f"{PAGE}change/").status_code == 404
    kept = "stays as it is"
    with pytest.raises(ValidationError, match=kept):
        writing.write(by=None, exercise=row, seen=None, report="Other")
    with pytest.raises(ValidationError, match=kept):
        writing.judge(by=None, judgement=scrutiny.a_judgement(row), rating="red", words="No longer")
    with pytest.raises(ValidationError, match=kept):
        writing.remove_evidence(by=None, evidence=row.evidence.get())
    with pytest.raises(ValidationError, match="later day"):
        planning.set_framework(
            by=None,
            partnership=vale,
            since=row.framework.since,
            source="x",
            factors=scrutiny.FACTORS,
        )


def test_a_factor_with_evidence_is_not_dropped(vale, manager) -> None:
    row = scrutiny.an_exercise(vale)
    scrutiny.evidence(row)
    kept, other = row.framework.factors.all()
    change = {"title": "New", "question": "What?", "revision": row.record.revision}
    refused = manager.post(f"{PAGE}change/", change | {"factors": [other.pk]})
    assert refused.status_code == 422 and "Leave it in" in text(refused)
    manager.post(f"{PAGE}change/", change | {"factors": [kept.pk]})
    assert [one.factor for one in row.judgements.all()] == [kept]


def test_the_table_shows_the_strongest_of_each_method_and_its_gaps(vale) -> None:
    row = scrutiny.an_exercise(vale)
    for method, strength in (("data", 1), ("data", 3), ("records", 2), ("children", 1)):
        scrutiny.evidence(row, method, strength)
    gone = scrutiny.evidence(row, "documents", 3, at=1)
    writing.remove_evidence(by=None, evidence=gone)
    heard, learns = queries.table(queries.judgements_of(row), queries.evidence_of(row))
    assert heard.cells == (3, 2, 0, 1, 0, 0) and heard.used == 3 and not heard.gap
    assert learns.used == 0 and learns.gap


def test_a_follow_up_stands_beside_what_it_tests(vale, manager) -> None:
    draft = scrutiny.an_exercise(vale, "Draft")
    with pytest.raises(ValidationError, match="Publish the first"):
        scrutiny.an_exercise(vale, previous=draft)
    first = scrutiny.a_published(vale, "First", ratings=("red", "amber"))
    scrutiny.a_published(vale, "Second", ratings=("green", "amber"), previous=first)
    assert "Beside First" in text(manager.get(f"{ROOT}SY-0003/"))
    page = text(manager.get(f"{ROOT}SY-0002/"))
    assert "Beside Second" in page and "Weak" in page and "Strong" in page


def test_the_scrutineer_is_asked_for_a_report_once_the_event_is_over(vale, scrutineer) -> None:
    scrutiny.an_exercise(vale, "Past", event=today() - timedelta(days=1))
    scrutiny.an_exercise(vale, "Coming", event=today() + timedelta(days=9))
    (line,) = digest(scrutineer.account.person, today())
    assert line.words == "Past: write the report"
    assert "Coming" in text(scrutineer.get("/vale/"))


def test_the_block_counts_what_was_judged_in_published_exercises(vale) -> None:
    report = reports.a_report(vale)
    add_block(by=None, section=reports.section(report), block="scrutiny")
    assert "No report of the scrutineer" in to_html(build(report).document)


def test_the_search_finds_drafts_for_scrutineer_and_unit_alone(vale, council, manager) -> None:
    scrutiny.an_exercise(vale, "Hidden quokka")
    scrutiny.a_published(vale, "Plain quokka")
    lead = signed_in("agency-lead", vale, council)
    assert "Hidden quokka" in text(manager.get("/vale/search/?q=quokka"))
    found = text(lead.get("/vale/search/?q=quokka"))
    assert "Plain quokka" in found and "Hidden quokka" not in found


@pytest.mark.parametrize("page", [ROOT, PAGE])
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, council, scrutineer, page) -> None:
    first = scrutiny.an_exercise(vale)
    asked = []
    for rows in (1, 3):
        for _ in range(rows):
            scrutiny.an_exercise(vale)
            scrutiny.evidence(first)
            planning.comment(by=None, exercise=first, words="So")
            recommendations.accepted(vale, source=first.record, owner=council)
        scrutineer.get(page)
        with CaptureQueriesContext(connection) as counted:
            scrutineer.get(page)
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_ratings_of_the_block_equal_a_count_by_hand(vale) -> None:
    from safeloom.reports.material import BlockContext
    from safeloom.systems.scrutiny.report import judged

    scrutiny.a_published(vale, ratings=("green", "green"))
    scrutiny.a_published(vale, ratings=("green", "red"))
    scrutiny.an_exercise(vale)
    context = BlockContext(vale, today(), today(), today(), "")
    counts = Counter()
    for number in judged(context).numbers:
        counts[number.id.rpartition("/")[2]] += int(number.value)
    by_hand = Counter(
        one.rating for one in Judgement.objects.filter(exercise__published__isnull=False)
    )
    assert +counts == by_hand == {"green": 3, "red": 1}
