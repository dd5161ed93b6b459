"""Routes of the lists API."""

from hubspot_facade.sandbox.documents.answer_filling import fill_answers
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import folders, properties, responses

MEMBERSHIPS: list[Route] = [
    ("PUT", "/{listId}/memberships/add", responses.add),
    ("PUT", "/{listId}/memberships/remove", responses.remove),
    ("PUT", "/{listId}/memberships/add-and-remove", responses.add_and_remove),
]
"""What changes memberships: its answers leave out arrays that the documents require."""
URLS: list[Route] = properties.URLS + under(
    ("/crm/v3/lists", "/crm/lists/{version}"),
    MEMBERSHIPS
    + fill_answers(
        [
            ("POST", "", responses.create),
            ("GET", "", responses.get_many),
            ("POST", "/search", responses.search),
            ("GET", "/idmapping", responses.mapping),
            ("POST", "/idmapping", responses.mappings),
            ("GET", "/object-type-id/{objectTypeId}/name/{listName}", responses.get_by_name),
            ("POST", "/records/memberships/batch/read", responses.of_records),
            ("GET", "/records/{objectTypeId}/{recordId}/memberships", responses.of_record),
            ("GET", "/folders", folders.get),
            ("POST", "/folders", folders.create),
            ("PUT", "/folders/move-list", folders.move_list),
            ("DELETE", "/folders/{folderId}", folders.delete),
            ("PUT", "/folders/{folderId}/move/{newParentFolderId}", folders.move),
            ("PUT", "/folders/{folderId}/rename", folders.rename),
            ("GET", "/{listId}", responses.get),
            ("DELETE", "/{listId}", responses.delete),
            ("PUT", "/{listId}/restore", responses.restore),
            ("PUT", "/{listId}/update-list-name", responses.rename),
            ("PUT", "/{listId}/update-list-filters", responses.refilter),
            ("GET", "/{listId}/schedule-conversion", responses.scheduled),
            ("PUT", "/{listId}/schedule-conversion", responses.schedule),
            ("DELETE", "/{listId}/schedule-conversion", responses.unschedule),
            ("GET", "/{listId}/size-and-edits-history/between", responses.get_history),
            ("GET", "/{listId}/memberships", responses.members),
            ("DELETE", "/{listId}/memberships", responses.clear),
            ("GET", "/{listId}/memberships/join-order", responses.members_in_order),
            ("PUT", "/{listId}/memberships/add-from/{sourceListId}", responses.add_from),
        ]
    ),
)
