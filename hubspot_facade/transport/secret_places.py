"""Where a request or its URL has a secret, and what is shown instead."""

HIDDEN = "***"
# Secrets are in these fields of queries and forms, and after these path segments, on some of HubSpot's endpoints.
SECRET_PARAMETERS = frozenset(
    ("hapikey", "access_token", "refresh_token", "client_secret", "code", "token", "code_verifier", "id_token")
)
SECRET_SEGMENTS = frozenset(("access-tokens", "refresh-tokens"))
