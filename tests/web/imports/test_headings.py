"""The row of headings is found wherever it stands."""

from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.partnership.imports.people import People
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.web.imports.columns import guess, headings_of
from safeloom.web.imports.grid import find_headings, grid_of
from safeloom.web.uploads import Sheet

USUAL = headings_of(People)
BY_FIELD = {
    field: sorted(name for name, of in USUAL.items() if of == field)
    for field in set(USUAL.values())
}
TITLES = st.sampled_from(
    [[], [None], ["Contacts of the Vale"], ["Updated 3 March 2026"], [None, "Draft", None], [2026]]
)


@st.composite
def headed(draw):
    """Rows above, a row of usual headings in any order and dress, and records."""
    above = draw(st.lists(TITLES, max_size=6))
    others = draw(st.sets(st.sampled_from(sorted(set(BY_FIELD) - {"name", "surname"})), min_size=1))
    fields = draw(st.permutations(["name", *sorted(others)]))
    dress = draw(st.sampled_from(["{}", " {} ", "{}:", "{}*", "\u00a0{}"]))
    names = [draw(st.sampled_from(BY_FIELD[field])) for field in fields]
    row = [
        dress.format(draw(st.sampled_from([name, name.upper(), name.title()]))) for name in names
    ]
    records = [["Ash Fern"] * len(row)] * draw(st.integers(0, 3))
    return above, fields, row, records


@given(headed())
def test_usual_headings_are_found_below_whatever_stands_above(drawn):
    above, fields, row, records = drawn
    grid = grid_of(Sheet("", [*above, row, *records]))
    kind = People(Partnership(key="vale"), day=today())
    found = find_headings(grid, kind, {})
    assert found is not None and found.at == len(above)
    columns = guess(kind, grid.rows[found.at], found.at + 1, (), records)
    said = {place: name for place, name in columns.fields.items() if name != "honorific"}
    wanted = {place: name for place, name in enumerate(fields) if name != "honorific"}
    assert said == wanted


CELLS = (
    st.none() | st.text(max_size=12) | st.sampled_from([*sorted(USUAL)[:40], "Total", "Ash Fern"])
)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=12))
def test_no_sheet_breaks_the_finder(rows):
    grid = grid_of(Sheet("", rows))
    kind = People(Partnership(key="vale"), day=today())
    found = find_headings(grid, kind, {})
    assert found is None or 0 <= found.at < len(rows)
