"""Documents of the pulled collection."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.specs.errors import SpecsError

METHODS = ("delete", "get", "head", "options", "patch", "post", "put", "trace")
PRODUCTION = "https://api.hubapi.com"
HIDDEN = "NONE"
SHAPE = re.compile(r"PublicApiSpecs/([^/]+)/([^/]+)/Rollouts/(\d+)/([^/]+)/[^/]+\.(?:json|ya?ml)", flags=re.I)
_BELOW = re.compile(r"PublicApiSpecs/[^/]+/[^/]+/Rollouts/\d+/[^/]+/.+", flags=re.S)
"""Where Postman collections are, in folders of their own below those of documents."""


def is_candidate(path: str) -> bool:
    """Whether `path` has the shape of a document: PublicApiSpecs/<area>/<api>/Rollouts/<id>/<version>/<file>.json.

    YAML files have it too, since a document may be in them.
    """
    return SHAPE.fullmatch(path) is not None and path.isprintable()


def is_misplaced(path: str) -> bool:
    """Whether the file at `path` may be a document, and is in no folder that has documents."""
    named = re.fullmatch(r"PublicApiSpecs/.*\.(json|ya?ml)", path, flags=re.I | re.S)
    return named is not None and not (_BELOW.fullmatch(path) and path.isprintable())


@dataclass(frozen=True)
class Document:
    """One OpenAPI 3.0 document as published."""

    path: str
    """In the collection."""
    area: str
    api: str
    rollout: int
    version: str
    sha256: str
    """Of the file's bytes."""
    content: dict[str, Any] = field(repr=False, compare=False, hash=False)

    @property
    def name(self) -> str:
        """Upstream's folder name: ``CRM/Contacts``."""
        return f"{self.area}/{self.api}"

    @property
    def operations(self) -> list[tuple[str, str]]:
        """(method, path template) of every operation, sorted."""
        return sorted(
            (method, path) for path, item in self.content["paths"].items() for method in item if method in METHODS
        )

    @property
    def production(self) -> bool:
        """Whether the first server is HubSpot's public one."""
        servers = self.content.get("servers") or [{}]
        return str(servers[0].get("url", "")).rstrip("/") == PRODUCTION

    @property
    def elsewhere(self) -> str:
        """The first server, where that is another host than HubSpot's public one; else empty."""
        servers = self.content.get("servers") or [{}]
        parts = urlsplit(str(servers[0].get("url", "")))
        host = f"{parts.scheme}://{parts.netloc}"
        return host if parts.netloc and host != PRODUCTION else ""

    @property
    def hidden(self) -> bool:
        """Whether the publisher shows the document nowhere (documentation banner NONE)."""
        banner = "x-hubspot-documentation-banner"
        return HIDDEN in (self.content.get(banner), self.content["info"].get(banner))


def read(root: Path, path: str) -> Document | str:
    """The document at `path` under `root`, or what the file is instead: see `form_of`.

    Raises :class:`SpecsError` that names the document when it is unreadable, not JSON, or lacks what OpenAPI requires.
    """
    match = SHAPE.fullmatch(path)
    if match is None:
        raise SpecsError(f"{path}: not a path of the collection")
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        raise SpecsError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        content = None if form_of(path, None) else json.loads(data, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise SpecsError(f"{path}: not JSON, perhaps truncated: {error}") from None
    if not isinstance(content, dict) or not re.match(r"3\.0(\.|$)", str(content.get("openapi", ""))):
        return form_of(path, content)
    problem = next(_problems(content), None)
    if problem:
        raise SpecsError(f"{path}: not a complete OpenAPI document: {problem}")
    area, api, rollout, version = match.groups()
    return Document(
        path=path,
        area=area,
        api=api,
        rollout=int(rollout),
        version=version,
        sha256=hashlib.sha256(data).hexdigest(),
        content=content,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, none of whose keys stands twice: of two, only the last would be read."""
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f"an object has the key {twice!r} twice")
    return made


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def form_of(path: str, content: Any) -> str:
    """The format that a file claims, such as OpenAPI 3.1.0; empty where it describes no API, as Postman's do not."""
    if not path.lower().endswith(".json"):
        return "YAML"
    for key, name in (("openapi", "OpenAPI"), ("swagger", "Swagger")):
        if isinstance(content, dict) and key in content:
            return f"{name} {content[key]}"
    return ""


def _problems(content: dict[str, Any]) -> Iterator[str]:
    for key in ("info", "paths"):
        if not isinstance(content.get(key), dict):
            yield f"{key!r} is missing"
            return
    if not content["paths"]:
        yield "it has no paths"
    for path, item in content["paths"].items():
        if not isinstance(item, dict):
            yield f"path {path} is not an object"
            return
        for method in METHODS:
            if method in item and not (
                isinstance(item[method], dict) and isinstance(item[method].get("responses"), dict)
            ):
                yield f"{method.upper()} {path} has no responses"
    servers = content.get("servers", [])
    if not isinstance(servers, list) or not all(isinstance(server, dict) for server in servers):
        yield "servers is not a list of objects"
    if not isinstance(content.get("components", {}), dict):
        yield "components is not an object"
        return
    for kind, components in content.get("components", {}).items():
        if not isinstance(components, dict):
            yield f"components/{kind} is not an object"
