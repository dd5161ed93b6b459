"""The file manager: what each route answers."""

from hubspot_facade.sandbox.files.errors import no_name
from hubspot_facade.sandbox.files.folders import FOLDERS, plain_name
from hubspot_facade.sandbox.files.models import FILES, Files, Options
from hubspot_facade.sandbox.files.responses import LIFE, upload_from, upload_of
from hubspot_facade.sandbox.legacy.content.listings import asks_for_deleted, listing
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.signed_urls import signed_url

from . import shapes

ROOT = "/"


def _id(body: Body, *names: str) -> str | None:
    """The id of a folder that a body names, under whichever name; None when it names none."""
    return next((str(body[name]) for name in names if body.get(name) is not None), None)


# -- files -------------------------------------------------------------------------------------------------------


def upload(request: Request) -> Answer:
    """A new file. Where the folder's id is given, the root as a path beside it is taken for none."""
    files, (given, options) = request.portal.service(Files), upload_of(request)
    folder_id, path = request.field("folderId"), request.field("folderPath")
    folder = files.folder(folder_id, None if folder_id and path == ROOT else path)
    return Answer(200, {"objects": [shapes.file(request, files.put(given, folder, options))]})


def replace(request: Request) -> Answer:
    """The file with other content, and with the access that the options say."""
    given, options = upload_of(request)
    body = request.portal.service(Files).replace(request.params["fileId"], given, options)
    return Answer(200, {"objects": [shapes.file(request, body)]})


def replace_content(request: Request) -> Answer:
    """The same in version 2, which knows no options: access stays."""
    uploads = request.uploads("files") or request.uploads("file")
    if not uploads:
        raise no_name()
    known = FILES.get(request.portal, request.params["fileId"])
    files, options = request.portal.service(Files), Options(access=str(known["access"]))
    return Answer(200, {"objects": [shapes.file(request, files.replace(str(known["id"]), uploads[-1], options))]})


def download(request: Request) -> Answer:
    """A new file with what a URL has."""
    body, files = request.body("url"), request.portal.service(Files)
    path = body.get("folder_path") or body.get("folderPath")
    folder = files.folder(_id(body, "folder_id", "folderId"), str(path) if path else None)
    given = upload_from(request, str(body["url"]), str(body.get("name") or ""))
    return Answer(200, shapes.file(request, files.put(given, folder, Options(access="PUBLIC_INDEXABLE"))))


def get_files(request: Request) -> Answer:
    """A page of files."""
    found = FILES.all(request.portal)
    if asks_for_deleted(request):
        found += FILES.all(request.portal, archived=True)
    return Answer(200, listing(request, [shapes.file(request, one) for one in found], default=100))


def get_file(request: Request) -> Answer:
    """One file."""
    return Answer(200, shapes.file(request, FILES.get(request.portal, request.params["fileId"])))


def sign(request: Request) -> Answer:
    """A URL that gives the file to anyone, for a time, and the file's facts."""
    body = FILES.get(request.portal, request.params["fileId"])
    url, expires = signed_url(request, f"/files/signed/{body['id']}", request.integer("expirationSeconds", LIFE))
    facts = {name: body[name] for name in ("extension", "name", "size", "type")}
    return Answer(200, facts | {"url": url, "expiresAt": expires})


def archive_file(request: Request) -> Answer:
    """Take a file off the dashboard; it stays live."""
    body = FILES.update(request.portal, request.params["fileId"], {"archived": True})
    return Answer(200, shapes.file(request, body))


def delete_file(request: Request) -> Answer:
    """Mark a file as deleted."""
    request.portal.service(Files).delete(request.params["fileId"])
    return Answer(204)


def delete_for_good(request: Request) -> Answer:
    """Delete a file with its content."""
    request.portal.service(Files).delete(request.params["fileId"], for_good=True)
    return Answer(204)


def move_file(request: Request) -> Answer:
    """A file in another folder or under another name."""
    body, files = request.body(), request.portal.service(Files)
    changes: Body = {}
    if body.get("name"):
        changes["name"] = plain_name(str(body["name"]))
    folder_id, path = _id(body, "folder_id", "folderId"), body.get("folder_path") or body.get("folderPath")
    if folder_id is not None or path:
        folder = files.folder(folder_id, str(path or ""))
        changes["parentFolderId"] = folder["id"] if folder else ""
    return Answer(200, shapes.file(request, FILES.update(request.portal, request.params["fileId"], changes)))


# -- folders -----------------------------------------------------------------------------------------------------


def get_folders(request: Request) -> Answer:
    """A page of folders."""
    found = FOLDERS.all(request.portal)
    if asks_for_deleted(request):
        found += FOLDERS.all(request.portal, archived=True)
    return Answer(200, listing(request, [shapes.folder(request, one) for one in found]))


def get_folder(request: Request) -> Answer:
    """One folder."""
    return Answer(200, shapes.folder(request, FOLDERS.get(request.portal, request.params["folderId"])))


def create_folder(request: Request) -> Answer:
    """A new folder."""
    body, files = request.body("name"), request.portal.service(Files)
    parent = files.folder(_id(body, "parent_folder_id", "parentFolderId"), None)
    return Answer(201, shapes.folder(request, files.folders.create(str(body["name"]), parent)))


def change_folder(request: Request) -> Answer:
    """A folder with another name or under another folder."""
    body = request.body()
    name = str(body["name"]) if body.get("name") else None
    parent = _id(body, "parent_folder_id", "parentFolderId")
    changed = request.portal.service(Files).folders.change(request.params["folderId"], name, parent)
    return Answer(200, shapes.folder(request, changed))


def delete_folder(request: Request) -> Answer:
    """Delete a folder with everything in it."""
    FOLDERS.get(request.portal, request.params["folderId"])
    request.portal.service(Files).delete_folder(request.params["folderId"])
    return Answer(204)
