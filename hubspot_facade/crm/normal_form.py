"""Conditions of a search as groups of filters, of which one must match: the disjunctive normal form.

Negation is kept on the single tests until the groups are made, so that two negations are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubspot_facade.crm.filters import Filter

UNSET, SET = "NOT_HAS_PROPERTY", "HAS_PROPERTY"
_MOST = 500  # groups while they are made: far more than can be sent
_TOO_MANY = f"are more than {_MOST} alternatives: search for its parts one after the other"
_OPPOSITES = {
    "EQ": "NEQ",
    "NEQ": "EQ",
    "LT": "GTE",
    "GTE": "LT",
    "LTE": "GT",
    "GT": "LTE",
    "IN": "NOT_IN",
    "NOT_IN": "IN",
    "CONTAINS_TOKEN": "NOT_CONTAINS_TOKEN",
    "NOT_CONTAINS_TOKEN": "CONTAINS_TOKEN",
    UNSET: SET,
    SET: UNSET,
}
# Programs report of HubSpot that no record without a value passes NEQ and NOT_IN either, but no document says so: SET
# beside one of these is kept.
_NEGATIVE = ("NEQ", "NOT_IN", "NOT_CONTAINS_TOKEN")


class Test(NamedTuple):
    """One filter, hashable."""

    name: str
    operator: str
    value: str | None = None
    high: str | None = None
    values: tuple[str, ...] = ()

    @property
    def filter(self) -> Filter:
        """The filter as HubSpot takes it."""
        found: dict[str, object] = {"propertyName": self.name, "operator": self.operator}
        if self.value is not None:
            found["value"] = self.value
        if self.high is not None:
            found["highValue"] = self.high
        if self.values:
            found["values"] = [*self.values]
        return found


@dataclass(frozen=True, slots=True)
class One:
    """A test, or what does not pass it."""

    test: Test
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """Every one of these conditions, or any one of them."""

    every: bool
    parts: tuple[Node, ...]


Node: TypeAlias = One | Several
Group: TypeAlias = tuple[Test, ...]


def joined(parts: Iterable[Node], *, every: bool) -> Node:
    """Conditions that must all hold, or one of them."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, Several) and part.every == every else (part,)
    return flat[0] if len(flat) == 1 else Several(every, tuple(flat))


def opposite(node: Node) -> Node:
    """What matches exactly the records that this does not. InputError where HubSpot has no filter for these."""
    if isinstance(node, Several):
        return Several(not node.every, tuple(map(opposite, node.parts)))
    if node.test.operator not in _OPPOSITES and node.test.operator != "BETWEEN":
        raise InputError(node.test.name, f"HubSpot has no opposite of the operator {node.test.operator}")
    if node.test.name.startswith("associations."):
        raise InputError(
            node.test.name,
            "has no opposite: HubSpot finds records that are associated with others, but none that are not",
        )
    return One(node.test, not node.negated)


def groups_of_node(node: Node) -> list[list[Filter]]:
    """The groups of filters of a condition, without those that no record can match or that another one includes."""
    try:
        groups = _groups(node)
    except RecursionError:
        raise InputError("filters", _TOO_MANY) from None
    if not groups:
        raise InputError("filters", "no record can match: a property would need to have a value and to have none")
    return [[test.filter for test in group] for group in groups]


def _groups(node: Node) -> list[Group]:
    if isinstance(node, One):
        return _passing(node)
    parts = map(_groups, node.parts)
    if not node.every:
        return _reduced(group for groups in parts for group in groups)
    return reduce(_crossed, parts)


def _passing(node: One) -> list[Group]:
    """The groups for what passes a test, or does not: then records without a value are among them."""
    test = node.test
    if not node.negated:
        return [(test,)]
    if test.operator in (SET, UNSET):
        return [(Test(test.name, _OPPOSITES[test.operator]),)]
    if test.operator == "BETWEEN":
        outside = [Test(test.name, "LT", test.value), Test(test.name, "GT", test.high)]
    else:
        outside = [test._replace(operator=_OPPOSITES[test.operator])]
    return [*((each,) for each in outside), (Test(test.name, UNSET),)]


def _crossed(some: list[Group], others: list[Group]) -> list[Group]:
    """The groups that match what a group of each side matches."""
    if len(some) * len(others) > _MOST:
        raise InputError("filters", _TOO_MANY)
    return _reduced(_conjunction((*one, *other)) for one, other in product(some, others))


def _conjunction(tests: Group) -> Group:
    """The tests without those that others include; none at all if no record passes them."""
    unset = {test.name for test in tests if test.operator == UNSET}
    if any(test.name in unset and test.operator != UNSET for test in tests):
        return ()
    valued = {test.name for test in tests if test.operator not in (SET, UNSET, *_NEGATIVE)}
    return tuple(dict.fromkeys(test for test in tests if not (test.operator == SET and test.name in valued)))


def _reduced(groups: Iterable[Group]) -> list[Group]:
    """The groups without empty ones, and without those that only repeat another one with more tests."""
    by_tests: dict[frozenset[Test], Group] = {}
    for group in groups:
        by_tests.setdefault(frozenset(group), group)
        if len(by_tests) > _MOST:
            raise InputError("filters", _TOO_MANY)
    return [
        group for tests, group in by_tests.items() if group and not any(other and other < tests for other in by_tests)
    ]
