"""What the documents require and HubSpot does not: the documents are stricter than the API.

Found out from what the official clients leave out and from captures. What is no longer required here may still be sent.
"""

from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body

from .schemas import Schemas, resolved

MOMENTS = frozenset({"created", "createdAt", "updated", "updatedAt", "deletedAt", "archivedAt"})
"""Fields that HubSpot writes. A schema that requires them and an `id` is of answers, even where requests have it."""
OPTIONAL = frozenset(
    {
        "after",
        "limit",
        "offset",
        "sorts",
        "query",
        # rows of HubDB: only rows of child tables have the one, and HubSpot appends without the other
        "childTableId",
        "displayIndex",
        # settings of calling apps: the widget has a size of its own
        "height",
        "width",
        # calls that HubSpot has not ended yet
        "finalCallStatus",
        # forms: a style is what differs from the theme
        "backgroundWidth",
        "fontFamily",
        "helpTextColor",
        "helpTextSize",
        "labelTextColor",
        "labelTextSize",
        "legalConsentTextColor",
        "legalConsentTextSize",
        "submitAlignment",
        "submitColor",
        "submitFontColor",
        "submitSize",
        # custom channels: asked for of what is sent, empty in what only has attachments
        "text",
    }
)
"""Fields that may always be missing."""


def required(method: str, schema: Body, schemas: Schemas) -> list[str]:
    """The fields that an object of the schema must have in a request.

    A PATCH changes what it has; lists, maps and flags are empty or false unless they are sent, but for the inputs of
    a batch.
    """
    names: list[str] = schema.get("required") or []
    if method == "patch" or ("id" in names and not MOMENTS.isdisjoint(names)):
        return []
    properties: Body = schema.get("properties") or {}
    return [
        name
        for name in names
        if name == "inputs"
        or (name not in OPTIONAL | MOMENTS and not _has_default(resolved(properties.get(name) or {}, schemas)))
    ]


def _has_default(schema: dict[str, Any]) -> bool:
    kind = schema.get("type")
    plain_map = kind == "object" and not schema.get("properties")
    return bool(schema.get("nullable")) or kind in ("array", "boolean") or plain_map
