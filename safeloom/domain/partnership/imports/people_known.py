"""Who is in a directory, and who a row seems to be."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from uuid import UUID

from safeloom.domain.partnership.models import DirectoryEntry, Post, PostHolding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.values import without_honorific

# Two names of one agency that agree so far are worth a look.
_ALIKE = 0.87


def bare_name(name: str) -> str:
    """A name for comparing: without how somebody is addressed, capitals and marks."""
    return plain(without_honorific(name))


def alike(one: str, other: str) -> bool:
    """Whether two bare names may well be one person's: a slip of the hand, an initial, turned round."""
    if one == other:
        return True
    mine, theirs = one.split(), other.split()
    if sorted(mine) == sorted(theirs):
        return True
    if mine and theirs and mine[-1] == theirs[-1]:
        first, second = mine[0], theirs[0]
        if 1 in (len(first), len(second)) and first[0] == second[0]:
            return True
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


class Directory:
    """The people of a partnership's directory with the posts they hold today or later: 3 queries."""

    def __init__(self, partnership: Partnership, day) -> None:
        entries = DirectoryEntry.objects.filter(partnership=partnership)
        self.people: dict[UUID, Person] = {}
        for entry in entries.select_related("person__principal").order_by("pk"):
            self.people[entry.person_id] = entry.person
        self.posts: dict[tuple[UUID, str], Post] = {}
        posts = Post.objects.filter(agency__record__partnership=partnership)
        for post in posts.select_related("principal"):
            self.posts[post.agency_id, post.title.casefold()] = post
        self.held: set[tuple[UUID, UUID, str]] = set()
        self.agencies: dict[UUID, set[UUID]] = {}
        titles = {post.pk: (post.agency_id, post.title.casefold()) for post in self.posts.values()}
        holdings = PostHolding.objects.filter(post__agency__record__partnership=partnership)
        for holding in holdings:
            agency, title = titles.get(holding.post_id, (None, ""))
            if agency is None or (holding.end and holding.end < day):
                continue
            self.held.add((holding.person_id, agency, title))
            self.agencies.setdefault(holding.person_id, set()).add(agency)
        self.by_email: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = {}
        self._near: dict[tuple, list[tuple[str, Person]]] = {}
        for person in self.people.values():
            if person.work_email:
                self.by_email[person.work_email.casefold()] = person
            bare = bare_name(person.name)
            self.by_name.setdefault(bare, []).append(person)
            for agency in self.agencies.get(person.pk, ()):
                for key in keys_of(bare, agency):
                    self._near.setdefault(key, []).append((bare, person))

    def near(self, bare: str, agency: UUID) -> Person | None:
        """Somebody of an agency who is called nearly so."""
        for key in keys_of(bare, agency):
            for other, person in self._near.get(key, ()):
                if other != bare and alike(bare, other):
                    return person
        return None


def keys_of(bare: str, agency: UUID) -> Iterable[tuple]:
    """Where a name is looked for among those like it: two that differ by a letter share what is left
    without one, an initial stands for a forename, and words may be turned round. So only a few are
    compared, however many an agency has."""
    words = bare.split()
    if not words:
        return
    joined = "".join(words)
    yield agency, joined
    for at in range(len(joined)):
        yield agency, joined[:at] + joined[at + 1 :]
    yield agency, words[0][0], words[-1]
    yield agency, *sorted(words)
