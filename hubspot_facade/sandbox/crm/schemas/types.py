"""Object types of a portal: HubSpot's own and the custom ones, found by any name that HubSpot takes."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import BY_ID, BY_NAME, ObjectType, squeeze
from hubspot_facade.sandbox.protocol.errors import Body

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

KIND, ARCHIVED = "schema", "archived_schema"
"""The shelves of custom schemas, which `Schemas` writes."""


class ObjectTypes:
    """The object types of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._shelf = portal.shelf(KIND)
        self._archive = portal.shelf(ARCHIVED)
        self._found: dict[str, ObjectType] = {}
        portal.store.on_rollback(self.forget)

    def forget(self) -> None:
        """Find the types anew, once custom ones were changed."""
        self._found.clear()

    def resolve(self, name: str) -> ObjectType:
        """The type that a path or body names; 400 when there is none."""
        found = self.find(name)
        if found is None:
            raise errors.unable_to_infer(name)
        return found

    def find(self, name: str) -> ObjectType | None:
        """The type by id, name, plural in any case, or fully qualified name; None when there is none."""
        found = self._found.get(name)
        if found is None:
            lower = name.strip().lower()
            found = BY_ID.get(lower) or self._custom(lower) or BY_NAME.get(squeeze(lower))
            if found is not None:
                self._found[name] = found
        return found

    def by_id(self, id_: str) -> ObjectType:
        """The type with an id that was stored."""
        found = self.find(id_)
        if found is None:
            archived = self._archive.get(id_)
            return ObjectType(id_, id_, id_, custom=True) if archived is None else custom_type(archived)
        return found

    def _custom(self, name: str) -> ObjectType | None:
        for body in self._shelf.all().values():
            if name in (body["objectTypeId"], body["fullyQualifiedName"], f"p_{body['name']}".lower()):
                return custom_type(body)
        return None

    def required(self, kind: ObjectType) -> tuple[str, ...]:
        """The properties that a new record of the type must have."""
        return tuple(self._shelf.get(kind.id)["requiredProperties"]) if kind.custom else kind.required

    def defaults(self, kind: ObjectType) -> tuple[str, ...]:
        """The properties that a read returns unasked."""
        if not kind.custom:
            return kind.defaults
        body = self._shelf.get(kind.id)
        return (*kind.defaults, body["primaryDisplayProperty"])

    def users_of(self, kind: ObjectType, name: str) -> list[tuple[str, str]]:
        """What of a custom type's schema refers to a property, as (kind of user, its name)."""
        body = self._shelf.get(kind.id)
        if body is None:
            return []
        lists = ("requiredProperties", "searchableProperties", "secondaryDisplayProperties")
        used = body["primaryDisplayProperty"] == name or any(name in body[one] for one in lists)
        return [("OBJECT_TYPE", body["name"])] if used else []


def custom_type(body: Body) -> ObjectType:
    """The object type of a custom schema."""
    return ObjectType(
        body["objectTypeId"],
        body["name"].lower(),
        body["fullyQualifiedName"],
        searchable=tuple(body["searchableProperties"]),
        custom=True,
    )
