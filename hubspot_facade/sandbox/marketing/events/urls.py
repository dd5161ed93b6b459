"""Routes of the marketing events API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import participations, responses

EXTERNAL = "{externalAccountId}/{externalEventId}"
INTERNAL = "{marketingEventId}"

URLS: list[Route] = under(
    ("/marketing/v3/marketing-events", "/marketing/marketing-events/{version}"),
    whole(
        [
            ("GET", "", responses.get_page),
            ("POST", "/batch/update", responses.update_many),
            ("POST", "/batch/archive", responses.delete_many_by_object_id),
            ("POST", "/events", responses.create),
            ("POST", "/events/upsert", responses.upsert),
            ("POST", "/events/delete", responses.delete_many),
            ("GET", "/events/search", responses.search),
            ("GET", "/events/{externalEventId}", responses.get),
            ("PUT", "/events/{externalEventId}", responses.put),
            ("PATCH", "/events/{externalEventId}", responses.update),
            ("DELETE", "/events/{externalEventId}", responses.delete),
            ("POST", "/events/{externalEventId}/cancel", responses.cancel),
            ("POST", "/events/{externalEventId}/complete", responses.complete),
            ("POST", "/events/{externalEventId}/{subscriberState}/upsert", participations.upsert_ids),
            ("POST", "/events/{externalEventId}/{subscriberState}/email-upsert", participations.upsert_emails),
            ("POST", "/attendance/{externalEventId}/{subscriberState}/create", participations.record_ids),
            ("POST", "/attendance/{externalEventId}/{subscriberState}/email-create", participations.record_emails),
            ("GET", "/participations/contacts/{contactIdentifier}/breakdown", participations.breakdown_of_contact),
            ("GET", f"/participations/{EXTERNAL}", participations.counters),
            ("GET", f"/participations/{EXTERNAL}/breakdown", participations.breakdown),
            ("GET", f"/participations/{INTERNAL}", participations.counters),
            ("GET", f"/participations/{INTERNAL}/breakdown", participations.breakdown),
            ("GET", f"/associations/{EXTERNAL}/lists", responses.get_lists),
            ("PUT", f"/associations/{EXTERNAL}/lists/{{listId}}", responses.add_list),
            ("DELETE", f"/associations/{EXTERNAL}/lists/{{listId}}", responses.remove_list),
            ("GET", f"/associations/{INTERNAL}/lists", responses.get_lists),
            ("PUT", f"/associations/{INTERNAL}/lists/{{listId}}", responses.add_list),
            ("DELETE", f"/associations/{INTERNAL}/lists/{{listId}}", responses.remove_list),
            ("GET", "/{appId}/settings", responses.get_settings),
            ("POST", "/{appId}/settings", responses.set_settings),
            ("GET", "/{externalEventId}/identifiers", responses.identifiers),
            ("GET", "/{objectId}", responses.get_by_object_id),
            ("PATCH", "/{objectId}", responses.update_by_object_id),
            ("DELETE", "/{objectId}", responses.delete),
            ("POST", "/{objectId}/attendance/{subscriberState}/create", participations.record_ids),
            ("POST", "/{objectId}/attendance/{subscriberState}/email-create", participations.record_emails),
        ]
    ),
)
