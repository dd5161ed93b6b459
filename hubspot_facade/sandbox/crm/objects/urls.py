"""Routes of the object API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

BASES = ("/crm/v3/objects", "/crm/v4/objects", "/crm/objects/{version}")

URLS: list[Route] = [
    *under(
        BASES,
        [
            ("GET", "/{objectType}", responses.get_page),
            ("POST", "/{objectType}", responses.create),
            ("POST", "/{objectType}/search", responses.search),
            ("POST", "/{objectType}/merge", responses.merge),
            ("POST", "/{objectType}/gdpr-delete", responses.gdpr_delete),
            ("POST", "/{objectType}/batch/read", responses.batch_read),
            ("POST", "/{objectType}/batch/create", responses.batch_create),
            ("POST", "/{objectType}/batch/update", responses.batch_update),
            ("POST", "/{objectType}/batch/upsert", responses.batch_upsert),
            ("POST", "/{objectType}/batch/archive", responses.batch_archive),
            ("GET", "/{objectType}/{objectId}", responses.get_by_id),
            ("PATCH", "/{objectType}/{objectId}", responses.update),
            ("DELETE", "/{objectType}/{objectId}", responses.archive),
            (
                "PUT",
                "/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}/{associationType}",
                responses.associate,
            ),
            (
                "DELETE",
                "/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}/{associationType}",
                responses.dissociate,
            ),
        ],
    ),
    ("GET", "/crm/v3/objects/{objectType}/{objectId}/associations/{toObjectType}", responses.get_associations),
]
