"""The operators that the operations of property filters take, by operation type."""

_TEXT = frozenset(
    {"IS_EQUAL_TO", "IS_NOT_EQUAL_TO", "CONTAINS", "DOES_NOT_CONTAIN", "CONTAINS_EXACTLY", "STARTS_WITH", "ENDS_WITH"}
)
_EVER_TEXT = frozenset(
    {"HAS_EVER_BEEN_EQUAL_TO", "HAS_NEVER_BEEN_EQUAL_TO", "HAS_EVER_CONTAINED", "HAS_NEVER_CONTAINED"}
)
_EVER_EQUAL = frozenset({"HAS_EVER_BEEN_EQUAL_TO", "HAS_NEVER_BEEN_EQUAL_TO"})
_BETWEEN = frozenset({"IS_BETWEEN", "IS_NOT_BETWEEN"})
_ORDER = frozenset({"IS_BEFORE", "IS_AFTER"})
_DATES = frozenset({"IS_EQUAL_TO", "IS_NOT_EQUAL_TO", "IS_BEFORE_DATE", "IS_AFTER_DATE", "IS_BEFORE", "IS_AFTER"})

OPERATORS: dict[str, frozenset[str]] = {
    "ALL_PROPERTY": frozenset({"IS_KNOWN", "IS_UNKNOWN", "IS_BLANK", "IS_NOT_BLANK"}),
    "BOOL": frozenset({"IS_EQUAL_TO", "IS_NOT_EQUAL_TO"}) | _EVER_EQUAL,
    "CALENDAR_DATE": frozenset(
        {"IN_THIS_TIME_UNIT", "IN_THIS_TIME_UNIT_SO_FAR", "IN_LAST_TIME_UNIT", "IN_NEXT_TIME_UNIT"}
    ),
    "COMPARATIVE_DATE": _ORDER,
    "COMPARATIVE_PROPERTY_UPDATED": _ORDER,
    "COMPARATIVE_STRING": _TEXT,
    "DATE": _DATES,
    "DATETIME": _DATES,
    "ENUMERATION": frozenset(
        {
            "IS_ANY_OF",
            "IS_NONE_OF",
            "IS_NOT_ANY_OF",
            "IS_EXACTLY",
            "IS_NOT_EXACTLY",
            "CONTAINS_ALL",
            "DOES_NOT_CONTAIN_ALL",
            "DOES_NOT_CONTAIN_EXACTLY",
            "HAS_EVER_BEEN_ANY_OF",
            "HAS_NEVER_BEEN_ANY_OF",
            "HAS_EVER_BEEN_EXACTLY",
            "HAS_NEVER_BEEN_EXACTLY",
            "HAS_EVER_CONTAINED_ALL",
            "HAS_NEVER_CONTAINED_ALL",
        }
    ),
    "MULTISTRING": _TEXT | _EVER_TEXT | {"IS_ANY_OF", "IS_NOT_ANY_OF", "IS_NONE_OF"},
    "NUMBER": frozenset(
        {
            "IS_EQUAL_TO",
            "IS_NOT_EQUAL_TO",
            "IS_GREATER_THAN",
            "IS_GREATER_THAN_OR_EQUAL_TO",
            "IS_LESS_THAN",
            "IS_LESS_THAN_OR_EQUAL_TO",
        }
    )
    | _EVER_EQUAL,
    "NUMBER_RANGED": _BETWEEN,
    "RANGED_DATE": _BETWEEN,
    "ROLLING_DATE_RANGE": frozenset(
        {
            "IS_LESS_THAN_X_DAYS_AGO",
            "IS_MORE_THAN_X_DAYS_AGO",
            "IS_LESS_THAN_X_DAYS_FROM_NOW",
            "IS_MORE_THAN_X_DAYS_FROM_NOW",
            "IN_LAST_X_DAYS",
            "IN_NEXT_X_DAYS",
        }
    ),
    "ROLLING_PROPERTY_UPDATED": frozenset({"UPDATED_IN_LAST_X_DAYS", "NOT_UPDATED_IN_LAST_X_DAYS"}),
    "STRING": _TEXT | _EVER_TEXT,
    "TIME_POINT": _ORDER,
    "TIME_RANGED": _BETWEEN,
}
EVER = {
    "HAS_EVER_BEEN_EQUAL_TO": "IS_EQUAL_TO",
    "HAS_EVER_CONTAINED": "CONTAINS",
    "HAS_EVER_BEEN_ANY_OF": "IS_ANY_OF",
    "HAS_EVER_BEEN_EXACTLY": "IS_EXACTLY",
    "HAS_EVER_CONTAINED_ALL": "CONTAINS_ALL",
}
"""What a value was at any time, as what it is."""
NEVER = {name.replace("_EVER_", "_NEVER_"): present for name, present in EVER.items()}
