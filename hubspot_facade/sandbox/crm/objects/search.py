"""CRM search: filters, query and sorts as one SQL statement over the stored properties.

Every value reaches the statement as a parameter; what stands in its text are the fragments below.
Records without a value never match a comparison, NEQ and NOT_IN included.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, generic, validation
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object, listed
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state.token_match import longest_literal

from .conditions import (
    COMPARISONS,
    MEMBERSHIP,
    PRESENCE,
    TOKENS,
    Statement,
    check_operands,
    glanced,
    sort_text,
    whole,
)
from .models import Records
from .record import Record
from .search_columns import STORED, column_of, operand, text_column
from .search_order import Order, Span
from .search_results import Found, SearchResults
from .search_values import SearchValues

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

WINDOW = 10_000
MANY = 2_000
"""More records than these are put in order by all values of a property, fewer by their own."""
MAX_LIMIT = 200
MAX_FILTERS = 6
MAX_ALL_FILTERS = 18
MAX_SORTS = 1
MAX_BODY = 3_000
LIVE = "type = ? AND archived IS NULL AND merged_into IS NULL"


def _array(value: Any) -> list[Any]:
    """An array, empty for null; refuses anything else, which would otherwise match every record."""
    if value is None:
        return []
    if not is_list(value):
        raise generic()
    return value


class Search:
    """One search request of one object type, checked and ready to run."""

    def __init__(self, portal: "Portal", kind: ObjectType, body: Body) -> None:
        self._portal = portal
        self._kind = kind
        self._catalogue = portal.service(Properties).catalogue(kind)
        self.limit = whole(body.get("limit"), 10)
        if self.limit > MAX_LIMIT:
            raise validation(f"limit must be less than or equal to {MAX_LIMIT}")
        if self.limit < 0:
            raise validation("limit must be greater than or equal to 0")
        self.after = whole(body.get("after"), 0)
        reach = self.after + (1 if portal.unsettled.search_cuts_at_window else max(self.limit, 1))
        if reach > WINDOW or self.after < 0:
            raise generic()
        self._values = portal.service(SearchValues)
        self._reads = False  # whether properties have to be read to see what matches
        self._span = Span()
        self._order = self._sorts(body.get("sorts"))
        conditions = [part for part in (self._groups(body), self._query(body)) if part is not None]
        self._is_bare = not conditions
        # the indices give the order of making and changing; to read the values, going through all records is quicker
        live = LIVE.replace("AND ", "AND +") if self._reads else LIVE
        self._where = [Statement(live, [kind.id]), *conditions]

    def run(self) -> tuple[int, list[Record]]:
        """How many records match, and the page's."""
        records = self._portal.service(Records)
        limit = min(self.limit, WINDOW - self.after)
        if self._is_bare and self._span == Span() and self._order.column in STORED:
            # an index counts all records of a type
            total, ids = records.count(self._kind), self._found(limit=limit, offset=self.after).ids
        else:
            found = self._ids()
            total, ids = len(found), found[self.after : self.after + limit]
        return total, list(records.many(self._kind, ids).values())

    def everything(self) -> list[Record]:
        """All records that match, beyond the window too, as an export has them."""
        return list(self._portal.service(Records).many(self._kind, self._ids()).values())

    def _ids(self) -> Sequence[int]:
        """The ids of all records that match, in their order."""
        if self._portal.index_lag:
            return self._found(self._span).ids
        results = self._portal.service(SearchResults)
        key = (self._order, *(value for part in self._where for value in (part.sql, *part.parameters)))
        if self._span != Span() and results.get(key) is None and not results.asked_again(key):
            return self._found(self._span).ids
        found = results.get_or_search(key, self._found)
        return found.within(self._span, is_descending=self._order.is_descending)

    def _found(self, span: Span | None = None, *, limit: int = -1, offset: int = 0) -> Found:
        """What a query finds, with the values that it is ordered by."""
        order = self._order
        where = self._where if span is None else [*self._where, *span.conditions(order.column)]
        source = "record"
        if not self._reads and (span is None or order.column != "id"):
            source += f" INDEXED BY {'record_by_update' if order.column == 'updated' else 'record_by_creation'}"
        store, is_stored = self._portal.store, order.column in STORED
        matching = f"FROM {source} WHERE {' AND '.join(part.sql for part in where)}"
        parameters = [each for part in where for each in part.parameters]
        if order.table is not None:
            ids = {row[0] for row in store.rows(f"SELECT id {matching}", *parameters)}
            if len(ids) > MANY:
                return Found.ordered(self._in_order(ids, order.table))
        value = order.column if is_stored else "0"
        rows = store.rows(
            f"SELECT id, {value} {matching} ORDER BY {order.sql} LIMIT ? OFFSET ?",
            *parameters,
            limit,
            offset,
        )
        return Found.of(rows) if is_stored else Found.ordered(row[0] for row in rows)

    def _in_order(self, ids: set[int], table: str) -> list[int]:
        """Ids in the order of a table's values, then those without one: quicker than sorting where they are many."""
        direction = "DESC" if self._order.is_descending else "ASC"
        rows = self._portal.store.rows(f"SELECT id FROM temp.{table} ORDER BY value {direction}, id {direction}")  # noqa: S608
        valued = [row[0] for row in rows if row[0] in ids]
        return valued + sorted(ids.difference(valued), reverse=self._order.is_descending)

    # -- conditions ------------------------------------------------------------------------------------------

    def _groups(self, body: Body) -> Statement | None:
        groups = list(_array(body.get("filterGroups")))
        if body.get("filters"):
            groups.append({"filters": body["filters"]})
        if not all(map(is_object, groups)):
            raise generic()
        most = self._portal.unsettled.search_groups
        if len(groups) > most:
            raise validation(f"too many filterGroups (count: {len(groups)}, max allowed: {most})")
        all_filters = [_array(group.get("filters")) for group in groups]
        if not all(is_object(one) for filters in all_filters for one in filters):
            raise generic()
        for filters in all_filters:
            if len(filters) > MAX_FILTERS:
                raise validation(
                    f"too many filters per filter group (count: {len(filters)}, max allowed: {MAX_FILTERS})"
                )
        count = sum(map(len, all_filters))
        if count > MAX_ALL_FILTERS:
            raise validation(f"too many filters (count: {count}, max allowed: {MAX_ALL_FILTERS})")
        if len(all_filters) == 1:
            all_filters = [[one for one in all_filters[0] if not self._is_span(one)]]
        parts = [[self._filter(one) for one in filters] for filters in all_filters if filters]
        if not parts:
            return None
        sql = " OR ".join("(" + " AND ".join(one.sql for one in part) + ")" for part in parts)
        return Statement(f"({sql})", [value for part in parts for one in part for value in one.parameters])

    def _is_span(self, given: Body) -> bool:
        """Whether a filter bounds what the records are ordered by; if so, it is noted."""
        definition = self._catalogue.get(str(given.get("propertyName") or ""))
        column = None if definition is None else column_of(self._kind, definition)
        if definition is None or column != self._order.column or column not in STORED:
            return False
        operator, values = str(given.get("operator") or "EQ").upper(), given.get("values")
        check_operands(operator, given.get("value"), None if values == [] else values, given.get("highValue"))
        operands = [operand(definition, given[name]) for name in ("value", "highValue") if given.get(name) is not None]
        span = None if not all(isinstance(one, int) for one in operands) else self._span.narrowed(operator, *operands)
        self._span = span or self._span
        return span is not None

    def _filter(self, given: Body) -> Statement:
        name = str(given.get("propertyName") or "")
        operator = str(given.get("operator") or "EQ").upper()
        value, values, high = given.get("value"), given.get("values"), given.get("highValue")
        if values == []:
            values = None
        check_operands(operator, value, values, high)
        if name.startswith("associations."):
            return self._associated(name.partition(".")[2], operator, value, values)
        definition = self._catalogue.get(name)
        if definition is None:
            raise generic()
        column = column_of(self._kind, definition)
        if operator in ("EQ", "IN") and definition.unique and not self._portal.index_lag:
            wanted = [text(one) for one in listed(values if operator == "IN" else value)]
            operands = [operand(definition, one, folded=operator == "EQ") for one in wanted]
            return self._unique(definition.name, wanted, column, operands)
        if operator in PRESENCE:
            return self._test(column, PRESENCE[operator])
        if operator in MEMBERSHIP:
            marks = ",".join("?" * len(listed(values)))
            operands = [operand(definition, one, folded=False) for one in listed(values)]
            return self._test(column, f"{MEMBERSHIP[operator]} ({marks})", *operands)
        if operator in TOKENS:
            return self._tokens(definition.name, operator, text(value))
        if operator == "BETWEEN":
            return self._test(column, "BETWEEN ? AND ?", operand(definition, value), operand(definition, high))
        return self._test(column, f"{COMPARISONS[operator]} ?", operand(definition, value))

    def _test(self, column: str, test: str, *operands: Any) -> Statement:
        """Records whose value passes a test that no null passes, except for being null."""
        if column in STORED:
            return Statement(f"{column} {test}", [*operands])
        table = self._values.table(self._kind, column)
        if table is None:
            self._reads = True
            return Statement(f"{column} {test}", [*operands])
        if test == PRESENCE["NOT_HAS_PROPERTY"]:
            return Statement(f"+id NOT IN (SELECT id FROM temp.{table})")  # noqa: S608 - a name of our own
        return Statement(f"+id IN (SELECT id FROM temp.{table} WHERE value {test})", [*operands])  # noqa: S608 - as above

    def _tokens(self, name: str, operator: str, wanted: str) -> Statement:
        column, word = text_column(name), longest_literal(wanted)
        table = self._values.table(self._kind, f"folded({column})")
        if table is None:
            self._reads = True
            matching = Statement(f"(tokens_match({column}, ?) = {TOKENS[operator]} AND {column} IS NOT NULL)", [wanted])
            return glanced(word, matching) if operator == "CONTAINS_TOKEN" else matching
        # a value that has not even the word is not worth a call
        holders = f"SELECT id FROM temp.{table} WHERE instr(value, ?) > 0 AND tokens_match(value, ?) = 1"  # noqa: S608 - as above
        if operator == "CONTAINS_TOKEN":
            return Statement(f"+id IN ({holders})", [word, wanted])
        sql = f"(+id IN (SELECT id FROM temp.{table}) AND +id NOT IN ({holders}))"  # noqa: S608 - as above
        return Statement(sql, [word, wanted])

    def _unique(self, name: str, wanted: list[str], column: str, operands: list[Any]) -> Statement:
        """Records by values that one record has at most, found by their index."""
        self._reads = True
        marks = ",".join("?" * len(wanted))
        return Statement(
            "(id IN (SELECT id FROM unique_value WHERE type = ? AND property = ?"  # noqa: S608 - question marks only
            f" AND value IN ({marks})) AND {column} IN ({marks}))",
            [self._kind.id, name, *(one.strip().lower() for one in wanted), *operands],
        )

    def _associated(self, name: str, operator: str, value: Any, values: Any) -> Statement:
        other = self._portal.service(ObjectTypes).find(name)
        if other is None or operator not in ("EQ", "IN"):
            raise generic()
        self._reads = True  # few records, looked up by their ids
        asked = [text(one) for one in listed(values if operator == "IN" else value)]
        records = self._portal.service(Records)
        ids = [-1 if (number := natural(one)) is None else records.heir(other, number) for one in asked]
        marks = ",".join("?" * len(ids))
        return Statement(
            f"id IN (SELECT to_id FROM association WHERE from_type = ? AND to_type = ? AND from_id IN ({marks}))",  # noqa: S608
            [other.id, self._kind.id, *ids],
        )

    def _query(self, body: Body) -> Statement | None:
        query = body.get("query")
        words = str(query).lower().split() if query is not None else []
        if not words:
            return None
        names = [name for name in self._kind.searchable if name in self._catalogue]
        if not names:
            return Statement("0")
        column = "folded(" + " || ' ' || ".join(f"COALESCE({text_column(name)}, '')" for name in names) + ")"
        table = self._values.table(self._kind, column, is_text=True)
        if table is not None:
            marks = " AND ".join("instr(value, ?) > 0" for _ in words)
            return Statement(f"+id IN (SELECT id FROM temp.{table} WHERE {marks})", [*words])  # noqa: S608 - as above
        self._reads = True
        parts = [glanced(word, Statement(f"instr({column}, ?) > 0", [word])) for word in words]
        return Statement(
            f"({' AND '.join(part.sql for part in parts)})", [one for part in parts for one in part.parameters]
        )

    def _sorts(self, given: Any) -> Order:
        sorts = listed(given)
        if len(sorts) > MAX_SORTS:
            raise validation(f"too many sorts (count: {len(sorts)}, max allowed: {MAX_SORTS})")
        if not sorts:
            return Order("created", "created, id")
        first = sorts[0]
        if is_object(first):
            name = str(first.get("propertyName") or "")
            descending = str(first.get("direction") or "ASCENDING").upper().startswith("DESC")
        else:
            name, descending = sort_text(str(first))
        definition = self._catalogue.get(name)
        if definition is None:
            raise generic()
        column = column_of(self._kind, definition)
        direction = "DESC" if descending else "ASC"
        if column in STORED:
            return Order(column, f"{column} {direction}, id {direction}", is_descending=descending)
        table = self._values.table(self._kind, column)
        if table is None:
            self._reads = True
        source = column if table is None else f"(SELECT value FROM temp.{table} WHERE id = record.id)"  # noqa: S608
        sql = f"{source} {direction} NULLS LAST, id {direction}"
        return Order(column, sql, is_descending=descending, table=table)
