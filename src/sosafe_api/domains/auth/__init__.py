"""Who may do what: partnerships, principals, roles, tokens, sharing agreements."""
