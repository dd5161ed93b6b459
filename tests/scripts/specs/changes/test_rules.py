"""Every kind of change, told by its name, and as bad as it is."""

import pytest

POST = "/crm/v3/things"


def operation(document):
    return document["paths"][POST]["post"]


def schema(document, name="Thing"):
    return document["components"]["schemas"][name]


def properties(document, name="Thing"):
    return schema(document, name)["properties"]


def parameter(document, number):
    return operation(document)["parameters"][number]


def put(where, **values):
    """A change that sets keys of what `where` finds; None takes the key away."""

    def change(document):
        node = where(document)
        for key, value in values.items():
            if value is None:
                node.pop(key)
            else:
                node[key] = value

    return change


def needed(*names):
    return put(schema, required=list(names))


def media(where, document):
    return where(document)["content"]


def body(document):
    return operation(document)["requestBody"]


def answer(document):
    return operation(document)["responses"]["201"]


NEW = {"name": "since", "in": "query", "schema": {"type": "string", "format": "date"}}

CASES = {
    "nothing": (lambda document: None, []),
    "an operation came": (
        put(lambda d: d["paths"], **{"/crm/v3/more": {"get": {"operationId": "m", "responses": {}}}}),
        ["info endpoint-added"],
    ),
    "an operation went": (put(lambda d: d["paths"], **{POST: None}), ["breaking api-removed"]),
    "deprecated": (put(operation, deprecated=True), ["info endpoint-deprecated"]),
    "scopes": (
        put(operation, security=[{"oauth2": ["things.write", "things.read"]}]),
        ["warning api-security-updated scopes: things.write -> things.read+things.write"],
    ),
    "scopes of the whole document": (
        put(lambda d: d, security=[{"oauth2": ["things.read"]}]),
        ["warning api-security-updated scopes: none -> things.read"],
    ),
    "rate limits": (
        put(operation, **{"x-hubspot-rate-limit-exemptions": ["daily"]}),
        ["info rate-limit-exemptions-changed:  -> daily"],
    ),
    "a required parameter came": (
        lambda d: operation(d)["parameters"].append(NEW | {"required": True}),
        ["breaking new-required-request-parameter query parameter since:  -> string/date"],
    ),
    "an optional parameter came": (
        lambda d: operation(d)["parameters"].append(NEW),
        ["info new-optional-request-parameter query parameter since:  -> string/date"],
    ),
    "a parameter went": (
        lambda d: operation(d)["parameters"].pop(0),
        ["warning request-parameter-removed query parameter limit: integer/int32 -> "],
    ),
    "a parameter became required": (
        lambda d: parameter(d, 0).update(required=True),
        ["breaking request-parameter-became-required query parameter limit"],
    ),
    "a parameter became optional": (
        lambda d: parameter(d, 2).pop("required"),
        ["info request-parameter-became-optional header parameter If-Match"],
    ),
    "a parameter is another type": (
        lambda d: parameter(d, 0).update(schema={"type": "string"}),
        ["breaking request-parameter-type-changed query parameter limit: integer/int32 -> string"],
    ),
    "a parameter takes more": (
        lambda d: parameter(d, 0).update(schema={"type": "integer", "format": "int64"}),
        ["info request-parameter-type-generalized query parameter limit: integer/int32 -> integer/int64"],
    ),
    "a parameter takes fewer values": (
        lambda d: parameter(d, 1)["schema"].update(enum=["B", "C"]),
        [
            "breaking request-parameter-enum-value-removed query parameter kind: A -> ",
            "info request-parameter-enum-value-added query parameter kind:  -> C",
        ],
    ),
    "a parameter takes listed values only": (
        lambda d: parameter(d, 2)["schema"].update(enum=["*"]),
        ["breaking request-parameter-became-enum header parameter If-Match:  -> *"],
    ),
    "a parameter has a pattern": (
        lambda d: parameter(d, 2)["schema"].update(pattern="x+"),
        ["breaking request-parameter-pattern-added header parameter If-Match:  -> x+"],
    ),
    "a parameter travels otherwise": (
        lambda d: parameter(d, 1).update(style="form", explode=False),
        ["breaking request-parameter-style-changed query parameter kind: usual -> style form, explode false"],
    ),
    "a limit was set": (
        lambda d: parameter(d, 0)["schema"].update(maximum=100),
        ["breaking request-parameter-max-set query parameter limit:  -> 100"],
    ),
    "the body went": (lambda d: operation(d).pop("requestBody"), ["breaking request-body-removed body"]),
    "the body became optional": (lambda d: body(d).pop("required"), ["info request-body-became-optional body"]),
    "a media type of the body went": (
        put(lambda d: media(body, d), **{"application/json": None, "text/csv": {"schema": {}}}),
        [
            "breaking request-body-media-type-removed body: application/json -> ",
            "info request-body-media-type-added body:  -> text/csv",
        ],
    ),
    "an answer went": (
        lambda d: operation(d)["responses"].update({"200": operation(d)["responses"].pop("201")}),
        ["info response-success-status-added answer 200", "breaking response-success-status-removed answer 201"],
    ),
    "an error went": (
        lambda d: operation(d)["responses"].pop("default"),
        ["info response-non-success-status-removed answer default"],
    ),
    "a header of an answer went": (
        lambda d: answer(d).pop("headers"),
        ["warning optional-response-header-removed answer 201 header Location"],
    ),
    "a media type of an answer went": (
        put(lambda d: media(answer, d), **{"application/json": None}),
        ["breaking response-media-type-removed answer 201: application/json -> "],
    ),
    "a property went": (
        put(properties, size=None),
        [
            "warning request-property-removed body Thing.size: integer -> ",
            "warning response-optional-property-removed answer Thing.size: integer -> ",
        ],
    ),
    "a required property went": (
        put(properties, name=None),
        [
            "warning request-property-removed body Thing.name: string -> ",
            "breaking response-required-property-removed answer Thing.name: string -> ",
        ],
    ),
    "a property came": (
        put(properties, colour={"type": "string"}),
        [
            "info new-optional-request-property body Thing.colour:  -> string",
            "info response-optional-property-added answer Thing.colour:  -> string",
        ],
    ),
    "a required property came": (
        lambda d: (properties(d).update(colour={"type": "string"}), schema(d)["required"].append("colour")),
        [
            "breaking new-required-request-property body Thing.colour:  -> string",
            "info response-required-property-added answer Thing.colour:  -> string",
        ],
    ),
    "a required property came that only HubSpot writes": (
        lambda d: (
            properties(d).update(colour={"type": "string", "readOnly": True}),
            schema(d)["required"].append("colour"),
        ),
        [
            "info new-required-request-property body Thing.colour:  -> string",
            "info response-required-property-added answer Thing.colour:  -> string",
        ],
    ),
    "a property became required": (
        needed("name", "size"),
        [
            "breaking request-property-became-required body Thing.size",
            "info response-property-became-required answer Thing.size",
        ],
    ),
    "a property became optional": (
        needed(),
        [
            "info request-property-became-optional body Thing.name",
            "breaking response-property-became-optional answer Thing.name",
        ],
    ),
    "a property is another type": (
        put(properties, size={"type": "string"}),
        [
            "breaking request-property-type-changed body Thing.size: integer -> string",
            "breaking response-property-type-changed answer Thing.size: integer -> string",
        ],
    ),
    "a property is a wider type": (
        put(properties, size={"type": "number"}),
        [
            "info request-property-type-generalized body Thing.size: integer -> number",
            "breaking response-property-type-generalized answer Thing.size: integer -> number",
        ],
    ),
    "an enum is wider": (
        put(lambda d: properties(d)["kind"], enum=["A", "B", "C"]),
        [
            "info request-property-enum-value-added body Thing.kind:  -> C",
            "warning response-property-enum-value-added answer Thing.kind:  -> C",
        ],
    ),
    "an enum is narrower": (
        put(lambda d: properties(d)["kind"], enum=["A"]),
        [
            "breaking request-property-enum-value-removed body Thing.kind: B -> ",
            "info response-property-enum-value-removed answer Thing.kind: B -> ",
        ],
    ),
    "an enum went": (
        put(lambda d: properties(d)["kind"], enum=None),
        [
            "info request-property-became-not-enum body Thing.kind: A, B -> ",
            "breaking response-property-became-not-enum answer Thing.kind: A, B -> ",
        ],
    ),
    "null is allowed": (
        put(lambda d: properties(d)["size"], nullable=True),
        [
            "info request-property-became-nullable body Thing.size",
            "breaking response-property-became-nullable answer Thing.size",
        ],
    ),
    "a bound is higher": (
        put(lambda d: properties(d, "Wheel")["radius"], maximum=10),
        [
            "info request-property-max-increased body Wheel.radius: 9 -> 10",
            "breaking response-property-max-increased answer Wheel.radius: 9 -> 10",
        ],
    ),
    "values of a map": (
        put(lambda d: properties(d)["labels"], additionalProperties={"type": "integer"}),
        [
            "breaking request-property-type-changed body Thing.labels{}: string -> integer",
            "breaking response-property-type-changed answer Thing.labels{}: string -> integer",
        ],
    ),
    "a map became closed": (
        put(schema, additionalProperties=False),
        [
            "breaking request-additional-properties-forbidden body Thing",
            "info response-additional-properties-forbidden answer Thing",
        ],
    ),
    "a branch of a union came": (
        lambda d: schema(d, "Part")["oneOf"].append({"type": "string"}),
        [
            'info request-property-one-of-added body Part:  -> {"type": "string"}',
            'breaking response-property-one-of-added answer Part:  -> {"type": "string"}',
        ],
    ),
    "a branch of a union went": (
        lambda d: schema(d, "Part")["oneOf"].pop(0),
        [
            "breaking request-property-one-of-removed body Part: Wheel -> ",
            "info response-property-one-of-removed answer Part: Wheel -> ",
        ],
    ),
    "parts laid together are what they were apart": (
        put(
            lambda d: d["components"]["schemas"],
            Base={"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            Wheel={"allOf": [{"$ref": "#/components/schemas/Rim"}]},
            Rim={"type": "object", "properties": {"radius": {"type": "number", "maximum": 9}}},
        ),
        [
            'python schema-all-of-changed schema Wheel: {"properties": {"radius": {"maximum": 9, "type": "number"}}, '
            '"type": "object"} -> {"allOf": [{"$ref": "#/components/schemas/Rim"}]}',
            "python schema-added schema Base:  -> object",
            "python schema-added schema Rim:  -> object",
        ],
    ),
    "a default is another": (
        put(lambda d: properties(d)["size"], default=1),
        [
            "info request-property-default-value-changed body Thing.size:  -> 1",
            "info response-property-default-value-changed answer Thing.size:  -> 1",
        ],
    ),
    "a pattern is another": (
        lambda d: (properties(d)["name"].update(pattern="b"),),
        [
            "breaking request-property-pattern-added body Thing.name:  -> b",
            "info response-property-pattern-added answer Thing.name:  -> b",
        ],
    ),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_a_change_is_told(told, change, expected):
    assert told(change) == expected
