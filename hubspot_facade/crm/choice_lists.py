"""Choices for forms: labels and values of records, properties, owners, …"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.activities.call_dispositions import CallDispositions
from hubspot_facade.crm.associations.labels import AssociationLabels
from hubspot_facade.crm.lists.lists import Lists
from hubspot_facade.crm.owners import Owners
from hubspot_facade.crm.properties.groups import PropertyGroups
from hubspot_facade.crm.properties.properties import PropertyDefinitions
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.schemas import Schemas
from hubspot_facade.plans.form_choices import Choice, choices_of
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation, pages_of
from hubspot_facade.wire.argument_types import ObjectType

if TYPE_CHECKING:
    from collections.abc import Generator


_FROM = {"from_object_type": "object_type"}
_TYPES = ("contacts", "companies", "deals", "tickets", "products", "line_items", "quotes")

# What the label and value of each kind of choice are made of.
_RECORD = ("id", "properties.*?")
_NAMED = ("name", "label?")
_PERSON = ("id", "email?", "first_name?", "last_name?")
_TYPE = ("type_id", "category", "label?")
_SCHEMA = ("name?", "labels?.plural?", "object_type_id", "fully_qualified_name?")


def _bare(result: Any, _payload: Mapping[str, Any]) -> Any:
    return result


class Choices(Resource[C]):
    """Every item as a choice, on all pages."""

    with_raw_response = WithRawResponse["Choices[RawSync]", "Choices[RawAsync]"]()

    @operation(Name("List contacts (DDL)", effect="read", seeds=("000",), output=_bare))
    def list_contacts(self) -> Generator[Any, Any, list[Choice]]:
        """List contacts as choices by name, or by email if they have no name."""
        return self._records("contacts", "firstname", "lastname", otherwise="email")

    @operation(Name("List companies (DDL)", effect="read", seeds=("000",), output="companies"))
    def list_companies(self) -> Generator[Any, Any, list[dict[str, Any]]]:
        """List companies as choices: id, name and domain in addition to label and value."""
        companies: Objects[Any] = Objects(self._client, "companies")
        found: list[dict[str, Any]] = []
        for each in (yield from pages_of(Objects.list, companies, properties=["name", "domain"]).gather(*_RECORD)):
            name, domain = each.properties.get("name"), each.properties.get("domain")
            label = name or domain or each.id
            found.append({"id": each.id, "name": name, "domain": domain, "label": label, "value": each.id})
        return found

    @operation(Name("List deals (DDL)", effect="read", seeds=("000",)))
    def list_deals(self) -> Generator[Any, Any, list[Choice]]:
        """List deals as choices by name."""
        return self._records("deals", "dealname")

    @operation(Name("List line items (DDL)", effect="read", seeds=("000",)))
    def list_line_items(self) -> Generator[Any, Any, list[Choice]]:
        """List line items as choices by name."""
        return self._records("line_items", "name")

    @operation(Name("List call engagements (DDL)", effect="read", seeds=("000",)))
    def list_calls(self) -> Generator[Any, Any, list[Choice]]:
        """List calls as choices by title."""
        return self._records("calls", "hs_call_title")

    @operation(Name("List task engagements (DDL)", effect="read", seeds=("000",)))
    def list_tasks(self) -> Generator[Any, Any, list[Choice]]:
        """List tasks as choices by subject."""
        return self._records("tasks", "hs_task_subject")

    @operation(Name("List call engagement properties (DDL)", effect="read", seeds=("000",)))
    def list_call_properties(self) -> Generator[Any, Any, list[Choice]]:
        """List properties of calls as choices."""
        return self._properties("calls")

    @operation(Name("List task engagement properties (DDL)", effect="read", seeds=("000",)))
    def list_task_properties(self) -> Generator[Any, Any, list[Choice]]:
        """List properties of tasks as choices."""
        return self._properties("tasks")

    @operation(Name("List meeting engagement properties (DDL)", effect="read", seeds=("000",)))
    def list_meeting_properties(self) -> Generator[Any, Any, list[Choice]]:
        """List properties of meetings as choices."""
        return self._properties("meetings")

    @operation(Name("List company properties (DDL)", effect="read", seeds=("000",)))
    def list_company_properties(self) -> Generator[Any, Any, list[Choice]]:
        """List properties of companies as choices."""
        return self._properties("companies")

    @operation(Name("List contact properties (DDL)", effect="read", seeds=("000",)))
    def list_contact_properties(self) -> Generator[Any, Any, list[Choice]]:
        """List properties of contacts as choices."""
        return self._properties("contacts")

    @operation(Name("List property groups (DDL)", effect="read", seeds=("000",), output="options"))
    def list_property_groups(self, object_type: ObjectType) -> Generator[Any, Any, list[Choice]]:
        """List property groups of an object type as choices."""
        groups: PropertyGroups[Any] = PropertyGroups(self._client)
        return choices_of(pages_of(PropertyGroups.list, groups, object_type), _label, _name, *_NAMED)

    @operation(Name("List owner IDs (DDL)", effect="read", seeds=("000",)))
    def list_owners(self) -> Generator[Any, Any, list[Choice]]:
        """List owners as choices by name and email."""
        owners: Owners[Any] = Owners(self._client)
        return choices_of(pages_of(Owners.list, owners, page_size=500), _person, _id, *_PERSON)

    @operation(Name("List contact lists (DDL)", effect="read", seeds=("000",)))
    def list_contact_lists(self) -> Generator[Any, Any, list[Choice]]:
        """List contact lists as choices by name."""
        lists: Lists[Any] = Lists(self._client)
        return choices_of(pages_of(Lists.list, lists), _name, lambda each: each.list_id, "name?", "list_id")

    @operation(Name("List call engagement dispositions (DDL)", effect="read", seeds=("000",)))
    def list_call_dispositions(self) -> Generator[Any, Any, list[Choice]]:
        """List outcomes of calls that are in use as choices."""
        dispositions: CallDispositions[Any] = CallDispositions(self._client)
        answer = yield from pages_of(CallDispositions.list, dispositions).gather("id", "label?")
        return [{"label": each.label, "value": each.id} for each in answer if not each.deleted]

    @operation(Name("List association definitions (DDL)", effect="read", seeds=("000",), fields=_FROM))
    def list_association_labels(
        self, object_type: ObjectType, to_object_type: ObjectType
    ) -> Generator[Any, Any, list[Choice]]:
        """List association types from one object type to another as choices.

        They are named by label, or by category and id if they have none.
        """
        labels: AssociationLabels[Any] = AssociationLabels(self._client)
        return choices_of(
            pages_of(AssociationLabels.list, labels, object_type, to_object_type), _type, _type_id, *_TYPE
        )

    @operation(
        Name("List crm object types (DDL)", effect="read", seeds=("000",), output="options"),
        Name("List associations (DDL)", effect="read", seeds=("000",), output="options"),
    )
    def list_object_types(self) -> Generator[Any, Any, list[Choice]]:
        """List HubSpot's standard object types, then custom ones, as choices.

        The values are those that `object_type` and `associations` take.
        """
        schemas: Schemas[Any] = Schemas(self._client)
        usual: list[Choice] = [{"label": each.replace("_", " ").title(), "value": each} for each in _TYPES]
        custom = yield from choices_of(pages_of(Schemas.list, schemas), _plural, _full_name, *_SCHEMA)
        return usual + custom

    def _records(
        self, object_type: str, *names: str, otherwise: str | None = None
    ) -> Generator[Any, Any, list[Choice]]:
        wanted = [*names, *([otherwise] if otherwise else [])]

        def label(record: Any) -> str | None:
            words = [record.properties.get(name) for name in names]
            said = " ".join(each for each in words if each)
            return said or (record.properties.get(otherwise) if otherwise else None)

        objects: Objects[Any] = Objects(self._client, object_type)
        return choices_of(pages_of(Objects.list, objects, properties=wanted), label, _id, *_RECORD)

    def _properties(self, object_type: str) -> Generator[Any, Any, list[Choice]]:
        definitions: PropertyDefinitions[Any] = PropertyDefinitions(self._client)
        return choices_of(pages_of(PropertyDefinitions.list, definitions, object_type), _label, _name, *_NAMED)


def _id(item: Any) -> str:
    return str(item.id)


def _name(item: Any) -> str | None:
    name: str | None = item.name
    return name


def _label(item: Any) -> str | None:
    label: str | None = item.label
    return label


def _person(owner: Any) -> str:
    name = " ".join(each for each in (owner.first_name, owner.last_name) if each)
    return f"{name} ({owner.email})" if name else str(owner.email or "")


def _type(item: Any) -> str:
    return str(item.label or f"{item.category} {item.type_id}")


def _type_id(item: Any) -> str:
    return str(item.type_id)


def _plural(schema: Any) -> str | None:
    plural: str | None = getattr(schema.labels, "plural", None)
    return plural or str(schema.name)


def _full_name(schema: Any) -> str:
    return str(schema.fully_qualified_name or schema.object_type_id)
