"""Folders of lists. Folder 0 is the root: it is always there."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.collection import Collection

from . import errors
from .models import LISTS, USER, Lists

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FOLDERS = Collection("list_folder", missing=errors.unknown_folder)
ROOT = "0"


def get(request: Request) -> Answer:
    """A folder with everything under it; the root by default."""
    return Answer(200, {"folder": _show(request.portal, request.text("folderId") or ROOT)})


def create(request: Request) -> Answer:
    """A new folder."""
    body = request.body("name")
    parent = str(body.get("parentFolderId") or ROOT)
    _require(request.portal, parent)
    made = FOLDERS.create(request.portal, {"name": str(body["name"]), "parentFolderId": parent})
    return Answer(200, {"folder": _show(request.portal, made["id"])})


def rename(request: Request) -> Answer:
    """The folder with another name."""
    name = request.text("newFolderName")
    if not name:
        raise validation("newFolderName is required", context={"newFolderName": [""]})
    id_ = FOLDERS.update(request.portal, request.params["folderId"], {"name": name})["id"]
    return Answer(200, {"folder": _show(request.portal, id_)})


def move(request: Request) -> Answer:
    """The folder under another one; refused when it would come to lie in itself."""
    portal, id_, parent = request.portal, request.params["folderId"], request.params["newParentFolderId"]
    FOLDERS.get(portal, id_)
    _require(portal, parent)
    above = parent
    while above != ROOT:
        if above == id_:
            raise validation(f"Folder {id_} can not be moved into itself", context={"folderId": [id_]})
        above = FOLDERS.get(portal, above)["parentFolderId"]
    FOLDERS.update(portal, id_, {"parentFolderId": parent})
    return Answer(200, {"folder": _show(portal, id_)})


def delete(request: Request) -> Answer:
    """Delete a folder; refused while it holds something."""
    portal, id_ = request.portal, request.params["folderId"]
    FOLDERS.get(portal, id_)
    shown = _show(portal, id_)
    if shown["childNodes"] or shown["childLists"]:
        raise validation(f"Folder {id_} is not empty", context={"folderId": [id_]})
    FOLDERS.erase(portal, id_)
    return Answer(204)


def move_list(request: Request) -> Answer:
    """Put a list into a folder."""
    body = request.body("listId", "newFolderId")
    folder = str(body["newFolderId"])
    _require(request.portal, folder)
    request.portal.service(Lists).move(str(body["listId"]), folder)
    return Answer(204)


def _require(portal: "Portal", id_: str) -> None:
    if id_ != ROOT:
        FOLDERS.get(portal, id_)


def _show(portal: "Portal", id_: str) -> Body:
    body: Body = {"id": ROOT, "parentFolderId": ROOT, "name": ""} if id_ == ROOT else FOLDERS.get(portal, id_)
    children: list[Any] = [
        _show(portal, one["id"]) for one in FOLDERS.all(portal) if one["parentFolderId"] == id_ and one["id"] != id_
    ]
    lists = [int(one["listId"]) for one in LISTS.all(portal) if one["folderId"] == id_]
    return {**body, "userId": int(USER), "childNodes": children, "childLists": lists}
