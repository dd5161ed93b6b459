"""Which calls may be sent twice."""

import pytest

from hubspot_facade.transport.repeatable import is_repeatable


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
