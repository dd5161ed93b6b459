"""Python source of an edition from its parsed documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from scripts.codegen.media import plain
from scripts.codegen.merge import Entry, Merged
from scripts.codegen.models import Models, models
from scripts.codegen.parse import Parsed, or_none, raw

TEMPLATES = Path(__file__).parent / "templates"
_MANY_SCOPES = 6
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701  # it writes Python, not HTML
)

Files = dict[str, str]


@attrs.frozen
class Parameter:
    """A parameter of an endpoint: its Python name, type, place and name on the wire."""

    name: str
    wire: str
    type: str
    place: str
    required: bool


@attrs.frozen
class Function:
    """Everything that the template of an endpoint writes."""

    entry: Entry
    parameters: list[Parameter]
    body: str | None
    body_kind: str
    body_type: str
    body_required: bool
    answers: dict[int, str]
    answer: str
    items: str
    scopes: tuple[str, ...]
    exemptions: tuple[str, ...]

    @property
    def query(self) -> list[Parameter]:
        """Parameters of the query."""
        return [p for p in self.parameters if p.place == "query"]

    @property
    def headers(self) -> list[Parameter]:
        """Parameters sent as headers."""
        return [p for p in self.parameters if p.place == "header"]

    @property
    def cookies(self) -> list[Parameter]:
        """Parameters sent as cookies."""
        return [p for p in self.parameters if p.place == "cookie"]

    @property
    def path(self) -> list[Parameter]:
        """Parameters of the path, in its order."""
        return [p for p in self.parameters if p.place == "path"]

    @property
    def styles(self) -> dict[str, str]:
        """How parameters are written that are not written in the usual way of their place."""
        return self.entry.view.styles


def package(edition: str) -> str:
    """The package of an edition: ``2026-03`` is ``v2026_03``."""
    return edition if edition.startswith("v") else "v" + edition.replace("-", "_")


def render(edition: str, merged: Merged, parsed: Parsed) -> Files:
    """Every file of an edition's package, by its path below the package."""
    owners = _owners(merged, parsed)
    every = models(edition, merged, parsed)
    placed: dict[str, list[str]] = defaultdict(list)
    for name in sorted(owners):
        placed[owners[name]].append(name)
    functions: dict[str, list[Function]] = defaultdict(list)
    for entry in merged.entries.values():
        functions[entry.api].append(_function(entry, parsed))
    homes = [home for home in sorted(placed) if home.startswith(_SHARED)]
    names = {home.removeprefix(_SHARED): [*every.unions_of(placed[home]), *placed[home]] for home in homes}
    files: Files = {
        "__init__.py": _template("package", title=f"HubSpot's API, edition {edition}."),
        "shared/__init__.py": _template(
            "shared", title=f"Models of more than one API, edition {edition}.", package=package(edition), names=names
        ),
    }
    for home in homes:
        files[f"{home.replace('.', '/')}.py"] = _models(home, placed[home], owners, every, parsed, edition)
    for api in sorted(functions):
        area, name = api.split(".")
        files.setdefault(f"{area}/__init__.py", _template("package", title=f"Edition {edition}, area {area}."))
        files[f"{area}/{name}/__init__.py"] = _template("package", title=f"Edition {edition}, API {api}.")
        files[f"{area}/{name}/models.py"] = _models(
            api, placed[api], owners, every, parsed, edition, _mentioned(functions[api])
        )
        files[f"{area}/{name}/operations.py"] = _operations(api, functions[api], edition)
    return files


def _template(name: str, **values: Any) -> str:
    return _ENVIRONMENT.get_template(f"{name}.py.jinja").render(**values)


# Where a model lives


_SHARED = "shared."
_COMMON = f"{_SHARED}common"
_UNUSED = "unused"


def _owners(merged: Merged, parsed: Parsed) -> dict[str, str]:
    """The API that alone uses a model, else a module of `shared`: that of its area or two, or what more areas share.

    So the first call of an API loads few models that it does not use, in few modules. What a model contains is used by
    as many areas as itself, or by more, so that these modules import each other in one direction.
    """
    users: dict[str, set[str]] = defaultdict(set)
    for entry in merged.entries.values():
        endpoint = parsed.endpoints[entry.id]
        for prop in [
            *(body.prop for body in endpoint.bodies),
            *(r.prop for r in endpoint.responses),
            *endpoint.list_all_parameters(),
        ]:
            for name in parsed.inner_models(prop):
                _reach(name, entry.api, users, parsed)
    unused = [name for name, model in parsed.models.items() if not users[name] and not parsed.is_map(model)]
    for name in unused:
        _reach(name, _UNUSED, users, parsed)
    return {name: _home(users[name]) for name, model in parsed.models.items() if not parsed.is_map(model)}


