"""Errors from every shape of body that HubSpot answers with."""

import json
import pickle

import pytest

from hubspot_facade import errors
from hubspot_facade.transport.failure import error_from
from hubspot_facade.transport.request import Answer, Request
from hubspot_facade.transport.secrets import Secrets

NOW = 1_700_000_000.0


def failure(status, body=None, secret="", **headers):
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    secrets = Secrets(known=[secret])
    return error_from(Answer(status, named, content), method="GET", url="https://x/y", now=NOW, secrets=secrets)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (402, errors.APIError),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (405, errors.APIError),
        (409, errors.Conflict),
        (414, errors.APIError),
        (423, errors.Locked),
        (429, errors.RateLimited),
        (437, errors.APIError),
        (477, errors.PortalMoving),
        (500, errors.ServerError),
        (502, errors.ServerError),
        (521, errors.ServerError),
        (526, errors.ServerError),
    ],
)
@pytest.mark.parametrize(
    "body", [None, b"<html><body>Error 404 Not Found</body></html>", b"plain", b"[1]", b'"text"', {"message": "m"}]
)
def test_the_status_decides_whatever_the_body(status, kind, body):
    error = failure(status, body)
    assert type(error) is kind
    assert error.status == status
    assert str(status) in str(error)


def test_the_crm_envelope_in_full():
    error = failure(
        400,
        {
            "status": "error",
            "message": "Invalid input",
            "correlationId": "0199-aa",
            "context": {"id": ["abc"]},
            "category": "VALIDATION_ERROR",
            "subCategory": "Some.SUB",
            "errors": [
                {
                    "message": 'Property "x" does not exist',
                    "code": "PROPERTY_DOESNT_EXIST",
                    "in": "properties",
                    "subCategory": "S",
                    "context": {"propertyName": ["x"]},
                }
            ],
        },
    )
    assert isinstance(error, errors.ValidationError)
    assert (error.category, error.sub_category, error.correlation_id) == ("VALIDATION_ERROR", "Some.SUB", "0199-aa")
    assert error.context == {"id": ["abc"]}
    (item,) = error.errors
    assert (item.code, item.where, item.sub_category) == ("PROPERTY_DOESNT_EXIST", "properties", "S")
    assert item.context == {"propertyName": ["x"]}
    assert (error.method, error.url) == ("GET", "https://x/y")
    assert json.loads(error.body)["message"] == "Invalid input"


def test_errors_that_stand_in_the_message_are_read_from_it():
    embedded = [{"isValid": False, "message": "bad", "error": "INVALID_EMAIL", "name": "email"}]
    error = failure(400, {"status": "error", "message": f"Property values were not valid: {json.dumps(embedded)}"})
    assert error.errors[0].code == "INVALID_EMAIL"
    assert error.errors[0].context == {"propertyName": ["email"]}


def test_errors_may_be_strings():
    text = "query param externalAccountId may not be null"
    error = failure(400, {"message": "validation error", "errors": [text]})
    assert [item.message for item in error.errors] == [text]


def test_the_correlation_id_comes_from_the_header_when_the_body_lacks_it():
    assert failure(404, b"", x_hubspot_correlation_id="c-1").correlation_id == "c-1"


@pytest.mark.parametrize(
    ("body", "category", "sub_category", "message"),
    [
        (
            {"status": "BAD_REFRESH_TOKEN", "message": "missing or invalid refresh token"},
            "BAD_REFRESH_TOKEN",
            None,
            "missing or invalid refresh token",
        ),
        (
            {"status": "BAD_HUB", "error": "access_denied", "error_description": "missing or unknown hub id"},
            "BAD_HUB",
            "access_denied",
            "missing or unknown hub id",
        ),
        (
            {
                "status": "error",
                "errorType": "AUTHOR_FULL_NAME_MISSING",
                "message": "no name",
                "errorTokens": {"a": ["b"]},
            },
            "AUTHOR_FULL_NAME_MISSING",
            None,
            "no name",
        ),
        (
            {"status": "error", "message": "contact does not exist", "error": "CONTACT_MISSING"},
            "CONTACT_MISSING",
            None,
            "contact does not exist",
        ),
    ],
)
def test_other_families_of_bodies(body, category, sub_category, message):
    error = failure(400, body)
    assert (error.category, error.sub_category, error.message) == (category, sub_category, message)


@pytest.mark.parametrize(
    "body",
    [
        {"message": "Contact already exists. Existing ID: 123", "category": "CONFLICT"},
        {"message": "Contact already exists", "error": "CONTACT_EXISTS", "identityProfile": {"vid": 123}},
        {"message": "taken", "context": {"existingId": ["123"]}},
        {"message": "taken", "errors": [{"message": "m", "context": {"existingId": ["123"]}}]},
    ],
)
def test_a_conflict_tells_the_record_in_the_way(body):
    assert failure(409, body).existing_id == "123"


def test_a_conflict_may_tell_nothing():
    assert failure(409).existing_id is None


@pytest.mark.parametrize(
    "body",
    [
        {
            "category": "MISSING_SCOPES",
            "errors": [{"message": "any", "context": {"requiredGranularScopes": ["crm.objects.contacts.read", "b"]}}],
        },
        {"category": "MISSING_SCOPES", "context": {"requiredGranularScopes": ["crm.objects.contacts.read", "b"]}},
        {
            "message": "This oauth-token (x) does not have proper permissions! "
            "(requires any of [crm.objects.contacts.read, b])"
        },
    ],
)
def test_missing_scopes_are_named(body):
    error = failure(403, body)
    assert isinstance(error, errors.MissingScopes)
    assert error.scopes == ("crm.objects.contacts.read", "b")


def test_a_rate_limit_tells_policy_and_wait():
    error = failure(429, {"errorType": "RATE_LIMIT", "policyName": "TEN_SECONDLY_ROLLING"}, retry_after="5")
    assert (error.policy, error.retry_after, error.category) == ("TEN_SECONDLY_ROLLING", 5.0, "RATE_LIMIT")


def test_the_token_is_blotted_out_wherever_hubspot_echoes_it():
    error = failure(403, {"message": "This oauth-token (pat-secret) does not have …"}, secret="pat-secret")
    assert "pat-secret" not in str(error) + repr(error) + error.body.decode() + repr(vars(error))


def test_errors_survive_pickling():
    error = failure(409, {"message": "Contact already exists. Existing ID: 7", "category": "CONFLICT"})
    error.add_note("n")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 # our own bytes
    assert (type(again), str(again), again.existing_id) == (errors.Conflict, str(error), "7")
    assert again.__notes__ == ["n"]


@pytest.mark.parametrize(
    ("request_", "shown"),
    [
        (Request("GET", "/a", query=[("hapikey", "k"), ("q", "1")]), "https://x/a?hapikey=***&q=1"),
        (Request("GET", "/oauth/v1/access-tokens/abc"), "https://x/oauth/v1/access-tokens/***"),
        (Request("GET", "/oauth/v1/refresh-tokens/abc/x"), "https://x/oauth/v1/refresh-tokens/***/x"),
        (Request("GET", "/crm/v3/objects"), "https://x/crm/v3/objects"),
    ],
)
def test_shown_urls_hide_secrets(request_, shown):
    assert request_.shown_url("https://x") == shown
