"""Filter branches of dynamic and snapshot lists: checked, and evaluated over the portal's records.

Evaluated are PROPERTY, IN_LIST, ASSOCIATION (in list), EMAIL_SUBSCRIPTION, COMMUNICATION_SUBSCRIPTION, UNIFIED_EVENTS,
INTEGRATION_EVENT and CONSTANT filters under branches of every kind. The portal has no page views, forms, e-mail events,
ads and the like: a filter that requires one matches no record, a filter that rules it out matches all.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.objects.history import History
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import strings
from hubspot_facade.sandbox.protocol.shapes import is_object, listed

from . import errors
from .events import completions, often_enough, timeline_events
from .operations import check as check_operation
from .operations import satisfied
from .operators import EVER, NEVER

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

ALL = 2**62
BRANCHES = frozenset({"OR", "AND", "NOT_ALL", "NOT_ANY", "RESTRICTED", "ASSOCIATION", "UNIFIED_EVENTS"})
NEGATIVE = ("NOT_", "HAS_NOT_", "HAS_NEVER_", "DID_NOT_")
IN = frozenset({"IN_LIST", "IN_THE_LIST"})
Members = Callable[[str], set[int]]


def check(portal: "Portal", kind: ObjectType, branch: Any) -> None:
    """Refuses branches that are not OR over ANDs, unknown properties and operations that do not suit them."""
    if not is_object(branch) or branch.get("filterBranchType") != "OR":
        raise errors.bad_branch("the root filterBranch must be of type OR")
    for child in _inner(branch, "filterBranches"):
        if child.get("filterBranchType") != "AND":
            raise errors.bad_branch("the branches under the root must be of type AND")
    if branch.get("filters"):
        raise errors.bad_branch("the root OR branch can not hold filters")
    _check(portal, kind, branch)


def _check(portal: "Portal", kind: ObjectType, branch: Body) -> None:
    type_ = branch.get("filterBranchType")
    if type_ not in BRANCHES:
        raise errors.bad_branch(f"unknown filterBranchType {type_}")
    if type_ == "UNIFIED_EVENTS":
        # its properties are those of an event, which may be of any name
        return
    if type_ == "ASSOCIATION":
        kind = _other(portal, kind, branch)
    catalogue = portal.service(Properties).catalogue(kind)
    for one in _inner(branch, "filters"):
        if one.get("filterType") != "PROPERTY":
            continue
        name = str(one.get("property") or "")
        definition = catalogue.get(name)
        if definition is None:
            raise errors.unknown_property(name)
        operation: Any = one.get("operation") or {}
        if not is_object(operation):
            raise errors.bad_branch(f"the operation of {name} must be an object")
        check_operation(name, definition.type, operation)
    for child in _inner(branch, "filterBranches"):
        _check(portal, kind, child)


def _inner(branch: Body, name: str) -> list[Body]:
    """The filters or branches in a branch; refuses anything else."""
    found = listed(branch.get(name))
    if not all(is_object(one) for one in found):
        raise errors.bad_branch(f"{name} must hold objects")
    return found


def lists_used(branch: Any) -> set[str]:
    """The ids of the lists that a branch refers to."""
    if not is_object(branch):
        return set()
    found = {
        str(one["listId"])
        for one in listed(branch.get("filters"))
        if one.get("filterType") in ("IN_LIST", "ASSOCIATION") and one.get("listId")
    }
    for child in listed(branch.get("filterBranches")):
        found |= lists_used(child)
    return found


class Evaluation:
    """One evaluation: the records that a branch accepts at this moment. `members` gives other lists' record ids."""

    def __init__(self, portal: "Portal", members: Members) -> None:
        self._portal = portal
        self._members = members
        self._now = portal.now()
        self._lists: dict[str, set[int]] = {}

    def run(self, kind: ObjectType, branch: Body) -> dict[int, int]:
        """When each accepted record was last changed, by its id."""
        records = self._portal.service(Records).page(kind, after=0, limit=ALL)
        return {one.id: one.updated for one in records if self._accepts(kind, one, branch)}

    def _accepts(self, kind: ObjectType, record: Record, branch: Body) -> bool:
        type_ = branch.get("filterBranchType")
        if type_ == "ASSOCIATION":
            return self._associated(kind, record, branch)
        if type_ == "UNIFIED_EVENTS":
            events = completions(self._portal, record.id, str(branch.get("eventTypeId")))
            lines = [one for one in listed(branch.get("filters")) if one.get("filterType") == "PROPERTY"]
            done = often_enough(events, {**branch, "filterLines": lines}, self._now)
            return done == (branch.get("operator") != "HAS_NOT_COMPLETED")
        tests = [self._passes(kind, record, one) for one in listed(branch.get("filters"))]
        tests += [self._accepts(kind, record, one) for one in listed(branch.get("filterBranches"))]
        match type_:
            case "OR":
                return any(tests)
            case "NOT_ANY":
                return not any(tests)
            case "NOT_ALL":
                return not all(tests)
            case _:
                return all(tests)

    def _associated(self, kind: ObjectType, record: Record, branch: Body) -> bool:
        """Whether an associated record satisfies everything under the branch."""
        other = _other(self._portal, kind, branch)
        inner = {**branch, "filterBranchType": "AND"}
        found = self._portal.service(Records).many(other, self._neighbours(kind, record, branch))
        return any(self._accepts(other, one, inner) for one in found.values())

    def _neighbours(self, kind: ObjectType, record: Record, spec: Body) -> list[int]:
        rows = self._portal.store.rows(
            "SELECT to_id FROM association WHERE from_type = ? AND from_id = ? AND category = ? AND type_id = ?",
            kind.id,
            record.id,
            str(spec.get("associationCategory") or "HUBSPOT_DEFINED"),
            int(spec.get("associationTypeId") or 0),
        )
        return [row[0] for row in rows]

    def _passes(self, kind: ObjectType, record: Record, one: Body) -> bool:
        match one.get("filterType"):
            case "PROPERTY":
                return self._property(kind, record, one)
            case "IN_LIST":
                return (record.id in self._list(str(one.get("listId")))) == (one.get("operator") in IN)
            case "ASSOCIATION":
                members = self._list(str(one.get("listId")))
                inside = any(id_ in members for id_ in self._neighbours(kind, record, one))
                return inside == (one.get("operator") in IN)
            case "EMAIL_SUBSCRIPTION" | "COMMUNICATION_SUBSCRIPTION":
                return self._subscribed(record, one)
            case "CONSTANT":
                return bool(one.get("shouldAccept"))
            case "UNIFIED_EVENTS":
                return often_enough(completions(self._portal, record.id, str(one.get("eventTypeId"))), one, self._now)
            case "INTEGRATION_EVENT":
                events = timeline_events(self._portal, record.id, str(one.get("eventTypeId")))
                return often_enough(events, one, self._now)
            case _:
                return str(one.get("operator")).startswith(NEGATIVE)

    def _property(self, kind: ObjectType, record: Record, one: Body) -> bool:
        operation: Body = one.get("operation") or {}
        name = str(one.get("property"))
        operator = str(operation.get("operator"))
        if operator in EVER or operator in NEVER:
            present = {**operation, "operator": EVER.get(operator) or NEVER[operator]}
            values = self._portal.service(History).of(kind, record.id, [name])[name]
            ever = any(satisfied(past["value"], present, self._now, record.properties, None) for past in values)
            return ever == (operator in EVER)
        changed = None
        if str(operation.get("operationType")).endswith("PROPERTY_UPDATED"):
            changed = self._changed(kind, record, name)
        return satisfied(record.properties.get(name), operation, self._now, record.properties, changed)

    def _changed(self, kind: ObjectType, record: Record, name: str) -> int | None:
        row = self._portal.store.row(
            "SELECT MAX(at) FROM history WHERE type = ? AND id = ? AND json_extract(changes, ?) IS NOT NULL",
            kind.id,
            record.id,
            f'$."{name}"',
        )
        return row[0] if row else None

    def _subscribed(self, record: Record, one: Body) -> bool:
        email = record.properties.get("email", "").lower()
        statuses = self._portal.shelf("subscription_status").all(email)
        wanted = strings(one.get("acceptedStatuses") or one.get("acceptedOptStates"))
        opted = {
            "OPT_IN": "SUBSCRIBED",
            "OPT_OUT": "UNSUBSCRIBED",
            "OPTED_IN": "SUBSCRIBED",
            "OPTED_OUT": "UNSUBSCRIBED",
        }
        accepted = {opted.get(word, word) for word in wanted}
        found: list[Body] = [statuses.get(id_) or {} for id_ in strings(one.get("subscriptionIds"))]
        return any(status.get("status", "NOT_SPECIFIED") in accepted for status in found)

    def _list(self, id_: str) -> set[int]:
        found = self._lists.get(id_)
        if found is None:
            # a list that refers to itself, by whatever way round, has no members through that reference
            self._lists[id_] = set()
            found = self._lists[id_] = self._members(id_)
        return found


def _other(portal: "Portal", kind: ObjectType, branch: Body) -> ObjectType:
    """The object type at the other end of an association branch."""
    named = branch.get("objectTypeId") or branch.get("toObjectTypeId")
    if named:
        return portal.service(ObjectTypes).resolve(str(named))
    category, type_id = str(branch.get("associationCategory") or "HUBSPOT_DEFINED"), branch.get("associationTypeId")
    found = portal.service(Associations).kinds_of(category, int(type_id or 0), from_kind=kind)
    if found is None:
        raise errors.bad_branch(f"unknown association type {type_id}")
    return found[1]
