"""What conditions may ask of the body that answers."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.definitions import Facts
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import QuestionnaireUse, offered, resolve

# Facts that every campaign knows: what kind of agency it is, and whether all is asked or an update.
KIND, CYCLE = "kind", "cycle"


def use_of(key: str) -> QuestionnaireUse:
    """The use of a key. Raises KeyError where it is not registered."""
    for one in offered(QuestionnaireUse):
        if one.key == key:
            return one
    raise KeyError(key)


@dataclass(frozen=True)
class FactWords:
    """What a condition may ask of a body: the fact's name, what it is called in a sentence ("the kind of
    agency"), and its values with their words."""

    name: str
    words: str
    values: tuple[tuple[str, str], ...]


def facts_to_ask(partnership: Partnership, use: str) -> list[FactWords]:
    """What conditions of a use's questionnaires may ask of the body that answers. A use that is not
    registered any more adds none."""
    found = [
        FactWords(KIND, "the kind of agency", tuple(Agency.Kind.choices)),
        FactWords(CYCLE, "what this campaign asks for", tuple(Campaign.Cycle.choices)),
    ]
    with suppress(KeyError):
        if named := use_of(use).fact_choices:
            found += [
                FactWords(name, words, tuple(values))
                for name, words, values in resolve(named)(partnership)
            ]
    return found


def facts_known(use: str, agencies: Iterable[Agency]) -> dict[UUID, dict[str, frozenset[str]]]:
    """What a use knows of agencies, by each one's id; nothing for a use that knows nothing, or is not
    registered any more."""
    with suppress(KeyError):
        if named := use_of(use).facts:
            return resolve(named)(list(agencies))
    return {}


def facts_of(responses: Iterable[Response]) -> dict[UUID, Facts]:
    """What is known of the body of each response: the kind of its agency, the cycle of its campaign, and
    what the campaign's use adds of agencies (a school's phase). Queries only of the uses' own."""
    rows = list(responses)
    agencies = {one.agency_id: one.agency for one in rows if one.agency is not None}
    added: dict[UUID, dict[str, frozenset[str]]] = {}
    for key in sorted({one.campaign.use for one in rows}):
        use = use_of(key)
        if use.facts:
            added |= resolve(use.facts)(list(agencies.values()))
    found = {}
    for row in rows:
        values = dict(added.get(row.agency_id, {})) if row.agency_id else {}
        if row.agency is not None:
            values[KIND] = frozenset({row.agency.kind})
        values[CYCLE] = frozenset({row.campaign.cycle})
        found[row.pk] = Facts(values)
    return found