def _home(users: set[str]) -> str:
    if len(users) == 1 and _UNUSED not in users:
        return next(iter(users))
    areas = sorted({api.partition(".")[0] for api in users if api != _UNUSED}) or [_UNUSED]
    return _COMMON if len(areas) > 2 else _SHARED + "_and_".join(areas)


def _reach(name: str, api: str, users: dict[str, set[str]], parsed: Parsed) -> None:
    waiting = [name]  # and no recursion: models may lead to one another in thousands
    while waiting:
        name = waiting.pop()
        if api not in users[name]:
            users[name].add(api)
            waiting += [inner for field in parsed.fields(name) for inner in parsed.inner_models(field)]


# Models


def _models(
    home: str,
    names: list[str],
    owners: dict[str, str],
    every: Models,
    parsed: Parsed,
    edition: str,
    used: Iterable[str] = (),
) -> str:
    mentioned = {inner for name in names for field in parsed.fields(name) for inner in parsed.inner_models(field)}
    text = " ".join(a.type for name in names for a in every.classes[name].attributes)
    shared: dict[str, list[str]] = defaultdict(list)
    for name in sorted(mentioned.union(used)):
        if owners[name].startswith(_SHARED) and owners[name] != home:
            shared[owners[name]].append(name)
    unions = every.unions_of(names)
    return _template(
        "models",
        title=f"Models of {_title(home)}, edition {edition}.",
        models=[every.classes[name] for name in names],
        unions=unions,
        shared=shared,
        exported=[] if home.startswith(_SHARED) or not shared else sorted({*names, *used, *unions}),
        package=package(edition),
        typing=[
            *(name for name in ("Any", "Literal") if re.search(rf"\b{name}\b", text)),
            *(["TypeAlias"] if unions else []),
        ],
        datetime="datetime." in text,
        file=re.search(r"\bUpload\b", text) is not None,
    )


def _title(home: str) -> str:
    if not home.startswith(_SHARED):
        return home
    areas = home.removeprefix(_SHARED)
    if areas == _UNUSED:
        return "no API"
    return "more than two areas" if home == _COMMON else f"more than one API of {areas.replace('_and_', ' and ')}"


# Operations


def _operations(api: str, functions: list[Function], edition: str) -> str:
    functions = sorted(functions, key=lambda f: (f.entry.path, f.entry.method))
    often = Counter(f.scopes for f in functions if len(f.scopes) > _MANY_SCOPES)
    scope_sets = {f"SCOPES_{number}": scopes for number, scopes in enumerate(sorted(often), 1)}
    text = " ".join(" ".join([*(p.type for p in f.parameters), f.body or "", f.answer]) for f in functions)
    return _template(
        "operations",
        title=f"Calls of {api}, edition {edition}.",
        functions=functions,
        scope_sets=scope_sets,
        scope_names={scopes: name for name, scopes in scope_sets.items()},
        package=package(edition),
        abc=[name for name in ("Mapping", "Sequence") if re.search(rf"\b{name}\b", text)],
        typing=[name for name in ("Any", "Literal") if re.search(rf"\b{name}\b", text)],
        datetime="datetime." in text,
        models=re.search(r"\bmodels\.", text) is not None,
        file=re.search(r"\bUpload\b", text) is not None,
    )


def _mentioned(functions: list[Function]) -> set[str]:
    """The models that an API's calls take and give."""
    kinds = [kind for f in functions for kind in (f.answer, f.body or "", *(p.type for p in f.parameters))]
    return {name for kind in kinds for name in re.findall(r"\bmodels\.(\w+)", kind)}


def _function(entry: Entry, parsed: Parsed) -> Function:
    endpoint = parsed.endpoints[entry.id]
    places = (
        ("path", endpoint.path_parameters),
        ("query", endpoint.query_parameters),
        ("header", endpoint.header_parameters),
        ("cookie", endpoint.cookie_parameters),
    )
    body, kind, content_type = _body(entry, endpoint, parsed)
    taken = {entry.name, *(["body"] if body else [])}
    parameters = [_parameter(p, place, entry, parsed, taken) for place, found in places for p in found]
    answers: dict[int, str] = {}
    for response in endpoint.responses.patterns:  # exact statuses first, then ranges
        status = _status(response.status_code)
        text = status in entry.view.texts
        answers.setdefault(status, "text" if text else _answer(response.prop, response.source["return_type"], parsed))
    kinds = list(dict.fromkeys("str" if a == "text" else _in_models(a) for a in answers.values())) or ["Any"]
    return Function(
        entry,
        parameters,
        body,
        kind,
        content_type,
        bool(entry.operation.get("requestBody", {}).get("required")),
        answers,
        " | ".join(sorted(kinds, key=lambda k: k == "None")),
        _items(endpoint, parsed),
        _scopes(entry),
        tuple(entry.operation.get("x-hubspot-rate-limit-exemptions", [])),
    )


