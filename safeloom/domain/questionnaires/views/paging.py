"""Pages of long rows that are no list of the web kit."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


@dataclass(frozen=True)
class Pages:
    """One page of rows, as `web/parts/pages.html` takes it."""

    page: Page
    request: HttpRequest

    @property
    def object_list(self) -> Any:
        """Its rows."""
        return self.page.object_list

    @property
    def number(self) -> int:
        """Which it is, from 1."""
        return self.page.number

    @property
    def pages(self) -> int:
        """How many there are."""
        return self.page.paginator.num_pages

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return self.page.paginator.count

    def url(self, number: int) -> str:
        """The address of another page."""
        query = self.request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    @property
    def previous_url(self) -> str:
        """The address of the page before, empty on the first."""
        return self.url(self.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The address of the page after, empty on the last."""
        return self.url(self.number + 1) if self.page.has_next() else ""

    @property
    def page_links(self) -> list[dict[str, Any]]:
        """The first, the last, and those around this page, with gaps between."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        links: list[dict[str, Any]] = []
        wanted = sorted(number for number in near if 1 <= number <= self.pages)
        for before, number in zip([0, *wanted], wanted, strict=False):
            if number - before > 1:
                links.append({"gap": True})
            current = number == self.number
            links.append({"number": number, "url": self.url(number), "current": current})
        return links


def page_of(request: HttpRequest, rows: "QuerySet | list", size: int = 50) -> Pages:
    """The page of rows that `?page=` asks for; the nearest there is."""
    return Pages(Paginator(rows, size).get_page(request.GET.get("page", "1")), request)
