"""Which calls may be sent again when it is unknown whether HubSpot has processed them.

GET, HEAD, PUT and DELETE are idempotent by definition, PATCH because HubSpot's sets values (an appending ``;c`` on a
multiple choice leaves the same choice). A POST is repeatable only when it stands here.
"""

from __future__ import annotations

REPEATABLE_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"))

# operation name, or api.name where the name alone says too little → why a second time does no harm
REPEATABLE_POSTS = {
    "search": "reads",
    "do_search": "reads",
    "batch_read": "reads",
    "batch_update": "sets the same values",
    "batch_upsert": "finds what the first one made",
    "batch_archive": "archiving what is archived answers 204",
    "gdpr_delete": "deleting what is deleted answers 204",
    "purge": "deleting what is deleted answers 204",
    "crm.associations.batch_create": "an association exists once per type",
    "crm.associations.batch_create_default": "an association exists once per type",
    "crm.associations.batch_archive_labels": "removes what is there",
}


def is_repeatable(method: str, name: str = "", api: str = "") -> bool:
    """Whether a call may be repeated after a 5xx, a timeout or a broken connection."""
    return method.upper() in REPEATABLE_METHODS or name in REPEATABLE_POSTS or f"{api}.{name}" in REPEATABLE_POSTS
