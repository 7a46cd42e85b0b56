"""A drawn tree: nothing overlaps, nothing is lost, whatever the tree."""

import re
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.web.charts import Node, svg, tree
from safeloom.web.charts.tree import NARROW, WIDE, Box, Layout, Line, laid_out

# On a machine that is busy with other tests sixty boxes take a while to draw.
BUSY = [HealthCheck.too_slow]
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@st.composite
def forests(draw) -> tuple[Node, ...]:
    """Up to 60 boxes in any shape: each but the first below an earlier one, or at the top."""
    many = draw(st.integers(1, 60))
    above = [draw(st.integers(-1, at - 1)) if at else -1 for at in range(many)]
    names = [draw(NAMES) for _ in range(many)]

    def node(at: int) -> Node:
        below = tuple(node(each) for each in range(at + 1, many) if above[each] == at)
        lines = tuple(draw(st.lists(NAMES, max_size=2)))
        return Node(names[at], lines, below, dotted=draw(st.booleans()))

    return tuple(node(at) for at in range(many) if above[at] == -1)


def count(nodes) -> int:
    return sum(1 + count(node.below) for node in nodes)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def crosses(line: Line, box: Box) -> bool:
    """Whether a line runs through the inside of a box."""
    left, right = sorted((line.x1, line.x2))
    upper, lower = sorted((line.y1, line.y2))
    return (
        left < box.x + box.width - 0.1
        and right > box.x + 0.1
        and upper < box.y + box.height - 0.1
        and lower > box.y + 0.1
    )


def assert_tidy(layout: Layout, nodes) -> None:
    assert len(layout.boxes) == count(nodes)
    for at, one in enumerate(layout.boxes):
        assert one.x >= 0 and one.y >= 0
        assert one.x + one.width <= layout.width and one.y + one.height <= layout.height
        assert not any(overlap(one, other) for other in layout.boxes[at + 1 :])
        room = one.width - 12
        assert all(svg.width_of(text, 14) <= room for text in one.texts)
    for line in layout.lines:
        assert line.x1 == line.x2 or line.y1 == line.y2
        assert not any(crosses(line, box) for box in layout.boxes)


@given(forests())
@settings(max_examples=60, suppress_health_check=BUSY)
def test_no_two_boxes_overlap_and_no_line_runs_through_one(nodes):
    for shape in (WIDE, NARROW):
        layout = laid_out(nodes, shape)
        assert_tidy(layout, nodes)
        assert layout == laid_out(nodes, shape)


@given(forests())
@settings(max_examples=20, suppress_health_check=BUSY)
def test_the_drawing_is_named_described_and_well_formed(nodes):
    chart = tree("Groups", "All of them.", nodes, headings=("Group",), rows=[("A",)])
    for drawing in (chart.svg, chart.narrow):
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        named = root.get("aria-labelledby").split()
        texts = {each.get("id"): each.text for each in root if each.get("id")}
        assert [texts[each] for each in named] == ["Groups", "All of them."]
        assert "style=" not in drawing and "<script" not in drawing
    assert chart == tree("Groups", "All of them.", nodes, headings=("Group",), rows=[("A",)])


def test_long_names_are_wrapped_and_kept_whole():
    name = "Child sexual abuse and exploitation practice development sub-group"
    (box,) = laid_out([Node(name, ("Chair: Ada Penhallow",))], WIDE).boxes
    assert " ".join(box.texts[: box.bold]) == name
    assert box.bold > 1


def test_few_deep_ones_fit_a_telephone():
    node = Node("Deep")
    for _ in range(5):
        node = Node("Group", (), (node,))
    assert laid_out([node], NARROW).width == 320
    assert re.search(r'viewBox="0 0 320 ', tree("T", "S", [node], headings=(), rows=[]).narrow)


def test_what_is_shared_is_dotted_and_says_so():
    shared = Node("Panel", ("Shared by Vale",), dotted=True)
    chart = tree("T", "S", [Node("Board", (), (shared,))], headings=(), rows=[])
    assert chart.svg.count("stroke-dasharray") >= 2 and "Shared by Vale" in chart.svg
