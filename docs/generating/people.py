"""Pages about people: what each role may do, and how long personal fields are kept."""

from generating.tables import table


def access() -> str:
    """The roles, and who may do what."""
    from safeloom.foundation.access.definitions import ROLES
    from safeloom.kernel.registry import Permission, offered

    over = {"partnership": "the whole partnership", "agency": "one agency", "group": "one group"}
    roles = table(
        ("role", "given over", "key"),
        ((role.title, over[role.over], f"`{role.key}`") for role in ROLES),
    )
    permissions = table(
        ("a person may…", *(role.title for role in ROLES), "key"),
        (
            (
                item.words,
                *("yes" if role.key in item.roles else "–" for role in ROLES),
                f"`{item.key}`",
            )
            for item in offered(Permission)
        ),
    )
    return (
        "# Access\n\nA role is given to a person, post, agency or group from a day to a day. What it reaches is"
        " what it was given over: an agency’s lead sees that agency’s rows, a group’s member that group’s. A"
        f" page that may not be opened answers as one that is not there (404).\n\n## Roles\n\n{roles}\n"
        f"## Permissions\n\n{permissions}"
    )


def personal_fields() -> str:
    """Every personal field, how long it is kept and what then becomes of it."""
    from django.apps import apps

    rows = [
        (f"`{model._meta.label}`", f"`{name}`", said.keep, said.anonymise.value)
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        for name, said in getattr(model, "PERSONAL", {}).items()
    ]
    return (
        "# Personal fields\n\nEvery field of text is declared personal, with its keeping, or not personal; a test"
        " fails otherwise. The times are proposals: no national schedule says them, and each partnership settles"
        " its own. Nothing about people who left ends before a steward has confirmed it.\n\n"
        f"{table(('row', 'field', 'kept', 'then'), rows)}"
    )
