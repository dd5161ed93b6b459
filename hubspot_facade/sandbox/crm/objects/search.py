"""CRM search: filters, query and sorts as one SQL statement over the stored properties.

Every value reaches the statement as a parameter; what stands in its text are the fragments below.
Records without a value never match a comparison, NEQ and NOT_IN included.
"""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.properties.definition import Definition
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, generic, validation
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object, listed
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state import instants
from hubspot_facade.sandbox.state.token_match import longest_literal

from .conditions import (
    COMPARISONS,
    MEMBERSHIP,
    PRESENCE,
    TOKENS,
    Statement,
    check_operands,
    glanced,
    path,
    sort_text,
    whole,
)
from .models import Records
from .record import Record

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

WINDOW = 10_000
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
        self._read: set[str] = set()
        conditions = [part for part in (self._groups(body), self._query(body)) if part is not None]
        self._bare = not conditions
        # the indices give the order of making and changing; to read the values, going through all records is quicker
        live = LIVE if self._read <= {"created", "updated"} else LIVE.replace("AND ", "AND +")
        conditions.insert(0, Statement(live, [kind.id]))
        self._where = " AND ".join(part.sql for part in conditions)
        self._parameters = [value for part in conditions for value in part.parameters]
        self._order, self._order_parameters = self._sorts(body.get("sorts"))

    def run(self) -> tuple[int, list[Record]]:
        """How many records match, and the page's."""
        store, records = self._portal.store, self._portal.service(Records)
        parameters = (*self._parameters, *self._order_parameters)
        limit = min(self.limit, WINDOW - self.after)
        ordered = self._ordered()
        if self._bare:
            # an index counts all records of a type; with conditions, counting would look at each one twice
            ids = [row[0] for row in store.rows(f"{ordered} LIMIT ? OFFSET ?", *parameters, limit, self.after)]
            total = records.count(self._kind)
        else:
            found = store.rows(ordered, *parameters)
            total = len(found)
            ids = [row[0] for row in found[self.after : self.after + limit]]
        return total, list(records.many(self._kind, ids).values())

    def everything(self) -> list[Record]:
        """All records that match, beyond the window too, as an export has them."""
        found = self._portal.store.rows(self._ordered(), *self._parameters, *self._order_parameters)
        return list(self._portal.service(Records).many(self._kind, [row[0] for row in found]).values())

    def _ordered(self) -> str:
        return f"SELECT id FROM record WHERE {self._where} ORDER BY {self._order}"  # noqa: S608 - fragments of this module

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
        parts = [[self._filter(one) for one in filters] for filters in all_filters if filters]
        if not parts:
            return None
        sql = " OR ".join("(" + " AND ".join(one.sql for one in part) + ")" for part in parts)
        return Statement(f"({sql})", [value for part in parts for one in part for value in one.parameters])

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
        column, parameters = self._column(definition)
        self._read.add(column)
        if operator in ("EQ", "IN") and definition.unique and not self._portal.index_lag:
            wanted = [text(one) for one in listed(values if operator == "IN" else value)]
            operands = [self._operand(definition, one, folded=operator == "EQ") for one in wanted]
            return self._unique(definition.name, wanted, Statement(column, parameters), operands)
        if operator in PRESENCE:
            return Statement(f"{column} {PRESENCE[operator]}", parameters)
        if operator in MEMBERSHIP:
            marks = ",".join("?" * len(listed(values)))
            operands = [self._operand(definition, one, folded=False) for one in listed(values)]
            return Statement(f"{column} {MEMBERSHIP[operator]} ({marks})", [*parameters, *operands])
        if operator in TOKENS:
            source, source_parameters = self._text_column(definition)
            sql = f"(tokens_match({source}, ?) = {TOKENS[operator]} AND {source} IS NOT NULL)"
            matching = Statement(sql, [*source_parameters, text(value), *source_parameters])
            return glanced(longest_literal(text(value)), matching) if operator == "CONTAINS_TOKEN" else matching
        if operator == "BETWEEN":
            operands = [self._operand(definition, value), self._operand(definition, high)]
            return Statement(f"{column} BETWEEN ? AND ?", [*parameters, *operands])
        return Statement(f"{column} {COMPARISONS[operator]} ?", [*parameters, self._operand(definition, value)])

    def _unique(self, name: str, wanted: list[str], column: Statement, operands: list[Any]) -> Statement:
        """Records by values that one record has at most, found by their index."""
        marks = ",".join("?" * len(wanted))
        return Statement(
            "(id IN (SELECT id FROM unique_value WHERE type = ? AND property = ?"  # noqa: S608 - question marks only
            f" AND value IN ({marks})) AND {column.sql} IN ({marks}))",
            [self._kind.id, name, *(one.strip().lower() for one in wanted), *column.parameters, *operands],
        )

    def _associated(self, name: str, operator: str, value: Any, values: Any) -> Statement:
        other = self._portal.service(ObjectTypes).find(name)
        if other is None or operator not in ("EQ", "IN"):
            raise generic()
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
        self._read.add("query")
        source = " || ' ' || ".join("COALESCE(json_extract(properties, ?), '')" for _ in names)
        paths = [path(name) for name in names]
        parts = [glanced(word, Statement(f"instr(folded({source}), ?) > 0", [*paths, word])) for word in words]
        return Statement(
            f"({' AND '.join(part.sql for part in parts)})", [one for part in parts for one in part.parameters]
        )

    def _sorts(self, given: Any) -> tuple[str, list[Any]]:
        sorts = listed(given)
        if len(sorts) > MAX_SORTS:
            raise validation(f"too many sorts (count: {len(sorts)}, max allowed: {MAX_SORTS})")
        if not sorts:
            return "created, id", []
        first = sorts[0]
        if is_object(first):
            name = str(first.get("propertyName") or "")
            descending = str(first.get("direction") or "ASCENDING").upper().startswith("DESC")
        else:
            name, descending = sort_text(str(first))
        definition = self._catalogue.get(name)
        if definition is None:
            raise generic()
        column, parameters = self._column(definition)
        direction = "DESC" if descending else "ASC"
        # what is never null is said to be so, else no index would give its order
        nulls = "" if column in ("id", "created", "updated") else " NULLS LAST"
        return f"{column} {direction}{nulls}, id {direction}", parameters

    # -- columns and operands --------------------------------------------------------------------------------

    def _column(self, definition: Definition) -> tuple[str, list[Any]]:
        """The SQL that gives a property's value in its own order, and its parameters."""
        name = definition.name
        if name == "hs_object_id":
            return "id", []
        if name == self._kind.created:
            return "created", []
        if name == self._kind.modified:
            return "updated", []
        source, parameters = self._text_column(definition)
        match definition.type:
            case "number":
                return f"CAST({source} AS REAL)", parameters
            case "date" | "datetime":
                return f"CAST(round((julianday({source}) - 2440587.5) * 86400000.0) AS INTEGER)", parameters
            case "enumeration":
                return source, parameters
            case _:
                return f"folded({source})", parameters

    def _text_column(self, definition: Definition) -> tuple[str, list[Any]]:
        return "json_extract(properties, ?)", [path(definition.name)]

    def _operand(self, definition: Definition, value: Any, *, folded: bool = True) -> Any:
        """A filter's value in the order of the column. Values of IN are not folded."""
        given = text(value)
        match definition.type:
            case "number":
                try:
                    number = float(given)
                except ValueError:
                    raise generic() from None
                return int(number) if definition.name == "hs_object_id" and number.is_integer() else number
            case "date" | "datetime":
                millis = instants.parse(given.strip())
                if millis is None:
                    raise generic()
                return millis
            case "enumeration":
                return given
            case _:
                return given.lower() if folded else given
