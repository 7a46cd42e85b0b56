"""Who may come in, and as what: the verbs. Each is audited once."""
