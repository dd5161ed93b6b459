"""The validation rules that a portal's properties have."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FIRST_EDITION = "2026-09"
"""The first edition whose writes the rules bind."""


def binding(version: str) -> bool:
    """Whether writes over a version of the API must keep the rules."""
    return not version.startswith("v") and version >= FIRST_EDITION


class Validations:
    """Rules by property, and of each property by rule type."""

    def __init__(self, portal: "Portal") -> None:
        self._shelf = portal.shelf("property_validation")

    def all(self, kind: ObjectType) -> dict[str, list[Body]]:
        """The rules of every property that has any."""
        return {name: list(rules.values()) for name, rules in self._shelf.all(kind.id).items()}

    def of(self, kind: ObjectType, name: str) -> list[Body]:
        """The rules of one property."""
        rules: dict[str, Body] = self._shelf.get(name, kind.id) or {}
        return list(rules.values())

    def put(self, kind: ObjectType, name: str, rule: Body) -> None:
        """Give a property a rule, in place of the one of the same type."""
        rules: dict[str, Body] = self._shelf.get(name, kind.id) or {}
        self._shelf.put(name, rules | {rule["ruleType"]: rule}, kind.id)
