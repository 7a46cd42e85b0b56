"""`./run report KEY --out DIR`."""

import docx
import pytest
from django.core.management import CommandError, call_command

from safeloom.kernel.figures import Outcome, Wrong
from safeloom.reports.management.commands import report as command
from tests.factories import indicators, reports
from tests.factories import partnership as structure

pytestmark = pytest.mark.django_db
FILES = ["figures.csv", "figures.json", "report.docx", "report.html", "report.pdf"]


def test_it_writes_the_five_files_and_tells_what_the_check_found(vale, tmp_path, capsys) -> None:
    measure = indicators.measure(vale, "plans")
    indicators.returned(measure, "Q4 2025-26", structure.an_area(vale), 40)
    reports.a_report(vale)
    call_command("report", "vale", out=str(tmp_path / "new" / "folder"))
    found = tmp_path / "new" / "folder"
    assert sorted(path.name for path in found.iterdir()) == FILES
    assert (found / "report.pdf").read_bytes().startswith(b"%PDF")
    assert docx.Document(str(found / "report.docx")).core_properties.language == "en-GB"
    said = capsys.readouterr()
    assert str(found / "report.html") in said.out and "0 wrong, 0 unreadable" in said.out
    assert "Building Yearly report 2025-26" in said.err


def test_the_latest_report_is_the_one_whose_period_ends_last(vale, tmp_path, capsys) -> None:
    reports.a_report(vale)
    from datetime import date

    reports.a_report(vale, period_start=date(2012, 4, 1), period_end=date(2013, 3, 31))
    call_command("report", "vale", out=str(tmp_path))
    assert "2025-26" in capsys.readouterr().err


def test_what_is_missing_is_said_in_one_line(vale, tmp_path) -> None:
    with pytest.raises(CommandError, match="no partnership “nowhere”"):
        call_command("report", "nowhere", out=str(tmp_path))
    with pytest.raises(CommandError, match="has no report yet"):
        call_command("report", "vale", out=str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_keeps_what_is_there(vale, tmp_path) -> None:
    reports.a_report(vale)
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("report", "vale", out=str(file))
    assert file.read_text() == ""


def test_a_wrong_figure_is_named_and_is_a_failure(vale, tmp_path, capsys, monkeypatch) -> None:
    reports.a_report(vale)
    monkeypatch.setattr(
        command, "check_figures", lambda _: Outcome(9, (Wrong("plans", "4", "5", "sum"),), ())
    )
    with pytest.raises(SystemExit) as ended:
        call_command("report", "vale", out=str(tmp_path))
    assert ended.value.code == 1
    assert "plans: printed 4, worked out 5" in capsys.readouterr().out
