"""The roles of a partnership. What each may do is declared by the owner of the thing, as a
`Permission` naming roles; who holds a role, over what and from when to when, is a dated grant."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """`over` says what a grant of the role must name: nothing more than the partnership, one agency,
    or one group."""

    key: str
    title: str
    over: str


ROLES = (
    Role("business-manager", "Business manager", over="partnership"),
    Role("coordinator", "Co-ordinator", over="partnership"),
    Role("statutory-partner", "Statutory partner executive", over="partnership"),
    Role("scrutineer", "Independent scrutineer or chair", over="partnership"),
    Role("information-governance", "Information-governance officer", over="partnership"),
    Role("agency-lead", "Agency safeguarding lead", over="agency"),
    Role("group-member", "Group member", over="group"),
)
ROLE = {role.key: role for role in ROLES}
