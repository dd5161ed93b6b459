"""The one place that touches openapi-python-client: the merged document in, its parsed endpoints and models out.

Its parser is driven in process. Programmatic use and custom templates are not its public API, hence the exact pin
in pyproject.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import openapi
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty, Property
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty
from openapi_python_client.schema.untrusted_string import UntrustedString
from openapi_python_client.strings import ClassName, PythonIdentifier, pascal_case

from scripts.codegen.documents import CodegenError

if TYPE_CHECKING:
    from scripts.codegen.merge import Merged

_SCALARS: dict[type, str] = {
    AnyProperty: "Any",
    BooleanProperty: "bool",
    DateProperty: "datetime.date",
    DateTimeProperty: "datetime.datetime",
    FileProperty: "Upload",
    FloatProperty: "float",
    IntProperty: "int",
    NoneProperty: "None",
    StringProperty: "str",
    UuidProperty: "str",
}
_PREFIX = ConfigFile().field_prefix


@attrs.frozen
class Parsed:
    """The generator's result for an edition: endpoints by operationId, models by class name."""

    endpoints: dict[str, Endpoint]
    models: dict[str, ModelProperty]

    def is_map(self, model: ModelProperty) -> bool:
        """Whether a model names no fields: a map, or an object of any content."""
        model = self.models[model.class_info.name]
        return not model.required_properties and not model.optional_properties

    def fields(self, name: str) -> list[Property]:
        """A model's fields, the required ones first."""
        model = self.models[name]
        return [*(model.required_properties or []), *(model.optional_properties or [])]

    def annotation(self, prop: PropertyProtocol) -> str:
        """The Python type of a property as it is written in the generated code."""
        if isinstance(prop, UnionProperty):
            members = list(dict.fromkeys(self.annotation(inner) for inner in prop.inner_properties))
            if "Any" in members:
                return "Any"
            return " | ".join(sorted(members, key=lambda member: member == "None"))
        if isinstance(prop, ListProperty):
            return f"list[{self.annotation(prop.inner_property)}]"
        if isinstance(prop, LiteralEnumProperty):
            values = ", ".join(repr(value) for value in sorted(prop.values, key=str))
            others = "int" if prop.value_type is int else "str"
            return f"Literal[{values}]" if len(prop.values) == 1 else f"Literal[{values}] | {others}"
        if isinstance(prop, ModelProperty):
            if not self.is_map(prop):
                return str(prop.class_info.name)
            values_of = self.models[prop.class_info.name].additional_properties
            return "dict[str, Any]" if values_of is None else f"dict[str, {self.annotation(values_of)}]"
        return _SCALARS[type(prop)]

    def top_models(self, prop: PropertyProtocol) -> list[str]:
        """Names of the models that a value of this type may be; those inside of it are not meant."""
        if isinstance(prop, UnionProperty):
            return [model for inner in prop.inner_properties for model in self.top_models(inner)]
        return [str(prop.class_info.name)] if isinstance(prop, ModelProperty) and not self.is_map(prop) else []

    def inner_models(self, prop: PropertyProtocol) -> list[str]:
        """Names of the models that a property's type mentions, those that stand for maps looked through."""
        if isinstance(prop, UnionProperty):
            return [model for inner in prop.inner_properties for model in self.inner_models(inner)]
        if isinstance(prop, ListProperty):
            return self.inner_models(prop.inner_property)
        if isinstance(prop, ModelProperty):
            if not self.is_map(prop):
                return [str(prop.class_info.name)]
            values = self.models[prop.class_info.name].additional_properties
            return self.inner_models(values) if values is not None else []
        return []


def parse(merged: Merged, edition: str) -> Parsed:
    """Parse the merged document; any warning of the generator is an error here, since it means something is dropped."""
    config = Config.from_sources(
        ConfigFile(literal_enums=True), MetaType.NONE, Path(edition), "utf-8", overwrite=True, output_path=None
    )
    try:
        with _without_copies(), _legible():
            data = GeneratorData.from_dict(merged.document, config=config)
    except RecursionError as error:
        raise CodegenError(f"{edition}: schemas are nested too deep for the generator") from error
    except (
        Exception
    ) as error:  # the generator is made for documents that it knows; any of its failures is the document's
        raise CodegenError(f"{edition}: the generator fails with {type(error).__name__}: {error}") from error
    if isinstance(data, GeneratorError):
        raise CodegenError(f"{edition}: the generator refuses the documents: {data.header} {data.detail}")
    collections = data.endpoint_collections_by_tag.values()
    warnings = [*data.errors, *(error for collection in collections for error in collection.parse_errors)]
    if warnings:
        lines = [f"{w.header} {w.detail or ''}".strip() for w in warnings[:20]]
        raise CodegenError(f"{edition}: the generator warns {len(warnings)} times:\n  " + "\n  ".join(lines))
    ids = {str(PythonIdentifier(id_, _PREFIX)): id_ for id_ in merged.entries}
    endpoints = {ids[endpoint.name]: endpoint for collection in collections for endpoint in collection.endpoints}
    for name, endpoint in endpoints.items():
        if endpoint.errors:
            raise CodegenError(f"{edition}: {name}: {endpoint.errors[0].detail}")
    models = {str(model.class_info.name): model for model in data.models}
    return Parsed(endpoints, models)


@contextmanager
def _without_copies() -> Iterator[None]:
    """Keep the parser from copying each endpoint, with all that its models hold, at every step: half of its time.

    What it copies it replaces by the copy, and nothing of a parse that failed is used, so nobody sees the difference.
    """
    names = vars(openapi)
    copying = names["deepcopy"]
    names["deepcopy"] = lambda endpoint: endpoint
    try:
        yield
    finally:
        names["deepcopy"] = copying


@contextmanager
def _legible() -> Iterator[None]:
    """Let the generator's messages quote the document: it wraps texts, and the wrapping would be all that they show."""
    before = UntrustedString.__str__, UntrustedString.__repr__
    quoted = UntrustedString.get_untrusted_value
    UntrustedString.__str__ = UntrustedString.__repr__ = quoted  # type: ignore[method-assign,assignment]  # undone below
    try:
        yield
    finally:
        UntrustedString.__str__, UntrustedString.__repr__ = before  # type: ignore[method-assign]  # as it was


def or_none(kind: str) -> str:
    """A type that a value may have, or None; the type itself where it has None."""
    return kind if kind in ("Any", "None") or kind.endswith("| None") else f"{kind} | None"


def class_name(name: str) -> str:
    """The generator's name for the class of a schema with this name."""
    return str(ClassName(name, _PREFIX))


def pascal(name: str) -> str:
    """A name as the generator puts it into the name of a class."""
    return str(pascal_case(name))


def raw(value: Any) -> str:
    """Text of a document as it is: the generator wraps it against use as code."""
    return str(value.get_untrusted_value()) if hasattr(value, "get_untrusted_value") else str(value)
