"""Failures as hubspot-api-client and hubspot-sdk meet them: limits, scopes, faults. Arguments: URL, token.

Run by an environment that has both, not by the project's own.
"""

import json
import sys
import urllib.request
from typing import Any

import hubspot
import hubspot_sdk
from hubspot.crm import contacts


class Sandbox:
    """The sandbox's admin endpoints."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, path: str, body: dict[str, Any], method: str = "POST") -> Any:
        """The answer of an admin endpoint."""
        request = urllib.request.Request(f"{self.url}/_sandbox/{path}", json.dumps(body).encode(), method=method)  # noqa: S310 - the sandbox
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - the sandbox
            return json.load(answer)


def official(sandbox: Sandbox, token: str) -> None:
    """hubspot-api-client raises its ApiException with HubSpot's bodies."""
    api = hubspot.HubSpot(access_token=token, host=sandbox.url).crm.contacts.basic_api
    made = contacts.SimplePublicObjectInputForCreate(properties={"city": "Bern"})
    for policy in ("TEN_SECONDLY_ROLLING", "SECONDLY", "DAILY"):
        sandbox.ask("faults", {"status": 429, "policy": policy})
        error = refused(429, lambda: api.create(simple_public_object_input_for_create=made))
        # a search beyond its second is refused in a form of its own
        usual = {"errorType": "RATE_LIMIT", "policyName": policy}
        expected = {"category": "RATE_LIMITS"} if policy == "SECONDLY" else usual
        assert expected.items() <= error.items(), error
    sandbox.ask("faults", {"status": 423})
    assert refused(423, api.get_page)["category"] == "LOCKED"
    sandbox.ask("faults", {"status": 504, "after_write": True})
    refused(504, lambda: api.create(simple_public_object_input_for_create=made))
    assert len(api.get_page().results) == 1

    reader = sandbox.ask("tokens", {"scopes": ["crm.objects.contacts.read"]})["token"]
    narrow = hubspot.HubSpot(access_token=reader, host=sandbox.url).crm.contacts.basic_api
    assert len(narrow.get_page().results) == 1
    error = refused(403, lambda: narrow.create(simple_public_object_input_for_create=made))
    assert error["category"] == "MISSING_SCOPES"
    assert error["errors"][0]["context"]["requiredGranularScopes"] == ["crm.objects.contacts.write"]
    second = sandbox.ask("portals", {"portalId": 2})["token"]
    assert not hubspot.HubSpot(access_token=second, host=sandbox.url).crm.contacts.basic_api.get_page().results


def refused(status: int, act: Any) -> Any:
    """The body of a refusal."""
    try:
        act()
    except contacts.ApiException as error:
        assert error.status == status, error
        return json.loads(error.body) if error.body.startswith("{") else None
    raise AssertionError(f"no {status}")


def newer(sandbox: Sandbox, token: str) -> None:
    """hubspot-sdk tries again, and raises an error of its own family for each status."""
    api = hubspot_sdk.HubSpot(base_url=sandbox.url, access_token=token, max_retries=2).crm.objects.contacts
    sandbox.ask("faults", {"status": 429, "retryAfter": 0.01, "times": 2})
    assert len(list(api.list())) == 1
    sandbox.ask("faults", {"fault": "drop"})
    assert len(list(api.list())) == 1
    reader = sandbox.ask("tokens", {"scopes": ["crm.objects.contacts.read"]})["token"]
    narrow = hubspot_sdk.HubSpot(base_url=sandbox.url, access_token=reader).crm.objects.contacts
    try:
        narrow.create(properties={}, associations=[])
    except hubspot_sdk.PermissionDeniedError as error:
        assert "MISSING_SCOPES" in str(error)
    else:
        raise AssertionError("no 403")


if __name__ == "__main__":
    admin = Sandbox(sys.argv[1])
    official(admin, sys.argv[2])
    newer(admin, sys.argv[2])
    sys.stdout.write("hubspot-api-client and hubspot-sdk: failures passed\n")
