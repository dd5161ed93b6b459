"""OAuth: an authorize page that one click approves, tokens, refreshing, introspection, revocation."""
