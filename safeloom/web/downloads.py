"""Files that are made for one person and kept nowhere."""

from django.http import HttpResponse


def private_download(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file as a download that no browser or proxy keeps; `name` says nothing about anybody."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
