"""Searches that read like Python.

`P` names properties: `(P.amount >= 10_000) & P.dealstage.in_(["a", "b"]) | P.closedate.between(low, high)`. Comparing
one makes an `Expression`, and `&`, `|` and `~` join expressions with each other and with the filters of `crm.filters`;
a search takes them as its `filters`. Every condition except `unknown` matches only records that have a value. `~`
matches exactly the records that a condition does not, those without a value among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Never, cast

from hubspot_facade.crm import filters
from hubspot_facade.crm.filters import Groups, groups_of
from hubspot_facade.crm.normal_form import One, Test, groups_of_node, joined, opposite
from hubspot_facade.errors import InputError
from hubspot_facade.wire.ids import id_of, ids_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubspot_facade.crm.filters import Filter, Filters
    from hubspot_facade.crm.normal_form import Node

_ASSOCIATIONS = "associations."
_HOW = "join conditions with &, | and ~, each in parentheses: (P.a >= 1) & ~(P.b == 2); for a range use between()"


class Expression(Groups):
    """Conditions of a search, joined with `&`, `|` and `~`. As a sequence it is the groups of filters to send."""

    def __init__(self, node: Node) -> None:
        self.node = node

    @cached_property
    def groups(self) -> list[list[Filter]]:
        """HubSpot's groups: one must match, with all of its filters. InputError if no record can match them."""
        return groups_of_node(self.node)

    def __and__(self, other: Filters) -> Expression:
        return _joined(self, other, every=True)

    def __rand__(self, other: Filters) -> Expression:
        return _joined(other, self, every=True)

    def __or__(self, other: Filters) -> Expression:
        return _joined(self, other, every=False)

    def __ror__(self, other: Filters) -> Expression:
        return _joined(other, self, every=False)

    def __invert__(self) -> Expression:
        return Expression(opposite(self.node))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self.node == other.node

    def __hash__(self) -> int:
        return hash(self.node)

    def __bool__(self) -> Never:
        raise TypeError(f"a condition of a search is neither true nor false: {_HOW}")

    def __repr__(self) -> str:
        try:
            return f"Expression({self.groups!r})"
        except InputError as error:
            return f"Expression({error})"


def _joined(*parts: Filters, every: bool) -> Expression:
    return Expression(joined(map(_node, parts), every=every))


def _node(value: Filters) -> Node:
    if isinstance(value, Expression):
        return value.node
    if isinstance(value, Subject):
        raise TypeError(f"{value!r} is not compared with anything: {_HOW}")
    groups = groups_of(value) if isinstance(value, Mapping | list | tuple) else []
    if not groups:
        raise TypeError(f"{value!r} cannot be joined to a condition of a search: {_HOW}")
    alternatives = [joined([One(_test(each)) for each in group], every=True) for group in groups]
    return joined(alternatives, every=False)


def _test(entry: Filter) -> Test:
    """A filter that has been checked."""
    operator = str(getattr(entry["operator"], "value", entry["operator"])).upper()
    values = tuple(str(each) for each in entry.get("values") or ())
    return Test(str(entry["propertyName"]), operator, entry.get("value"), entry.get("highValue"), values)


def _made(entry: Filter) -> Expression:
    return Expression(One(_test(entry)))


class Subject:
    """What a condition is about. Python's `and`, `in` and the like have no meaning for it."""

    __hash__ = None  # type: ignore[assignment] # == makes a condition

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"P[{self.name!r}]"

    def __bool__(self) -> Never:
        raise TypeError(f"{self!r} is neither true nor false; for records that have a value use known(), and {_HOW}")

    def __iter__(self) -> Never:
        raise TypeError(f"{self!r} cannot be iterated")

    def __contains__(self, item: object) -> Never:
        raise TypeError("`in` cannot be a condition of a search: write .contains(word) or .in_(values)")

    def _unjoined(self, other: object = None) -> Never:
        raise TypeError(f"{self!r} is not compared with anything here, since & and | bind more tightly than ==: {_HOW}")

    __and__ = __rand__ = __or__ = __ror__ = __invert__ = _unjoined

    def _refuse_property(self, *values: object) -> None:
        if any(isinstance(each, Subject) for each in values):
            raise InputError(self.name, "is compared with a value: HubSpot cannot compare two properties")


