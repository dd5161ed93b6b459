"""Signatures of what HubSpot sends, against recorded ones."""

import pytest

from hubspot_facade import InputError
from hubspot_facade.webhooks.signature import is_signed, signature_v1, signature_v2, signature_v3

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
URI = "https://www.example.com/webhook_uri"
EVENTS = (
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,'
    '"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW",'
    '"appId":54321}]'
)
SINGLE = "{'example_field':'example_value'}"
DOUBLE = '{"example_field":"example_value"}'
OF_EVENTS = "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de"
OF_DOUBLE = "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900"
V3 = "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y="
STAMP = 1693657560000
NOW = STAMP / 1000


@pytest.mark.parametrize(
    ("body", "signature"),
    [(EVENTS, OF_EVENTS), (SINGLE, "69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750")],
)
def test_version_1(body, signature):
    assert signature_v1(SECRET, body) == signature_v1(SECRET, body.encode()) == signature


@pytest.mark.parametrize(
    ("method", "body", "signature"),
    [
        ("GET", "", "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e"),
        ("POST", DOUBLE, OF_DOUBLE),
        ("post", SINGLE, "4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383"),
    ],
)
def test_version_2(method, body, signature):
    assert signature_v2(SECRET, method, URI, body) == signature


@pytest.mark.parametrize(
    ("timestamp", "signature"), [(STAMP, V3), ("1700000300000", "RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=")]
)
def test_version_3(timestamp, signature):
    assert signature_v3(SECRET, "POST", URI, SINGLE, timestamp) == signature


def test_version_3_unescapes_what_hubspot_unescapes_and_no_more():
    plain = signature_v3(SECRET, "GET", "https://a.example/x?u=https://b:1/(c)!,;@$'*&d=%20%23%26", "", STAMP)
    escaped = "https://a.example/x?u=https%3A%2F%2fb%3a1%2F%28c%29%21%2C%3B%40%24%27%2A&d=%20%23%26#fragment"
    assert signature_v3(SECRET, "GET", escaped, "", STAMP) == plain
    assert signature_v3(SECRET, "GET", "https://a.example/x?d= ", "", STAMP) != signature_v3(
        SECRET, "GET", "https://a.example/x?d=%20", "", STAMP
    )


def signed(headers, *, body=SINGLE, now=NOW, secret=SECRET, method="POST"):
    return is_signed(secret, method=method, uri=URI, body=body, headers=headers, now=now)


def v3(signature=V3, timestamp=str(STAMP)):
    return {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": timestamp}


def test_the_newest_version_that_is_there_counts():
    assert signed(v3())
    assert signed({**v3(), "X-HubSpot-Signature": "wrong"})
    assert not signed({**v3("wrong"), "X-HubSpot-Signature": signature_v1(SECRET, SINGLE)})
    assert signed({"x-hubspot-signature": OF_DOUBLE, "X-HubSpot-Signature-Version": "v2"}, body=DOUBLE)
    assert signed({"X-HUBSPOT-SIGNATURE": OF_EVENTS, "X-HubSpot-Signature-Version": "v1"}, body=EVENTS.encode())
    assert signed({"X-HubSpot-Signature": OF_EVENTS}, body=EVENTS)


@pytest.mark.parametrize("shift", [-300, 300, 86400])
def test_an_old_signature_does_not_count(shift):
    assert not signed(v3(), now=NOW + shift)
    assert signed(v3(), now=NOW + (299 if shift > 0 else -299))


@pytest.mark.parametrize(
    "changed",
    [{"body": SINGLE + " "}, {"secret": "other"}, {"method": "PUT"}],
    ids=["body", "secret", "method"],
)
def test_what_was_changed_on_the_way_is_told(changed):
    assert not signed(v3(), **changed)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        v3(timestamp=""),
        v3(timestamp="soon"),
        {"X-HubSpot-Signature": OF_EVENTS, "X-HubSpot-Signature-Version": "v9"},
        v3(signature="ungültig"),
    ],
)
def test_what_is_no_signature_does_not_count(headers):
    assert not signed(headers)


@pytest.mark.parametrize("secret", ["", " ", "\n"])
@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_nobody_signs_with_an_empty_secret(secret, version):
    forged = {
        "v1": {"X-HubSpot-Signature": signature_v1(secret, SINGLE)},
        "v2": {
            "X-HubSpot-Signature": signature_v2(secret, "POST", URI, SINGLE),
            "X-HubSpot-Signature-Version": "v2",
        },
        "v3": v3(signature_v3(secret, "POST", URI, SINGLE, STAMP)),
    }[version]
    with pytest.raises(InputError, match="client_secret"):
        signed(forged, secret=secret)


@pytest.mark.parametrize("headers", [v3(timestamp="1" * 5000), v3(signature="\udcff")])
def test_headers_of_any_length_and_text_are_no_signature(headers):
    assert not signed(headers)
