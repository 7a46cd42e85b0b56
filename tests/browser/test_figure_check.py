"""A co-ordinator checks the figures of a published report, at a desk and on a telephone."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.steps import follow, look, press, sees
from tests.browser.vale import Vale

EXAMPLE = Path(__file__).parents[2] / "examples" / "csap" / "figures.csv"


@pytest.mark.parametrize("width", ["page", "phone"])
def test_a_published_report_is_checked(width: str, request, vale: Vale) -> None:
    window: Page = request.getfixturevalue(width)
    looking.sign_in(window, vale.somebody("coordinator"))
    window.goto("/vale/reports/")
    follow(window, "Check figures")
    window.get_by_label("File of figures").set_input_files(EXAMPLE)
    press(window, "Check figures")
    look(window, "Figures checked")
    sees(window, "5 wrong")
    expect(window.get_by_role("rowheader")).to_have_count(5)
    with window.expect_download() as found:
        press(window, "Download findings as JSON")
    assert len(json.loads(Path(found.value.path()).read_text(encoding="utf-8"))["wrong"]) == 5
