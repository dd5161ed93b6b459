"""Association types between object types: HubSpot's 411 and the portal's own, by pair and by id."""

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.types import BY_NAME, ObjectType, squeeze
from hubspot_facade.sandbox.protocol.errors import Body

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

HUBSPOT = "HUBSPOT_DEFINED"
USER = "USER_DEFINED"
CATEGORIES = frozenset({HUBSPOT, USER, "INTEGRATOR_DEFINED", "WORK"})
FIRST_OWN_ID = 1
COMPANY = "0-2"
BILLING = dict.fromkeys((930, 931), "Billing Contact")
"""Labels that read otherwise than the guide calls the type."""
FAMILY_NAMES = {13: "parent_to_child_company", 14: "child_to_parent_company"}
ONE_TO_ONE = frozenset({1, 5, 20, 26})
"""Types by which a record has one other at most: the primary company, the deal of a line item."""


@dataclass(frozen=True, slots=True)
class AssociationType:
    """One direction of an association type. Without a label it is the plain association of its pair."""

    id: int
    category: str
    from_id: str
    to_id: str
    label: str | None
    name: str
    inverse_id: int
    primary: bool = False

    @property
    def spec(self) -> tuple[str, int]:
        """Category and id, which together name the type."""
        return self.category, self.id

    def body(self) -> Body:
        """The type as the APIs answer it."""
        return {"category": self.category, "typeId": self.id, "label": self.label}


Pair = tuple[str, str]


@lru_cache(maxsize=1)
def hubspot_types() -> dict[Pair, list[AssociationType]]:
    """HubSpot's own types by pair of object type ids, the plain one first."""
    source = files("hubspot_facade").joinpath("data", "association-types.json")
    rows: list[list[Any]] = json.loads(source.read_text(encoding="utf-8"))
    labelled = {(row[1], row[2]) for row in rows if row[3] == "primary"}
    found: dict[Pair, list[AssociationType]] = {}
    for id_, from_name, to_name, variant, inverse in rows:
        from_kind, to_kind = BY_NAME.get(squeeze(from_name)), BY_NAME.get(squeeze(to_name))
        if from_kind is None or to_kind is None:
            continue
        name = f"{from_kind.name}_to_{to_kind.name}"
        if id_ in FAMILY_NAMES:
            name = FAMILY_NAMES[id_]
        elif variant is None and (from_name, to_name) in labelled:
            name += "_unlabeled"
        elif variant not in (None, "primary"):
            name += "_" + re.sub(r"\W+", "_", variant.lower())
        primary = variant == "primary"
        label = None if variant is None else variant if variant[0].isupper() else variant.capitalize()
        label = BILLING.get(id_, label)
        if primary and from_kind.id == COMPANY:
            label = f"{to_name.capitalize()} with Primary Company"
        one = AssociationType(id_, HUBSPOT, from_kind.id, to_kind.id, label, name, inverse, primary)
        pair = found.setdefault((from_kind.id, to_kind.id), [])
        pair.insert(0, one) if label is None else pair.append(one)
    return found


@lru_cache(maxsize=1)
def _hubspot_by_id() -> dict[int, AssociationType]:
    return {one.id: one for listed in hubspot_types().values() for one in listed}


class AssociationTypes:
    """The association types of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._shelf = portal.shelf("association_type")

    def between(self, from_kind: ObjectType, to_kind: ObjectType) -> list[AssociationType]:
        """Every type of a pair, the plain one first."""
        own = [one for one in self._own() if (one.from_id, one.to_id) == (from_kind.id, to_kind.id)]
        own.sort(key=lambda one: (one.label is not None, one.id))
        return [self._read_as(one) for one in hubspot_types().get((from_kind.id, to_kind.id), [])] + own

    def plain(self, from_kind: ObjectType, to_kind: ObjectType) -> AssociationType | None:
        """The unlabelled type of a pair; None when the pair has none."""
        return next((one for one in self.between(from_kind, to_kind) if one.label is None), None)

    def find(self, category: str, id_: int) -> AssociationType | None:
        """A type by category and id."""
        if category == HUBSPOT:
            found = _hubspot_by_id().get(id_)
            if found is not None:
                return self._read_as(found)
        body = self._shelf.get(str(id_))
        return None if body is None or body["category"] != category else AssociationType(**body)

    def define(
        self, from_kind: ObjectType, to_kind: ObjectType, *, name: str, label: str | None, inverse_label: str | None
    ) -> tuple[AssociationType, AssociationType]:
        """A new type of the portal in both directions; the same one twice for a pair that is its own inverse."""
        symmetric = from_kind.id == to_kind.id and label == inverse_label
        ids = self._portal.store.numbers("association type", start=FIRST_OWN_ID, count=1 if symmetric else 2)
        there = AssociationType(ids[0], USER, from_kind.id, to_kind.id, label, name, ids[-1])
        back = AssociationType(
            ids[-1], USER, to_kind.id, from_kind.id, inverse_label, name if symmetric else f"{name}_inverse", ids[0]
        )
        self._put(there)
        self._put(back)
        return there, back

    def relabel(self, one: AssociationType, label: str) -> None:
        """Give a type another label."""
        self._put(AssociationType(one.id, one.category, one.from_id, one.to_id, label, one.name, one.inverse_id))

    def drop(self, one: AssociationType) -> None:
        """Take a type away, in both directions."""
        self._shelf.drop(str(one.id))
        self._shelf.drop(str(one.inverse_id))

    def drop_kind(self, kind: ObjectType) -> None:
        """Take every type away that an object type has."""
        for one in self._own():
            if kind.id in (one.from_id, one.to_id):
                self._shelf.drop(str(one.id))

    def own_of(self, kind: ObjectType) -> list[AssociationType]:
        """The portal's types that begin or end at an object type."""
        return [one for one in self._own() if kind.id in (one.from_id, one.to_id)]

    def of(self, kind: ObjectType) -> list[AssociationType]:
        """Every type that begins or ends at an object type."""
        return [one for one in self.all() if kind.id in (one.from_id, one.to_id)]

    def all(self) -> list[AssociationType]:
        """Every type."""
        return [self._read_as(one) for listed in hubspot_types().values() for one in listed] + self._own()

    def _read_as(self, one: AssociationType) -> AssociationType:
        """The type with the label that the portal shows."""
        older = one.primary and one.from_id == COMPANY and not self._portal.unsettled.primary_labels_name_record
        return replace(one, label="Primary Company") if older else one

    def _own(self) -> list[AssociationType]:
        return [AssociationType(**body) for body in self._shelf.all().values()]

    def _put(self, one: AssociationType) -> None:
        self._shelf.put(
            str(one.id),
            {
                "id": one.id,
                "category": one.category,
                "from_id": one.from_id,
                "to_id": one.to_id,
                "label": one.label,
                "name": one.name,
                "inverse_id": one.inverse_id,
            },
        )
