"""The order of the floors, read from the import contracts, so that it is said in one place."""

import tomllib
from functools import cache

from tests.architecture.tree import ROOT


@cache
def _ranks() -> dict[str, dict[str, int]]:
    """For each container, the rank of the packages in it: the lowest floor is 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    ranks: dict[str, dict[str, int]] = {}
    for contract in contracts:
        if contract["type"] != "layers":
            continue
        for container in contract["containers"]:
            if "*" in container:
                continue
            for rank, layer in enumerate(reversed(contract["layers"])):
                for name in layer.split("|"):
                    ranks.setdefault(container, {})[name.strip().strip("()")] = rank
    return ranks


def may_point(one: str, other: str) -> bool:
    """Whether code or a row of module `one` may point at module `other`: downwards, or at home."""
    mine, theirs = one.split("."), other.split(".")
    shared = 0
    while shared < min(len(mine), len(theirs)) and mine[shared] == theirs[shared]:
        shared += 1
    if shared == 0 or shared in (len(mine), len(theirs)):
        return True
    container = ".".join(mine[:shared])
    ranks = _ranks().get(container)
    if ranks is None:
        return container != "safeloom.systems"
    here, there = ranks.get(mine[shared]), ranks.get(theirs[shared])
    return here is None or there is None or here > there
