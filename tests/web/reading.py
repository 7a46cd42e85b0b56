"""Reads a page as somebody sees it."""

from html.parser import HTMLParser

_VOID = {"input", "meta", "link", "br", "img", "path", "circle", "hr"}


class Page(HTMLParser):
    """The rows of the tables on a page, all links and inputs, and every element by id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: dict[str, str] = {}
        self.inputs: list[dict[str, str | None]] = []
        self.ids: dict[str, str] = {}
        self._hidden: list[str] = []
        self._cell = self._link = None
        self._id_stack: list[tuple[str, str]] = []
        self.feed(html)
        self.rows = [[" ".join(cell.split()) for cell in row] for row in self.rows]

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            assert found["id"] not in self.ids, f"two elements are called {found['id']}"
            self.ids[found["id"]] = ""
        if tag in {"input", "textarea", "select"}:
            self.inputs.append({"tag": tag, **found})
        if tag == "br":
            self.handle_data(" ")
        if tag in _VOID:
            return
        hidden = found.get("aria-hidden") == "true" or "visually-hidden" in (
            found.get("class") or ""
        )
        if self._hidden or hidden:
            self._hidden.append(tag)
        self._id_stack.append((tag, found.get("id", "")))
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self._cell = True
        elif tag == "a":
            self._link = found["href"]
            self.links.setdefault(self._link, "")

    def handle_endtag(self, tag):
        if tag in _VOID:
            return
        if self._hidden:
            self._hidden.pop()
        if self._id_stack:
            self._id_stack.pop()
        if tag in {"td", "th"}:
            self._cell = None
        elif tag == "a":
            self._link = None

    def handle_data(self, data):
        for _, name in self._id_stack:
            if name:
                self.ids[name] += data
        if self._hidden:
            return
        if self._cell:
            self.rows[-1][-1] += data
        if self._link is not None:
            self.links[self._link] += data

    def input(self, name: str) -> dict[str, str | None]:
        """The one input with a name."""
        (found,) = [one for one in self.inputs if one.get("name") == name]
        return found
