"""Names people give files, and worse ones."""

import unicodedata

import pytest
from django.utils.http import content_disposition_header
from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.files.names import LONGEST, download_name, ending_of, kept_name


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Terms of reference.pdf", "Terms of reference.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ash\\Plan.PDF", "Plan.pdf"),
        ("Plan\x00\x07\x1b[2J.pdf", "Plan[2J.pdf"),
        ("Plan\r\nSet-Cookie: a.pdf", "Plan Set-Cookie- a.pdf"),
        ("annex‮fdp.exe", "annexfdp.exe.pdf"),
        ("zero​width.pdf", "zerowidth.pdf"),
        ('a"b<c>|d?*.pdf', "a-b-c--d.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("com1.minutes.pdf", "_com1.minutes.pdf"),
        (".pdf", "file.pdf"),
        ("", "file.pdf"),
        ("  ...  .pdf", "file.pdf"),
        ("Café.pdf", "Café.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("会议 minutes.pdf", "会议 minutes.pdf"),
    ],
)
def test_a_name_is_cleaned(name: str, cleaned: str) -> None:
    assert download_name(name, ".pdf") == cleaned


def test_a_long_name_keeps_its_ending() -> None:
    cleaned = download_name("x" * 300 + ".pdf", ".pdf")
    assert len(cleaned) <= LONGEST and cleaned.endswith("x.pdf")


@given(st.text(max_size=400), st.sampled_from([".pdf", ".docx"]))
def test_any_name_is_safe_once_cleaned(name: str, ending: str) -> None:
    cleaned = download_name(name, ending)
    assert cleaned.endswith(ending) and len(cleaned) <= LONGEST + 1
    assert not set(cleaned) & set('/\\<>:"|?*') and not cleaned.startswith((".", " "))
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cf", "Zl", "Zp"}
    assert download_name(cleaned, ending) == cleaned
    header = content_disposition_header(True, cleaned)
    assert header.startswith("attachment; filename") and "\n" not in header
    ending_of(name)


@given(st.text(max_size=400))
def test_a_kept_name_fits_its_column(name: str) -> None:
    kept = kept_name(name)
    assert len(kept) <= 255 and "\x00" not in kept
    kept.encode()
