"""Every stateful route of the sandbox. A service's modules are loaded when a path first leads to one of its bases."""

from functools import lru_cache, partial
from importlib import import_module

from hubspot_facade.sandbox.protocol.routing import Handler, Route, Tree

SERVICES = {
    "account": (
        "/account-info/{version}/details",
        "/account-info/{version}/api-usage",
        "/settings/users/{version}",
        "/settings/{version}/users",
    ),
    "account.audit": ("/account-info/{version}/activity",),
    "cms.blogs": ("/cms/v3/blogs", "/cms/blogs/{version}"),
    "cms.comments": ("/comments/v3/comments",),
    "communication_preferences": (
        "/communication-preferences/v3",
        "/communication-preferences/{version}",
        "/email/public/v1/subscriptions/timeline",
    ),
    "conversations": (
        "/conversations/{version}/conversations",
        "/conversations/{version}/custom-channels",
        "/conversations/conversations/{version}",
        "/conversations/custom-channels/{version}",
    ),
    "crm.associations": (
        "/crm/v3/associations",
        "/crm/v4/associations",
        "/crm/v4/objects",
        "/crm/associations/{version}",
        "/crm/objects/{version}",
    ),
    "crm.calling": ("/calling/v1/dispositions",),
    "crm.change_log": ("/crm-objects/v1/change-log",),
    "crm.deal_splits": (
        "/crm/v3/objects/deals/splits",
        "/crm/objects/{version}/deals/splits",
        "/deal-splits/{version}",
    ),
    "crm.exports": ("/crm/v3/exports", "/crm/exports/{version}", "/exports/signed"),
    "crm.imports": ("/crm/v3/imports", "/crm/imports/{version}"),
    "crm.limits_tracking": ("/crm/v3/limits", "/crm/limits/{version}"),
    "crm.lists": (
        "/crm/v3/lists",
        "/crm/lists/{version}",
        "/crm/v3/properties/0-45",
        "/crm/properties/{version}/0-45",
    ),
    "crm.object_library": ("/crm/v3/object-library", "/crm/object-library/{version}"),
    "crm.objects": ("/crm/v3/objects", "/crm/v4/objects", "/crm/objects/{version}"),
    "crm.owners": ("/crm/v3/owners", "/crm/owners/{version}"),
    "crm.pipelines": ("/crm/v3/pipelines", "/crm/pipelines/{version}"),
    "crm.properties": ("/crm/v3/properties", "/crm/properties/{version}"),
    "crm.property_validations": ("/crm/v3/property-validations", "/crm/property-validations/{version}"),
    "crm.schemas": ("/crm/v3/schemas", "/crm-object-schemas/{version}"),
    "crm.timeline": ("/integrators/timeline", "/crm/v3/timeline"),
    "events": (
        "/events/{version}",
        "/events/custom/{version}",
        "/events/v3/events",
        "/events/event-occurrences/{version}",
    ),
    "files": ("/files",),
    "legacy": (
        "/analytics/v2",
        "/automation/v2",
        "/automation/v3",
        "/broadcast/v1",
        "/calendar/v1",
        "/cms/v3/performance",
        "/companies",
        "/contacts",
        "/content/api/v2/site-maps",
        "/content/api/v2/topics",
        "/crm-associations/v1",
        "/crm-objects/v1/objects",
        "/crm-pipelines/v1",
        "/crm/v3/extensions/accounting",
        "/deals/v1",
        "/email/public/v1",
        "/engagements/v1",
        "/extensions/ecomm",
        "/forms/v1",
        "/hubdb/api/v2",
        "/integrations/v1",
        "/keywords/v1",
        "/marketing-emails/v1",
        "/owners/v2",
        "/properties",
        "/reports/v2",
        "/webhooks/v1",
    ),
    "legacy.content": ("/content/api/v2", "/blogs/v3", "/cos-domains/v1"),
    "legacy.filemanager": ("/filemanager/api",),
    "marketing.campaigns": ("/marketing/v3/campaigns", "/marketing/campaigns/{version}"),
    "marketing.email_events": ("/email/public/v1",),
    "marketing.emails": ("/marketing/v3/emails", "/marketing/emails/{version}"),
    "marketing.events": ("/marketing/v3/marketing-events", "/marketing/marketing-events/{version}"),
    "marketing.forms": ("/form-integrations/v1", "/forms/v2", "/submissions/v2", "/submissions/v3", "/uploads/form/v2"),
    "marketing.transactional": (
        "/marketing/v3/transactional",
        "/marketing/transactional/{version}",
        "/marketing/v3/email",
        "/marketing/v4/email",
        "/marketing/email-campaigns/{version}",
    ),
    "oauth": ("/oauth",),
    "webhooks": ("/webhooks/{version}", "/app-webhooks/{version}"),
}
"""The services, each with the bases that its routes are under."""
PACKAGE = "hubspot_facade.sandbox"


def routes_of(service: str) -> list[Route]:
    """The routes of a service, whose modules are loaded for it."""
    found: list[Route] = import_module(f"{PACKAGE}.{service}.urls").URLS
    return found


@lru_cache(maxsize=1)
def stateful() -> Tree[Handler]:
    """The tree of all routes that work on the portal's state."""
    tree: Tree[Handler] = Tree()
    for service, bases in SERVICES.items():
        for base in bases:
            tree.mount(base, partial(routes_of, service))
    return tree
