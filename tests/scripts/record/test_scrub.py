"""Nothing secret survives scrubbing, wherever it stands; what is no secret stays."""

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from scripts.record.multipart import BOUNDARY
from scripts.record.scrub import HIDDEN, KEPT_ANSWER_HEADERS, KEPT_REQUEST_HEADERS, PORTAL, Scrubber, correlation_id

TOKEN = "pat-eu1-11111111-2222-3333-4444-555555555555"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
OAUTH = "CKDuq-ySNBIOQkFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"
ADDRESS = "jane.doe+x@acme-corp.io"
CORRELATION = "01a0c450-6cfa-7d8e-91b7-584a2265b1f5"
PORTAL_ID = 48210117
PLANTED = ("s3cr3t", TOKEN, JWT, OAUTH, "acme-corp", str(PORTAL_ID), "127.0.0.1", CORRELATION)
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def scrubber():
    return Scrubber(secrets=["s3cr3t-known"], portals=[PORTAL_ID], hosts=["http://127.0.0.1:8089"])


def clean(text):
    assert [each for each in PLANTED if each in text] == []
    return text


def part(name, content, extra=""):
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n{content}\r\n'


JSON = {
    "access_token": "s3cr3t",
    "refreshToken": "s3cr3t",
    "client_secret": "s3cr3t",
    "inner": [{"hapikey": "s3cr3t", "password": "s3cr3t", "tokenKey": "s3cr3t"}],
    "pairs": [{"name": "password", "value": "s3cr3t"}, {"property": "email", "value": ADDRESS}],
    "note": f"asked by {ADDRESS} with Bearer s3cr3t and {TOKEN}, {JWT}, {OAUTH}, s3cr3t-known",
    "link": f"http://127.0.0.1:8089/files?signature=s3cr3t&portal=1&hapikey=s3cr3t#{PORTAL_ID}",
    "url": f"https://app.hubspot.com/contacts/{PORTAL_ID}/record/0-1/51",
    "portalId": PORTAL_ID,
    "hub_id": str(PORTAL_ID),
    "message": f"Unable to update in portal ID {PORTAL_ID}",
    ADDRESS: {"correlationId": CORRELATION, "requestId": CORRELATION},
}
BODIES = {
    "json": ("application/json", json.dumps(JSON)),
    "form": (FORM, f"code=s3cr3t&client_secret=s3cr3t&refresh_token={OAUTH}&email={quote(ADDRESS)}&hubId={PORTAL_ID}"),
    "multipart": (
        MULTIPART,
        part("client_secret", "s3cr3t")
        + part("options", json.dumps(JSON))
        + part("file", ADDRESS)
        + f"--{BOUNDARY}--\r\n",
    ),
    "text": ("text/html", f"<p>{ADDRESS}</p><a href='/x?access_token=s3cr3t'>Bearer {JWT}</a> portal {PORTAL_ID}"),
}


@pytest.mark.parametrize("kind", BODIES)
def test_no_secret_is_left_in_a_body(kind, scrubber):
    content_type, body = BODIES[kind]
    once = scrubber.body(body.encode(), content_type)
    clean(once.decode())
    assert once
    assert scrubber.body(once, content_type) == once


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8089/oauth/v1/access-tokens/s3cr3t",
        "http://127.0.0.1:8089/oauth/v1/refresh-tokens/s3cr3t?hapikey=s3cr3t&hapikey=s3cr3t",
        f"http://127.0.0.1:8089/contacts/v1/contact/email/{quote(ADDRESS)}/profile?portalId={PORTAL_ID}",
        f"http://127.0.0.1:8089/x/{TOKEN}?email={quote(ADDRESS)}&code=s3cr3t&Signature=s3cr3t",
    ],
)
def test_no_secret_is_left_in_a_url(url, scrubber):
    once = scrubber.url(url)
    clean(once)
    assert urlsplit(once).netloc == "api.hubapi.com"
    assert scrubber.url(once) == once
    assert parse_qs(urlsplit(once).query).keys() == parse_qs(urlsplit(url).query).keys()


def test_only_harmless_headers_are_kept_and_the_token_of_the_authorization_is_hidden(scrubber):
    sent = {"Authorization": f"Bearer {TOKEN}", "Cookie": "s3cr3t", "X-HubSpot-Signature": "s3cr3t", "Accept": "*/*"}
    assert scrubber.headers(sent, KEPT_REQUEST_HEADERS) == {"authorization": f"Bearer {HIDDEN}"}
    answered = {
        "Set-Cookie": ["a=s3cr3t", "b=s3cr3t"],
        "CF-Ray": ["s3cr3t"],
        "Location": [f"http://127.0.0.1:8089/x?token=s3cr3t&p={PORTAL_ID}"],
    }
    kept = scrubber.headers(answered, KEPT_ANSWER_HEADERS)
    assert kept == {"location": [f"https://api.hubapi.com/x?token={HIDDEN}&p={PORTAL}"]}


def test_what_is_no_secret_stays_and_keeps_its_type(scrubber):
    data = {
        "id": "51",
        "code": "PROPERTY_DOESNT_EXIST",
        "email": "jane@example.com",
        "other": ["user@smtp.example.org", "x@acme.example", True, None, 1.5],
        "portalId": PORTAL_ID,
        "hubId": str(PORTAL_ID),
        "number": f"1{PORTAL_ID}1",
        "tokens": {"browser": "Firefox"},
    }
    assert scrubber.data(data) == data | {"portalId": PORTAL, "hubId": str(PORTAL)}
    body = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n\x89PNG\xff\r\n--x--\r\n'
    assert scrubber.body(body, "multipart/form-data; boundary=x") == body
    url = "https://api.hubapi.com/crm/v3/objects/contacts/a%20b?properties=a%2Cb&after="
    assert scrubber.url(url) == url


def test_the_same_address_gets_the_same_stand_in_and_another_one_another(scrubber):
    one, same, other = (scrubber.text(each) for each in (ADDRESS, ADDRESS.upper(), "bob@acme-corp.io"))
    assert one == same
    assert one != other
    assert one.endswith("@example.com")


def test_correlation_ids_become_that_of_their_status(scrubber):
    body = json.dumps({"status": "error", "correlationId": CORRELATION}).encode()
    once = scrubber.body(body, "application/json", correlation_id(404))
    assert json.loads(once)["correlationId"] == "00000000-0000-4000-8000-000000000404"
    assert scrubber.body(once, "application/json") == once
