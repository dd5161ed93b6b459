"""Definitions of properties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.crm.properties.definitions import Definitions, definitions_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Batch, BatchEndpoint, prepared, run_batch
from hubspot_facade.plans.bodies import input_to_wire, inputs_to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import LoadRows, Object, ObjectType
from hubspot_facade.wire.ids import names_of, object_type_of, text_of
from hubspot_facade.wire.values import Names

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.properties import operations as calls
    from hubspot_openapi.v2026_03.shared import Property

    from hubspot_facade.crm.properties.checked_rows import CheckedAsyncRows, CheckedRows
    from hubspot_facade.crm.properties.portal_models import PortalModels
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.properties")

Options: TypeAlias = Sequence[Object]
"""Options of a property: mappings of label and value, or options that were read."""


class PropertyDefinitions(Resource[C]):
    """The properties of records of a type. A change becomes readable after up to a second."""

    with_raw_response = WithRawResponse["PropertyDefinitions[RawSync]", "PropertyDefinitions[RawAsync]"]()

    @listing(
        Name("List properties", effect="read", seeds=("000", "001")),
        Name("List the properties of an object", effect="read", seeds=("003",)),
    )
    def list(self, object_type: ObjectType, *, archived: bool | None = None) -> Pages[Property]:
        """List every property of an object type; HubSpot does not page them."""
        kind = object_type_of(object_type)
        return Pages(fetch=lambda _cursor: calls.get_all(kind, archived=archived))

    @operation()
    def definitions(self, object_type: ObjectType, *, refresh: bool = False) -> Generator[Any, Any, Definitions]:
        """Get the properties of an object type by name, as `Definition`s: a mapping.

        Read once and kept for this client and its copies; `refresh` reads them anew.
        """
        return definitions_of(object_type_of(object_type), refresh=refresh)

    @operation()
    def check_rows(
        self,
        object_type: ObjectType,
        rows: LoadRows,
        *,
        key: str | None = None,
        columns: Mapping[str, str] | None = None,
        ignore: Names = (),
        ignore_unknown: bool = False,
    ) -> Generator[Any, Any, CheckedRows | CheckedAsyncRows]:
        """Check rows before a bulk method takes them.

        Returns the rows as a bulk method will send them: a source that checks each row as it is read.
        `rows` are those of a bulk method. The columns of a file or table are loaded as the property of their name or
        label, or as the one that `columns` has for them; `ignore` leaves columns out, `ignore_unknown` those without a
        property. `key` finds the records, and every row must have it. Values take the form that their property needs;
        a row with a value that its property cannot have has an `error` that names the property, and does not end the
        iteration. Options may be given by value or label, in upper or lower case. InputError lists columns that have no
        property. Definitions are read anew, in one request; so are pipelines where a pipeline or stage is loaded, which
        must be ids.
        """
        from hubspot_facade.crm.properties.checked_rows import checked_rows  # what no other method needs

        return checked_rows(
            object_type_of(object_type),
            rows,
            key=key,
            columns=columns,
            ignore=names_of(ignore, "ignore") if isinstance(ignore, str) else ignore,
            ignore_unknown=ignore_unknown,
        )

    @operation()
    def generate_models(self, object_types: Names | None = None) -> Generator[Any, Any, PortalModels]:
        """Generate the source of a module with types of these object types' records.

        See `hubspot-facade models generate`.
        Without names, the usual types and all custom ones; those that the token may not read are in `left_out`.
        """
        from hubspot_facade.crm.properties.portal_models import models_of  # what no other method needs

        return models_of(None if object_types is None else names_of(object_types, "object_types"))

    @operation()
    def get(self, object_type: ObjectType, property_name: str, *, archived: bool | None = None) -> Plan[Property]:
        """Get a property with its options. Raises NotFound."""
        return calls.get_by_id(object_type_of(object_type), text_of(property_name, "property_name"), archived=archived)

    @listing(Name("List company properties", effect="read", seeds=("000",)))
    def list_for_companies(self, *, archived: bool | None = None) -> Pages[Property]:
        """List every property of companies."""
        return Pages(fetch=lambda _cursor: calls.get_all("companies", archived=archived))

    @listing(Name("List contact properties", effect="read", seeds=("000",)))
    def list_for_contacts(self, *, archived: bool | None = None) -> Pages[Property]:
        """List every property of contacts."""
        return Pages(fetch=lambda _cursor: calls.get_all("contacts", archived=archived))

    @operation(Name("Get company property", effect="read", seeds=("000",)))
    def get_for_companies(self, property_name: str) -> Plan[Property]:
        """Get a property of companies. Raises NotFound."""
        return calls.get_by_id("companies", text_of(property_name, "property_name"))

    @operation(Name("Get contact property", effect="read", seeds=("000", "002")))
    def get_for_contacts(self, property_name: str) -> Plan[Property]:
        """Get a property of contacts. Raises NotFound."""
        return calls.get_by_id("contacts", text_of(property_name, "property_name"))

    @operation(Name("Create property", effect="create", seeds=("000", "001")))
    def create(
        self,
        object_type: ObjectType,
        name: str,
        *,
        label: str,
        type: str,  # HubSpot's word
        field_type: str,
        group_name: str,
        description: str | None = None,
        options: Options | None = None,
        display_order: int | None = None,
        has_unique_value: bool | None = None,
        hidden: bool | None = None,
        form_field: bool | None = None,
    ) -> Plan[Property]:
        """Create a property. Returns the new property. Raises Conflict.

        `type` decides what values mean, `field_type` how they are shown.
        Options are mappings of label and value, or options that were read; displayOrder and hidden are filled in.
        """
        body: dict[str, Any] = {
            "name": text_of(name, "name"),
            "label": text_of(label, "label"),
            "type": text_of(type, "type"),
            "fieldType": text_of(field_type, "field_type"),
            "groupName": text_of(group_name, "group_name"),
            "description": description,
            "options": None if options is None else options_of(options, to=calls.create),
            "displayOrder": display_order,
            "hasUniqueValue": has_unique_value,
            "hidden": hidden,
            "formField": form_field,
        }
        return calls.create(object_type_of(object_type), body=without_none(body))

    @operation(Name("Update property", effect="update", seeds=("001",)))
    def update(
        self,
        object_type: ObjectType,
        property_name: str,
        *,
        label: str | None = None,
        type: str | None = None,  # HubSpot's word
        field_type: str | None = None,
        group_name: str | None = None,
        description: str | None = None,
        options: Options | None = None,
        display_order: int | None = None,
        hidden: bool | None = None,
        form_field: bool | None = None,
    ) -> Plan[Property]:
        """Change a property. Returns the changed property.

        `options` replace all existing ones: give those that were read, and the new ones.
        """
        body: dict[str, Any] = {
            "label": label,
            "type": type,
            "fieldType": field_type,
            "groupName": group_name,
            "description": description,
            "options": None if options is None else options_of(options, to=calls.update),
            "displayOrder": display_order,
            "hidden": hidden,
            "formField": form_field,
        }
        return calls.update(
            object_type_of(object_type), text_of(property_name, "property_name"), body=without_none(body)
        )

    @operation(Name("Archive property", effect="delete", seeds=("000",)))
    def archive(self, object_type: ObjectType, property_name: str) -> Plan[None]:
        """Move a property to the recycle bin. Raises NotFound, and ValidationError while something uses it."""
        return calls.archive(object_type_of(object_type), text_of(property_name, "property_name"))

    @operation()
    def batch_create(
        self, object_type: ObjectType, inputs: Iterable[Object], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[Property]]:
        """Create properties, one for each mapping in HubSpot's spelling (fieldType, groupName, …). Any number.

        Returns the new properties.
        """
        kind = object_type_of(object_type)
        endpoint = BatchEndpoint(
            "crm.properties.batch_create",
            lambda chunk: calls.batch_create(kind, body={"inputs": chunk}),
            _key,
            _name,
            identity=lambda entry: str(entry.get("name")),
        )
        return run_batch(endpoint, prepared(inputs, input_to_wire(calls.batch_create)), raise_errors=raise_errors)

    @operation()
    def batch_read(
        self, object_type: ObjectType, names: Iterable[str], *, archived: bool = False, raise_errors: bool = False
    ) -> Generator[Any, Any, Batch[Property]]:
        """Read the properties with these names; missing ones are in `failures`. Any number."""
        kind = object_type_of(object_type)
        endpoint = BatchEndpoint(
            "crm.properties.batch_read",
            lambda chunk: calls.batch_read(kind, body={"archived": archived, "inputs": chunk}),
            _key,
            _name,
            identity=lambda entry: entry["name"],
            repeats="share",
        )
        return run_batch(endpoint, prepared(names, _named, "names"), field="names", raise_errors=raise_errors)

    @operation()
    def batch_archive(
        self, object_type: ObjectType, names: Iterable[str], *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[None]]:
        """Move properties to the recycle bin. Any number."""
        kind = object_type_of(object_type)
        endpoint = BatchEndpoint(
            "crm.properties.batch_archive",
            lambda chunk: calls.batch_archive(kind, body={"inputs": chunk}),
            _key,
            _name,
            identity=lambda entry: entry["name"],
            repeats="share",
        )
        return run_batch(endpoint, prepared(names, _named, "names"), field="names", raise_errors=raise_errors)


def _named(name: object, field: str) -> dict[str, Any]:
    return {"name": text_of(name, field)}


def _key(entry: Mapping[str, Any]) -> list[str]:
    return [str(entry.get("name"))]


def options_of(options: Options, *, to: Callable[..., Any]) -> list[dict[str, Any]]:
    """Options with the fields that HubSpot requires of each filled in, for this call."""
    filled: list[dict[str, Any]] = []
    for index, option in enumerate(inputs_to_wire(options, "options", to=to, path="options")):
        value = option.get("value", option.get("label"))
        if value is None:
            raise InputError(f"options[{index}]", "has neither label nor value")
        filled.append({"label": value, "displayOrder": index, "hidden": False} | option | {"value": value})
    return filled


def _name(result: Any) -> list[str]:
    return [result.name]
