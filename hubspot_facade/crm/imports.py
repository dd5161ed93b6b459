"""Imports of files into the CRM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_openapi.runtime import dumps

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import camelled
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.values import Id, number_of, sendable, text_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.imports import operations as calls
    from hubspot_openapi.v2026_03.crm.imports.models import (
        ActionResponse,
        PublicImportError,
        PublicImportResponse,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.imports")

Settings: TypeAlias = Mapping[str, Any]
Sources: TypeAlias = Mapping[str, bytes | str] | Sequence[str | Path]


class Imports(Resource[C]):
    """Imports that this app has started; HubSpot runs three at once. They end as DONE, FAILED or CANCELED."""

    with_raw_response = WithRawResponse["Imports[RawSync]", "Imports[RawAsync]"]()
    _noun = "import"
    _plural = "imports"

    @listing()
    def list(
        self, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[PublicImportResponse]:
        """Every import of this app."""
        return Pages(fetch=lambda cursor: calls.get_all(limit=page_size, after=cursor), start=after, limit=limit)

    @operation()
    def create(self, name: str, files: Sources, *, settings: Settings) -> Plan[PublicImportResponse]:
        """The import that was started, of files given as paths, or as contents by file name.

        `settings` are the other fields of HubSpot's importRequest: `files` with the columns of each, dateFormat,
        importOperations, … Each file that they name must be among those given.
        """
        given: dict[str, bytes] = _contents(files)
        request: dict[str, Any] = {"name": text_of(name, "name"), **camelled(settings, "settings")}
        described: list[Mapping[str, Any]] = request.get("files") or []
        for index, each in enumerate(described):
            if each.get("fileName") not in given:
                where = f"settings.files[{index}].fileName"
                raise InputError(where, f"{each.get('fileName')!r} is not one of the files given")
        if not described:
            raise InputError("settings.files", "is missing: it says what the columns are")
        parts = {"importRequest": dumps(request).decode(), "files": [*given.items()]}
        return calls.create(body=parts)

    @operation()
    def get(self, record_id: Id) -> Plan[PublicImportResponse]:
        """The state of an import. Raises NotFound."""
        return calls.get_by_id(number_of(record_id, "import_id"))

    @operation()
    def cancel(self, record_id: Id) -> Plan[ActionResponse]:
        """Stop an import; the rows already written are kept."""
        return calls.cancel(number_of(record_id, "import_id"))

    @listing()
    def list_errors(
        self, record_id: Id, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[PublicImportError]:
        """Every row that an import could not process, and why."""
        key = number_of(record_id, "import_id")
        return Pages(
            fetch=lambda cursor: calls.get_errors(key, limit=page_size, after=cursor), start=after, limit=limit
        )


def _contents(files: object) -> dict[str, bytes]:
    """Contents of files by their names; text is sent as UTF-8."""
    if isinstance(files, Mapping):
        named = cast("Mapping[str, bytes | str]", files).items()
        contents = {
            name: sendable(each, f"files.{name}").encode() if isinstance(each, str) else each for name, each in named
        }
    else:
        several = [files] if isinstance(files, str | Path) else [*cast("Sequence[object]", files)]
        for index, each in enumerate(several):
            if not isinstance(each, str | Path):
                raise InputError(f"files[{index}]", f"expected the path of a file, not {type(each).__name__}")
        paths = [Path(each) for each in cast("list[str]", several)]
        if missing := next((path for path in paths if not path.is_file()), None):
            raise InputError("files", f"there is no file {str(missing)!r}")
        contents = {path.name: path.read_bytes() for path in paths}
    if not contents:
        raise InputError("files", "name at least one")
    return contents
