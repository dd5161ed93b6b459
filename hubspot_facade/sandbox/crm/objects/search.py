"""CRM search: filters, query and sorts as one SQL statement over the stored properties.

Every value reaches the statement as a parameter; what stands in its text are the fragments below.
Records without a value never match a comparison, NEQ and NOT_IN included.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox import clock
from hubspot_facade.sandbox.crm.properties.definition import Definition
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.errors import Body, generic, validation
from hubspot_facade.sandbox.shapes import is_object, listed

from .values import text

if TYPE_CHECKING:
    from hubspot_facade.sandbox.portal import Portal

WINDOW = 10_000
MAX_LIMIT = 200
MAX_GROUPS = 5
MAX_FILTERS = 6
MAX_ALL_FILTERS = 18
MAX_SORTS = 1
MAX_BODY = 3_000
PRESENCE = {"HAS_PROPERTY": "IS NOT NULL", "NOT_HAS_PROPERTY": "IS NULL"}
COMPARISONS = {"EQ": "=", "NEQ": "<>", "LT": "<", "LTE": "<=", "GT": ">", "GTE": ">="}
MEMBERSHIP = {"IN": "IN", "NOT_IN": "NOT IN"}
TOKENS = {"CONTAINS_TOKEN": "1", "NOT_CONTAINS_TOKEN": "0"}


@dataclass(slots=True)
class Statement:
    """A condition in SQL and its parameters."""

    sql: str
    parameters: list[Any] = field(default_factory=list[Any])


class Search:
    """One search request of one object type, checked and ready to run."""

    def __init__(self, portal: "Portal", kind: ObjectType, body: Body) -> None:
        self._portal = portal
        self._kind = kind
        self._catalogue = portal.properties.catalogue(kind)
        self.limit = _whole(body.get("limit"), 10)
        if self.limit > MAX_LIMIT:
            raise validation(f"limit must be less than or equal to {MAX_LIMIT}")
        if self.limit < 0:
            raise validation("limit must be greater than or equal to 0")
        self.after = _whole(body.get("after"), 0)
        if self.after >= WINDOW or self.after < 0:
            raise generic()
        conditions = [Statement("type = ? AND archived IS NULL AND merged_into IS NULL", [kind.id])]
        conditions += [part for part in (self._groups(body), self._query(body)) if part is not None]
        self._where = " AND ".join(part.sql for part in conditions)
        self._parameters = [value for part in conditions for value in part.parameters]
        self._order, self._order_parameters = self._sorts(body.get("sorts"))

    def count(self) -> int:
        """How many records match."""
        statement = f"SELECT COUNT(*) FROM record WHERE {self._where}"  # noqa: S608 - fragments of this module
        return int(self._portal.store.row(statement, *self._parameters)[0])

    def rows(self, columns: str) -> list[Any]:
        """The page's rows."""
        limit = min(self.limit, WINDOW - self.after)
        statement = f"SELECT {columns} FROM record WHERE {self._where} ORDER BY {self._order} LIMIT ? OFFSET ?"  # noqa: S608
        return self._portal.store.rows(statement, *self._parameters, *self._order_parameters, limit, self.after)

    # -- conditions ------------------------------------------------------------------------------------------

    def _groups(self, body: Body) -> Statement | None:
        groups = list(listed(body.get("filterGroups")))
        if body.get("filters"):
            groups.append({"filters": body["filters"]})
        if not all(map(is_object, groups)):
            raise generic()
        if len(groups) > MAX_GROUPS:
            raise validation(f"too many filterGroups (count: {len(groups)}, max allowed: {MAX_GROUPS})")
        all_filters = [listed(group.get("filters")) for group in groups]
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
        _check_operands(operator, value, values, high)
        if name.startswith("associations."):
            return self._associated(name.partition(".")[2], operator, value, values)
        definition = self._catalogue.get(name)
        if definition is None:
            raise generic()
        column, parameters = self._column(definition)
        if operator in PRESENCE:
            return Statement(f"{column} {PRESENCE[operator]}", parameters)
        if operator in MEMBERSHIP:
            marks = ",".join("?" * len(listed(values)))
            operands = [self._operand(definition, one, folded=False) for one in listed(values)]
            return Statement(f"{column} {MEMBERSHIP[operator]} ({marks})", [*parameters, *operands])
        if operator in TOKENS:
            source, source_parameters = self._text_column(definition)
            sql = f"(tokens_match({source}, ?) = {TOKENS[operator]} AND {source} IS NOT NULL)"
            return Statement(sql, [*source_parameters, text(value), *source_parameters])
        if operator == "BETWEEN":
            operands = [self._operand(definition, value), self._operand(definition, high)]
            return Statement(f"{column} BETWEEN ? AND ?", [*parameters, *operands])
        return Statement(f"{column} {COMPARISONS[operator]} ?", [*parameters, self._operand(definition, value)])

    def _associated(self, name: str, operator: str, value: Any, values: Any) -> Statement:
        other = self._portal.schemas.find(name)
        if other is None or operator not in ("EQ", "IN"):
            raise generic()
        ids = [text(one) for one in listed(values if operator == "IN" else value)]
        marks = ",".join("?" * len(ids))
        return Statement(
            f"id IN (SELECT to_id FROM association WHERE from_type = ? AND to_type = ? AND from_id IN ({marks}))",  # noqa: S608
            [other.id, self._kind.id, *(int(one) if one.isdigit() else -1 for one in ids)],
        )

    def _query(self, body: Body) -> Statement | None:
        query = body.get("query")
        words = str(query).lower().split() if query is not None else []
        if not words:
            return None
        names = [name for name in self._kind.searchable if name in self._catalogue]
        if not names:
            return Statement("0")
        source = " || ' ' || ".join("COALESCE(json_extract(properties, ?), '')" for _ in names)
        paths = [_path(name) for name in names]
        sql = " AND ".join(f"instr(lower({source}), ?) > 0" for _ in words)
        return Statement(f"({sql})", [value for word in words for value in (*paths, word)])

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
            name, descending = _sort_text(str(first))
        definition = self._catalogue.get(name)
        if definition is None:
            raise generic()
        column, parameters = self._column(definition)
        direction = "DESC" if descending else "ASC"
        return f"{column} {direction} NULLS LAST, id {direction}", parameters

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
                return f"lower({source})", parameters

    def _text_column(self, definition: Definition) -> tuple[str, list[Any]]:
        return "json_extract(properties, ?)", [_path(definition.name)]

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
                millis = clock.parse(given.strip())
                if millis is None:
                    raise generic()
                return millis
            case "enumeration":
                return given
            case _:
                return given.lower() if folded else given


