"""Data that is made, completed and made to fit, held against the schema by a validator that is not ours."""

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from hubspot_facade.sandbox.documents.filling import Filler
from hubspot_facade.sandbox.documents.scalars import Example

SCHEMAS = {
    "Named": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
    "Kind": {"type": "string", "enum": ["OR", "AND"]},
    "Leaf": {"allOf": [{"$ref": "#/$defs/Named"}], "required": ["size"], "properties": {"size": {"type": "integer"}}},
    "Branch": {
        "type": "object",
        "required": ["kind", "children", "flag", "first"],
        "properties": {
            "kind": {"$ref": "#/$defs/Kind"},
            "children": {"type": "array", "items": {"$ref": "#/$defs/Branch"}},
            "flag": {"type": "boolean"},
            "first": {"$ref": "#/$defs/Leaf"},
            "rate": {"type": "number"},
            "extra": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
    },
}
BRANCH = {"$ref": "#/$defs/Branch"}
VALID = Draft202012Validator({**BRANCH, "$defs": SCHEMAS})
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
NAMES = st.sampled_from(["name", "size", *SCHEMAS["Branch"]["properties"], "other"])
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


def kept(before, after):
    """Whether everything that was there is there still; null may have been replaced."""
    if isinstance(before, dict):
        return isinstance(after, dict) and all(kept(one, after[name]) for name, one in before.items())
    if isinstance(before, list):
        return isinstance(after, list) and all(kept(*pair) for pair in zip(before, after, strict=True))
    return before is None or after == before


@settings(max_examples=150, deadline=None)
@given(value=ANYTHING)
def test_whatever_is_made_to_fit_is_valid(value):
    VALID.validate(Filler(SCHEMAS).fit(value, BRANCH))


@settings(max_examples=150, deadline=None)
@given(value=ANYTHING)
def test_completing_changes_nothing_that_is_there(value):
    completed = Filler(SCHEMAS).complete(value, BRANCH)
    assert kept(value, completed)
    assert Filler(SCHEMAS).complete(completed, BRANCH) == completed
    if isinstance(value, dict):
        assert set(SCHEMAS["Branch"]["required"]) <= completed.keys()


def test_what_is_made_from_nothing_says_least_and_is_valid():
    made = Filler(SCHEMAS).make(BRANCH)
    assert made == {"kind": "OR", "children": [], "flag": False, "first": {"name": "", "size": 0}}
    VALID.validate(made)


def test_an_example_has_every_field_and_what_is_known():
    known = {"kind": "AND", "flag": True, "name": "Ada", "rate": "7", "size": 2**40}
    made = Filler(SCHEMAS, Example("2026-01-01T00:00:00Z", known)).make(BRANCH)
    VALID.validate(made)
    assert made.keys() == SCHEMAS["Branch"]["properties"].keys()
    assert (made["kind"], made["flag"], made["rate"], made["first"]) == ("AND", True, 7, {"name": "Ada", "size": 2**40})
