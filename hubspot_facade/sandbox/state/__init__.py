"""What a portal is: its database, clock, identities, tokens and limits. Knows no service and no request."""
