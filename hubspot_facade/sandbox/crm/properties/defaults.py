"""HubSpot's own properties and groups of each object type, from the package's data."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.state.instants import instant

from .definition import default_body
from .formulas import described

MOMENT = instant(1_588_000_000_000)
_OTHER = "other"
_NOT_OF_CUSTOM = frozenset({"hs_name", "hs_title", "hs_description"})
_OF_CUSTOM: list[list[Any]] = [
    ["hs_pipeline", "Pipeline", "enumeration/select", "{group}", "p"],
    ["hs_pipeline_stage", "Pipeline stage", "enumeration/select", "{group}", "s"],
    ["hs_lastactivitydate", "Last activity date", "datetime/date", "{group}", "r"],
    ["hs_nextactivitydate", "Next activity date", "datetime/date", "{group}", "r"],
]


@lru_cache(maxsize=64)
def _data(name: str) -> dict[str, Any]:
    source = files("hubspot_facade.sandbox").joinpath("data", "properties", f"{name}.json")
    if not source.is_file():
        return _data(_OTHER)
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data


def groups(kind: ObjectType) -> dict[str, Body]:
    """The type's groups by name; the first is the main one."""
    listed: list[list[str]] = [] if kind.custom else _data(kind.name)["groups"]
    if kind.custom or not listed or listed[0][0].startswith(_OTHER):
        listed = [[f"{kind.name}_information", f"{kind.name.replace('_', ' ').capitalize()} information"]]
    return {
        name: {"archived": False, "name": name, "label": label, "displayOrder": order}
        for order, (name, label) in enumerate(listed)
    }


def properties(kind: ObjectType) -> dict[str, Body]:
    """The type's properties by name. The bodies are fresh; the caller may keep them."""
    known = groups(kind)
    main = next(iter(known))
    rows: list[list[Any]] = [*_data(_OTHER if kind.custom else kind.name)["properties"], *_data("base")["properties"]]
    if kind.custom:
        rows = [row for row in rows if row[0] not in _NOT_OF_CUSTOM] + _OF_CUSTOM
    found: dict[str, Body] = {}
    for order, row in enumerate(rows):
        group = row[3] if row[3] in known else main
        if row[0] not in found:
            body = default_body(row, group=group, order=order, moment=MOMENT)
            found[row[0]] = body | described(kind.name, body["name"], body["type"])
    for name in (kind.created, kind.modified):
        if name not in found:
            row = [name, "Create date" if name == kind.created else "Last modified date", "datetime/date", main, "r"]
            found[name] = default_body(row, group=main, order=len(found), moment=MOMENT)
    return found
