"""No cassette holds a token, a person's address, an account's id, a place or a cookie."""

import re

from hubspot_facade.sandbox.state.portal import PORTAL_ID
from scripts.record.cassette import FOLDER
from scripts.record.stage import TOKEN

FORBIDDEN = {
    "token": re.compile(
        rf"{re.escape(TOKEN)}|\bpat-[a-z]{{2,4}}\d?-\w|\beyJ[\w-]{{8,}}\.\w|bearer (?!\*\*\*)\S", re.IGNORECASE
    ),
    "secret": re.compile(
        r'(?:"(?:access|refresh|id)_?token"|"client_?secret"|"password"|"hapikey"): "(?!\*\*\*|")'
        r"|[?&](?:hapikey|client_secret|refresh_token|access_token|code)=(?!\*\*\*)",
        re.IGNORECASE,
    ),
    "address": re.compile(
        r"(?<=[\w.+-])@(?!(?:[\w-]+\.)*example(?:\.(?:com|org|net))?\b)(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE
    ),
    "account": re.compile(rf"(?<!\d){PORTAL_ID}(?!\d)"),
    "place": re.compile(r"127\.0\.0\.1|localhost|/home/|/root/|/tmp/"),
    "cookie": re.compile(r"^\s*(?:set-)?cookie:", re.IGNORECASE | re.MULTILINE),
    "correlation": re.compile(
        r"(?:correlation-id:\n\s+- |\"correlationId\": \"|correlation_id: )(?!00000000-0000-4000-8000-)\S"
    ),
}


def found_in(text):
    return {name: match[0] for name, pattern in FORBIDDEN.items() if (match := pattern.search(text))}


def test_no_cassette_holds_a_secret():
    texts = {path: path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.yaml")}
    assert {path.stem: found for path, text in texts.items() if (found := found_in(text))} == {}
    assert len(texts) > 900


def test_every_cassette_says_against_what_and_when_it_was_recorded():
    for path in FOLDER.rglob("*.yaml"):
        head = path.read_text(encoding="utf-8")[:400].splitlines()
        assert re.match(
            r"# Recorded against the sandbox of hubspot-facade, not against HubSpot; .*\d{4}-\d\d-\d\d", head[0]
        )
        assert head[1].startswith("# Written by `make record`")


def test_the_scan_finds_what_is_planted():
    planted = {
        "token": "- Bearer CKDu123",
        "secret": '"client_secret": "66666666-7777"',
        "address": "mailto:jane@acme.io",
        "account": f"/contacts/{PORTAL_ID}/",
        "place": "http://127.0.0.1:8089/",
        "cookie": "      set-cookie:\n",
        "correlation": '"correlationId": "01a0c450-6cfa"',
    }
    for name, text in planted.items():
        assert name in found_in(text), name
    harmless = '- Bearer ***\n"password": "***"\njohn@example.com user@smtp.example.com\n{"portalId": 12345}'
    assert found_in(harmless) == {}