class Property(Subject):
    """A property of the records that a search looks at. Values may be text, numbers, flags, dates and datetimes.

    A `date` is its midnight UTC, so that for a property with a time `<=` ends where that day begins.
    """

    def __eq__(self, value: object) -> Expression:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride] # a condition
        return self._compared(filters.equal, value)

    def __ne__(self, value: object) -> Expression:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride] # a condition
        return self._compared(filters.unequal, value)

    def __lt__(self, value: object) -> Expression:
        return self._compared(filters.less, value)

    def __le__(self, value: object) -> Expression:
        return self._compared(filters.at_most, value)

    def __gt__(self, value: object) -> Expression:
        return self._compared(filters.greater, value)

    def __ge__(self, value: object) -> Expression:
        return self._compared(filters.at_least, value)

    def between(self, low: object, high: object) -> Expression:
        """The value is between these two, or equal to one of them."""
        return self._compared(filters.between, low, high)

    def in_(self, values: Iterable[object]) -> Expression:
        """The value is one of these, in upper or lower case."""
        return self._compared(filters.one_of, values)

    def not_in(self, values: Iterable[object]) -> Expression:
        """There is a value, and it is none of these."""
        return self._compared(filters.none_of, values)

    def contains(self, word: str) -> Expression:
        """The value contains this word; `*` stands for any letters."""
        return self._compared(filters.contains, word)

    def lacks(self, word: str) -> Expression:
        """There is a value, and it does not contain this word."""
        return self._compared(filters.lacks, word)

    def known(self) -> Expression:
        """There is a value."""
        return _made(filters.known(self.name))

    def unknown(self) -> Expression:
        """There is no value."""
        return _made(filters.unknown(self.name))

    def asc(self) -> Mapping[str, str]:
        """A sort by this property, the least first."""
        return {"propertyName": self.name, "direction": "ASCENDING"}

    def desc(self) -> Mapping[str, str]:
        """A sort by this property, the greatest first."""
        return {"propertyName": self.name, "direction": "DESCENDING"}

    def _compared(self, condition: Any, *values: Any) -> Expression:
        self._refuse_property(*values)
        return _made(condition(self.name, *values))


class Association(Subject):
    """The records of another type that a record is associated with; HubSpot finds records by their ids only."""

    def __repr__(self) -> str:
        return f"P.{self.name}"

    def __eq__(self, value: object) -> Expression:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride] # a condition
        self._refuse_property(value)
        return _made(filters.equal(self.name, id_of(value, self.name)))

    def __ne__(self, value: object) -> Expression:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride] # a condition
        raise InputError(self.name, "HubSpot finds records that are associated with others, but none that are not")

    def in_(self, ids: Iterable[int | str]) -> Expression:
        """The record is associated with one of these."""
        return _made(filters.one_of(self.name, ids_of(ids, self.name)))


class AssociationsByType:
    """`P.associations.contact`, or `P.associations["p123_car"]`."""

    def __getattr__(self, name: str) -> Association:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, object_type: str) -> Association:
        return Association(_ASSOCIATIONS + text_of(object_type, "associations"))


class PropertiesByName:
    """Properties by name: `P.amount`, or `P["amount"]` for a name that is no attribute of Python."""

    associations = AssociationsByType()

    def __getattr__(self, name: str) -> Property:
        if name.startswith("_"):  # Python looks for names of its own
            raise AttributeError(f"write P[{name!r}] for a property whose name begins with an underscore")
        return self[name]

    def __getitem__(self, name: str) -> Property:
        if text_of(name, "P").startswith(_ASSOCIATIONS):
            other = name.removeprefix(_ASSOCIATIONS)
            raise InputError("P", f"{name!r} is not a property: write P.associations[{other!r}]")
        return Property(name)

    def __setattr__(self, name: str, value: object) -> Never:
        raise TypeError(f"P.{name} cannot be set; a condition is written with ==: P.{name} == {value!r}")

    def __repr__(self) -> str:
        return "P"


P = PropertiesByName()


def expression_of(value: object) -> Expression:
    """Filters of any kind as an expression. TypeError for anything else."""
    return Expression(_node(cast("Any", value)))
