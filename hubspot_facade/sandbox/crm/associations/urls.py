"""Routes of the association APIs."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import labels, legacy, responses

RECORD_BASES = ("/crm/v4/objects", "/crm/objects/{version}")
PAIR_BASES = ("/crm/v4/associations", "/crm/associations/{version}")

URLS: list[Route] = [
    ("POST", "/crm/v3/associations/{fromObjectType}/{toObjectType}/batch/create", legacy.batch_create),
    ("POST", "/crm/v3/associations/{fromObjectType}/{toObjectType}/batch/read", legacy.batch_read),
    ("POST", "/crm/v3/associations/{fromObjectType}/{toObjectType}/batch/archive", legacy.batch_archive),
    ("GET", "/crm/v3/associations/{fromObjectType}/{toObjectType}/types", labels.get_types),
    *under(
        RECORD_BASES,
        [
            ("GET", "/{objectType}/{objectId}/associations/{toObjectType}", responses.get_page),
            ("PUT", "/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}", responses.associate),
            ("DELETE", "/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}", responses.archive),
            (
                "PUT",
                "/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}",
                responses.associate_default,
            ),
        ],
    ),
    *under(
        PAIR_BASES,
        [
            ("POST", "/{fromObjectType}/{toObjectType}/batch/read", responses.batch_read),
            ("POST", "/{fromObjectType}/{toObjectType}/batch/create", responses.batch_create),
            ("POST", "/{fromObjectType}/{toObjectType}/batch/archive", responses.batch_archive),
            ("POST", "/{fromObjectType}/{toObjectType}/batch/labels/archive", responses.batch_labels_archive),
            ("POST", "/{fromObjectType}/{toObjectType}/batch/associate/default", responses.batch_associate_default),
            ("GET", "/{fromObjectType}/{toObjectType}/labels", labels.get_labels),
            ("POST", "/{fromObjectType}/{toObjectType}/labels", labels.create_label),
            ("PUT", "/{fromObjectType}/{toObjectType}/labels", labels.update_label),
            ("DELETE", "/{fromObjectType}/{toObjectType}/labels/{associationTypeId}", labels.archive_label),
            ("POST", "/usage/high-usage-report/{userId}", labels.report),
            ("GET", "/definitions/configurations/all", labels.get_all_configurations),
            ("GET", "/definitions/configurations/{fromObjectType}/{toObjectType}", labels.get_configurations),
            (
                "POST",
                "/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create",
                labels.write_configurations,
            ),
            (
                "POST",
                "/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update",
                labels.write_configurations,
            ),
            (
                "POST",
                "/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge",
                labels.purge_configurations,
            ),
        ],
    ),
]
