"""Which operations of a document belong together: making, reading, listing, changing and deleting things of one kind.

Read off the paths: what `POST …/tables` makes, `GET …/tables/{tableIdOrName}` reads and `GET …/tables` lists. A family
needs a way to make its things and one to read them. Operations that fit into none are answered from their schema.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from hubspot_facade.sandbox.protocol.errors import Body

from .index import METHODS, Place, document
from .schemas import shape

_VERSION = re.compile(r"/(?:v[1-4]|\d{4}-\d{2}(?:-beta)?)(?=/|\Z)")
_PARAMETER = re.compile(r"\{([^}]+)\}\Z")
ON_ITEM = {"get": "read", "patch": "update", "put": "replace", "delete": "delete"}
BELOW_ITEM = {
    "get draft": "read_draft",
    "patch draft": "update_draft",
    "put draft": "update_draft",
    "delete draft": "delete",
    "post draft/publish": "publish",
    "post draft/push-live": "publish",
    "post unpublish": "unpublish",
    "post draft/reset": "reset",
    "post clone": "clone",
    "post draft/clone": "clone",
    "get revisions": "revisions",
    "get revisions/{revisionId}": "revision",
    "post revisions/{revisionId}/restore": "restore",
    "post revisions/{revisionId}/restore-to-draft": "restore_to_draft",
}
ON_COLLECTION = {
    "get ": "list",
    "post ": "create",
    "get draft": "list",
    "get all": "list",
    "get cursor": "list",
    "post clone": "clone_named",
    "post batch/create": "batch_create",
    "post batch/read": "batch_read",
    "post batch/update": "batch_update",
    "post batch/replace": "batch_update",
    "post batch/upsert": "batch_update",
    "post batch/archive": "batch_delete",
    "post batch/purge": "batch_delete",
}
ON_SETTING = {"get": "setting", "put": "set", "patch": "set", "post": "set", "delete": "unset"}
Roles = dict[tuple[str, str], "Role"]


@dataclass(frozen=True)
class Family:
    """Things of one kind, or one setting.

    `kind` is their path without version, the same in every edition. `id_field` is the field of a thing that holds its
    id, None where only the path has it; `named` whether the client chooses it; `by_name` whether the path may have a
    thing's name in place of its id; `drafts` whether a change of the draft leaves the live version as it is; `parent`
    is the kind of what the things belong to.
    """

    kind: str
    id_field: str | None = None
    named: bool = False
    by_name: bool = False
    drafts: bool = False
    parent: str | None = None


class Role(NamedTuple):
    """What an operation does in its family."""

    action: str
    family: Family


@lru_cache(maxsize=512)
def roles(path: Path) -> Roles:
    """The role of each operation of a document, by template and method, where it has one."""
    places: dict[str, dict[str, Place]] = {}
    for template, operations in document(path)["paths"].items():
        for method in METHODS & operations.keys():
            places.setdefault(plain(template), {})[method] = Place(path, template, method)
    found: Roles = {}
    # shortest first, so that what things belong to is known before them
    for item in sorted(places, key=lambda one: one.count("/")):
        collection, _, last = item.rpartition("/")
        named = _PARAMETER.match(last)
        if named is not None:
            kinds = {role.family.kind for role in found.values()}
            found |= _things(places, collection, item, named.group(1), kinds)
    for setting in places:
        found |= {role: one for role, one in _setting(places, setting).items() if role not in found}
    return found


def plain(template: str) -> str:
    """The template without version and trailing slash."""
    return _VERSION.sub("", template).rstrip("/")


def _things(places: dict[str, dict[str, Place]], collection: str, item: str, parameter: str, kinds: set[str]) -> Roles:
    """The roles of the operations on a collection and its items; none when they make no family."""
    on_item, on_collection = places[item], places.get(collection, {})
    read = on_item.get("get") or places.get(f"{item}/draft", {}).get("get")
    if read is None:
        return {}
    made = on_collection.get("post")
    put = on_item.get("put")
    id_field: str | None
    if made is not None and _takes_json(made):
        id_field = _id_field(read, parameter)
        if id_field is None or id_field not in _properties(made) or not _shares(made, read):
            return {}
        named = id_field != "id" and id_field in _asked(made)
    elif put is not None and _takes_json(put) and _same(put, read) and _shares(put, read):
        id_field, named = parameter if parameter in _properties(read) else None, True
    else:
        return {}
    owner = next((kind for kind in kinds if re.fullmatch(rf"{re.escape(kind)}/\{{[^/]+\}}/[^/]+", collection)), None)
    family = Family(
        collection,
        id_field,
        named=named,
        by_name="Name" in parameter and id_field == "id",
        drafts="patch" in on_item and "patch" in places.get(f"{item}/draft", {}),
        parent=owner,
    )
    found: Roles = {}
    for method, place in on_item.items():
        if method in ON_ITEM:
            _add(found, place, ON_ITEM[method], family)
    for base, actions in ((item, BELOW_ITEM), (collection, ON_COLLECTION)):
        for way, action in actions.items():
            method, _, rest = way.partition(" ")
            for below in (rest, f"draft/{rest}"):
                met = places.get(f"{base}/{below}".rstrip("/"), {}).get(method)
                if met is not None and (not action.startswith("batch") or "inputs" in _asked(met)):
                    _add(found, met, action, family)
    return found


def _setting(places: dict[str, dict[str, Place]], path: str) -> Roles:
    """The roles of the operations on something of which there is one; none when what is written is not what is read."""
    operations = places[path]
    read = operations.get("get")
    writes = [one for method, one in operations.items() if method in ("put", "patch", "post")]
    if read is None or _PARAMETER.search(path) or not writes:
        return {}
    if not all(_takes_json(one) and _same(one, read) and _shares(one, read) for one in writes):
        return {}
    found: Roles = {}
    for method, place in operations.items():
        if method in ON_SETTING:
            _add(found, place, ON_SETTING[method], Family(path, named="post" in operations))
    return found


def _add(found: Roles, place: Place, action: str, family: Family) -> None:
    found.setdefault((place.template, place.method), Role(action, family))


def _takes_json(place: Place) -> bool:
    return place.asked() is not None


def _same(written: Place, read: Place) -> bool:
    """Whether what a write answers is what a read answers."""
    ours, theirs = _properties(written), _properties(read)
    return bool(ours) and "results" not in ours and ours.keys() == theirs.keys()


def _shares(write: Place, read: Place) -> bool:
    """Whether what is sent shows in what is read."""
    return not _asked(write).keys().isdisjoint(_properties(read))


def _asked(place: Place) -> Body:
    found: Body = shape(place.asked() or {}, place.schemas()).get("properties") or {}
    return found


def _properties(place: Place) -> Body:
    schema = place.answered()
    found: Body = shape(schema, place.schemas()).get("properties") or {} if schema else {}
    return found


def _id_field(read: Place, parameter: str) -> str | None:
    """The field of a thing that the path's parameter refers to."""
    properties = _properties(read)
    for name in (parameter, "id", *(["name"] if parameter.endswith("Name") else [])):
        if name in properties:
            return name
    return None
