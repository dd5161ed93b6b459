"""Schemas of custom object types, as the schemas API makes, changes and shows them."""

import re
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.associations.types import HUBSPOT, ONE_TO_ONE, AssociationType
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.types import BY_ID, ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import members, strings
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.state import instants

from . import errors
from .types import ARCHIVED, KIND, ObjectTypes, custom_type

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,49}\Z")
FIRST_NUMBER = 5_000_001
ACTIVITIES = ("0-27", "0-46", "0-47", "0-48", "0-49", "0-18", "0-116")
MAX_SECONDARY = 2
MAX_SEARCHABLE = 20


class Schemas:
    """The custom schemas of a portal. Each is kept as its body without properties and associations."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._types = portal.service(ObjectTypes)
        self._shelf = portal.shelf(KIND)
        self._archive = portal.shelf(ARCHIVED)

    def all(self, *, archived: bool = False) -> list[Body]:
        """Every custom schema."""
        return [self.show(body) for body in (self._archive if archived else self._shelf).all().values()]

    def get(self, name: str) -> Body:
        """One schema, standard types included; 404 when there is none."""
        kind = self._types.find(name)
        if kind is None:
            raise errors.unknown(name)
        return self.show(self._shelf.get(kind.id) if kind.custom else _standard(kind))

    def show(self, body: Body) -> Body:
        """A schema as the API answers it."""
        kind = custom_type(body) if body["objectTypeId"] not in BY_ID else BY_ID[body["objectTypeId"]]
        types = self._portal.service(Associations).types.of(kind) if not body["archived"] else []
        properties = self._portal.service(Properties).bodies(kind) if not body["archived"] else []
        return body | {
            "properties": properties,
            "associations": [_association(one) for one in types if one.label is None],
        }

    def create(self, given: Body) -> Body:
        """A new custom type with its properties and associations."""
        labels: Body = given["labels"] if is_object(given.get("labels")) else {}
        missing = [name for name, value in (("name", given.get("name")), ("labels", labels)) if not value]
        if missing:
            raise missing_fields(missing)
        name = str(given["name"])
        if not NAME.match(name):
            raise errors.invalid_name(name)
        if not given.get("primaryDisplayProperty"):
            raise errors.primary_display_property_required()
        qualified = f"p{self._portal.id}_{name}".lower()
        if any(body["fullyQualifiedName"] == qualified for body in self._shelf.all().values()):
            raise errors.exists(name)
        number = self._portal.store.numbers("schema", start=FIRST_NUMBER)[0]
        now = instants.instant(self._portal.now())
        user = self._portal.user_id
        body: Body = {
            "id": str(number),
            "objectTypeId": f"2-{number}",
            "fullyQualifiedName": qualified,
            "name": name,
            "labels": {key: str(labels[key]) for key in ("singular", "plural") if labels.get(key)},
            "primaryDisplayProperty": str(given["primaryDisplayProperty"]),
            "secondaryDisplayProperties": strings(given.get("secondaryDisplayProperties")),
            "requiredProperties": strings(given.get("requiredProperties")),
            "searchableProperties": strings(given.get("searchableProperties")),
            "allowsSensitiveProperties": bool(given.get("allowsSensitiveProperties")),
            "archived": False,
            "restorable": True,
            "metaType": "PORTAL_SPECIFIC",
            "createdAt": now,
            "updatedAt": now,
            "createdByUserId": user,
            "updatedByUserId": user,
        }
        if given.get("description"):
            body["description"] = str(given["description"])
        if not body["searchableProperties"]:
            body["searchableProperties"] = [body["primaryDisplayProperty"]]
        self._shelf.put(body["objectTypeId"], body)
        kind = self._types.resolve(body["objectTypeId"])
        for one in members(given.get("properties"), "properties"):
            self._add_property(kind, one)
        self._check(kind, body)
        for other in strings(given.get("associatedObjects")):
            self._associate(kind, self._types.resolve(other), None)
        for id_ in ACTIVITIES:
            self._associate(kind, BY_ID[id_], None)
        if given.get("shouldCreateSameObjectAssociation"):
            self._associate(kind, kind, None)
        return self.show(body)

    def update(self, name: str, given: Body) -> Body:
        """The changed schema; its name stays."""
        kind = self._own(name)
        body = dict(self._shelf.get(kind.id))
        labels: Body = given.get("labels") or {}
        body["labels"] = body["labels"] | {key: labels[key] for key in ("singular", "plural") if labels.get(key)}
        for key in ("description", "primaryDisplayProperty"):
            if given.get(key) is not None:
                body[key] = given[key]
        if given.get("clearDescription"):
            body.pop("description", None)
        for key in ("requiredProperties", "searchableProperties", "secondaryDisplayProperties"):
            if given.get(key) is not None:
                body[key] = strings(given[key])
        body["updatedAt"] = instants.instant(self._portal.now())
        self._check(kind, body)
        self._shelf.put(kind.id, body)
        self._types.forget()
        return self.show(body)

    def archive(self, name: str, *, purge: bool = False) -> None:
        """Take a custom type away, unless it has records; `purge` forgets an archived one for good."""
        if purge and self._archive.drop(name):
            return
        kind = self._own(name)
        count = self._portal.service(Records).count(kind)
        if count:
            raise errors.existing_records(kind.name, count)
        body = self._shelf.get(kind.id)
        self._shelf.drop(kind.id)
        self._types.forget()
        self._portal.service(Associations).types.drop_kind(kind)
        if not purge:
            self._archive.put(kind.id, body | {"archived": True})

    def associate(self, name: str, given: Body) -> Body:
        """A new association between a custom type and another."""
        missing = [key for key in ("fromObjectTypeId", "toObjectTypeId") if not given.get(key)]
        if missing:
            raise missing_fields(missing)
        self._own(name)
        from_kind = self._types.resolve(str(given["fromObjectTypeId"]))
        to_kind = self._types.resolve(str(given["toObjectTypeId"]))
        return _association(self._associate(from_kind, to_kind, given.get("name")))

    def dissociate(self, name: str, identifier: str) -> None:
        """Take an association of a custom type away; 404 when there is none."""
        kind = self._own(name)
        types = self._portal.service(Associations).types
        for one in types.own_of(kind):
            if identifier in (str(one.id), one.name):
                self._portal.service(Associations).drop_type(one)
                types.drop(one)
                return
        raise errors.unknown(identifier)

    # -- parts -----------------------------------------------------------------------------------------------

    def _own(self, name: str) -> ObjectType:
        kind = self._types.find(name)
        if kind is None:
            raise errors.unknown(name)
        if not kind.custom:
            raise errors.hubspot_defined()
        return kind

    def _add_property(self, kind: ObjectType, given: Body) -> None:
        missing = [name for name in ("name", "label", "type", "fieldType") if not given.get(name)]
        if missing:
            raise missing_fields(missing)
        name = str(given["name"]).lower()
        self._portal.service(Properties).add(kind, self._portal.service(Properties).compose(kind, given, name))

    def _associate(self, from_kind: ObjectType, to_kind: ObjectType, name: Any) -> AssociationType:
        types = self._portal.service(Associations).types
        existing = types.plain(from_kind, to_kind)
        if existing is not None:
            return existing
        named = str(name) if name else f"{from_kind.name}_to_{to_kind.name}"
        return types.define(from_kind, to_kind, name=named, label=None, inverse_label=None)[0]

    def _check(self, kind: ObjectType, body: Body) -> None:
        catalogue = self._portal.service(Properties).catalogue(kind)
        if len(body["secondaryDisplayProperties"]) > MAX_SECONDARY:
            raise errors.too_many("secondaryDisplayProperties", MAX_SECONDARY)
        if len(body["searchableProperties"]) > MAX_SEARCHABLE:
            raise errors.too_many("searchableProperties", MAX_SEARCHABLE)
        for name in (
            body["primaryDisplayProperty"],
            *body["requiredProperties"],
            *body["searchableProperties"],
            *body["secondaryDisplayProperties"],
        ):
            if name not in catalogue:
                raise errors.unknown_property(name)


def _standard(kind: ObjectType) -> Body:
    words = kind.name.replace("_", " ").capitalize()
    plural = kind.plural.replace("_", " ").capitalize()
    primary = next((one for one in kind.searchable if one != "website"), "hs_object_id")
    return {
        "id": kind.id.partition("-")[2],
        "objectTypeId": kind.id,
        "fullyQualifiedName": kind.label,
        "name": kind.label,
        "labels": {"singular": words, "plural": plural},
        "primaryDisplayProperty": primary,
        "secondaryDisplayProperties": [],
        "requiredProperties": list(kind.required),
        "searchableProperties": list(kind.searchable),
        "allowsSensitiveProperties": False,
        "archived": False,
        "restorable": True,
        "metaType": "HUBSPOT",
        "createdAt": instants.instant(0),
        "updatedAt": instants.instant(0),
    }


def _association(one: AssociationType) -> Body:
    """An association of a schema; HubSpot keeps no times of them, and how many records they take by their type."""
    return {
        "fromObjectTypeId": one.from_id,
        "toObjectTypeId": one.to_id,
        "name": one.name if one.category != HUBSPOT else one.name.upper(),
        "cardinality": _cardinality(one.id, one.category),
        "inverseCardinality": _cardinality(one.inverse_id, one.category),
        "id": str(one.id),
        "createdAt": None,
        "updatedAt": None,
    }


def _cardinality(id_: int, category: str) -> str:
    return "ONE_TO_ONE" if category == HUBSPOT and id_ in ONE_TO_ONE else "ONE_TO_MANY"
