"""CRM search: filters, query and sorts of a request, checked, and what they find.

A condition is there twice: in SQL over the stored properties, by which few records are searched, those that the index
lags behind, and those that are looked up by ids; and over the rows of the columns in memory, by which many are. Both
find the same. Every value reaches SQL as a parameter; what stands in its text are the fragments below. Records without
a value never match a comparison, NEQ and NOT_IN included.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, generic, validation
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object, listed

from .conditions import Statement, check_operands, sort_text, whole
from .models import Records
from .record import Record
from .search_columns import STORED, column_of, operand
from .search_filters import Filters
from .search_order import BOUNDS, UNSORTED, Order, Span
from .search_results import Found, SearchResults
from .search_rows import LIVE, Condition, SearchRows

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

WINDOW = 10_000
MAX_LIMIT = 200
MAX_FILTERS = 6
MAX_ALL_FILTERS = 18
MAX_SORTS = 1
MAX_BODY = 3_000


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
        self._filters = Filters(portal, kind)
        self._span = Span()
        self._order = self._sorts(body.get("sorts"))
        conditions = [each for each in (self._groups(body), self._filters.query(body)) if each is not None]
        self._condition = Condition.every(conditions) if conditions else None

    def run(self) -> tuple[int, list[Record]]:
        """How many records match, and the page's."""
        limit = min(self.limit, WINDOW - self.after)
        if self._condition is None and self._order.column in STORED and not self._is_walk():
            # an index has them in order
            total, ids = self._count(), self._select(self._span, limit=limit, offset=self.after).ids
        else:
            found = self._ids()
            total, ids = len(found), found[self.after : self.after + limit]
        return total, list(self._portal.service(Records).many(self._kind, ids).values())

    def everything(self) -> list[Record]:
        """All records that match, beyond the window too, as an export has them."""
        return list(self._portal.service(Records).many(self._kind, self._ids()).values())

    def _key(self) -> tuple[object, ...]:
        """What identifies this search, except for the span."""
        if self._condition is None:
            return (self._kind.id, self._order)
        return (self._kind.id, self._order, self._condition.sql.sql, *self._condition.sql.parameters)

    def _is_walk(self) -> bool:
        """Whether a client seems to go through the records span by span, so that what they are parts of is of use."""
        if self._span == Span() or self._portal.index_lag:
            return False
        results, key = self._portal.service(SearchResults), self._key()
        return results.get(key) is not None or results.asked_again(key)

    def _ids(self) -> Sequence[int]:
        """The ids of all records that match, in their order."""
        if self._portal.index_lag or (self._span != Span() and not self._is_walk()):
            return self._found(self._span).ids
        found = self._portal.service(SearchResults).get_or_search(self._key(), self._found)
        return found.within(self._span, is_descending=self._order.is_descending)

    def _found(self, span: Span | None = None) -> Found:
        """All that is found, with the values that it is ordered by."""
        is_narrow = self._condition is not None and self._condition.is_narrow
        source = None if is_narrow or self._portal.index_lag else SearchRows.of(self._portal, self._kind)
        if source is None:
            return self._select(span)
        rows = source.table.rows() if self._condition is None else self._condition.rows(source)
        return source.ordered(rows, self._order, span)

    def _select(self, span: Span | None = None, *, limit: int = -1, offset: int = 0) -> Found:
        """The same, or a part of it, in SQL."""
        order, is_stored = self._order, self._order.column in STORED
        matching, parameters = self._matching(span)
        rows = self._portal.store.rows(
            f"SELECT id, {order.column if is_stored else '0'} {matching} ORDER BY {order.sql} LIMIT ? OFFSET ?",
            *parameters,
            limit,
            offset,
        )
        return Found.of(rows) if is_stored else Found.ordered(row[0] for row in rows)

    def _count(self) -> int:
        if self._span == Span():
            return self._portal.service(Records).count(self._kind)
        matching, parameters = self._matching(self._span)
        count: int = self._portal.store.row(f"SELECT COUNT(*) {matching}", *parameters)[0]
        return count

    def _matching(self, span: Span | None) -> tuple[str, list[Any]]:
        """The records that match in SQL, and the parameters."""
        order, source, live = self._order, "record", LIVE
        reads = self._condition is not None or order.column not in STORED
        if reads:
            # the indices give the order of making and changing; where values are read, going through all is quicker
            live = LIVE.replace("AND ", "AND +")
        elif span is None or order.column != "id":
            source += f" INDEXED BY {'record_by_update' if order.column == 'updated' else 'record_by_creation'}"
        where = [Statement(live, [self._kind.id]), *([] if span is None else span.conditions(order.column))]
        if self._condition is not None:
            where.append(self._condition.sql)
        sql = f"FROM {source} WHERE {' AND '.join(part.sql for part in where)}"
        return sql, [each for part in where for each in part.parameters]

    # -- reading the request ---------------------------------------------------------------------------------

    def _groups(self, body: Body) -> Condition | None:
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
        groups_read = [[self._filters.read(one) for one in filters] for filters in all_filters if filters]
        return Condition.some([Condition.every(each) for each in groups_read]) if groups_read else None

    def _is_span(self, given: Body) -> bool:
        """Whether a filter bounds what the records are ordered by; if so, it is noted."""
        definition = self._catalogue.get(str(given.get("propertyName") or ""))
        column = None if definition is None else column_of(self._kind, definition)
        operator, values = str(given.get("operator") or "EQ").upper(), given.get("values")
        if definition is None or column != self._order.column or column not in STORED or operator not in BOUNDS:
            return False
        check_operands(operator, given.get("value"), None if values == [] else values, given.get("highValue"))
        operands = [operand(definition, given[name]) for name in ("value", "highValue") if given.get(name) is not None]
        span = None if not all(isinstance(one, int) for one in operands) else self._span.narrowed(operator, *operands)
        self._span = span or self._span
        return span is not None

    def _sorts(self, given: Any) -> Order:
        sorts = listed(given)
        if len(sorts) > MAX_SORTS:
            raise validation(f"too many sorts (count: {len(sorts)}, max allowed: {MAX_SORTS})")
        if not sorts:
            return UNSORTED
        first = sorts[0]
        if is_object(first):
            name = str(first.get("propertyName") or "")
            descending = str(first.get("direction") or "ASCENDING").upper().startswith("DESC")
        else:
            name, descending = sort_text(str(first))
        definition = self._catalogue.get(name)
        if definition is None:
            if is_object(first):
                raise generic()
            return UNSORTED
        column = column_of(self._kind, definition)
        direction = "DESC" if descending else "ASC"
        if column in STORED:
            return Order(column, f"{column} {direction}, id {direction}", is_descending=descending)
        sql = f"{column} {direction} NULLS LAST, id {direction}"
        return Order(column, sql, is_descending=descending, definition=definition)
