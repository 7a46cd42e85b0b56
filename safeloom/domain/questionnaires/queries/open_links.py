"""What an address that hangs somewhere opens, what came by it, and its code."""

from dataclasses import dataclass

import qrcode
from django.db.models import QuerySet

from safeloom.domain.questionnaires.addresses import at, of_open_link
from safeloom.domain.questionnaires.models import Campaign, OpenLink
from safeloom.domain.questionnaires.queries.arrivals import by_link
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.today import today

# White around a code, without which cameras do not find it: four modules, as ISO/IEC 18004 asks.
QUIET = 4


def open_link_of(code: str) -> OpenLink | None:
    """The link of a code, whether it takes answers or not. 1 query."""
    rows = OpenLink.objects.select_related(
        "campaign__record",
        "campaign__partnership",
        "campaign__version__questionnaire__record",
    )
    return rows.filter(code=code, campaign__anonymous=True).first()


def listed(campaign: Campaign) -> list[OpenLink]:
    """The open links of a campaign, each with how many answers `came` by it: None where they are so few
    that it is not told. 4 queries."""
    rows: QuerySet[OpenLink] = campaign.open_links.select_related(
        "area__record", "agency__principal"
    )
    found, came = list(rows.order_by("stopped", "label")), by_link(campaign, today())
    for one in found:
        one.came = came[one.pk]  # type: ignore[attr-defined]
    return found


def addresses(here: Partnership, link: OpenLink) -> tuple[str, str, str, str]:
    """What a link's line leads to: where it is answered, its poster, its code, and stopping it."""
    where = (link.campaign.record.reference, link.code)
    return (
        site_address(of_open_link(link.code)),
        at("poster", here, *where),
        at("qr", here, *where),
        at("stop-open-link", here, *where),
    )


@dataclass(frozen=True)
class Drawn:
    """A QR code as a path of one-by-one squares on a field of `side`, the white around it included."""

    side: int
    path: str


def drawn(address: str) -> Drawn:
    """The QR code of an address; a quarter of it may be damaged (level Q), as posters are."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=0)
    code.add_data(address)
    code.make(fit=True)
    squares = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(code.get_matrix())
        for x, dark in enumerate(row)
        if dark
    ]
    return Drawn(code.modules_count + 2 * QUIET, "".join(squares))
