"""Settings as documents: what each file holds, by its path.

`portal.toml` has the object types, `<object type>/<subject>.toml` the settings, and `ids/<portal>.toml` the ids that
they have in a portal, so that the other files mean the same in every portal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.errors import InputError
from hubspot_facade.portal_settings import document_fields as fields
from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings.entries import Entry, Key, Settings
from hubspot_facade.portal_settings.ids_document import ids_document, ids_of
from hubspot_facade.portal_settings.normal_form import normal
from hubspot_facade.wire.ids import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 1
MANIFEST = "portal.toml"
IDS = "ids"


def documents_of(settings: Settings) -> dict[str, dict[str, Any]]:
    """The documents of settings, in a stable order."""
    documents: dict[str, dict[str, Any]] = {MANIFEST: {"format": FORMAT, "object_types": [*settings.object_types]}}
    # pipelines have an order of their own, which says something
    ordered = sorted(settings.entries, key=lambda key: key[:2] if key[1] == names.PIPELINES else key)
    for key in ordered:
        object_type, subject, *inner = key
        document = documents.setdefault(f"{object_type}/{subject}.toml", {})
        entry = settings.entries[key]
        match subject:
            case names.SCHEMA:
                document.update(entry)
            case names.RULES:
                document.setdefault(inner[0], {})[inner[1]] = entry
            case names.PIPELINES:
                document.setdefault("pipelines", []).append({"label": inner[0], **entry})
            case names.LABELS:
                document.setdefault("labels", []).append({"to": inner[0], "label": inner[1], **entry})
            case names.LIMITS:
                label = {"label": inner[1]} if inner[1] else {}
                document.setdefault("limits", []).append({"to": inner[0], **label, **entry})
            case _:
                document[inner[0]] = entry
    if settings.portal_id is not None:
        documents[f"{IDS}/{settings.portal_id}.toml"] = ids_document(settings.portal_id, settings.ids)
    return dict(sorted(documents.items()))


def settings_of(documents: Mapping[str, Any], portal_id: int | None = None) -> Settings:
    """The settings in documents, with the ids of one portal. InputError names the file, the place and what is wrong."""
    if MANIFEST not in documents:
        raise InputError(MANIFEST, "is missing: it says which object types the files are about")
    for path, document in documents.items():
        if not isinstance(document, dict):
            raise InputError(path, f"expected a table, not {describe(cast('object', document))}")
    manifest = documents[MANIFEST]
    fields.check(manifest, fields.MANIFEST, MANIFEST)
    if manifest["format"] != FORMAT:
        raise InputError(f"{MANIFEST}: format", f"this version reads format {FORMAT}, not {manifest['format']!r}")
    entries: dict[Key, Entry] = {}
    for path in sorted(documents):
        object_type, _, subject = path.removesuffix(".toml").rpartition("/")
        if object_type == IDS:
            ids_of(documents[path], path)  # what is wrong with them is said before any request
        if path == MANIFEST or object_type == IDS:
            continue
        if subject not in names.SUBJECTS or not _is_type(object_type):
            raise InputError(path, "expected <object type>/<subject>.toml with one of " + ", ".join(names.SUBJECTS))
        if not in_scope(object_type, manifest["object_types"]):
            raise InputError(path, f"{object_type} is not among the object_types of {MANIFEST}")
        for inner, entry, place in _entries_in(subject, documents[path], path):
            given = (object_type, subject, *inner)
            key, entry = normal(given, entry)
            if key != given and names.HINT in entry:
                raise InputError(place, f"a label to rename is written as pull writes it, as {names.path_of(key)}")
            if key in entries:
                raise InputError(place, "is there twice")
            entries[key] = entry
    fields.check_hints(entries)
    return Settings(tuple(manifest["object_types"]), entries, portal_id, ids_in(documents, portal_id))


def in_scope(object_type: str, object_types: Any) -> bool:
    """Whether files of these object types are about this one."""
    return object_type in object_types or (names.ALL_CUSTOM in object_types and names.is_custom(object_type))


def ids_in(documents: Mapping[str, Any], portal_id: int | None) -> dict[Key, Any]:
    """The ids that documents have of a portal; none where they do not have its file."""
    path = f"{IDS}/{portal_id}.toml"
    if portal_id is None or path not in documents:
        return {}
    return ids_of(documents[path], path)


def _is_type(object_type: str) -> bool:
    return names.is_custom(object_type) or names.standard_name(object_type) == object_type


def _entries_in(subject: str, document: dict[str, Any], path: str) -> Iterator[tuple[Key, Entry, str]]:
    match subject:
        case names.SCHEMA:
            fields.check(document, fields.SCHEMA, path)
            yield (), document, path
        case names.GROUPS | names.PROPERTIES:
            for name, entry in document.items():
                place = f"{path}: {name}"
                if name != name.lower():
                    raise InputError(place, "HubSpot keeps names in lower case")
                if subject == names.GROUPS:
                    fields.check(entry, fields.GROUP, place)
                else:
                    fields.check_property(entry, place)
                yield (name,), entry, place
        case names.RULES:
            for name, rules in document.items():
                for rule, entry in fields.tables(rules, f"{path}: {name}").items():
                    place = f"{path}: {name}.{rule}"
                    fields.check(entry, fields.RULE, place)
                    yield (name, rule), entry, place
        case _:
            yield from _listed(subject, document, path)


def _listed(subject: str, document: dict[str, Any], path: str) -> Iterator[tuple[Key, Entry, str]]:
    table, keys = {
        names.PIPELINES: (fields.PIPELINE, ("label",)),
        names.LABELS: (fields.LABEL, ("to", "label")),
        names.LIMITS: (fields.LIMIT, ("to", "label")),
    }[subject]
    holder = {names.PIPELINES: "pipelines", names.LABELS: "labels", names.LIMITS: "limits"}[subject]
    fields.check(document, {holder: fields.Kind("a list of tables", required=True)}, path)
    for index, each in enumerate(document[holder]):
        place = f"{path}: {holder}[{index}]"
        fields.check(each, table, place)
        if subject == names.PIPELINES:
            fields.check_stages(each["stages"], place)
        elif not _is_type(each["to"]):
            raise InputError(f"{place}.to", f"there is no object type {each['to']!r}")
        inner = tuple(str(each.get(key, "")) for key in keys)
        yield inner, {name: value for name, value in each.items() if name not in keys}, place
