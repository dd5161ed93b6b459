"""What the files API refuses, in HubSpot's words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation
from hubspot_facade.sandbox.protocol.numerals import whole


def unknown_file(id_: str) -> Refusal:
    """404: no file has the id; 400 when it cannot be one."""
    number = whole(id_)
    if number is not None and number <= 0:
        return validation("id must be > 0", context={"id": [id_]})
    return object_not_found(f"No file exists with id {id_}", context={"id": [id_]})


def unknown_folder(id_: str) -> Refusal:
    """404: no folder has the id or path; 400 when it cannot be one."""
    number = whole(id_)
    if number is not None and number <= 0:
        return validation("id must be > 0", context={"id": [id_]})
    return object_not_found(f"No folder exists: {id_}", context={"folder": [id_]})


def unknown_path() -> Refusal:
    """404: nothing lies at the path."""
    return Refusal(404, "No file or folder exists at path")


def no_name() -> Refusal:
    """400: there is no file, or it has no name."""
    return Refusal(400, "Could not determine name from file", category="BAD_REQUEST")


def bad_path(path: str) -> Refusal:
    """400: a path or name that leads elsewhere."""
    return validation(f"Invalid path: {path}", context={"path": [path]})


def folder_exists(path: str) -> Refusal:
    """409: a folder lies at the path."""
    return Refusal(409, "A folder already exists at this path", category="CONFLICT", context={"path": [path]})


def file_exists(path: str) -> Refusal:
    """409: a file lies at the path and duplicates were to be refused."""
    return Refusal(409, "A file already exists at this path", category="CONFLICT", context={"path": [path]})


def no_options() -> Refusal:
    """400: who may see the file is not said."""
    return validation("options parameter is required")


def two_folders() -> Refusal:
    """400: the folder is named twice."""
    return validation("Only one of folderId and folderPath can be given")


def bad_access(access: str) -> Refusal:
    """400: no such access."""
    return validation(f"Invalid access: {access}", context={"access": [access]})


def unknown_task(id_: str) -> Refusal:
    """400: no task has the id."""
    return validation("Provided ID could not be decoded.", context={"id": [id_]})


def private_address(url: str) -> Refusal:
    """400: the URL leads to a private address, or nowhere."""
    return validation(f"Could not import from URL: {url}", context={"url": [url]})