def _parameter(prop: PropertyProtocol, place: str, entry: Entry, parsed: Parsed, taken: set[str]) -> Parameter:
    """A parameter, under a name that neither the body nor the function itself nor another parameter has."""
    name, shown = str(prop.python_name), raw(prop.name)
    while name in taken:
        name += "_"
    taken.add(name)
    wire = entry.view.wires.get(shown, shown)
    kind = entry.view.types.get(f"{place} {wire}")
    if kind is None:
        kind = _sent(prop, parsed)
    elif not prop.required:
        kind = or_none(kind)
    return Parameter(name, wire, kind, place, bool(prop.required))


# What a page has beside its items.
_BESIDE_ITEMS = frozenset({"count", "hasMore", "limit", "offset", "paging", "total"})


def _items(endpoint: Endpoint, parsed: Parsed) -> str:
    """The key that holds an answer's items: `results`, or the one list of an object that else only pages."""
    found: set[str] = set()
    for response in endpoint.responses.patterns:
        for model in parsed.top_models(response.prop):
            lists = [raw(prop.name) for prop in parsed.fields(model) if isinstance(prop, ListProperty)]
            others = {raw(prop.name) for prop in parsed.fields(model)} - {*lists}
            if "results" in lists:
                found.add("results")
            else:
                found.add(lists[0] if len(lists) == 1 and others <= _BESIDE_ITEMS else "")
    return found.pop() if len(found) == 1 else ""


def _status(pattern: Any) -> int:
    return int(pattern.range[0])  # of a range, its first


def _answer(prop: PropertyProtocol, source: str, parsed: Parsed) -> str:
    if isinstance(prop, FileProperty):
        return "bytes"
    if source in ("None", "bytes", "str"):
        return source
    return parsed.annotation(prop)


def _in_models(kind: str) -> str:
    """A type as the operations module writes it: classes by way of the models module."""
    known = {"None", "Any", "Literal", "Upload", "Mapping", "Sequence"}

    def rename(match: re.Match[str]) -> str:
        word = match[0]
        return word if word[0] in "'\"" or word in known else f"models.{word}"

    return re.sub(r"""'[^']*'|"[^"]*"|(?<![\w.])[A-Z]\w*""", rename, kind)


def _sent(prop: PropertyProtocol, parsed: Parsed) -> str:
    """The type of something that the caller gives: any sequence where the document says list."""
    kind = (
        f"Sequence[{parsed.annotation(prop.inner_property)}]"
        if isinstance(prop, ListProperty)
        else parsed.annotation(prop)
    )
    kind = _in_models(kind)
    if kind.startswith("dict["):
        kind = "Mapping[" + kind.removeprefix("dict[")
    elif parsed.top_models(prop):
        kind += " | Mapping[str, Any]"
    return kind if prop.required else or_none(kind)


def _body(entry: Entry, endpoint: Endpoint, parsed: Parsed) -> tuple[str | None, str, str]:
    """The type of the request body, the argument of `Call` that takes it, and its media type where it is unusual."""
    if entry.view.body is None or not endpoint.bodies:
        return None, "", ""
    name, kind = entry.view.body
    prop = endpoint.bodies[0].prop
    sent = "" if plain(name) in _USUAL else plain(name)
    if kind in ("text", "bytes"):
        return "str | bytes" if kind == "text" else "bytes", "content", sent
    sent = sent if kind == "json" else ""
    if isinstance(prop, ListProperty):
        return f"Sequence[{_given(prop.inner_property, parsed)}]", kind, sent
    return _given(prop, parsed), kind, sent


# What `Call` sends by itself.
_USUAL = frozenset({"*/*", "application/json", "application/octet-stream"})


def _given(prop: PropertyProtocol, parsed: Parsed) -> str:
    kind = _in_models(parsed.annotation(prop))
    if kind.startswith("dict["):
        return "Mapping[" + kind.removeprefix("dict[")
    return f"{kind} | Mapping[str, Any]" if parsed.inner_models(prop) else kind


def _scopes(entry: Entry) -> tuple[str, ...]:
    """The scopes of which one is needed; several that are needed together stand in one text, as OAuth writes them."""
    found = []
    for requirement in entry.operation.get("security", []):
        scopes = requirement.get("oauth2")
        if scopes:
            found.append(" ".join(sorted(scopes)))
    return tuple(sorted(set(found)))


def root_module(packages: dict[str, str]) -> str:
    """The package's own module: which editions there are, and how to load an API."""
    return _template("root", packages=packages)
