"""Whatever schemas a document has, it is generated, or refused with its name; nothing else is raised."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.documents import CodegenError
from scripts.codegen.tree import build
from tests.scripts.codegen.made import JSON, answers, document, ref

NAMES = ("Foo", "foo", "Foo_Bar", "FooBar", "Any", "Baz", "BazX")
FIELDS = st.sampled_from(["x", "X", "fooBar", "foo_bar", "foo-bar", "from", "to_dict", "_x", "list", "2nd", "datetime"])
VALUES = st.sampled_from(["a", "b", "", 1, 2, 0.5, True, None, [], {}, "2026-01-01"])


def maybe(**keys: st.SearchStrategy[object]) -> st.SearchStrategy[JSON]:
    return st.fixed_dictionaries({}, optional=dict(keys))


def merged(*parts: st.SearchStrategy[JSON]) -> st.SearchStrategy[JSON]:
    return st.tuples(*parts).map(lambda dicts: {key: value for each in dicts for key, value in each.items()})


def inside(schemas: st.SearchStrategy[JSON]) -> st.SearchStrategy[JSON]:
    parts = st.lists(schemas, max_size=3)
    fields = st.dictionaries(FIELDS, schemas, max_size=3)
    return st.one_of(
        merged(st.just({"type": "array"}), maybe(items=schemas, default=VALUES)),
        merged(
            st.just({"type": "object"}),
            maybe(
                properties=fields, additionalProperties=schemas | st.booleans(), required=st.lists(FIELDS, min_size=1)
            ),
        ),
        merged(
            st.sampled_from(["oneOf", "anyOf", "allOf"]).flatmap(lambda key: parts.map(lambda listed: {key: listed})),
            maybe(properties=fields, default=VALUES, nullable=st.just(True)),
        ),
    )


SCALARS = merged(
    st.sampled_from(["string", "integer", "number", "boolean"]).map(lambda kind: {"type": kind}),
    maybe(
        format=st.sampled_from(["date", "date-time", "binary", "uuid"]),
        default=VALUES,
        enum=st.lists(VALUES, max_size=4),
        nullable=st.just(True),
    ),
)
SCHEMAS = st.recursive(SCALARS | st.sampled_from(NAMES).map(ref) | st.just({}), inside, max_leaves=6)


@settings(max_examples=25, deadline=None)
@given(
    schemas=st.fixed_dictionaries(dict.fromkeys(NAMES, SCHEMAS)),
    answer=SCHEMAS,
    body=SCHEMAS,
    parameter=SCHEMAS,
    place=st.sampled_from(["query", "header"]),
)
def test_any_schemas_are_generated_or_refused_by_name(
    schemas: dict[str, JSON], answer: JSON, body: JSON, parameter: JSON, place: str
) -> None:
    operation = {
        "operationId": "one",
        "parameters": [{"name": "p", "in": place, "schema": parameter}],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": answers(answer),
    }
    with tempfile.TemporaryDirectory() as folder:
        specs = Path(folder)
        (specs / "authored").mkdir()
        (specs / "v3" / "crm").mkdir(parents=True)
        (specs / "v3" / "crm" / "things.json").write_text(
            json.dumps(document({"/a": {"post": operation}}, schemas=schemas))
        )
        refused = ""
        try:
            (edition,), _ = build(specs)
        except CodegenError as error:
            refused = str(error)
    if refused:
        assert "v3/crm/things.json" in refused
        assert "object at 0x" not in refused
        return
    for text in edition.files.values():
        compile(text, "generated", "exec")
