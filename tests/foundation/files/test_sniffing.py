"""A file is what its bytes say; what they do not say is refused in words that help."""

import io
import os
import random
import resource
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeloom.foundation.files.definitions import ADVICE, BY_ENDING, KINDS
from safeloom.foundation.files.sniffing import Refused, kind_of
from tests.factories import files

ENDINGS = sorted(BY_ENDING)


def sniff(name: str, data: bytes) -> str:
    """The kind of a file, or why it is refused."""
    try:
        return kind_of(io.BytesIO(data), name).key
    except Refused as refused:
        return refused.message_dict["file"][0]


@pytest.mark.parametrize("ending", files.EACH)
def test_each_kind_is_taken_for_what_it_is(ending: str) -> None:
    kind = BY_ENDING[f".{ending}"]
    assert sniff(f"Paper.{ending.upper()}", files.EACH[ending]) == kind.key


def test_there_is_a_file_of_each_kind_to_try() -> None:
    assert {BY_ENDING[f".{ending}"] for ending in files.EACH} == set(KINDS)


@pytest.mark.parametrize("ending", files.EACH)
def test_under_another_name_it_is_refused(ending: str) -> None:
    data = files.EACH[ending]
    # A message is text as well, and a table is.
    alike = {"csv": {"csv", "txt"}, "txt": {"csv", "txt"}, "eml": {"csv", "txt", "eml"}}
    for other in files.EACH:
        said = sniff(f"Paper.{other}", data)
        if other != ending and other not in alike.get(ending, ()):
            assert said.endswith((".", "one.")) and said != BY_ENDING[f".{other}"].key, other


def test_the_refusal_says_what_it_is_and_what_to_do() -> None:
    said = sniff("Minutes.pdf", files.png())
    assert said.startswith("The file is called .pdf and is not one. Print or export it to PDF")
    assert "Inside it looks like a PNG picture: give it the ending .png" in said
    assert "inside" not in sniff("Minutes.docx", files.PDF[:1] + b"oor").lower()
    assert "password" in sniff("Minutes.docx", files.compound("EncryptedPackage"))
    assert "old form" in sniff("Minutes.docx", files.compound("WordDocument"))


@pytest.mark.parametrize("ending", ADVICE)
def test_endings_people_try_are_answered_with_what_to_do(ending: str) -> None:
    assert sniff(f"Paper{ending}", files.PDF) == f"A {ending} file is not taken. {ADVICE[ending]}"


@pytest.mark.parametrize("name", ["Paper", "Paper.", "report.pdf.exe", ".htaccess", "a/b\\c", ""])
def test_a_name_that_does_not_say_what_it_is_is_refused(name: str) -> None:
    assert "These are taken: .pdf, .docx" in sniff(name, files.PDF)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"word/vbaProject.bin": b"x"}, ""),
        ({"word/VBAPROJECT.BIN": b"x"}, ""),
        ({"word/vbaData.xml": b"x"}, ""),
        ({"word/activeX/activeX1.bin": b"x"}, ""),
        ({}, '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
        ({}, '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
    ],
)
def test_macros_in_a_word_file_are_refused(part: dict, said: str) -> None:
    assert "macros" in sniff("Plan.docx", files.office("docx", said, **part))


def test_macros_elsewhere_are_refused() -> None:
    assert "macros" in sniff("Plan.xlsx", files.office("xlsx", **{"xl/macrosheets/s1.xml": b"x"}))
    assert "macros" in sniff(
        "Plan.ods", files.open_document("ods", **{"Basic/Standard/a.xml": b""})
    )
    assert "macros" in sniff("Mail.msg", files.compound("__properties_version1.0", "_VBA_PROJECT"))


def test_macros_are_not_hidden_by_writing_their_name_otherwise() -> None:
    hidden = '<Override ContentType="application/vnd.ms-office.vba&#80;roject"/>'
    assert "damaged" in sniff("Plan.docx", files.office("docx", hidden))
    assert "damaged" in sniff("Plan.docx", files.office("docx", "<!DOCTYPE Types>"))


def test_a_zip_that_only_claims_to_be_a_word_file_is_refused() -> None:
    assert sniff("Plan.docx", files.packed({"a.txt": "x"})).startswith("The file is damaged")
    said = files.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"})
    assert "is called .docx and is not one" in sniff("Plan.docx", said)
    assert "is called .xlsx and is not one" in sniff("Plan.xlsx", files.office("docx"))


@pytest.mark.parametrize("ending", ["docx", "xlsx", "odt", "pdf", "png", "jpg"])
def test_what_was_cut_off_is_refused(ending: str) -> None:
    data = files.EACH[ending]
    assert "damaged" in sniff(f"Paper.{ending}", data[: len(data) * 2 // 3])


@pytest.mark.parametrize(
    ("data", "taken"),
    [
        ("Ä‘’ 12 €\n".encode(), True),
        ("Ä‘’ 12 €\n".encode("cp1252"), True),
        ("Ä‘’ 12 €\n".encode("utf-16"), True),
        ("﻿Area,Plans\n".encode(), True),
        (b"Area\x00Plans\n", False),
        (b"\x1b[2J\n", True),
        (b"\x81\x8d\xff\n", False),
        (b"\xff\xfeA", False),
        (b"<!doctype html><script>", False),
        (b"\n <?xml version='1.0'?>", False),
        (b"#!/bin/sh\n", False),
        (b"{\\rtf1 words}", False),
        (b"   \n", False),
        (b"", False),
    ],
)
def test_text_must_read_as_text(data: bytes, taken: bool) -> None:
    assert (sniff("Notes.txt", data) == "txt") is taken


def bomb() -> bytes:
    """Eight gigabytes of nothing in eight megabytes, and the same again in what says of the parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", bytes(50_000_000))
        archive.writestr("[Content_Types].xml", bytes(50_000_000))
    return made.getvalue()


def test_a_bomb_stays_packed() -> None:
    data = bomb()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "damaged" in sniff("Plan.docx", data)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 20_000  # KB


def test_a_list_of_a_million_parts_is_not_read() -> None:
    part = b"PK\x01\x02" + bytes(42)
    directory = part * 60_000
    end = (
        b"PK\x05\x06" + bytes(8) + len(directory).to_bytes(4, "little") + (4).to_bytes(4, "little")
    )
    assert "damaged" in sniff("Plan.docx", b"PK\x03\x04" + directory + end + bytes(2))


def test_parts_packed_by_other_means_are_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "damaged" in sniff("Plan.docx", made.getvalue())


@settings(max_examples=150)
@given(st.binary(max_size=3000), st.sampled_from(ENDINGS))
def test_random_bytes_crash_nothing(data: bytes, ending: str) -> None:
    sniff(f"a{ending}", data)


@settings(max_examples=150)
@given(st.sampled_from(sorted(files.EACH)), st.sampled_from(ENDINGS), st.data())
def test_bytes_changed_at_random_crash_nothing(of: str, ending: str, data: st.DataObject) -> None:
    changed = bytearray(files.EACH[of])
    for place in data.draw(st.lists(st.integers(0, len(changed) - 1), max_size=8)):
        changed[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(changed)))
    sniff(f"a{ending}", bytes(changed[:cut]))


def test_random_bytes_are_no_kind_of_file() -> None:
    chance = random.Random(4)
    for ending in ENDINGS:
        assert sniff(f"a{ending}", chance.randbytes(5000)) != BY_ENDING[ending].key
    assert os.linesep  # the platform's own line ends are text
