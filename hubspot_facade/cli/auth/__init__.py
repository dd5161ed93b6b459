"""`hubspot-facade auth`: accounts to work with, whose tokens are kept in the system's keyring."""
