"""Imports of files into the CRM."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.calls import edition_calls
from hubspot_facade.operation import C, Resource, listing, operation
from hubspot_facade.paging import Pages
from hubspot_facade.values import Id, number_of

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.imports import operations as calls
    from hubspot_openapi.v2026_03.crm.imports.models import (
        ActionResponse,
        PublicImportError,
        PublicImportResponse,
    )

    from hubspot_facade.plan import Plan
else:
    calls = edition_calls("crm.imports")

Body: TypeAlias = Mapping[str, Any]


class Imports(Resource[C]):
    """Imports that this app has started; HubSpot runs three at once. States end in DONE, FAILED or CANCELED."""

    noun = "import"
    plural = "imports"

    @listing()
    def list(
        self, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[PublicImportResponse]:
        """Every import of this app."""
        return Pages(fetch=lambda cursor: calls.get_all(limit=page_size, after=cursor), start=after, limit=limit)

    @operation()
    def create(self, body: Body) -> Plan[PublicImportResponse]:
        """The started import. `body` holds the parts `importRequest` (JSON text) and `files`."""
        return calls.create(body=body)

    @operation()
    def get(self, record_id: Id) -> Plan[PublicImportResponse]:
        """How an import stands. Raises NotFound."""
        return calls.get_by_id(number_of(record_id, "import_id"))

    @operation()
    def cancel(self, record_id: Id) -> Plan[ActionResponse]:
        """Stop an import; what it has written stays."""
        return calls.cancel(number_of(record_id, "import_id"))

    @listing()
    def list_errors(
        self, record_id: Id, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[PublicImportError]:
        """Every row that an import could not take, and why."""
        key = number_of(record_id, "import_id")
        return Pages(
            fetch=lambda cursor: calls.get_errors(key, limit=page_size, after=cursor), start=after, limit=limit
        )
