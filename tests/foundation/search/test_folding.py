"""Texts as they are searched."""

from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.search.folding import MOST_TERMS, code_of, fold, terms_of


def test_capitals_accents_and_apostrophes_do_not_count() -> None:
    assert fold("Áine O’Brien-Smith") == fold("aine OBRIEN smith") == "aine obrien smith"
    assert fold("Children's  ﬁle (2026)") == "childrens file 2026"
    assert code_of("AG-0012") == code_of("ag 0012") == "ag0012"


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_letters_and_digits(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(word.isalnum() and len(word) <= 60 for word in folded.split())
    assert len(terms_of(text)) <= MOST_TERMS
