"""What messages and logs show of a request, and what is sent of cursors."""

from base64 import b64encode
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(name=st.sampled_from(["after", "before"]), content=st.binary(min_size=1))
def test_a_cursor_is_sent_as_it_is_in_the_link_of_the_next_page(name, content):
    quoted = quote(b64encode(content), safe="")
    for cursor in (quoted, b64encode(content).decode()):
        request = Request("GET", "/x", query=[("limit", "5"), (name, cursor)])
        assert urlencode(request.query, quote_via=quote) == f"limit=5&{name}={quoted}"


def test_other_values_are_sent_as_they_are():
    query = [("q", "100%25"), ("after", "50"), ("email", "a%2Bb@example.com")]
    assert Request("GET", "/x", query=query).query == query
