"""Files: what they are called, where they lie, what is in them."""

import base64
import hashlib
import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Upload
from hubspot_facade.sandbox.state.collection import Collection

from . import errors
from .folders import FOLDERS, Folders, plain_name

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FILES = Collection("file", first=80_000_000_001, missing=errors.unknown_file)
ACCESS = frozenset(
    {
        "HIDDEN_INDEXABLE",
        "HIDDEN_NOT_INDEXABLE",
        "HIDDEN_PRIVATE",
        "HIDDEN_SENSITIVE",
        "PRIVATE",
        "PUBLIC_INDEXABLE",
        "PUBLIC_NOT_INDEXABLE",
        "SENSITIVE",
    }
)
KINDS = {"image": "IMG", "video": "MOVIE", "audio": "AUDIO", "text": "DOCUMENT", "application": "DOCUMENT"}


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be kept."""

    access: str = "PRIVATE"
    overwrite: bool = False
    strategy: str = "NONE"
    portal_wide: bool = False

    @classmethod
    def of(cls, given: Body) -> "Options":
        """The options that a client sent."""
        access = str(given.get("access") or "PRIVATE")
        if access not in ACCESS:
            raise errors.bad_access(access)
        return cls(
            access,
            bool(given.get("overwrite")),
            str(given.get("duplicateValidationStrategy") or "NONE"),
            given.get("duplicateValidationScope") == "ENTIRE_PORTAL",
        )


class Files:
    """The files of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._contents = portal.shelf("file_content")
        self.folders = Folders(portal)

    def folder(self, id_: str | None, path: str | None) -> Body | None:
        """The folder that a client names by id or by path, which is made where missing; None is the root."""
        if id_ and path:
            raise errors.two_folders()
        if id_ and id_ != "0":
            return FOLDERS.get(self._portal, id_)
        return self.folders.ensure(path or "")

    def path(self, body: Body) -> str:
        """Where a file lies, by its folder's path of today."""
        folder = FOLDERS.find(self._portal, str(body.get("parentFolderId")))
        return f"{folder['path'] if folder else ''}/{full_name(body)}"

    def at(self, path: str) -> Body | None:
        """The file at a path, or None."""
        return next((one for one in FILES.all(self._portal) if self.path(one) == path), None)

    def put(self, upload: Upload, folder: Body | None, options: Options) -> Body:
        """A new file; what becomes of one of the same name or content, the options say."""
        name = plain_name(upload.name) if upload.name else ""
        if not name:
            raise errors.no_name()
        base = f"{folder['path'] if folder else ''}/"
        existing = self.at(base + name)
        if options.strategy != "NONE":
            twin = self._twin(upload, folder, options)
            if twin is not None and options.strategy == "RETURN_EXISTING":
                return twin
            if twin is not None:
                raise errors.file_exists(self.path(twin))
        if existing is not None and options.overwrite:
            return self.replace(existing["id"], upload, options)
        stem, dot, extension = name.rpartition(".")
        stem, extension = (stem, extension) if dot and stem else (name, "")
        number = 0
        while self.at(base + _joined(f"{stem}-{number}" if number else stem, extension)) is not None:
            number += 1
        body: Body = {"name": f"{stem}-{number}" if number else stem, "extension": extension, "archived": False}
        if folder is not None:
            body["parentFolderId"] = folder["id"]
        made = FILES.create(self._portal, body | _facts(upload) | {"access": options.access})
        self._keep(made["id"], upload)
        return made

    def replace(self, id_: str, upload: Upload, options: Options) -> Body:
        """The file with other content."""
        FILES.get(self._portal, id_)
        self._keep(id_, upload)
        return FILES.update(self._portal, id_, _facts(upload) | {"access": options.access})

    def content(self, id_: str) -> Upload:
        """What is in a file."""
        body, kept = FILES.get(self._portal, id_), self._contents.get(id_)
        return Upload(full_name(body), kept["type"], base64.b64decode(kept["content"]))

    def show(self, body: Body) -> Body:
        """The file as the API answers it."""
        path = self.path(body)
        url = f"https://{self._portal.id}.fs1.hubspotusercontent-na1.net/hubfs/{self._portal.id}{quote(path)}"
        shown = {name: one for name, one in body.items() if name != "expires"}
        return shown | {"path": path, "url": url, "defaultHostingUrl": url, "sourceGroup": "CONTENT"}

    def delete(self, id_: str, *, for_good: bool = False) -> None:
        """Delete a file, with its content when it is for good."""
        FILES.get(self._portal, id_)
        if for_good:
            FILES.erase(self._portal, id_)
            self._contents.drop(id_)
        else:
            body = FILES.get(self._portal, id_)
            FILES.save(self._portal, body | {"archived": True})
            FILES.archive(self._portal, id_)

    def delete_folder(self, named: str) -> None:
        """Delete a folder with everything in it."""
        gone = self.folders.delete(self.folders.get(named))
        for one in FILES.all(self._portal):
            if one.get("parentFolderId") in gone:
                self.delete(one["id"])

    def _twin(self, upload: Upload, folder: Body | None, options: Options) -> Body | None:
        """A file of the same name and content, in the folder or anywhere."""
        digest, parent = _facts(upload)["fileMd5"], folder["id"] if folder else None
        for one in FILES.all(self._portal):
            near = options.portal_wide or one.get("parentFolderId") == parent
            if near and one["fileMd5"] == digest and full_name(one) == upload.name:
                return one
        return None

    def _keep(self, id_: str, upload: Upload) -> None:
        self._contents.put(id_, {"type": upload.type, "content": base64.b64encode(upload.content).decode()})


def full_name(body: Body) -> str:
    """A file's name with its extension."""
    return _joined(body["name"], body["extension"])


def _joined(stem: str, extension: str) -> str:
    return f"{stem}.{extension}" if extension else stem


def _facts(upload: Upload) -> Body:
    kind = mimetypes.guess_type(upload.name)[0] or upload.type
    return {
        "size": len(upload.content),
        "type": KINDS.get(kind.partition("/")[0], "OTHER"),
        "encoding": kind.partition("/")[2],
        "fileMd5": hashlib.md5(upload.content, usedforsecurity=False).hexdigest(),
        "isUsableInContent": True,
    }
