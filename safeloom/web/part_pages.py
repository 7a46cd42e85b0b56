"""Pages of others that the first page of a part of the work leads to."""

from django.http import HttpRequest
from django.urls import reverse

from safeloom.kernel.registry import PartPage, offered


def part_pages(request: HttpRequest, part: str) -> list[tuple[str, str]]:
    """The title and address of each page that this viewer may open from `part`."""
    here = request.partnership
    return [
        (page.title, reverse(page.url_name, args=[here.key]))
        for page in offered(PartPage)
        if page.part == part and request.viewer.may(page.permission, here.pk)
    ]
