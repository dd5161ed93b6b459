"""Routes of the properties API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/properties", "/crm/properties/{version}"),
    [
        ("GET", "/{objectType}", responses.get_all),
        ("POST", "/{objectType}", responses.create),
        ("POST", "/{objectType}/batch/create", responses.batch_create),
        ("POST", "/{objectType}/batch/read", responses.batch_read),
        ("POST", "/{objectType}/batch/archive", responses.batch_archive),
        ("GET", "/{objectType}/groups", responses.get_groups),
        ("POST", "/{objectType}/groups", responses.create_group),
        ("GET", "/{objectType}/groups/{groupName}", responses.get_group),
        ("PATCH", "/{objectType}/groups/{groupName}", responses.update_group),
        ("DELETE", "/{objectType}/groups/{groupName}", responses.archive_group),
        ("GET", "/{objectType}/{propertyName}", responses.get_by_name),
        ("PATCH", "/{objectType}/{propertyName}", responses.update),
        ("DELETE", "/{objectType}/{propertyName}", responses.archive),
    ],
)
