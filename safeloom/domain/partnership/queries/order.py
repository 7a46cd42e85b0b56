"""Orders that are the same on every database."""

from django.db.models import F

LATEST_FIRST = F("start").desc(nulls_last=True)
