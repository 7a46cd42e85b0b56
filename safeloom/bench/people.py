"""A workbook of people to be looked through and written."""

from itertools import cycle, islice
from pathlib import Path

import xlsxwriter
from django.db import transaction
from python_calamine import CalamineWorkbook

from safeloom.bench.sizes import TIMED
from safeloom.domain.partnership.models import Agency, DirectoryEntry, Post, PostHolding
from safeloom.foundation.identity.models import Membership, Partnership, Person, Principal
from safeloom.web.imports import accepting, engine

PEOPLE = 10_000
_HEADINGS = (
    "Full name",
    "Job title",
    "Organisation",
    "E-mail address",
    "Telephone number",
    "Since",
)
_FIRST = ("Ash", "Robin", "Jo", "Val", "Sam", "Kit", "Lee", "Max", "Pat", "Ren")
_LAST = (
    "Fernhollow",
    "Mosswater",
    "Reedbank",
    "Oakmarsh",
    "Elmfield",
    "Thornby",
    "Larkrise",
    "Wrenfold",
)


def prepare(path: Path) -> Partnership:
    """Write a workbook of people of the timed county's agencies, all of them ready to be accepted."""
    county = Partnership.objects.get(key=TIMED)
    agencies = Agency.objects.filter(record__partnership=county, start=None, end=None)
    names = [agency.name for agency in agencies.select_related("principal").order_by("pk")]
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["People of the county"])
    sheet.write_row(2, 0, _HEADINGS)
    for number, agency in enumerate(islice(cycle(names), PEOPLE)):
        name = f"{_FIRST[number % 10]} {_LAST[number // 10 % 8]}{_letters(number)}"
        post = f"Adviser {number % 40}"
        telephone = f"01632 {number:06d}"
        cells = [name, post, agency, f"a{number}@county.example", telephone, "1 April 2024"]
        sheet.write_row(number + 3, 0, cells)
    book.close()
    return county


def bring_in(county: Partnership, path: Path) -> None:
    """Look the file through and write it, and undo both."""
    with transaction.atomic():
        seen = look_through(county, path)
        accepting.accept(preview=seen, by=None)
        transaction.set_rollback(True)


def look_through(county: Partnership, path: Path):
    """Look the file through."""
    seen = engine.preview(engine.kinds()["people"], county, engine.bytes_of(path))
    if (seen.ready, seen.new) != (PEOPLE, PEOPLE):
        raise SystemExit("bench: the people were not all ready.")
    return seen


def floor(county: Partnership, path: Path) -> None:
    """Read the same cells and write as many rows, without looking at any."""
    with transaction.atomic():
        with CalamineWorkbook.from_path(str(path)) as book:
            rows = book.get_sheet_by_index(0).to_python()[3:]
        principals = Principal.objects.bulk_create(
            Principal(kind=Principal.Kind.PERSON, name=row[0]) for row in rows
        )
        people = Person.objects.bulk_create(
            Person(principal=principal, work_email=row[3], work_telephone=row[4])
            for principal, row in zip(principals, rows, strict=True)
        )
        DirectoryEntry.objects.bulk_create(
            DirectoryEntry(partnership=county, person=person) for person in people
        )
        post = Post.objects.filter(agency__record__partnership=county).first()
        memberships = Membership.objects.bulk_create(
            Membership(member_id=person.pk, of_id=post.pk) for person in people
        )
        PostHolding.objects.bulk_create(
            PostHolding(post=post, person=person, membership=membership)
            for person, membership in zip(people, memberships, strict=True)
        )
        transaction.set_rollback(True)


def _letters(number: int) -> str:
    """Three letters that tell one surname from another."""
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))
