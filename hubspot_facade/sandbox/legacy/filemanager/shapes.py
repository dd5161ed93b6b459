"""Files and folders as the file manager answers them: numbers as ids, times in milliseconds, names with underscores."""

import hashlib

from hubspot_facade.sandbox.files.models import Files
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.instants import parse
from hubspot_facade.sandbox.state.user import USER


def _millis(moment: object) -> int:
    return parse(str(moment)) or 0


def _digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def file(request: Request, body: Body) -> Body:
    """A file."""
    portal, access = request.portal, str(body["access"])
    files = portal.service(Files)
    url, key = files.show(body)["url"], f"hubfs/{portal.id}{files.path(body)}"
    open_, indexable = not access.endswith(("PRIVATE", "SENSITIVE")), access.endswith("_INDEXABLE")
    indexable = indexable and not access.endswith("_NOT_INDEXABLE")
    return {
        "id": int(body["id"]),
        "portal_id": portal.id,
        "name": body["name"],
        "title": body["name"],
        "size": body["size"],
        "height": None,
        "width": None,
        "encoding": body["encoding"] or None,
        "type": body["type"],
        "extension": body["extension"],
        "cloud_key": key,
        "cloud_key_hash": _digest(key),
        "s3_url": f"http://cdn1.hubspot.com/{key}",
        "friendly_url": url,
        "alt_key": key.lower(),
        "alt_key_hash": _digest(key.lower()),
        "meta": {"url_scheme": "SIMPLIFIED", "allows_anonymous_access": open_, "indexable": indexable},
        "created": _millis(body["createdAt"]),
        "updated": _millis(body["updatedAt"]),
        "deleted_at": _millis(body.get("archivedAt")),
        "folder_id": natural(body.get("parentFolderId")),
        "hidden": access.startswith("HIDDEN"),
        "archived": body["archived"] is True,
        "created_by": int(USER["id"]),
        "deleted_by": int(USER["id"]) if body.get("archivedAt") else None,
        "replaceable": True,
        "default_hosting_url": url,
        "teams": [],
        "url": url,
        "is_indexable": indexable,
        "cdn_purge_embargo_time": None,
        "file_hash": body["fileMd5"],
    }


def folder(request: Request, body: Body) -> Body:
    """A folder; one that lies in no other has null as its parent."""
    return {
        "id": int(body["id"]),
        "portal_id": request.portal.id,
        "name": body["name"],
        "parent_folder_id": natural(body.get("parentFolderId")),
        "full_path": str(body["path"]).lstrip("/"),
        "created": _millis(body["createdAt"]),
        "updated": _millis(body["updatedAt"]),
        "deleted_at": _millis(body.get("archivedAt")),
    }