def _check_operands(operator: str, value: Any, values: Any, high: Any) -> None:
    known = {*PRESENCE, *COMPARISONS, *MEMBERSHIP, *TOKENS, "BETWEEN"}
    problem = None
    if operator not in known:
        raise validation(
            f"Invalid input JSON on line 1, column 1: Cannot deserialize value of type `Operator` from String"
            f' "{operator}": not one of the values accepted for Enum class: [{", ".join(sorted(known))}]'
        )
    if value is not None and values is not None:
        problem = "value and values are mutually exclusive"
    elif operator in MEMBERSHIP:
        if values is None:
            problem = f"operator {operator} requires values"
    elif operator == "BETWEEN":
        if value is None or high is None:
            problem = "operator BETWEEN requires value and highValue"
    elif operator not in PRESENCE and value is None:
        problem = f"operator {operator} requires a value"
    if problem is not None:
        raise validation(f"Invalid input JSON on line 1, column 1: Cannot build Filter, problem: {problem}")


def _sort_text(rule: str) -> tuple[str, bool]:
    """A sort written as text: `createdate`, `-createdate`, `createdate DESCENDING`."""
    name, _, direction = rule.strip().partition(" ")
    if name.startswith("-"):
        return name[1:], True
    return name.removeprefix("+"), direction.strip().upper().startswith("DESC")


def _path(name: str) -> str:
    return f'$."{name}"'


def _whole(value: Any, default: int) -> int:
    if value is None or value == "":
        return default
    try:
        return int(value)
    except (TypeError, ValueError):
        raise generic() from None
