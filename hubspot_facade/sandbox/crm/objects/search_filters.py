"""The filters and the query of a search: what each asks of a record."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.properties.definition import Definition
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, generic
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import listed
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state.token_match import longest_literal

from .conditions import COMPARISONS, MEMBERSHIP, PRESENCE, TOKENS, Statement, check_operands, glanced
from .models import Records
from .search_columns import STORED, column_of, operand, text_column
from .search_rows import Condition

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


class Filters:
    """Reads the filters and the query of one search."""

    def __init__(self, portal: "Portal", kind: ObjectType) -> None:
        self._portal = portal
        self._kind = kind
        self._catalogue = portal.service(Properties).catalogue(kind)

    def read(self, given: Body) -> Condition:
        """The condition of a filter."""
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
        if operator in TOKENS:
            return self._words(definition.name, operator, text(value))
        column = column_of(self._kind, definition)
        if operator in ("EQ", "IN") and definition.unique and not self._portal.index_lag:
            wanted = [text(one) for one in listed(values if operator == "IN" else value)]
            operands = [operand(definition, one, folded=operator == "EQ") for one in wanted]
            return self._unique(definition, wanted, column, operands)
        if operator in PRESENCE:
            return self._test(definition, column, operator, PRESENCE[operator])
        if operator in MEMBERSHIP:
            marks = ",".join("?" * len(listed(values)))
            operands = [operand(definition, one, folded=False) for one in listed(values)]
            return self._test(definition, column, operator, f"{MEMBERSHIP[operator]} ({marks})", *operands)
        if operator == "BETWEEN":
            bounds = (operand(definition, value), operand(definition, high))
            return self._test(definition, column, operator, "BETWEEN ? AND ?", *bounds)
        return self._test(definition, column, operator, f"{COMPARISONS[operator]} ?", operand(definition, value))

    def query(self, body: Body) -> Condition | None:
        """The condition of a query: each word in one of the properties that a type is searched by."""
        query = body.get("query")
        words = str(query).lower().split() if query is not None else []
        if not words:
            return None
        names = [name for name in self._kind.searchable if name in self._catalogue]
        if not names:
            return Condition(Statement("0"), lambda _: ())
        column = "folded(" + " || ' ' || ".join(f"COALESCE({text_column(name)}, '')" for name in names) + ")"
        parts = [glanced(word, Statement(f"instr({column}, ?) > 0", [word])) for word in words]
        return Condition(Statement.joined(parts, "AND"), lambda source: source.with_texts(names, words))

    def _test(self, definition: Definition, column: str, operator: str, test: str, *operands: Any) -> Condition:
        """Records whose value passes a test that no null passes, except for being null."""
        sql = Statement(f"{column} {test}", [*operands])
        if column in STORED:
            return Condition(sql, lambda source: source.stored(column, operator, operands))
        return Condition(sql, lambda source: source.passing(definition, operator, operands))

    def _words(self, name: str, operator: str, wanted: str) -> Condition:
        column, word = text_column(name), longest_literal(wanted)
        matching = Statement(f"(tokens_match({column}, ?) = {TOKENS[operator]} AND {column} IS NOT NULL)", [wanted])
        sql = glanced(word, matching) if operator == "CONTAINS_TOKEN" else matching
        return Condition(sql, lambda source: source.with_words(name, operator, wanted))

    def _unique(self, definition: Definition, wanted: list[str], column: str, operands: list[Any]) -> Condition:
        """Records by values that one record has at most, found by their index."""
        marks = ",".join("?" * len(wanted))
        sql = Statement(
            "(id IN (SELECT id FROM unique_value WHERE type = ? AND property = ?"  # noqa: S608 - question marks only
            f" AND value IN ({marks})) AND {column} IN ({marks}))",
            [self._kind.id, definition.name, *(one.strip().lower() for one in wanted), *operands],
        )
        return Condition(sql, self._test(definition, column, "IN", f"IN ({marks})", *operands).rows, is_narrow=True)

    def _associated(self, name: str, operator: str, value: Any, values: Any) -> Condition:
        other = self._portal.service(ObjectTypes).find(name)
        if other is None or operator not in ("EQ", "IN"):
            raise generic()
        asked = [text(one) for one in listed(values if operator == "IN" else value)]
        records = self._portal.service(Records)
        ids = [-1 if (number := natural(one)) is None else records.heir(other, number) for one in asked]
        marks = ",".join("?" * len(ids))
        near = f"SELECT to_id FROM association WHERE from_type = ? AND to_type = ? AND from_id IN ({marks})"  # noqa: S608
        parameters = [other.id, self._kind.id, *ids]
        return Condition(
            Statement(f"id IN ({near})", parameters),
            lambda source: source.table.rows_of(row[0] for row in self._portal.store.rows(near, *parameters)),
            is_narrow=True,
        )
