"""The parts of a search in SQL: statements with their parameters, and what filters and sorts may say."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hubspot_facade.sandbox.protocol.errors import generic, validation

PRESENCE = {"HAS_PROPERTY": "IS NOT NULL", "NOT_HAS_PROPERTY": "IS NULL"}
COMPARISONS = {"EQ": "=", "NEQ": "<>", "LT": "<", "LTE": "<=", "GT": ">", "GTE": ">="}
MEMBERSHIP = {"IN": "IN", "NOT_IN": "NOT IN"}
TOKENS = {"CONTAINS_TOKEN": "1", "NOT_CONTAINS_TOKEN": "0"}


@dataclass(slots=True)
class Statement:
    """A condition in SQL and its parameters."""

    sql: str
    parameters: list[Any] = field(default_factory=list[Any])

    @classmethod
    def joined(cls, parts: "Sequence[Statement]", by: str) -> "Statement":
        """Statements joined by AND or OR, in brackets."""
        sql = f" {by} ".join(part.sql for part in parts)
        return cls(f"({sql})", [value for part in parts for value in part.parameters])


def glanced(word: str, test: Statement) -> Statement:
    """The test, made only of records that have the word somewhere: looking costs less than reading the values."""
    if not word or not word.isascii() or not word.isprintable() or '"' in word or "\\" in word:
        # stored in another spelling
        return test
    # an escaped letter may be one that a letter of ASCII is the small one of
    glance = r"(instr(lower(properties), ?) > 0 OR instr(properties, '\u') > 0)"
    return Statement(f"({glance} AND {test.sql})", [word.lower(), *test.parameters])


def check_operands(operator: str, value: Any, values: Any, high: Any) -> None:
    """Refuses operators that there are not, and those that lack an operand or have one too many."""
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


def sort_text(rule: str) -> tuple[str, bool]:
    """A sort written as text: `createdate`, `-createdate`, `createdate DESCENDING`."""
    name, _, direction = rule.strip().partition(" ")
    if name.startswith("-"):
        return name[1:], True
    return name.removeprefix("+"), direction.strip().upper().startswith("DESC")


def whole(value: Any, default: int) -> int:
    """A whole number as clients send it, as one or as text."""
    if value is None or value == "":
        return default
    try:
        return int(value)
    except (TypeError, ValueError):
        raise generic() from None
