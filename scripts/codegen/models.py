"""The modules of models: a class for each schema, with its fields, their names in JSON, and where it is used."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs
from openapi_python_client.parser.properties import LiteralEnumProperty

from scripts.codegen.merge import Merged
from scripts.codegen.parse import Parsed, or_none, raw

_RESERVED_FIELDS = {"additional_properties", "from_dict", "to_dict"}
_ABSENT = tomllib.loads((Path(__file__).parent / "absent.toml").read_text(encoding="utf-8"))
_MANY_MODELS = 3
_SHOWN = 2
_CHAIN = re.compile(r"[A-Z]\w*(?: \| [A-Z]\w*)+")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|\d+")


@attrs.frozen
class Attribute:
    """A field of a model."""

    name: str
    wire: str
    type: str
    default: str | None


@attrs.frozen
class Class:
    """Everything that the template of a model writes."""

    name: str
    docstring: str
    attributes: list[Attribute]

    @property
    def wire(self) -> str:
        """How the fields are spelled in JSON, as Python source: one text where no name has a space."""
        names = [attribute.wire for attribute in self.attributes]
        return repr(tuple(names) if any(name.split() != [name] for name in names) else " ".join(names))


@attrs.frozen
class Models:
    """The models of an edition: their classes by name, and names for the unions that recur."""

    classes: dict[str, Class]
    unions: dict[str, str]
    """Union, as it is written → its name."""

    def unions_of(self, names: Iterable[str]) -> dict[str, str]:
        """The named unions that these models mention: name → union."""
        texts = [attribute.type for name in names for attribute in self.classes[name].attributes]
        mentioned = set(re.findall(r"\w+", " ".join(texts)))
        return {
            name: union for union, name in sorted(self.unions.items(), key=lambda item: item[1]) if name in mentioned
        }


def models(edition: str, merged: Merged, parsed: Parsed) -> Models:
    """Every model of an edition, as it is written."""
    names = [name for name, model in parsed.models.items() if not parsed.is_map(model)]
    schemas = _schemas(names, merged)
    attributes = {name: _attributes(name, schemas[name], parsed) for name in names}
    unions = _unions(attributes)
    described = _docstrings(edition, schemas, merged, parsed)
    classes = {
        name: Class(name, described[name], [attrs.evolve(a, type=_named(a.type, unions)) for a in attributes[name]])
        for name in names
    }
    return Models(classes, unions)


def _attributes(model: str, schemas: list[str], parsed: Parsed) -> list[Attribute]:
    made: list[Attribute] = []
    absent = {field for schema in schemas for field in _ABSENT.get(schema, {}).get("fields", ())}
    taken = set(_RESERVED_FIELDS)
    for prop in parsed.fields(model):
        name = str(prop.python_name)
        while name in taken:
            name += "_"
        taken.add(name)
        kind = parsed.annotation(prop)
        default = None
        if isinstance(prop, LiteralEnumProperty) and prop.required and (len(prop.values) == 1 or prop.default):
            default = repr(prop.default.raw_value if prop.default else next(iter(prop.values)))
        elif not prop.required:
            default = "None"
        if not prop.required or raw(prop.name) in absent:
            kind = or_none(kind)
        made.append(Attribute(name, raw(prop.name), kind, default))
    return made


# Unions: one of ninety models that a hundred fields take is written once


def _unions(attributes: Mapping[str, list[Attribute]]) -> dict[str, str]:
    """Names for the unions of models that recur in an edition."""
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    for declared in attributes.values():
        for attribute in declared:
            for chain in _chains(attribute.type):
                fields[chain][attribute.wire] += 1
    recurring = {union: used for union, used in fields.items() if used.total() > 1}
    named: dict[str, str] = {}
    taken = {*attributes, "Any"}
    for union, used in sorted(recurring.items(), key=lambda item: (-item[1].total(), item[0])):
        for name in _proposals(union, used):
            if name not in taken:
                named[union] = name
                taken.add(name)
                break
    return named


def _chains(text: str) -> list[str]:
    chains = [chain[0].removesuffix(" | None") for chain in _CHAIN.finditer(text)]
    return [chain for chain in chains if chain.count(" | ") >= _MANY_MODELS - 1]


def _named(text: str, unions: Mapping[str, str]) -> str:
    def rename(match: re.Match[str]) -> str:
        union = match[0].removesuffix(" | None")
        return unions.get(union, union) + match[0][len(union) :]

    return _CHAIN.sub(rename, text)


def _proposals(union: str, used: Counter[str]) -> list[str]:
    """``AnyPublicFilterBranch``: what the members' names have in common; failing that, what fields call it."""
    members = [_WORDS.findall(member) for member in union.split(" | ")]
    front, back = _common(members), _common([words[::-1] for words in members])[::-1]
    telling = bool(back) or len(front) > 1
    shared = "".join([*(front if len(front) < min(map(len, members)) else []), *back]) if telling else ""
    commonest = sorted(used, key=lambda field: (-used[field], field))[0]
    words = [word[0].upper() + word[1:] for word in _WORDS.findall(commonest)]
    field = "".join(words).removesuffix("s")
    names = [f"Any{shared}", f"Any{field}", f"Any{shared}Of{field}", f"Any{field}{len(members)}"]
    return names if shared else names[1::2]


def _common(sequences: list[list[str]]) -> list[str]:
    count = 0
    for column in zip(*sequences, strict=False):
        if len(set(column)) > 1:
            break
        count += 1
    return sequences[0][:count]


# Docstrings: facts that the documents give, none of their prose


def _schemas(names: list[str], merged: Merged) -> dict[str, list[str]]:
    """What the documents call the schema of each model."""
    found: dict[str, set[str]] = defaultdict(set)
    for (_, schema), target in merged.schemas.items():
        found[target].add(schema)
    return {name: sorted(found[name]) or [name] for name in names}


def _docstrings(edition: str, schemas: dict[str, list[str]], merged: Merged, parsed: Parsed) -> dict[str, str]:
    answers: dict[str, list[str]] = defaultdict(list)
    bodies: dict[str, list[str]] = defaultdict(list)
    holders: dict[str, list[str]] = defaultdict(list)
    for entry in merged.entries.values():
        endpoint = parsed.endpoints[entry.id]
        where = f"{entry.api}.{entry.name}"
        sent, given = [body.prop for body in endpoint.bodies], [answer.prop for answer in endpoint.responses]
        for uses, props in ((bodies, sent), (answers, given)):
            for name in {name for prop in props for name in parsed.inner_models(prop)}:
                uses[name].append(where)
    for name in schemas:
        for inner in {inner for field in parsed.fields(name) for inner in parsed.inner_models(field)} - {name}:
            holders[inner].append(name)
    made = {}
    for name, own in schemas.items():
        facts = [
            f"Schema {', '.join(own[:_SHOWN])}, edition {edition}.",
            *(
                f"{title} {_shown(uses[name])}."
                for title, uses in (("Sent to", bodies), ("Answer of", answers), ("Part of", holders))
                if name in uses
            ),
        ]
        made[name] = " ".join(facts)
    return made


def _shown(names: list[str]) -> str:
    """``a, b and 3 more``."""
    names = sorted(names)
    more = len(names) - _SHOWN
    if more > 0:
        return f"{', '.join(names[:_SHOWN])} and {more} more"
    return " and ".join(names)
