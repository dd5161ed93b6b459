"""Folders of files."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from hubspot_facade.plans.bodies import Fields, to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.form_choices import Choices, choices_of
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.waiting import HOUR, Job, ProgressFunction, wait_for
from hubspot_facade.wire.ids import id_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.files.files import operations as calls
    from hubspot_openapi.v2026_03.files.files.models import (
        Folder,
        FolderActionResponse,
        FolderUpdateInput,
        FolderUpdateTaskLocator,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("files.files")


class Folders(Resource[C]):
    """Folders of files."""

    with_raw_response = WithRawResponse["Folders[RawSync]", "Folders[RawAsync]"]()

    @listing()
    def search(
        self,
        *,
        name: str | None = None,
        path: str | None = None,
        parent_folder_ids: Sequence[int] | None = None,
        sort: Sequence[str] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Folder]:
        """Search for folders, all or those that match the given arguments."""
        return Pages(
            fetch=lambda cursor: calls.search_folders(
                name=name,
                path=path,
                parent_folder_ids=parent_folder_ids,
                sort=sort,
                limit=page_size or min(100, limit or 100),
                after=cursor,
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("List folder IDs (DDL)", effect="read", seeds=("000",)))
    def list_choices(self) -> Plan[Choices]:
        """List every folder as a choice, with its path and its id."""
        return choices_of(_pages(), lambda folder: folder.path, lambda folder: folder.id, "path?", "id")

    @operation(Name("List folder paths (DDL)", effect="read", seeds=("000",)))
    def list_path_choices(self) -> Plan[Choices]:
        """List every folder as a choice whose label and value are its path."""
        return choices_of(_pages(), lambda folder: folder.path, lambda folder: folder.path, "path?")

    @operation()
    def get(self, folder_id: Id) -> Plan[Folder]:
        """Get a folder. Raises NotFound."""
        return calls.get_folder(id_of(folder_id, "folder_id"))

    @operation()
    def create(self, name: str, *, parent_folder_id: Id | None = None, parent_path: str | None = None) -> Plan[Folder]:
        """Create a folder, by default at the top. Returns the new folder. Raises Conflict."""
        parent = None if parent_folder_id is None else id_of(parent_folder_id, "parent_folder_id")
        body = {"name": text_of(name, "name"), "parentFolderId": parent, "parentPath": parent_path}
        return calls.create_folder(body=without_none(body))

    @operation()
    def update(self, folder_id: Id, fields: FolderUpdateInput | Fields) -> Plan[Folder]:
        """Give a folder another name or parent. Returns the changed folder."""
        return calls.update_folder(id_of(folder_id, "folder_id"), body=to_wire(fields, to=calls.update_folder))

    @operation()
    def start_update(self, folder_id: Id, fields: FolderUpdateInput | Fields) -> Plan[FolderUpdateTaskLocator]:
        """Start a task that gives a folder, with all that is in it, another name or parent.

        Returns the task; `wait_for_update` waits for it.
        """
        body = {**to_wire(fields, to=calls.update_folder), "id": id_of(folder_id, "folder_id")}
        return calls.update_properties_recursively(body=body)

    @operation()
    def wait_for_update(
        self, task_id: str, *, timeout: float | None = HOUR, progress: ProgressFunction | None = None
    ) -> Generator[Any, Any, Folder]:
        """Wait until a task has changed a folder. Returns the folder.

        HubSpot is asked at growing intervals of up to 30 seconds, each time with the client's deadline; `progress` is
        called every time. Raises JobFailed, with HubSpot's reason, if the folder is not changed, and JobTimeout after
        `timeout` seconds (None: never); the task then goes on.
        """
        key = text_of(task_id, "task_id")
        job = Job("folder update", key, f"files.folders.wait_for_update({key!r})", ("COMPLETE",), ("CANCELED",))
        done: FolderActionResponse = yield from wait_for(
            job,
            lambda: needing(calls.check_update_status(key), "status"),
            lambda each: str(each.status),
            timeout=timeout,
            progress=progress,
        )
        return job.result_of(done)  # type: ignore[no-any-return] # a Folder, by the document

    @operation()
    def archive(self, folder_id: Id) -> Plan[None]:
        """Delete a folder."""
        return calls.archive_folder(id_of(folder_id, "folder_id"))


def _pages() -> Pages[Any]:
    return Pages(fetch=lambda cursor: calls.search_folders(limit=100, after=cursor))
