"""Pages with which a partnership looks after its accounts, roles and audit."""
