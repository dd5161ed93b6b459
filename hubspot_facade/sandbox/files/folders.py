"""Folders. A path begins with a slash and names its folders one by one; the root is no folder."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.collection import Collection

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FOLDERS = Collection("folder", first=90_000_000_001, missing=errors.unknown_folder)


def segments(path: str) -> list[str]:
    """The names in a path; refuses one that leads up, or nowhere, and one that no header could name."""
    parts = [one for one in path.replace("\\", "/").split("/") if one]
    if any(one in (".", "..") or not one.isprintable() for one in parts):
        raise errors.bad_path(path)
    return parts


def plain_name(name: str) -> str:
    """A file's or folder's name; refuses what is a path."""
    if name != name.strip("/") or len(segments(name)) != 1:
        raise errors.bad_path(name)
    return name


class Folders:
    """The folders of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def get(self, named: str) -> Body:
        """A folder by id or path."""
        if natural(named) is not None:
            return FOLDERS.get(self._portal, named)
        found = self.at(named)
        if found is None:
            raise errors.unknown_folder(named)
        return found

    def at(self, path: str) -> Body | None:
        """The folder at a path, or None."""
        wanted = "/" + "/".join(segments(path))
        return next((one for one in FOLDERS.all(self._portal) if one["path"] == wanted), None)

    def create(self, name: str, parent: Body | None) -> Body:
        """A new folder; refuses a path where one lies."""
        path = f"{parent['path'] if parent else ''}/{plain_name(name)}"
        if self.at(path) is not None:
            raise errors.folder_exists(path)
        body: Body = {"name": name, "path": path, "archived": False}
        return FOLDERS.create(self._portal, body | ({"parentFolderId": parent["id"]} if parent else {}))

    def ensure(self, path: str) -> Body | None:
        """The folder at a path, made with all above it where missing; None is the root."""
        parent: Body | None = None
        for name in segments(path):
            here = f"{parent['path'] if parent else ''}/{name}"
            parent = self.at(here) or self.create(name, parent)
        return parent

    def change(self, id_: str, name: str | None, parent_id: str | None) -> Body:
        """A folder with another name or under another folder; everything in it moves along."""
        body = FOLDERS.get(self._portal, id_)
        old = body["path"]
        parent = FOLDERS.find(self._portal, parent_id or str(body.get("parentFolderId")))
        if parent_id not in (None, "0") and parent is None:
            raise errors.unknown_folder(str(parent_id))
        if parent is not None and (parent["path"] + "/").startswith(old + "/"):
            raise errors.bad_path(parent["path"])
        path = f"{parent['path'] if parent else ''}/{plain_name(name or body['name'])}"
        if path != old and self.at(path) is not None:
            raise errors.folder_exists(path)
        for one in FOLDERS.all(self._portal):
            if one["path"].startswith(old + "/"):
                FOLDERS.save(self._portal, one | {"path": path + one["path"][len(old) :]})
        body |= {"name": name or body["name"], "path": path}
        if parent is not None:
            body["parentFolderId"] = parent["id"]
        return FOLDERS.save(self._portal, body)

    def delete(self, body: Body) -> list[str]:
        """Archive a folder and those in it; their ids."""
        gone = [
            one["id"]
            for one in FOLDERS.all(self._portal)
            if one["id"] == body["id"] or one["path"].startswith(body["path"] + "/")
        ]
        for id_ in gone:
            FOLDERS.archive(self._portal, id_)
        return gone
