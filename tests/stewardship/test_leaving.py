"""Whoever looks after a partnership reads how it leaves, and what each column means."""

import csv
from io import StringIO

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import partnership


def test_the_page_says_how_and_what(desk):
    page = desk.get("/vale/stewardship/leaving/").text
    assert "./run manage export vale FOLDER" in page and "--with-private" in page
    assert "foundation_auditrow" in page and "One thing that was done." in page
    assert "foundation_session" not in page and "helddraft" not in page


def test_the_dictionary_is_taken_away(desk):
    answer = desk.get("/vale/stewardship/leaving/dictionary/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    (number,) = [
        row
        for row in rows
        if (row["Table"], row["Column"]) == ("foundation_privatecontact", "telephone")
    ]
    assert number["Personal"] == "yes" and number["Form"] == "text, sealed in the database"


def test_the_page_asks_as_often_with_more(desk, vale):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get("/vale/stewardship/leaving/")
        return len(queries)

    asked()
    few = asked()
    for _ in range(2):
        partnership.an_agency(vale)
    assert asked() == few
