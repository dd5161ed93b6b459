"""The files API: what each route answers."""

from collections.abc import Callable
from dataclasses import replace as with_fields
from urllib.parse import unquote

from hubspot_facade.sandbox.protocol.batch import STATUS, completed, failures
from hubspot_facade.sandbox.protocol.decoding import decode
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.listing import chosen, page
from hubspot_facade.sandbox.protocol.messages import Answer, Request, Upload, member
from hubspot_facade.sandbox.protocol.signed_urls import require_signature, signed_url
from hubspot_facade.sandbox.protocol.weburls import split
from hubspot_facade.sandbox.state.instants import instant, parse
from hubspot_facade.sandbox.state.jobs import Jobs, Stage

from . import errors
from .fetching import check, fetch
from .filters import fitting, query_of
from .folders import FOLDERS, plain_name, segments
from .models import FILES, Files, Options

HOST = "https://api.hubapi.com"
LIFE = 86_400
AT_ONCE = 1_000
"""Tasks under way at once; HubSpot names no limit."""


# -- files ---------------------------------------------------------------------------------------------------


def upload_of(request: Request) -> tuple[Upload, Options]:
    """The file and the options of a multipart body."""
    uploads = request.uploads("file")
    if not uploads:
        raise errors.no_name()
    given = request.field("options")
    if not given:
        raise errors.no_options()
    options = member(decode(given.encode()), "options")
    name = request.field("fileName") or uploads[-1].name
    if "." not in name and "." in uploads[-1].name:
        name = f"{name}.{uploads[-1].name.rpartition('.')[2]}"
    return Upload(name, uploads[-1].type, uploads[-1].content), Options.of(options)


def create(request: Request) -> Answer:
    """A new file."""
    files, (upload, options) = request.portal.service(Files), upload_of(request)
    folder = files.folder(request.field("folderId"), request.field("folderPath"))
    made = files.put(upload, folder, options)
    return Answer(201, files.show(made), {"location": f"{HOST}/files/v3/files/{made['id']}"})


def get(request: Request) -> Answer:
    """A file."""
    return Answer(200, request.portal.service(Files).show(FILES.get(request.portal, request.params["fileId"])))


def replace(request: Request) -> Answer:
    """The file with other content."""
    files, (upload, options) = request.portal.service(Files), upload_of(request)
    return Answer(200, files.show(files.replace(request.params["fileId"], upload, options)))


def update(request: Request) -> Answer:
    """The file with another name, folder, access."""
    files, body, id_ = request.portal.service(Files), request.body(), request.params["fileId"]
    changes: Body = {}
    if body.get("name"):
        changes["name"] = plain_name(str(body["name"]))
    if body.get("access"):
        changes["access"] = Options.of(body).access
    if body.get("isUsableInContent") is not None:
        changes["isUsableInContent"] = bool(body["isUsableInContent"])
    if body.get("expiresAt"):
        changes["expiresAt"] = parse(str(body["expiresAt"]))
    if body.get("parentFolderId") or body.get("parentFolderPath"):
        parent_id = str(body["parentFolderId"]) if body.get("parentFolderId") else None
        folder = files.folder(parent_id, str(body.get("parentFolderPath") or ""))
        changes["parentFolderId"] = folder["id"] if folder else ""
    return Answer(200, files.show(FILES.update(request.portal, id_, changes)))


def delete(request: Request) -> Answer:
    """Delete a file."""
    request.portal.service(Files).delete(request.params["fileId"])
    return Answer(204)


def gdpr_delete(request: Request) -> Answer:
    """Delete a file for good."""
    request.portal.service(Files).delete(request.params["fileId"], for_good=True)
    return Answer(204)


def search(request: Request) -> Answer:
    """A page of files."""
    files = request.portal.service(Files)
    found = _filtered(request, chosen(request, FILES.all(request.portal)), files.path)
    return Answer(200, page(request, fitting(request, found), default=100, most=100, show=files.show))


def search_by_body(request: Request) -> Answer:
    """The same, asked for in a body; HubSpot itself takes a query only."""
    return search(with_fields(request, query=request.query | query_of(request.body())))


def _filtered(request: Request, found: list[Body], path: Callable[[Body], str]) -> list[Body]:
    """The files or folders that ids, name, path and parents leave."""
    name, ids, parents = request.text("name"), request.texts("ids"), request.texts("parentFolderIds")
    wanted = request.text("path")
    return [
        one
        for one in found
        if (not name or name.casefold() in one["name"].casefold())
        and (not ids or one["id"] in ids)
        and (not parents or (one.get("parentFolderId") or "0") in parents)
        and (not wanted or path(one).startswith("/" + wanted.strip("/")))
    ]


def stat(request: Request) -> Answer:
    """What lies at a path."""
    files = request.portal.service(Files)
    path = "/" + "/".join(segments("/".join(request.params.values())))
    # the version stands in the path too, as its first parameter
    if "version" in request.params:
        path = "/" + "/".join(segments(path)[1:])
    file = files.at(path)
    if file is not None:
        return Answer(200, {"file": files.show(file)})
    folder = files.folders.at(path)
    if folder is None:
        raise errors.unknown_path()
    return Answer(200, {"folder": folder})


# -- content -------------------------------------------------------------------------------------------------


