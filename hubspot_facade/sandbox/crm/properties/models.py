"""Property definitions and groups of each object type: HubSpot's own, with the portal's own above them."""

import re
from itertools import count
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.derivations.stages import definitions
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import members
from hubspot_facade.sandbox.state import instants

from . import defaults, errors
from .definition import FIELDS, TYPES, Definition

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

NAME = re.compile(r"[a-z][a-z0-9_]{0,99}\Z")
OPTIONAL = (
    "calculationFormula",
    "currencyPropertyName",
    "numberDisplayHint",
    "referencedObjectType",
    "showCurrencySymbol",
    "textDisplayHint",
)
CHANGEABLE = (
    "calculationFormula",
    "currencyPropertyName",
    "description",
    "displayOrder",
    "fieldType",
    "formField",
    "groupName",
    "hidden",
    "label",
    "numberDisplayHint",
    "showCurrencySymbol",
    "textDisplayHint",
    "type",
)


class Properties:
    """The property definitions of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._shelf = portal.shelf("property", self._defaults)
        self._archive = portal.shelf("archived_property")
        self._groups = portal.shelf("property_group", self._default_groups)
        self._catalogues: dict[str, dict[str, Definition]] = {}
        self._unique: dict[str, frozenset[str]] = {}
        portal.store.on_rollback(self._catalogues.clear)
        portal.store.on_rollback(self._unique.clear)
        # some definitions come with the stages of pipelines
        portal.service(Pipelines).on_change(self._forget)

    def catalogue(self, kind: ObjectType) -> dict[str, Definition]:
        """The live definitions of a type by name. Not to be changed."""
        found = self._catalogues.get(kind.id)
        if found is None:
            found = {name: Definition(body) for name, body in self._live(kind).items()}
            self._catalogues[kind.id] = found
        return found

    def unique(self, kind: ObjectType) -> frozenset[str]:
        """The names of the properties whose values identify records of the type."""
        found = self._unique.get(kind.id)
        if found is None:
            found = frozenset(name for name, one in self.catalogue(kind).items() if one.unique)
            self._unique[kind.id] = found
        return found

    def bodies(self, kind: ObjectType, *, archived: bool = False) -> list[Body]:
        """Every definition as the API answers it; the archived ones when asked."""
        return list((self._archive.all(kind.id) if archived else self._live(kind)).values())

    def _live(self, kind: ObjectType) -> dict[str, Any]:
        """The live definitions by name: HubSpot's and the portal's, and those that come with stages of pipelines."""
        kept = self._shelf.all(kind.id)
        group = next(iter(self._groups.all(kind.id)), "")
        staged = definitions(self._portal, kind, group=group, order=len(kept))
        return kept | {name: body for name, body in staged.items() if name not in kept}

    def get(self, kind: ObjectType, name: str, *, archived: bool = False) -> Body:
        """One definition; 404 when there is none."""
        known = self._archive.all(kind.id) if archived else self._live(kind)
        body: Body | None = known.get(name) or known.get(name.lower())
        if body is None:
            raise errors.unknown(name)
        return body

    def create(self, kind: ObjectType, given: Body) -> Body:
        """A new definition; refuses what HubSpot refuses."""
        missing = [name for name in ("name", "label", "type", "fieldType", "groupName") if not given.get(name)]
        if missing:
            raise missing_fields(missing)
        name = str(given["name"]).lower()
        if not NAME.match(name):
            raise errors.invalid("INVALID_NAME", f"Property name '{name}' is not valid.", propertyName=name)
        if name.startswith("hs_"):
            raise errors.invalid(
                "RESERVED_NAME", f"Property name '{name}' starts with the reserved prefix 'hs_'.", propertyName=name
            )
        if self._shelf.get(name, kind.id) is not None:
            raise errors.exists(name)
        body = self.compose(kind, given, name)
        self._archive.drop(name, kind.id)
        self._put(kind, name, body)
        return body

    def compose(self, kind: ObjectType, given: Body, name: str) -> Body:
        """The stored form of a definition that a client sent, checked."""
        now = instants.instant(self._portal.now())
        type_, field = str(given["type"]), str(given["fieldType"])
        group = given.get("groupName") or next(iter(self._groups.all(kind.id)))
        self._check(kind, name, type_, field, group)
        options = _options(name, type_, given.get("options"))
        elsewhere = bool(given.get("externalOptions") or given.get("referencedObjectType"))
        if type_ == "enumeration" and not options and not elsewhere:
            raise errors.invalid("OPTIONS_REQUIRED", f"Property {name} must have options.", propertyName=name)
        user = str(self._portal.user_id)
        body: Body = {
            "updatedAt": now,
            "createdAt": now,
            "name": name,
            "label": str(given["label"]),
            "type": type_,
            "fieldType": field,
            "description": given.get("description") or "",
            "groupName": group,
            "options": options,
            "createdUserId": user,
            "updatedUserId": user,
            "displayOrder": given.get("displayOrder", -1),
            "calculated": field == "calculation_equation",
            "externalOptions": elsewhere,
            "archived": False,
            "hasUniqueValue": bool(given.get("hasUniqueValue")),
            "hidden": bool(given.get("hidden")),
            "modificationMetadata": {
                "archivable": True,
                "readOnlyDefinition": False,
                "readOnlyValue": field == "calculation_equation",
            },
            "formField": bool(given.get("formField")),
            "dataSensitivity": given.get("dataSensitivity") or "non_sensitive",
        }
        for key in OPTIONAL:
            if given.get(key) is not None:
                body[key] = given[key]
        return body

    def add(self, kind: ObjectType, body: Body) -> None:
        """Store a definition as it is."""
        self._put(kind, body["name"], body)

    def update(self, kind: ObjectType, name: str, given: Body) -> Body:
        """The changed definition. `options` replaces the whole list; what cannot change is silently left."""
        body = dict(self.get(kind, name))
        changes = {key: given[key] for key in CHANGEABLE if given.get(key) is not None}
        if body["modificationMetadata"]["readOnlyDefinition"] and set(changes) & {"type", "fieldType"}:
            raise errors.read_only_definition(name)
        merged = body | changes
        self._check(kind, name, merged["type"], merged["fieldType"], merged["groupName"])
        if given.get("options") is not None:
            merged["options"] = _options(name, merged["type"], given["options"])
        merged["updatedAt"] = instants.instant(self._portal.now())
        merged["updatedUserId"] = str(self._portal.user_id)
        self._put(kind, body["name"], merged)
        return merged

    def archive(self, kind: ObjectType, name: str) -> None:
        """Archive a definition; 404 when there is none, 400 when it is HubSpot's own or in use."""
        body = self.get(kind, name)
        name = body["name"]
        if body["modificationMetadata"]["readOnlyDefinition"]:
            raise errors.read_only_definition(name)
        users = self._portal.service(ObjectTypes).users_of(kind, name)
        if users:
            raise errors.in_use(name, users)
        now = instants.instant(self._portal.now())
        self._archive.put(name, body | {"archived": True, "archivedAt": now}, kind.id)
        self._shelf.drop(name, kind.id)
        self._forget(kind)

    def groups(self, kind: ObjectType) -> list[Body]:
        """Every group of the type."""
        return list(self._groups.all(kind.id).values())

    def group(self, kind: ObjectType, name: str) -> Body:
        """One group; 404 when there is none."""
        body: Body | None = self._groups.get(name, kind.id)
        if body is None:
            raise errors.unknown_group(name)
        return body

    def create_group(self, kind: ObjectType, given: Body) -> Body:
        """A new group."""
        name = str(given["name"])
        if self._groups.get(name, kind.id) is not None:
            raise errors.group_exists(name)
        body: Body = {
            "archived": False,
            "name": name,
            "label": str(given["label"]),
            "displayOrder": self._order(kind, name, given.get("displayOrder")),
        }
        self._groups.put(name, body, kind.id)
        return body

    def update_group(self, kind: ObjectType, name: str, given: Body) -> Body:
        """The changed group."""
        body = dict(self.group(kind, name))
        if given.get("label") is not None:
            body["label"] = given["label"]
        if given.get("displayOrder") is not None:
            body["displayOrder"] = self._order(kind, name, given["displayOrder"])
        self._groups.put(name, body, kind.id)
        return body

    def _order(self, kind: ObjectType, name: str, given: Any) -> Any:
        """Where a group stands: as it was given, and at the end where nothing or -1 was."""
        if given is not None and given != -1:
            return given
        others = (one["displayOrder"] for one in self.groups(kind) if one["name"] != name)
        return max((one for one in others if type(one) is int), default=-1) + 1

    def archive_group(self, kind: ObjectType, name: str) -> None:
        """Take a group away; 400 while properties are in it."""
        self.group(kind, name)
        members = [body["name"] for body in self._shelf.all(kind.id).values() if body["groupName"] == name]
        if members:
            raise errors.group_in_use(name, members)
        self._groups.drop(name, kind.id)

    def _check(self, kind: ObjectType, name: str, type_: str, field: str, group: Any) -> None:
        if str(type_) not in TYPES:
            raise errors.invalid("INVALID_TYPE", f"{type_} is not a valid property type.", propertyName=name)
        if str(field) not in FIELDS[type_]:
            raise errors.invalid(
                "INVALID_FIELD_TYPE", f"{field} is not a valid field type for type {type_}.", propertyName=name
            )
        if self._groups.get(str(group), kind.id) is None:
            raise errors.invalid("INVALID_GROUP", f"Property group {group} does not exist.", groupName=str(group))

    def _put(self, kind: ObjectType, name: str, body: Body) -> None:
        self._shelf.put(name, body, kind.id)
        self._forget(kind)

    def _forget(self, kind: ObjectType) -> None:
        self._catalogues.pop(kind.id, None)
        self._unique.pop(kind.id, None)

    def _defaults(self, scope: str) -> dict[str, Any]:
        return defaults.properties(self._portal.service(ObjectTypes).by_id(scope))

    def _default_groups(self, scope: str) -> dict[str, Any]:
        return defaults.groups(self._portal.service(ObjectTypes).by_id(scope))


def _options(name: str, type_: str, given: Any) -> list[Body]:
    options: list[Body] = []
    listed = members(given, "options")
    orders = [one["displayOrder"] for one in listed if type(one.get("displayOrder")) is int]
    # those without a place of their own stand behind the others
    after = count(max(orders, default=-1) + 1)
    for option in listed:
        value = str(option.get("value", option.get("label", "")))
        options.append(
            {
                "label": str(option.get("label", value)),
                "value": value,
                "description": option.get("description") or "",
                "displayOrder": next(after) if option.get("displayOrder") is None else option["displayOrder"],
                "hidden": bool(option.get("hidden")),
            }
        )
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        raise errors.invalid("DUPLICATE_OPTION", f"Property {name} has options with the same value.", propertyName=name)
    if type_ == "bool" and sorted(values) != ["false", "true"]:
        raise errors.invalid(
            "INVALID_BOOLEAN_OPTION",
            "Boolean properties must have exactly two options with the values true and false.",
            propertyName=name,
        )
    return options
