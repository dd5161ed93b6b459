"""Routes of the property validations API."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = under(
    ("/crm/v3/property-validations", "/crm/property-validations/{version}"),
    [
        ("GET", "/{objectTypeId}", responses.get_all),
        ("GET", "/{objectTypeId}/{propertyName}", responses.get_rules),
        ("GET", "/{objectTypeId}/{propertyName}/rule-type/{ruleType}", responses.get_rule),
        ("PUT", "/{objectTypeId}/{propertyName}/rule-type/{ruleType}", responses.put_rule),
    ],
)
