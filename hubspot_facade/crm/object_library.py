"""The object library: which of HubSpot's newer object types an account has enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.object_library import operations as calls
    from hubspot_openapi.v2026_03.crm.object_library.models import (
        ObjectTypeEnablementPublicResponse,
        PortalObjectTypeEnablementPublicResponse,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.object_library")


class ObjectLibrary(Resource[C]):
    """Appointments, courses, listings and services must be enabled before records of them can be created."""

    with_raw_response = WithRawResponse["ObjectLibrary[RawSync]", "ObjectLibrary[RawAsync]"]()

    @operation(
        Name("Check whether an object is activated (object library)", effect="read", seeds=("003",)),
        uses=("crm.object_library.get_all", "crm.object_library.get_by_id"),
    )
    def get(
        self, object_type_id: str | None = None
    ) -> Plan[PortalObjectTypeEnablementPublicResponse | ObjectTypeEnablementPublicResponse]:
        """Check whether an object type ("0-410") is enabled; by default, check every type.

        Returns its status, or those of all types.
        """
        return calls.get_all() if object_type_id is None else calls.get_by_id(object_type_id)
