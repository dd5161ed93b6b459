"""Which calls may be sent twice."""

import json

import pytest

from hubspot_facade.transport.repeatable import is_repeatable
from hubspot_facade.transport.request import Request

BY_EMAIL = [("idProperty", "email")]


@pytest.mark.parametrize("method", ["GET", "head", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_idempotent_methods(method):
    assert is_repeatable(method, "/anything")


@pytest.mark.parametrize(
    "path",
    [
        "/crm/v3/objects/contacts/search",
        "/crm/objects/2026-03/{objectType}/batch/read",
        "/crm/objects/2026-03/{objectType}/batch/update",
        "/crm/v3/objects/contacts/batch/upsert",
        "/crm/v3/objects/contacts/batch/archive",
        "/crm/v3/objects/contacts/gdpr-delete",
        "/crm/v4/associations/contacts/companies/batch/create",
        "/crm/associations/2026-03/a/b/batch/associate/default",
        "/crm/lists/2026-03/search/",
        "/oauth/2026-03/token/introspect",
    ],
)
def test_posts_that_may_be_repeated(path):
    assert is_repeatable("post", path)


@pytest.mark.parametrize(
    "path",
    [
        "/crm/v3/objects/contacts",
        "/crm/v3/objects/contacts/batch/create",
        "/crm/v3/objects/contacts/merge",
        "/crm/v3/properties/contacts/batch/create",
        "/oauth/2026-03/token",
        "/marketing/transactional/2026-03/single-email/send",
        "/research",
    ],
)
def test_posts_that_may_not(path):
    assert not is_repeatable("POST", path)


def sent(path, body, *, method="POST", query=()):
    return Request(method, path, query=[*query], content=json.dumps(body).encode(), repeatable=True)


@pytest.mark.parametrize(("value", "again"), [("b@x.test", False), ("A@x.test", True), (None, True)])
def test_a_write_that_changes_the_key_it_goes_by_may_not(value, again):
    properties = {"firstname": "A"} | ({"email": value} if value else {})
    one = sent("/crm/v3/objects/contacts/a%40x.test", {"properties": properties}, method="PATCH", query=BY_EMAIL)
    batch = {"inputs": [{"id": "c", "properties": {}}, {"id": "a@x.test", "idProperty": "email"}]}
    batch["inputs"][1]["properties"] = properties
    assert one.may_repeat() is again
    assert sent("/crm/objects/2026-03/contacts/batch/upsert", batch).may_repeat() is again


def test_by_its_id_a_record_is_found_whatever_is_written():
    assert sent("/crm/v3/objects/contacts/1", {"properties": {"email": "b@x.test"}}, method="PATCH").may_repeat()


@pytest.mark.parametrize("body", [[], "idProperty", {"inputs": "idProperty"}, {"inputs": ["idProperty", {}]}])
def test_other_bodies_are_no_such_write(body):
    assert sent("/crm/v3/objects/contacts/batch/update", body, query=BY_EMAIL).may_repeat()
