"""Routes of the schemas API; `/crm/v3/schemas` is undocumented but alive."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm-object-schemas/{version}/schemas", "/crm/v3/schemas"),
    [
        ("GET", "", responses.get_all),
        ("POST", "", responses.create),
        ("POST", "/batch/read", responses.batch_read),
        ("GET", "/{objectType}", responses.get_by_name),
        ("PATCH", "/{objectType}", responses.update),
        ("DELETE", "/{objectType}", responses.archive),
        ("DELETE", "/{objectType}/purge", responses.purge),
        ("POST", "/{objectType}/associations", responses.create_association),
        ("DELETE", "/{objectType}/associations/{associationIdentifier}", responses.archive_association),
    ],
)
