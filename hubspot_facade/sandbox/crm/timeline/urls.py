"""Routes of the timeline API."""

from hubspot_facade.sandbox.documents.answer_filling import fill_answers
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

TEMPLATES = "/{appId}/event-templates"
ONE = TEMPLATES + "/{eventTemplateId}"
TOKEN = ONE + "/tokens/{tokenName}"

URLS: list[Route] = fill_answers(
    [
        *under(
            ("/integrators/timeline/v3", "/crm/v3/timeline"),  # the second is the older name, which programs still use
            [
                ("POST", "/events", responses.create_event),
                ("POST", "/events/batch/create", responses.create_events),
                ("GET", "/events/{eventTemplateId}/{eventId}", responses.get_event),
                ("GET", "/events/{eventTemplateId}/{eventId}/detail", responses.get_detail),
                ("GET", "/events/{eventTemplateId}/{eventId}/render", responses.get_render),
                ("GET", TEMPLATES, responses.get_templates),
                ("POST", TEMPLATES, responses.create_template),
                ("GET", ONE, responses.get_template),
                ("PUT", ONE, responses.update_template),
                ("DELETE", ONE, responses.delete_template),
                ("POST", f"{ONE}/tokens", responses.create_token),
                ("PUT", TOKEN, responses.update_token),
                ("DELETE", TOKEN, responses.delete_token),
            ],
        ),
        ("POST", "/integrators/timeline/{version}/events", responses.occur),
        ("POST", "/integrators/timeline/{version}/events/batch", responses.occur_many),
    ]
)
