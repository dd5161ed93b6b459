"""Events as receivers logged them (2022 to 2026), and requests signed as HubSpot's guide to signatures says."""

import base64
import hashlib
import hmac
import json

SECRET = "cfc68c0b-made-up"
URL = "https://app.example.com/hubspot?x=1"
NOW = 1_800_000_000.0


def event(type_, **fields):
    common = {
        "eventId": 531833541,
        "subscriptionId": 3923621,
        "portalId": 48807704,
        "appId": 16111050,
        "occurredAt": 1752613920733,
        "subscriptionType": type_,
        "attemptNumber": 0,
    }
    return common | fields


def created(type_="contact.creation", object_id=138017612137, **fields):
    rest = {"objectId": object_id, "changeFlag": "CREATED", "changeSource": "CRM_UI", "sourceId": "userId:76023669"}
    return event(type_, **rest | fields)


def changed(name="email", value="ada@example.com", type_="contact.propertyChange", **fields):
    rest = {"objectId": 6682673371, "propertyName": name, "propertyValue": value, "changeSource": "INTEGRATION"}
    return event(type_, **rest | fields)


def body_of(*events):
    return json.dumps(events, separators=(",", ":")).encode()


def signed(body, *, secret=SECRET, url=URL, at=NOW, method="POST"):
    """The headers of HubSpot's request, computed here and not by what is tested."""
    stamp = str(round(at * 1000))
    url = url.replace("%2F", "/")  # one of the characters that HubSpot signs as they are
    source = method.encode() + url.encode() + body + stamp.encode()
    return {
        "Content-Type": "application/json",
        "X-HubSpot-Signature-Version": "v1",
        "X-HubSpot-Signature": hashlib.sha256(secret.encode() + body).hexdigest(),
        "X-HubSpot-Signature-v3": base64.b64encode(hmac.digest(secret.encode(), source, "sha256")).decode(),
        "X-HubSpot-Request-Timestamp": stamp,
    }
