import json
import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "id,section,entity,measure,period,value,unit,rule,terms\n"
RIGHT = HEADER + 'a,,,,,"1,200",count,,\nb,,,,,(200),count,,\nt,,,,,"1,000",count,sum,a b\n'
WRONG = RIGHT + "s,,,,,-16,%,share,b a\n"
UNREADABLE = WRONG + "u,,,,,9?,score,same,a\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "safeloom.systems.figure_check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    return tmp_path / "figures.csv"


def found(figures: Path, content: str | bytes) -> tuple[int, dict]:
    figures.write_bytes(content.encode() if isinstance(content, str) else content)
    done = run(figures, "--json")
    return done.returncode, json.loads(done.stdout)


def places(findings: dict) -> list[tuple[int, str]]:
    return [(each["row"], each["field"]) for each in findings["unreadable"]]


def test_all_right(figures: Path) -> None:
    assert found(figures, RIGHT) == (0, {"checked": 1, "wrong": [], "unreadable": []})


def test_some_wrong(figures: Path) -> None:
    wrong = {"id": "s", "printed": "-16", "worked_out": "-17", "rule": "share"}
    assert found(figures, WRONG) == (1, {"checked": 2, "wrong": [wrong], "unreadable": []})


def test_unreadable_wins_and_the_rest_is_still_checked(figures: Path) -> None:
    code, findings = found(figures, UNREADABLE)
    assert code == 2
    assert findings["checked"] == 2
    assert [wrong["id"] for wrong in findings["wrong"]] == ["s"]
    assert places(findings) == [(6, "value")]


def test_a_byte_order_mark_windows_line_ends_and_other_columns_are_read(figures: Path) -> None:
    text = "value,terms,note,rule,id\r\n5,,x,,a\r\n5,a,,same,b\r\n"
    assert found(figures, b"\xef\xbb\xbf" + text.encode())[0] == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(0, "file")]),
        (b"\n\n", [(1, "id"), (1, "value"), (1, "rule"), (1, "terms")]),
        (b"id;value;rule;terms\na;1;;\n", [(1, "id"), (1, "value"), (1, "rule"), (1, "terms")]),
        (b"id,value,rule\na,1,\n", [(1, "terms")]),
        (b"id,value,value,rule,terms\na,1,1,,\n", [(1, "value")]),
        (b"id,value,rule,terms\na,1,,\nb,\xa35,,\n", [(3, "file")]),
        (b'id,value,rule,terms\na,1,,\nb,"5,,\n', [(3, "file")]),
        (b"id,value,rule,terms\na,1,234,,\nb,2\nc,3,,\n", [(2, "row"), (3, "rule")]),
        (b"id,value,rule,terms\n,1,,\n", [(2, "id")]),
    ],
)
def test_a_file_that_is_not_as_it_should_be(
    figures: Path, content: bytes, expected: list[tuple[int, str]]
) -> None:
    code, findings = found(figures, content)
    assert code == 2
    assert places(findings) == expected


def test_blank_lines_are_passed_over_and_counted(figures: Path) -> None:
    code, findings = found(figures, "id,value,rule,terms\n\n,,,\na,x,same,a\n")
    assert code == 2
    assert places(findings) == [(4, "value")]


def test_a_missing_file_and_a_folder_are_said_plainly(tmp_path: Path) -> None:
    missing = run(tmp_path / "none.csv")
    assert missing.returncode == 2
    assert "there is no file" in missing.stdout
    folder = run(tmp_path, "--json")
    assert folder.returncode == 2
    assert places(json.loads(folder.stdout)) == [(0, "file")]


def test_json_to_a_file_leaves_standard_output_empty(figures: Path, tmp_path: Path) -> None:
    figures.write_text(WRONG, encoding="utf-8")
    target = tmp_path / "findings.json"
    done = run(figures, "--json", target)
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["checked"] == 2


def test_json_before_the_only_file_named_does_not_overwrite_it(figures: Path) -> None:
    figures.write_text(RIGHT, encoding="utf-8")
    done = run("--json", figures)
    assert done.returncode == 0
    assert json.loads(done.stdout)["checked"] == 1
    assert run(figures, "--json", figures).returncode == 2
    assert figures.read_text(encoding="utf-8") == RIGHT


def test_a_target_that_cannot_be_written_is_said_plainly(figures: Path, tmp_path: Path) -> None:
    figures.write_text(RIGHT, encoding="utf-8")
    done = run(figures, "--json", tmp_path / "no" / "such.json")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_the_report_in_words_names_what_was_printed_and_what_should_stand(figures: Path) -> None:
    figures.write_text(UNREADABLE, encoding="utf-8")
    words = run(figures).stdout
    assert "printed -16, worked out -17" in words
    assert "row 6, value: “9?” is not a number" in words


def test_no_file_named_is_a_wrong_call() -> None:
    done = run()
    assert done.returncode == 2
    assert "name the CSV file" in done.stderr


def test_the_command_starts_without_django() -> None:
    code = "import sys, safeloom.systems.figure_check.__main__; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
