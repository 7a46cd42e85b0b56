"""Who answers for something, as a cell names them: a post, an agency, a group, or words."""

from datetime import date

from safeloom.domain.partnership.imports.people_known import Directory, bare_name
from safeloom.domain.partnership.models import Agency, Group, Post
from safeloom.domain.plans.commands.who import Who
from safeloom.foundation.identity.models import Partnership
from safeloom.web.imports.finding import Names
from safeloom.web.imports.kind import Row
from safeloom.web.imports.values import words_of

_MOST = 120


class Leads:
    """Who can be meant in a partnership on a day: 6 queries."""

    def __init__(self, partnership: Partnership, day: date) -> None:
        here = {"record__partnership": partnership}
        agencies = Agency.objects.filter(**here).select_related("principal", "record")
        groups = Group.objects.filter(**here).select_related("principal", "record")
        posts = Post.objects.as_at(day).filter(agency__record__partnership=partnership)
        posts = list(posts.select_related("principal", "agency__principal", "agency__record"))
        rows = [(one, (one.name, one.record.reference)) for one in [*agencies, *groups]]
        named: list = [
            *rows,
            *(
                (post, (f"{post.title}, {post.agency}", f"{post.agency} {post.title}"))
                for post in posts
            ),
            *((post, (post.title,)) for post in posts),
        ]
        self._names: Names = Names(named, prefer=lambda one: one.holds(day))
        self._directory = Directory(partnership, day)
        self._posts = {(post.agency_id, post.title.casefold()): post for post in posts}

    def of(self, row: Row, field: str) -> Who:
        """Whom a field of a row names. A person is written as the post they hold; where that is not
        known, the row has a problem, since a person's name is not kept."""
        text = words_of(row, field)
        if not text:
            return Who()
        found = self._names.find(text)
        if isinstance(found, Post):
            return Who(agency=found.agency, post=found)
        if isinstance(found, Agency):
            return Who(agency=found)
        if isinstance(found, Group):
            return Who(group=found)
        people = self._directory.by_name.get(bare_name(text), [])
        if people:
            return self._of_person(row, field, people)
        if len(text) > _MOST:
            row.wrong(field, f"This is longer than {_MOST} characters.", "Name who leads it alone.")
            return Who()
        row.note(
            field,
            "No agency, group or post is called so: it is kept in these words.",
            "Name one that is there, so that it stands at their home page.",
        )
        return Who(words=text)

    def _of_person(self, row: Row, field: str, people: list) -> Who:
        held = [
            post
            for person in people
            for key, agency, title in self._directory.held
            if key == person.pk and (post := self._posts.get((agency, title)))
        ]
        if len(people) == 1 and len(held) == 1:
            row.note(
                field,
                f"A person is named: their post is written, {held[0].title}.",
                "It passes to whoever holds it next.",
            )
            return Who(agency=held[0].agency, post=held[0])
        row.wrong(field, "A person is named here.", "Name the post, the agency or the group.")
        return Who()
