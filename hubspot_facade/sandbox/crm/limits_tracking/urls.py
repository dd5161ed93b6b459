"""Routes of the limits API, but for those of associations."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/limits", "/crm/limits/{version}"),
    [
        ("GET", "/calculated-properties", responses.calculated_properties),
        ("GET", "/custom-object-types", responses.custom_object_types),
        ("GET", "/custom-properties", responses.custom_properties),
        ("GET", "/pipelines", responses.pipelines),
        ("GET", "/records", responses.records),
    ],
)
