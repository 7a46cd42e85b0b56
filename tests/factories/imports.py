"""The rows of the addresses of bringing files in."""

from datetime import UTC, datetime

from safeloom.web.imports.models import Import
from tests.factories import Place, sample


@sample("imports:done", by=())
def _done(place: Place) -> dict[str, object]:
    found = Import.objects.create(
        partnership=place.partnership, kind="returns", at=datetime.now(UTC), read=1, new=1
    )
    return {"pk": found.pk}
