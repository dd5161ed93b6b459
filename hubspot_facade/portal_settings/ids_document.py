"""The document of the ids that settings have in one portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import InputError
from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings.document_fields import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubspot_facade.portal_settings.entries import Key

# Settings that have an id and others within them, and what these are.
_INNER = {names.PIPELINES: (1, "stages"), names.SCHEMA: (0, "associations")}


def ids_document(portal_id: int, ids: Mapping[Key, Any]) -> dict[str, Any]:
    """Ids by object type, subject and names."""
    document: dict[str, Any] = {"portal": portal_id}
    for key in sorted(ids):
        object_type, subject, *inner = key
        table = document.setdefault(object_type, {}).setdefault(subject, {})
        if subject not in _INNER:
            table.setdefault(inner[0], {})[inner[1]] = ids[key]
            continue
        depth, holder = _INNER[subject]
        for name in inner[:depth]:
            table = table.setdefault(name, {})
        if len(inner) == depth:
            table["id"] = ids[key]
        else:
            table.setdefault(holder, {})[inner[depth]] = ids[key]
    return document


def ids_of(document: Mapping[str, Any], path: str) -> dict[Key, Any]:
    """The ids in a document, by the keys of the settings. InputError for what is none."""
    ids: dict[Key, Any] = {}
    for object_type, subjects in document.items():
        if object_type == "portal":
            continue
        for subject, table in tables(subjects, f"{path}: {object_type}").items():
            place = f"{path}: {object_type}.{subject}"
            for inner, id_ in _ids_in(subject, tables(table, place), place):
                ids[object_type, subject, *inner] = id_
    return ids


def _ids_in(subject: str, table: dict[str, Any], place: str) -> Iterator[tuple[Key, Any]]:
    if subject not in _INNER:
        for name, inner in table.items():
            for label, both in tables(inner, f"{place}.{name}").items():
                yield (name, label), both
        return
    depth, holder = _INNER[subject]
    nodes = {(name,): each for name, each in table.items()} if depth else {(): table}
    for above, node in nodes.items():
        where = ".".join([place, *above])
        for field, value in tables(node, where).items():
            if field == "id":
                yield above, value
            elif field == holder:
                yield from (((*above, name), id_) for name, id_ in tables(value, f"{where}.{field}").items())
            else:
                raise InputError(f"{where}.{field}", f"expected id or {holder}")
