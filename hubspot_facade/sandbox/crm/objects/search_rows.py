"""Searches of types with many records: conditions that give rows of the columns kept in memory, and their order."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.properties.definition import Definition
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.state.table import Table
from hubspot_facade.sandbox.state.token_match import longest_literal, tokens_match

from .conditions import TOKENS, Statement
from .search_columns import text_column
from .search_order import Order, Span
from .search_results import Found
from .search_values import Read, reading

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FEW = 1_000
"""Types with fewer records are searched in SQL."""
LIVE = "type = ? AND archived IS NULL AND merged_into IS NULL"

Test = Callable[[Any], bool]
"""Whether a value that is not null passes."""
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"EQ": eq, "NEQ": ne, "LT": lt, "LTE": le, "GT": gt, "GTE": ge}


def test_of(operator: str, operands: Sequence[Any]) -> Test:
    """The test of an operator that is neither about words nor about having no value."""
    match operator, operands:
        case "HAS_PROPERTY", _:
            return lambda value: True
        case "IN", _:
            return lambda value: value in operands
        case "NOT_IN", _:
            return lambda value: value not in operands
        case "BETWEEN", [low, high]:
            return lambda value: bool(low <= value <= high)
        case _:
            compare, operand = _COMPARE[operator], operands[0]
            return lambda value: compare(value, operand)


class Keys(dict[str, Any]):
    """What values are ordered by: each is read once; None for no value."""

    def __init__(self, read: Read) -> None:
        super().__init__({"": None})
        self._read = read

    def __missing__(self, text: str) -> Any:
        self[text] = key = self._read(text)
        return key


@dataclass(frozen=True, slots=True)
class SearchRows:
    """The rows of one type."""

    portal: "Portal"
    kind: ObjectType
    table: Table

    @classmethod
    def of(cls, portal: "Portal", kind: ObjectType) -> "SearchRows | None":
        """None for a type with few records."""
        table = portal.store.columns.table(kind.id)
        if table is None:
            if portal.store.row("SELECT 1 FROM record WHERE type = ? LIMIT 1 OFFSET ?", kind.id, FEW) is None:
                return None
            live = LIVE.replace("AND ", "AND +")  # going through all records is quicker than by an index
            rows = portal.store.rows(f"SELECT id, created, updated FROM record WHERE {live}", kind.id)  # noqa: S608 - a constant
            table = portal.store.columns.load(kind.id, rows)
        return cls(portal, kind, table) if len(table) > FEW else None

    def stored(self, column: str, operator: str, operands: Sequence[Any]) -> list[int]:
        """Those that a filter of `id`, `created` or `updated` leaves."""
        if operator == "NOT_HAS_PROPERTY":
            return []
        test = test_of(operator, operands)
        return self.table.live(row for row, value in enumerate(self._stored(column)) if test(value))

    def passing(self, definition: Definition, operator: str, operands: Sequence[Any]) -> list[int]:
        """Those that a filter of a property leaves."""
        name = definition.name
        self._known(name)
        if operator == "NOT_HAS_PROPERTY":
            return self.table.where(name, lambda value: not value)
        read, test = reading(definition, self.portal.store), test_of(operator, operands)

        def passes(value: str) -> bool:
            found = read(value) if value else None
            return found is not None and test(found)

        # where equal values are equal texts, a look at a whole block may do
        is_text = operator in ("EQ", "IN") and all(isinstance(each, str) for each in operands)
        return self.table.where(name, passes, needles=[each.lower() for each in operands] if is_text else ())

    def with_words(self, name: str, operator: str, pattern: str) -> list[int]:
        """Those that a filter by words leaves."""
        expected = TOKENS[operator] == "1"
        needles = [longest_literal(pattern)] if expected else ()
        self._known(name)
        return self.table.where(
            name,
            lambda value: bool(value) and bool(tokens_match(value, pattern)) is expected,
            needles=needles,
        )

    def with_texts(self, names: Iterable[str], words: Iterable[str]) -> list[int]:
        """Those that have each word in one of the properties."""
        known = list(names)
        self._known(*known)
        found: set[int] | None = None
        for word in words:
            having = {row for name in known for row in self.table.containing(name, word)}
            found = having if found is None else found & having
        return sorted(found or ())

    def ordered(self, rows: Iterable[int], order: Order, span: Span | None) -> Found:
        """The records of rows in an order, those within a span of it."""
        ids, definition = self.table.ids, order.definition
        if definition is None:
            values = self._stored(order.column)
            low, high = (None, None) if span is None else (span.low, span.high)
            pairs = [
                (values[row], ids[row])
                for row in rows
                if (low is None or values[row] >= low) and (high is None or values[row] <= high)
            ]
            pairs.sort(reverse=order.is_descending)
            return Found(array("q", [pair[1] for pair in pairs]), array("q", [pair[0] for pair in pairs]))
        self._known(definition.name)
        read, texts = reading(definition, self.portal.store), self.table.values(definition.name)
        keys = Keys(read)
        having: dict[Any, list[int]] = {}
        for row in rows:
            having.setdefault(keys[texts[row]], []).append(ids[row])
        rest = having.pop(None, [])
        is_descending = order.is_descending
        groups = [*(having[key] for key in sorted(having, reverse=is_descending)), rest]
        return Found.ordered(id_ for group in groups for id_ in sorted(group, reverse=is_descending))

    def _stored(self, column: str) -> "array[int]":
        return {"id": self.table.ids, "created": self.table.created, "updated": self.table.updated}[column]

    def _known(self, *names: str) -> None:
        """Read the values of properties that have not been read."""
        lacking = [name for name in names if self.table.lacks(name)]
        if lacking:
            rows = self.portal.store.rows(
                f"SELECT id, {', '.join(map(text_column, lacking))} FROM record"  # noqa: S608 - names are checked
                f" WHERE {LIVE.replace('AND ', 'AND +')}",
                self.kind.id,
            )
            self.table.fill(lacking, {row[0]: row[1:] for row in rows})


@dataclass(frozen=True, slots=True)
class Condition:
    """What a search asks of records, in SQL and over rows; `is_narrow` says that SQL finds the few of them by ids."""

    sql: Statement
    rows: Callable[[SearchRows], Iterable[int]]
    is_narrow: bool = False

    @classmethod
    def every(cls, parts: "Sequence[Condition]") -> "Condition":
        """All of them, one at least."""
        sql = Statement.joined([part.sql for part in parts], "AND")
        return cls(sql, lambda source: _common(part.rows(source) for part in parts), any(p.is_narrow for p in parts))

    @classmethod
    def some(cls, parts: "Sequence[Condition]") -> "Condition":
        """One of them, one at least."""
        sql = Statement.joined([part.sql for part in parts], "OR")

        def rows(source: SearchRows) -> Iterable[int]:
            if len(parts) == 1:
                return parts[0].rows(source)
            return {row for part in parts for row in part.rows(source)}

        return cls(sql, rows, all(part.is_narrow for part in parts))


def _common(parts: Iterable[Iterable[int]]) -> Iterable[int]:
    rows, *others = parts
    for other in others:
        kept = set(other)
        rows = [row for row in rows if row in kept]
    return rows
