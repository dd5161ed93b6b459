"""What messages and logs show of a request."""

import pytest

from hubspot_facade.transport.request import Request


@pytest.mark.parametrize(
    ("path", "query", "shown"),
    [
        ("/crm/v3/owners", [("limit", "5")], "https://x/crm/v3/owners?limit=5"),
        ("/webhooks/v3/7", [("hapikey", "secret")], "https://x/webhooks/v3/7?hapikey=***"),
        ("/oauth/v1/x", [("Refresh_Token", "secret"), ("a", "b")], "https://x/oauth/v1/x?Refresh_Token=***&a=b"),
        ("/oauth/v1/access-tokens/secret", [], "https://x/oauth/v1/access-tokens/***"),
        ("/oauth/v1/refresh-tokens/secret", [("limit", "5")], "https://x/oauth/v1/refresh-tokens/***?limit=5"),
    ],
)
def test_secrets_are_hidden_in_urls(path, query, shown):
    assert Request("GET", path, query=query).shown_url("https://x") == shown
