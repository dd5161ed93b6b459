"""Groups of properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import NotFound
from hubspot_facade.plans.bodies import without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.argument_types import ObjectType
from hubspot_facade.wire.ids import object_type_of, text_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.properties import operations as calls
    from hubspot_openapi.v2026_03.crm.properties.models import PropertyGroup

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.properties")


_INTERNAL = re.compile(r"[a-z0-9_]+")
_GROUP = {"property_group_name": "group_name"}


class PropertyGroups(Resource[C]):
    """The groups under which HubSpot shows an object type's properties."""

    with_raw_response = WithRawResponse["PropertyGroups[RawSync]", "PropertyGroups[RawAsync]"]()

    @listing(Name("List property groups", effect="read", seeds=("000",)))
    def list(self, object_type: ObjectType) -> Pages[PropertyGroup]:
        """List every property group of an object type; HubSpot does not page them."""
        kind = object_type_of(object_type)
        return Pages(fetch=lambda _cursor: calls.list_groups(kind))

    @operation()
    def get(self, object_type: ObjectType, group_name: str) -> Plan[PropertyGroup]:
        """Get a property group by its internal name. Raises NotFound."""
        return calls.get_group(object_type_of(object_type), text_of(group_name, "group_name"))

    @operation(Name("Create property group", effect="create", seeds=("000",)))
    def create(
        self, object_type: ObjectType, name: str, *, label: str, display_order: int | None = None
    ) -> Plan[PropertyGroup]:
        """Create a property group. Returns the new group. Raises Conflict."""
        body = without_none(
            {"name": text_of(name, "name"), "label": text_of(label, "label"), "displayOrder": display_order}
        )
        return calls.create_group(object_type_of(object_type), body=body)

    @operation()
    def update(
        self, object_type: ObjectType, group_name: str, *, label: str | None = None, display_order: int | None = None
    ) -> Plan[PropertyGroup]:
        """Change a property group. Returns the changed group. Raises NotFound."""
        body = without_none({"label": label, "displayOrder": display_order})
        return calls.update_group(object_type_of(object_type), text_of(group_name, "group_name"), body=body)

    @operation(
        Name("Archive property group", effect="delete", seeds=("000",), fields=_GROUP),
        uses=("crm.properties.archive_group", "crm.properties.list_groups"),
    )
    def archive(self, object_type: ObjectType, group_name: str) -> Generator[Any, Any, None]:
        """Move a property group to the recycle bin, given its internal name or its label.

        Raises NotFound, and ValidationError while properties are in it.
        """
        kind, name = object_type_of(object_type), text_of(group_name, "group_name")
        missing: NotFound | None = None
        if _INTERNAL.fullmatch(name):
            try:
                yield from calls.archive_group(kind, name)
            except NotFound as error:
                missing = error
            else:
                return
        answer = yield from needing(calls.list_groups(kind), "[].name", "[].label?")
        found = [each.name for each in answer.results if name.casefold() == (each.label or "").casefold()]
        if not found and missing is not None:
            raise missing
        # If no group has this label, HubSpot's own answer to the name is the clearest one.
        yield from calls.archive_group(kind, found[0] if found else name)
