"""What the written pages point at is there. (`./run check` sees that the generated ones are fresh.)"""

import re
from pathlib import Path

from tests.architecture.each import of_each
from tests.architecture.tree import ROOT, read, written

PAGES = written("*.md")
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_NAMED = re.compile(r"`(?:\w+\.)*(?!py\b)(?P<name>\w+)(?:\(\))?`")
_FENCED = re.compile(r"^( *)```.*?^\1```$", re.S | re.M)
LINKS = [
    (path, match["words"], match["target"])
    for path in PAGES
    for match in _LINK.finditer(_FENCED.sub("", read(path)))
    if not re.match(r"[a-z]+:", match["target"])
]


@of_each(LINKS)
def test_a_link_leads_to_what_it_says(page: Path, words: str, target: str) -> None:
    place, _, anchor = target.partition("#")
    there = (ROOT / page.parent / place).resolve() if place else ROOT / page
    assert there.is_relative_to(ROOT) and there.exists()
    if anchor:
        assert anchor in {_anchor(line) for line in there.read_text().splitlines()}
    # A word of code that links to a file of code is defined there.
    if there.suffix == ".py" and (named := _NAMED.fullmatch(words)):
        defined = rf"^\s*(?:def|class) {named['name']}\b|^{named['name']}\b.*="
        assert re.search(defined, there.read_text(), re.M)


def test_every_page_of_the_reference_is_listed() -> None:
    contents = read(Path("docs/README.md"))
    pages = [path for path in PAGES if path.parts[:2] == ("docs", "reference")]
    assert pages and all(f"(reference/{path.name})" in contents for path in pages)


def _anchor(line: str) -> str:
    """The name by which a heading is linked to."""
    if not line.startswith("#"):
        return ""
    return re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
