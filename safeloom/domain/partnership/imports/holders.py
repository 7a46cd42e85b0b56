"""Whom a row names as the holder of something: somebody known, or somebody to be added."""

from difflib import get_close_matches

from safeloom.domain.partnership.imports.people_known import Directory, bare_name
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.web.imports.kind import Row
from safeloom.web.imports.values import nothing, turned

_ALIKE = 0.87


class Holders:
    """The people of a directory by name."""

    def __init__(self, partnership: Partnership, day) -> None:
        self.directory = Directory(partnership, day)
        self._new: dict[str, str] = {}

    def of(
        self, row: Row, field: str, text: str, agency: Agency | None
    ) -> tuple[Person | None, str]:
        """The person named in a field of a row; or, where nobody is called so, the name of one who is
        to be added. With a problem, neither."""
        name, _ = turned(text)
        if nothing(name):
            return None, ""
        bare = bare_name(name)
        found = self.directory.by_name.get(bare, [])
        if len(found) > 1 and agency is not None:
            of_agency = self.directory.agencies
            found = [one for one in found if agency.pk in of_agency.get(one.pk, ())] or found
        if len(found) == 1:
            return found[0], ""
        if found:
            row.wrong(
                field, f"Several people are called {name[:80]}.", "Say on the page which is meant."
            )
            return None, ""
        if bare in self._new:
            return None, self._new[bare]
        near = get_close_matches(bare, self.directory.by_name, n=1, cutoff=_ALIKE)
        if near:
            there = self.directory.by_name[near[0]][0].name
            row.wrong(field, f"There is no {name[:80]} in the directory.", f"Did you mean {there}?")
            return None, ""
        if "@" in name or len(name) > 120 or not any(letter.isalpha() for letter in name):
            row.wrong(field, "This is no name.", "Write forename and surname.")
            return None, ""
        self._new[bare] = name
        row.note(field, f"{name} is not in the directory yet, and is added.", "Check the name.")
        return None, name