def _content(upload: Upload) -> Answer:
    quoted = upload.name.replace('"', "").encode("ascii", "replace").decode()
    headers = {"content-type": upload.type, "content-disposition": f'attachment; filename="{quoted}"'}
    return Answer(200, upload.content, headers)


def download(request: Request) -> Answer:
    """What is in a file."""
    return _content(request.portal.service(Files).content(request.params["fileId"]))


def sign(request: Request) -> Answer:
    """A URL of this sandbox that gives the file to anyone, for a time."""
    id_, seconds = request.params["fileId"], request.integer("expirationSeconds", LIFE)
    body = FILES.get(request.portal, id_)
    url, expires = signed_url(request, f"/files/signed/{id_}", seconds)
    facts = {name: body[name] for name in ("extension", "name", "size", "type")}
    return Answer(200, {"url": url, "expiresAt": instant(expires), **facts})


def signed(request: Request) -> Answer:
    """What is in a file, for who has its signed URL."""
    require_signature(request)
    return _content(request.portal.service(Files).content(request.params["fileId"]))


# -- tasks ---------------------------------------------------------------------------------------------------


def _task(request: Request, kind: str, outcome: Body) -> Answer:
    id_ = request.portal.identities.uuid4()
    request.portal.shelf("file_task").put(id_, {"kind": kind, "outcome": outcome, "at": request.portal.now()})
    _jobs(request).begin(id_)
    return Answer(202, {"id": id_, "links": {"status": f"{HOST}{request.path}/tasks/{id_}/status"}})


def _jobs(request: Request) -> Jobs:
    return Jobs(request.portal, "file", AT_ONCE)


def task(request: Request) -> Answer:
    """How a task went."""
    found: Body | None = request.portal.shelf("file_task").get(request.params["taskId"])
    if found is None:
        raise errors.unknown_task(request.params["taskId"])
    ended = _jobs(request).look(request.params["taskId"]) is Stage.ENDED
    times = completed(instant(request.portal.now()), status=STATUS if ended else "PROCESSING")
    return Answer(200, {**times, "taskId": request.params["taskId"], **(found["outcome"] if ended else {})})


def import_from_url(request: Request) -> Answer:
    """Fetch a file from a URL, as a task."""
    body, files = request.body("url", "access"), request.portal.service(Files)
    url, options = str(body["url"]), Options.of(body)
    name = _name_of(request, url, str(body.get("name") or ""))
    folder_id = str(body["folderId"]) if body.get("folderId") else None
    folder = files.folder(folder_id, str(body["folderPath"]) if body.get("folderPath") else None)
    try:
        given = _fetched(request, url, name)
    except OSError:
        outcome = failures([errors.private_address(url).item()])
    else:
        outcome = {"result": files.show(files.put(given, folder, options))}
    return _task(request, "import", outcome)


def upload_from(request: Request, url: str, name: str) -> Upload:
    """The file that a URL has, at once and under a name; refused where it cannot be fetched."""
    name = _name_of(request, url, name)
    try:
        return _fetched(request, url, name)
    except OSError:
        raise errors.private_address(url) from None


def _name_of(request: Request, url: str, name: str) -> str:
    """What a file of a URL is called, if the URL is one to fetch from: a name without an extension gets the URL's."""
    if request.portal.url_imports != "any":
        check(url)
    parts = split(url)
    if parts is None:
        raise errors.private_address(url)
    own = unquote(parts.path.rstrip("/").rpartition("/")[2]) or "file"
    name = name or own
    return f"{name}.{own.rpartition('.')[2]}" if "." not in name and "." in own else name


def _fetched(request: Request, url: str, name: str) -> Upload:
    mode = request.portal.url_imports
    content, kind = (b"", "application/octet-stream") if mode == "offline" else fetch(url, private=mode == "any")
    return Upload(name, kind, content)


# -- folders -------------------------------------------------------------------------------------------------


def create_folder(request: Request) -> Answer:
    """A new folder."""
    body, files = request.body("name"), request.portal.service(Files)
    parent_id = str(body["parentFolderId"]) if body.get("parentFolderId") else None
    parent = files.folder(parent_id, str(body["parentPath"]) if body.get("parentPath") else None)
    return Answer(201, files.folders.create(str(body["name"]), parent))


def get_folder(request: Request) -> Answer:
    """A folder by its id or path."""
    return Answer(200, request.portal.service(Files).folders.get(request.params["folder"]))


def _changed(request: Request, id_: str, body: Body) -> Body:
    parent = body.get("parentFolderId")
    name = str(body["name"]) if body.get("name") else None
    return request.portal.service(Files).folders.change(id_, name, None if parent is None else str(parent))


def update_folder(request: Request) -> Answer:
    """A folder with another name or place."""
    return Answer(200, _changed(request, request.params["folder"], request.body()))


def update_folder_later(request: Request) -> Answer:
    """The same as a task."""
    body = request.body("id")
    return _task(request, "folder", {"result": _changed(request, str(body["id"]), body)})


def delete_folder(request: Request) -> Answer:
    """Delete a folder with everything in it."""
    request.portal.service(Files).delete_folder(request.params["folder"])
    return Answer(204)


def search_folders(request: Request) -> Answer:
    """A page of folders."""
    found = _filtered(request, chosen(request, FOLDERS.all(request.portal)), lambda one: str(one["path"]))
    return Answer(200, page(request, found, default=100, most=100))
