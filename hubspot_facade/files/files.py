"""Files."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Generator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote_to_bytes

from hubspot_facade.errors import InputError
from hubspot_facade.files.filters import query_of, sort_of
from hubspot_facade.plans.bodies import Fields, entry_of, to_wire, without_none
from hubspot_facade.plans.downloads import Target, address, download
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.waiting import HOUR, Job, ProgressFunction, wait_for
from hubspot_facade.wire.argument_types import Sorts, Source
from hubspot_facade.wire.ids import id_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.files.files import operations as calls
    from hubspot_openapi.v2026_03.files.files.models import (
        File,
        FileActionResponse,
        FileStat,
        FileUpdateInput,
        ImportFromUrlTaskLocator,
        SignedUrl,
    )

    from hubspot_facade.files.folders import Folders
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("files.files")

# Options of an upload; the document does not describe them.
_OPTIONS = ("access", "ttl", "expiresAt", "overwrite", "duplicateValidationStrategy", "duplicateValidationScope")


def with_pending_status(task: ImportFromUrlTaskLocator, _payload: Mapping[str, Any]) -> dict[str, Any]:
    """A task that was just started, with its state."""
    return {"status": "PENDING", **task.to_dict()}


class Files(Resource[C]):
    """The account's files; `folders` are theirs."""

    with_raw_response = WithRawResponse["Files[RawSync]", "Files[RawAsync]"]()

    @cached_property
    def folders(self) -> Folders[C]:
        """Folders of files."""
        from hubspot_facade.files.folders import Folders

        return Folders(self._client)

    @operation(Name("Upload File", effect="create", seeds=("001",)))
    def upload(
        self,
        file: Source,
        *,
        file_name: str | None = None,
        folder_path: str | None = None,
        folder_id: Id | None = None,
        access: str = "PRIVATE",
        options: Mapping[str, Any] | str | None = None,
    ) -> Generator[Any, Any, File]:
        """Upload a file. Returns the new file.

        `file` is bytes, an open binary file (sent from its current position), a path or a data: URL.
        One of `folder_path` and `folder_id` is required, and a `file_name` for bytes. `options` are HubSpot's: ttl,
        overwrite, duplicateValidationStrategy, …; `access` says who may see it.
        """
        if (folder_path is None) == (folder_id is None):
            raise InputError("folder_path", "give the folder's path or its id")
        given = _options(options)
        if access != "PRIVATE" and given.get("access", access) != access:
            raise InputError("access", f"differs from the options, which have {given['access']!r}")
        parts = {
            "fileName": file_name,
            "folderPath": folder_path,
            "folderId": None if folder_id is None else id_of(folder_id, "folder_id"),
            "options": _json({"access": access, **given}),
        }
        if isinstance(file, str) and file.startswith("data:"):
            file = _content(file)
        if isinstance(file, str | Path):
            path = Path(file)
            if not path.is_file():
                raise InputError("file", f"there is no file {str(file)!r}")
            with path.open("rb") as stream:
                return (yield from calls.upload(body=without_none({**parts, "file": (file_name or path.name, stream)})))
        if not isinstance(file, bytes) and not hasattr(cast("object", file), "read"):
            raise InputError("file", f"expected bytes, an open file or a path, not {type(file).__name__}")
        if file_name is None and isinstance(file, bytes):
            raise InputError("file_name", "bytes need a name")
        content = file if file_name is None else (file_name, file)
        return (yield from calls.upload(body=without_none({**parts, "file": content})))

    @operation(
        Name("Upload file from URL", effect="create", seeds=("000",), output=with_pending_status),
        Name("Import File from URL", effect="create", seeds=("001",), output=with_pending_status),
    )
    def import_from_url(
        self,
        url: str,
        *,
        access: str = "PRIVATE",
        name: str | None = None,
        folder_path: str | None = None,
        folder_id: Id | None = None,
        ttl: str | None = None,
        overwrite: bool = False,
        duplicate_validation_strategy: str = "NONE",
        duplicate_validation_scope: str = "EXACT_FOLDER",
    ) -> Plan[ImportFromUrlTaskLocator]:
        """Start a task that fetches a file from a URL. Returns the task.

        `wait_for_import` waits for it, `get_import_status` says how it is.
        """
        body = {
            "url": text_of(url, "url"),
            "access": access,
            "name": name,
            "folderPath": folder_path,
            "folderId": None if folder_id is None else id_of(folder_id, "folder_id"),
            "ttl": ttl,
            "overwrite": overwrite,
            "duplicateValidationStrategy": duplicate_validation_strategy,
            "duplicateValidationScope": duplicate_validation_scope,
        }
        return calls.import_from_url(body=without_none(body))

    @operation(Name("Get file import status", effect="read", seeds=("000", "001")))
    def get_import_status(self, task_id: str) -> Plan[FileActionResponse]:
        """Get the state of an import from a URL: PENDING, PROCESSING, CANCELED or COMPLETE.

        A COMPLETE one has the file as `result`.
        """
        return calls.check_import(text_of(task_id, "task_id"))

    @operation()
    def wait_for_import(
        self, task_id: str, *, timeout: float | None = HOUR, progress: ProgressFunction | None = None
    ) -> Generator[Any, Any, File]:
        """Wait until a task has fetched a file from a URL. Returns the file.

        HubSpot is asked at growing intervals of up to 30 seconds, each time with the client's deadline; `progress` is
        called every time. Raises JobFailed, with HubSpot's reason, if there is no file, and JobTimeout after `timeout`
        seconds (None: never); the task then goes on.
        """
        key = text_of(task_id, "task_id")
        job = Job("file import", key, f"files.wait_for_import({key!r})", ("COMPLETE",), ("CANCELED",))
        done: FileActionResponse = yield from wait_for(
            job,
            lambda: needing(calls.check_import(key), "status"),
            lambda each: str(each.status),
            timeout=timeout,
            progress=progress,
        )
        return job.result_of(done)  # type: ignore[no-any-return] # a File, by the document

    @listing(Name("Search Files", effect="read", seeds=("001",), fields={"limit": "page_size", "sorts": "sort"}))
    def search(
        self,
        *,
        name: str | None = None,
        path: str | None = None,
        type: str | None = None,  # HubSpot's word
        extension: str | None = None,
        parent_folder_ids: Sequence[int] | None = None,
        filter_groups: Sequence[Mapping[str, Any]] | None = None,
        properties: Sequence[str] | None = None,
        sort: Sorts | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[File]:
        """Search for files that match all given arguments.

        `type` is IMG, DOCUMENT, AUDIO, MOVIE or OTHER, `sort` like "-size" or a search's `{"propertyName": …}`.
        `filter_groups` takes one CRM-style group of EQ, GTE and LTE filters.
        """
        filters: dict[str, Any] = {
            "name": name,
            "path": path,
            "type_": type,
            "extension": extension,
            "parent_folder_ids": parent_folder_ids,
            "properties": properties,
            "sort": sort_of(sort),
            **query_of(filter_groups or ()),
        }
        return Pages(
            fetch=lambda cursor: calls.search_files(**filters, limit=page_size or min(100, limit or 100), after=cursor),
            start=after,
            limit=limit,
        )

    @operation(Name("Get File by ID", effect="read", seeds=("001",)))
    def get(self, file_id: Id, *, properties: Sequence[str] | None = None) -> Plan[File]:
        """Get a file's details, without its content. Raises NotFound."""
        return calls.get_file(id_of(file_id, "file_id"), properties=properties)

    @operation()
    def get_by_path(self, path: str) -> Plan[FileStat]:
        """Get the file or folder at a path. Raises NotFound."""
        return calls.get_metadata(text_of(path, "path"))

    @operation()
    def get_signed_url(
        self, file_id: Id, *, expiration_seconds: int | None = None, size: str | None = None
    ) -> Plan[SignedUrl]:
        """Get a URL from which anybody can fetch a private file for a while.

        `size` is thumb, icon, medium or preview.
        """
        return calls.get_signed_url(id_of(file_id, "file_id"), expiration_seconds=expiration_seconds, size=size)

    @operation()
    def download(self, file_id: Id, to: Target) -> Generator[Any, Any, int]:
        """Download a file to `to`, a path or an open binary file. Returns the number of bytes written.

        Any size is streamed, without a deadline.
        Raises NotFound.
        """
        signed = yield from needing(calls.get_signed_url(id_of(file_id, "file_id")), "url", address("url"))
        return (yield from download(signed.url, to))

    @operation()
    def update(self, file_id: Id, fields: FileUpdateInput | Fields) -> Plan[File]:
        """Change a file's name, folder or access. Returns the changed file."""
        return calls.update_file(
            id_of(file_id, "file_id"), body={"clearExpires": False, **to_wire(fields, to=calls.update_file)}
        )

    @operation(Name("Delete File", effect="delete", seeds=("001",)))
    def archive(self, file_id: Id) -> Plan[None]:
        """Delete a file."""
        return calls.archive_file(id_of(file_id, "file_id"))

    @operation()
    def purge(self, file_id: Id) -> Plan[None]:
        """Delete a file for good, as the GDPR requires."""
        return calls.gdpr_delete_file(id_of(file_id, "file_id"))


def _options(given: Mapping[str, Any] | str | None) -> Mapping[str, Any]:
    """HubSpot's options, from a mapping or its JSON text."""
    try:
        options: object = json.loads(given) if isinstance(given, str) else given or {}
    except ValueError as error:
        raise InputError("options", f"not JSON: {error}") from None
    if not isinstance(options, Mapping):
        raise InputError("options", f"expected an object, not {type(options).__name__}")
    return entry_of(cast("Mapping[str, Any]", options), _OPTIONS, "options")


def _json(options: Mapping[str, Any]) -> str:
    try:
        return json.dumps(options, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError("options", str(error)) from error


def _content(url: str) -> bytes:
    """The bytes of a data: URL."""
    head, _, data = url.partition(",")
    return b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)
